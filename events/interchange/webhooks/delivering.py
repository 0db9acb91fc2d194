"""Sending pending deliveries: at least once, and for each webhook in the order of the editions.

A worker leases a webhook, and each delivery before it attempts it, by one UPDATE each. No lock is
held during a request. The leases of a worker that dies expire; what it may have sent already is
then sent again with the same id.
"""

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from itertools import count
from typing import Any, Final

import orjson
from django.db.models import Exists, F, OuterRef, QuerySet

from events.interchange.outbound import (
    AddressRefused,
    NoResponse,
    Response,
    current_policy,
    post,
)
from events.interchange.webhooks.queueing import queue_deliveries
from events.interchange.webhooks.retries import (
    ATTEMPTS,
    COOLDOWN,
    retry_after_delay,
    retry_delay,
)
from events.interchange.webhooks.signing import signed_headers
from events.models import Delivery, Webhook
from events.record.vocabulary import DeliveryState
from events.timeline.changes import change

BATCH: Final = 10
"""The most deliveries to one webhook before it is the next one's turn."""
LEASE: Final = timedelta(minutes=5)
"""How long a worker has a webhook to itself; a batch never takes this long."""

logger = logging.getLogger(__name__)
_random = secrets.SystemRandom().random


@dataclass(frozen=True)
class Tally:
    """How many deliveries succeeded and failed."""

    delivered: int = 0
    failed: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.delivered + other.delivered, self.failed + other.failed)


def run_round(*, clock: Callable[[], datetime]) -> Tally:
    """Queue new deliveries, and send one batch to each webhook that has deliveries due."""
    queue_deliveries(now=clock())
    total = Tally()
    for webhook_id in due_webhooks(now=clock()):
        total += deliver_to(webhook_id, now=clock())
    return total


def run_rounds(*, clock: Callable[[], datetime], most: int | None = None) -> Tally:
    """Run rounds until one delivers nothing, or `most` of them."""
    total = Tally()
    for _round in count() if most is None else range(most):
        tally = run_round(clock=clock)
        total += tally
        if not tally.delivered:
            break
    return total


def due_webhooks(*, now: datetime) -> list[str]:
    """Return the ids of the webhooks with deliveries that are due, the longest waiting first."""
    pending = _due_deliveries(now).filter(webhook=OuterRef("pk"))
    webhooks = Webhook.objects.filter(Exists(pending), active=True, resumes_at__lte=now)
    return list(webhooks.order_by("resumes_at", "pk").values_list("pk", flat=True))


def deliver_to(webhook_id: str, *, now: datetime, random: Callable[[], float] = _random) -> Tally:
    """Send one batch to a webhook unless another worker has leased it. Stop at the first failure.

    `random` returns numbers from 0 to 1, which spread the retries.
    """
    lease_ends = now + LEASE
    row = Webhook.objects.filter(pk=webhook_id)
    if not row.filter(active=True, resumes_at__lte=now).update(resumes_at=lease_ends):
        return Tally()
    webhook = row.first()
    if webhook is None:  # deleted meanwhile
        return Tally()
    delivered, resumes_at = 0, now
    for _attempt in range(BATCH):
        delivery = _lease_delivery(webhook_id, now=now)
        if delivery is None:
            break
        result = _send(webhook, delivery, now=now)
        cooldown = _record_result(delivery, result, now=now, random=random)
        if cooldown is not None:
            resumes_at = now + cooldown
            break
        delivered += 1
    # Unless the lease has expired and another worker has taken it.
    row.filter(resumes_at=lease_ends).update(resumes_at=resumes_at)
    return Tally(delivered, int(resumes_at > now))


def message_id(delivery: Delivery) -> str:
    """Return the id that all attempts and replays share, so that receivers can drop duplicates."""
    return f"msg_{delivery.webhook_id}_{delivery.edition_id}"


def _due_deliveries(now: datetime) -> QuerySet[Delivery]:
    return Delivery.objects.filter(state=DeliveryState.PENDING, next_attempt_at__lte=now)


