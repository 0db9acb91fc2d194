"""Codes of authenticator apps work once (RFC 6238, section 5.2)."""

import time
from typing import Final

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.db import transaction

USED: Final = "last_used_period"
"""In the data of an authenticator: the period of the last code that was accepted."""


def use_up(authenticator: Authenticator, code: str) -> bool:
    """Whether a valid code is used for the first time. It and all earlier ones are refused then.

    Recovery codes are left to django-allauth, which keeps the used ones in the database.
    """
    if authenticator.type != Authenticator.Type.TOTP:
        return True
    with transaction.atomic():
        row = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
        period = _period_of(row, code)
        if period is None or period <= row.data.get(USED, 0):
            return False
        row.data[USED] = period
        row.save(update_fields=["data"])
        authenticator.data = row.data
    return True


def _period_of(authenticator: Authenticator, code: str) -> int | None:
    """Return the latest of the periods that are accepted now in which the app shows the code."""
    secret = decrypt(authenticator.data["secret"])
    now = int(time.time()) // app_settings.TOTP_PERIOD
    tolerance = app_settings.TOTP_TOLERANCE
    for period in range(now + tolerance, now - tolerance - 1, -1):
        if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, period))):
            return period
    return None
