"""The key of a form on a page of the desk: which account it was made for.

It is signed, so that it can be made by nobody else. Whoever sends it has read a page of that
account: what was typed is kept for the account even if the session has ended. It opens nothing.
"""

import re
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest

from events.models import User

FORM_KEY: Final = "form_key"
"""The name of the field."""
VALID_FOR: Final = timedelta(days=7)
_SALT: Final = "events.form"
_PARTS: Final = re.compile(r"\A([0-9]{1,18})\.([A-Za-z0-9_-]{22})\Z")


@dataclass(frozen=True)
class FormKey:
    user_id: int
    key: str

    @classmethod
    def fresh(cls, user: User) -> "FormKey":
        return cls(user.pk, secrets.token_urlsafe(16))

    @property
    def signed(self) -> str:
        return TimestampSigner(salt=_SALT).sign(f"{self.user_id}.{self.key}")


def read_form_key(signed: str) -> FormKey | None:
    """The key in the field of a form; None if it was not made here, or is too old."""
    try:
        text = TimestampSigner(salt=_SALT).unsign(signed, max_age=VALID_FOR)
    except BadSignature:
        return None
    parts = _PARTS.match(text)
    return FormKey(int(parts[1]), parts[2]) if parts else None


def form_key_of(request: HttpRequest) -> FormKey | None:
    """The key of the form that was sent, whoever is signed in."""
    return read_form_key(request.POST.get(FORM_KEY, ""))


def own_form_key(request: HttpRequest) -> FormKey | None:
    """The key of the form that was sent, if it was made for the account that is signed in."""
    key = form_key_of(request)
    return key if key and key.user_id == request.user.pk else None
