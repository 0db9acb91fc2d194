"""Requests that were carried out, so that they are not carried out again (see `IdempotentRequest`).

All in the transaction of the change itself: kept with it or not at all.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from django.db import IntegrityError, transaction

from events.models import IdempotentRequest, User

KEPT: Final = timedelta(days=2)
"""Whoever sends a request again does so within hours."""


@dataclass(frozen=True)
class Answer:
    """What was answered to the request of this digest. `status` None: it is only being begun."""

    request: str
    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""


def begin_request(*, editor: User, key: str, request: str, now: datetime) -> Answer | None:
    """None for a new key, which is now taken; else the answer that the request got.

    Of two at once, the second waits here until the transaction of the first is over.
    """
    IdempotentRequest.objects.filter(user=editor, created_at__lt=now - KEPT).delete()
    try:
        with transaction.atomic():
            IdempotentRequest.objects.create(user=editor, key=key, request=request, created_at=now)
    except IntegrityError:
        row = IdempotentRequest.objects.get(user=editor, key=key)
        return Answer(row.request, row.status, row.headers, row.body)
    return None


def keep_answer(*, editor: User, key: str, answer: Answer) -> None:
    """What was answered, to be told again."""
    IdempotentRequest.objects.filter(user=editor, key=key).update(
        status=answer.status, headers=answer.headers, body=answer.body
    )