def _lease_delivery(webhook_id: str, *, now: datetime) -> Delivery | None:
    """Take the next delivery that is due and count the attempt; None if there is none."""
    pending = _due_deliveries(now).filter(webhook=webhook_id)
    delivery = pending.select_related("edition").order_by("edition_id").first()
    if delivery is None:
        return None
    unchanged = pending.filter(pk=delivery.pk, attempts=delivery.attempts)
    if not unchanged.update(attempts=F("attempts") + 1, next_attempt_at=now + LEASE):
        return None
    delivery.attempts += 1
    return delivery


def _send(
    webhook: Webhook, delivery: Delivery, *, now: datetime
) -> Response | NoResponse | AddressRefused:
    """Return the response, or why there is none."""
    body = orjson.dumps(change(delivery.edition))
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Event-Tracker-Webhooks/1",
        **signed_headers(_secrets(webhook, now), message_id(delivery), body, now=now),
    }
    try:
        return post(webhook.url, body, headers, policy=current_policy())
    except (AddressRefused, NoResponse) as error:
        return error


def _secrets(webhook: Webhook, now: datetime) -> list[str]:
    """Return the webhook's secret, and the former one until it expires."""
    until = webhook.former_until
    former = [webhook.former_secret] if until is not None and now < until else []
    return [webhook.secret, *former]


def _record_result(
    delivery: Delivery,
    result: Response | NoResponse | AddressRefused,
    *,
    now: datetime,
    random: Callable[[], float],
) -> timedelta | None:
    """Store the result of an attempt. An address that is not allowed is not tried again.

    Return None after a success, otherwise how long to wait before the next request to the receiver.
    """
    status = result.status if isinstance(result, Response) else None
    if status is not None and 200 <= status < 300:
        _finish(delivery, state=DeliveryState.DELIVERED, delivered_at=now, status=status, error="")
        logger.info("webhook %s: edition %s delivered", delivery.webhook_id, delivery.edition_id)
        return None
    retry_after = timedelta(0)
    if isinstance(result, Response):
        retry_after = retry_after_delay(result.headers.get("retry-after", ""), now=now)
    error = _error(result)
    dead = delivery.attempts >= ATTEMPTS or isinstance(result, AddressRefused)
    delay = retry_delay(min(delivery.attempts, ATTEMPTS), random=random())
    _finish(
        delivery,
        state=DeliveryState.DEAD if dead else DeliveryState.PENDING,
        next_attempt_at=now + max(retry_after, delay),
        status=status,
        error=error,
    )
    logger.warning(
        "webhook %s: edition %s, attempt %d%s: %s",
        delivery.webhook_id,
        delivery.edition_id,
        delivery.attempts,
        " (the last)" if dead else "",
        error,
    )
    if status == HTTPStatus.GONE:
        # Raise the version, so that a form opened before cannot activate the webhook again.
        active = Webhook.objects.filter(pk=delivery.webhook_id, active=True)
        active.update(active=False, version=F("version") + 1, updated_at=now)
    return max(retry_after, COOLDOWN)


def _error(result: Response | NoResponse | AddressRefused) -> str:
    if isinstance(result, AddressRefused):
        return f"not sent: the address is not allowed ({result})"
    return _status_error(result.status) if isinstance(result, Response) else str(result)


def _status_error(status: int) -> str:
    if status == HTTPStatus.GONE:
        return "HTTP 410 (Gone): the webhook was deactivated"
    if 300 <= status < 400:
        return f"HTTP {status}: redirects are not followed"
    return f"HTTP {status}"


def _finish(delivery: Delivery, *, status: int | None, error: str, **columns: Any) -> None:
    # Unless the delivery was requeued meanwhile.
    unchanged = Delivery.objects.filter(pk=delivery.pk, attempts=delivery.attempts)
    unchanged.filter(state=DeliveryState.PENDING).update(
        last_status=status, last_error=error[:200], **columns
    )
