"""Devices that an account has signed in on, remembered in a signed cookie.

A stranger who enters wrong passwords exhausts the limit of the account for strangers alone.
"""

from typing import Final

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.crypto import get_random_string

from events.models import User

SALT: Final = "events.accounts.devices"
MAX_AGE: Final = 365 * 24 * 60 * 60
# How many accounts a shared device remembers.
ACCOUNTS: Final = 8


def known_device(request: HttpRequest, account: User | None) -> str:
    """Return the id of the device if the account has signed in on it with its present password."""
    device, accounts = _read(request)
    known = account is not None and _mark(account) in accounts
    return device if known else ""


def remember_device(request: HttpRequest, response: HttpResponseBase, account: User) -> None:
    device, accounts = _read(request)
    mark = _mark(account)
    accounts = [mark, *(other for other in accounts if other != mark)][:ACCOUNTS]
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        signing.dumps([device or get_random_string(20), accounts], salt=SALT),
        max_age=MAX_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _mark(account: User) -> str:
    """Changes with the password, so that a device is forgotten when it may be somebody else's."""
    return f"{account.pk}:{account.get_session_auth_hash()[:16]}"


def _read(request: HttpRequest) -> tuple[str, list[str]]:
    cookie = request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "")
    try:
        device, accounts = signing.loads(cookie, salt=SALT, max_age=MAX_AGE)
    except (signing.BadSignature, ValueError):
        return "", []
    return device, accounts
