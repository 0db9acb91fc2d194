"""Sending what is lined up, each webhook's in the order of the editions; at least once.

One worker at a time is at a webhook, and each attempt is claimed by one UPDATE before it begins.
No lock is held while another host is waited for. A worker that dies leaves its claims to run out;
what it may have sent already is then sent again, with the same id.
"""

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Any, Final

import orjson
from django.db.models import Exists, F, OuterRef, QuerySet

from events.interchange.outbound import Answer, Refused, Unanswered, allowed_here, post
from events.interchange.webhooks.following import follow
from events.interchange.webhooks.schedule import ATTEMPTS, REST, asked_pause, pause
from events.interchange.webhooks.signing import signed_headers
from events.models import Delivery, Webhook
from events.record.vocabulary import DeliveryState
from events.timeline.changes import change

TURN: Final = 10
"""Deliveries to one webhook before the next one has its turn."""
CLAIM: Final = timedelta(minutes=5)
"""How long a worker has a webhook to itself: longer than a turn can take."""
GONE: Final = 410

logger = logging.getLogger(__name__)
_chance = secrets.SystemRandom().random


@dataclass(frozen=True)
class Tally:
    """How many deliveries were taken and how many failed."""

    delivered: int = 0
    failed: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.delivered + other.delivered, self.failed + other.failed)


def run_round(*, clock: Callable[[], datetime]) -> Tally:
    """Line up what is new, and give each webhook for which something is due one turn."""
    follow(now=clock())
    done = Tally()
    for webhook_id in due(now=clock()):
        done += deliver_to(webhook_id, now=clock())
    return done


def run_rounds(*, clock: Callable[[], datetime], most: int | None = None) -> Tally:
    """Rounds until nothing more gets through, or `most` of them."""
    done = Tally()
    for _nth in count() if most is None else range(most):
        turn = run_round(clock=clock)
        done += turn
        if not turn.delivered:
            break
    return done


def due(*, now: datetime) -> list[str]:
    """The webhooks to which something may be delivered now, the longest waiting first."""
    waiting = _due_deliveries(now).filter(webhook=OuterRef("pk"))
    free = Webhook.objects.filter(Exists(waiting), active=True, resumes_at__lte=now)
    return list(free.order_by("resumes_at", "pk").values_list("pk", flat=True))


def deliver_to(webhook_id: str, *, now: datetime, chance: Callable[[], float] = _chance) -> Tally:
    """One turn of a webhook, unless another worker is at it. Its first failure ends the turn."""
    claimed = now + CLAIM
    mine = Webhook.objects.filter(pk=webhook_id)
    if not mine.filter(active=True, resumes_at__lte=now).update(resumes_at=claimed):
        return Tally()
    webhook = mine.first()
    if webhook is None:  # deleted just now
        return Tally()
    delivered, resumes_at = 0, now
    for _nth in range(TURN):
        delivery = _claim(webhook_id, now=now)
        if delivery is None:
            break
        answer = _send(webhook, delivery, now=now)
        rest = _record(delivery, answer, now=now, chance=chance)
        if rest is not None:
            resumes_at = now + rest
            break
        delivered += 1
    # Not where the claim has run out and somebody else has made it his.
    mine.filter(resumes_at=claimed).update(resumes_at=resumes_at)
    return Tally(delivered, int(resumes_at > now))


def message_id(delivery: Delivery) -> str:
    """The same for each attempt and replay, by which receivers know what they have had."""
    return f"msg_{delivery.webhook_id}_{delivery.edition_id}"


def _due_deliveries(now: datetime) -> QuerySet[Delivery]:
    return Delivery.objects.filter(state=DeliveryState.PENDING, next_attempt_at__lte=now)


def _claim(webhook_id: str, *, now: datetime) -> Delivery | None:
    """The next delivery that is due, as ours alone; its attempt is counted already."""
    waiting = _due_deliveries(now).filter(webhook=webhook_id)
    found = waiting.select_related("edition").order_by("edition_id").first()
    if found is None:
        return None
    same = waiting.filter(pk=found.pk, attempts=found.attempts)
    if not same.update(attempts=F("attempts") + 1, next_attempt_at=now + CLAIM):
        return None
    found.attempts += 1
    return found


def _send(webhook: Webhook, delivery: Delivery, *, now: datetime) -> Answer | str:
    """What was answered, or in a few words why nothing was."""
    body = orjson.dumps(change(delivery.edition))
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Event-Tracker-Webhooks/1",
        **signed_headers(_secrets(webhook, now), message_id(delivery), body, now=now),
    }
    try:
        return post(webhook.url, body, headers, allowed=allowed_here())
    except Refused as refusal:
        return f"not sent: the address is not allowed ({refusal})"
    except Unanswered as failure:
        return str(failure)


def _secrets(webhook: Webhook, now: datetime) -> list[str]:
    """The webhook's own, and the one before while it still signs."""
    until = webhook.former_until
    former = [webhook.former_secret] if until is not None and now < until else []
    return [webhook.secret, *former]


def _record(
    delivery: Delivery, answer: Answer | str, *, now: datetime, chance: Callable[[], float]
) -> timedelta | None:
    """Write down what came of an attempt: None, or how long the receiver is to be left alone."""
    status = answer.status if isinstance(answer, Answer) else None
    if status is not None and 200 <= status < 300:
        _end(delivery, state=DeliveryState.DELIVERED, delivered_at=now, status=status, error="")
        logger.info("webhook %s: edition %s delivered", delivery.webhook_id, delivery.edition_id)
        return None
    asked = timedelta(0)
    if isinstance(answer, Answer):
        asked = asked_pause(answer.headers.get("retry-after", ""), now=now)
    error = answer if isinstance(answer, str) else _told(answer.status)
    dead = delivery.attempts >= ATTEMPTS
    wait = max(asked, pause(min(delivery.attempts, ATTEMPTS), chance=chance()))
    _end(
        delivery,
        state=DeliveryState.DEAD if dead else DeliveryState.PENDING,
        next_attempt_at=now + wait,
        status=status,
        error=error,
    )
    logger.warning(
        "webhook %s: edition %s, attempt %d%s: %s",
        delivery.webhook_id,
        delivery.edition_id,
        delivery.attempts,
        ", the last" if dead else "",
        error,
    )
    if status == GONE:
        # The version too: a form that was opened before must not switch it on again unasked.
        active = Webhook.objects.filter(pk=delivery.webhook_id, active=True)
        active.update(active=False, version=F("version") + 1, updated_at=now)
    return max(asked, REST)


def _told(status: int) -> str:
    if status == GONE:
        return "answered 410 (gone): the webhook was switched off"
    if 300 <= status < 400:
        return f"answered {status}: redirects are not followed"
    return f"answered {status}"


def _end(delivery: Delivery, *, status: int | None, error: str, **columns: Any) -> None:
    # Not where it was put back for sending meanwhile.
    same = Delivery.objects.filter(pk=delivery.pk, attempts=delivery.attempts)
    same.filter(state=DeliveryState.PENDING).update(
        last_status=status, last_error=error[:200], **columns
    )
