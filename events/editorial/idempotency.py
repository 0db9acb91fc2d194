"""Idempotency: completed requests are not carried out again (see `IdempotentRequest`).

They are stored in the transaction of the change itself.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from django.db import IntegrityError, transaction

from events.models import IdempotentRequest, User

KEPT: Final = timedelta(days=2)
"""Requests are retried within hours."""


@dataclass(frozen=True)
class Answer:
    """The response to the request with this digest. `status` is None while it is in progress."""

    request: str
    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""


def begin_request(*, editor: User, key: str, request: str, now: datetime) -> Answer | None:
    """Store a new key and return None, or return the response to the earlier request.

    If two are sent at once, the second one waits here until the transaction of the first ends.
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
    """Store the response, to be replayed."""
    IdempotentRequest.objects.filter(user=editor, key=key).update(
        status=answer.status, headers=answer.headers, body=answer.body
    )
