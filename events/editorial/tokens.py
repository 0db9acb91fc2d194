"""Tokens with which programs act as an account."""

import hashlib
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from events.editorial.errors import EditorialError, Problem, problems_of
from events.editorial.recording import Change, record_version
from events.editorial.versions import require
from events.models import ApiToken, User
from events.record.vocabulary import Scope

PREFIX: Final = "evt_"
"""It allows secret scanners to recognise the tokens."""
LONGEST_LIFE: Final = timedelta(days=366)
_BEGINNING: Final = len(PREFIX) + 6
_LONGEST: Final = 100
# The last use is stored to the hour, so that not every request writes.
_USED_EVERY: Final = timedelta(hours=1)


def create_token(
    *,
    user: User,
    name: str,
    scopes: Collection[str],
    expires_at: datetime,
    now: datetime,
) -> ApiToken:
    """Return a new token, the only one with a `plaintext`. Raise `EditorialError` by field."""
    require(user, "add_apitoken")
    unknown = sorted(set(scopes) - set(Scope.values))
    if unknown or not scopes:
        known = ", ".join(Scope.values)
        raise EditorialError([Problem("scopes", _("Choose from: %s.") % known)])
    if not now < expires_at <= now + LONGEST_LIFE:
        message = _("The expiry date must be in the future and within a year.")
        raise EditorialError([Problem("expires_at", message)])
    text = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken(
        user=user,
        name=name.strip(),
        digest=_digest(text),
        beginning=text[:_BEGINNING],
        scopes=" ".join(scope for scope in Scope.values if scope in scopes),
        created_at=now,
        expires_at=expires_at,
    )
    try:
        token.full_clean()
    except ValidationError as refusal:
        raise EditorialError(problems_of(refusal)) from None
    with transaction.atomic():
        token.save(force_insert=True)
        record_version(token, Change(user, now))
    token.plaintext = text
    return token


def revoke_token(*, token_id: int, editor: User, now: datetime) -> None:
    """Revoke a token: one's own, or as an administrator anybody's."""
    with transaction.atomic():
        mine = ApiToken.objects.filter(pk=token_id, revoked_at=None)
        if not editor.is_superuser:
            mine = mine.filter(user=editor)
        if not mine.update(revoked_at=now):
            raise EditorialError([Problem("", _("There is no such token."))])
        record_version(ApiToken(pk=token_id), Change(editor, now))


def token_of(text: str, *, now: datetime) -> ApiToken | None:
    """Return the token with this text if it is valid and its account has access to the desk."""
    if len(text) > _LONGEST or not text.startswith(PREFIX):
        return None
    token = (
        ApiToken.objects.select_related("user")
        .filter(digest=_digest(text), revoked_at=None, expires_at__gt=now)
        .first()
    )
    if token is None or not (token.user.is_active and token.user.is_staff):
        return None
    if token.last_used_at is None or token.last_used_at < now - _USED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
    return token


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
