"""Queueing deliveries: the editions after the last one that each webhook has seen.

Publishing knows nothing of webhooks. Editions become visible in the order of their numbers and
without gaps, so that a query for later numbers never misses one.
"""

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Max, Min

from events.models import Delivery, Edition, Webhook
from events.timeline.changes import changes
from events.timeline.filters import FilterError, saved_filter

BATCH: Final = 200

logger = logging.getLogger(__name__)


def queue_deliveries(*, now: datetime) -> int:
    """Queue the deliveries of new editions to each active webhook; return how many.

    A webhook whose filter has become invalid, because a type was removed, queues nothing and
    misses nothing: it catches up as soon as its filter is valid again.
    """
    newest = last_seq()
    webhooks = Webhook.objects.filter(active=True, last_seq__lt=newest)
    total = 0
    for webhook_id in webhooks.order_by("pk").values_list("pk", flat=True):
        try:
            while (queued := _queue_batch(webhook_id, now)) is not None:
                total += queued
        except FilterError:
            logger.warning("webhook %s: its filter is invalid", webhook_id)
    return total


def last_seq() -> int:
    """Return the number of the last edition; 0 before the first."""
    return Edition.objects.aggregate(last=Max("seq"))["last"] or 0


def _queue_batch(webhook_id: str, now: datetime) -> int | None:
    """Queue one batch; return None if there is none or another worker has locked the webhook."""
    with transaction.atomic():
        webhooks = Webhook.objects.select_for_update(skip_locked=True)
        webhook = webhooks.filter(pk=webhook_id, active=True).first()
        editions = changes(after=webhook.last_seq, limit=BATCH) if webhook else []
        if webhook is None or not editions:
            return None
        selected = _select(webhook, editions)
        Delivery.objects.bulk_create(
            [
                Delivery(webhook=webhook, edition=edition, next_attempt_at=now)
                for edition in selected
            ],
            ignore_conflicts=True,
        )
        Webhook.objects.filter(pk=webhook_id).update(last_seq=editions[-1].seq)
        return len(selected)


def _select(webhook: Webhook, editions: Sequence[Edition]) -> Sequence[Edition]:
    """Select the editions that match the filter, and all later editions of an event that matched.

    A subscriber thus learns that an event of its copy no longer matches or was retracted. Raise
    `FilterError` if the filter is invalid.
    """
    if not webhook.filter:
        return editions
    events = {edition.event_id for edition in editions}
    matching = (
        Edition.objects.filter(saved_filter(webhook.filter).condition(), listed=True)
        .filter(event__in=events, seq__lte=editions[-1].seq)
        .order_by()
        .values_list("event")
        .annotate(Min("seq"))
    )
    # Also the events that were sent under an earlier filter.
    sent = (
        Delivery.objects.filter(webhook=webhook, edition__event__in=events)
        .order_by()
        .values_list("edition__event")
        .annotate(Min("edition"))
    )
    first: dict[str, int] = dict(matching)
    for event_id, seq in sent:
        first[event_id] = min(seq, first.get(event_id, seq))
    return [
        edition
        for edition in editions
        if first.get(edition.event_id, edition.seq + 1) <= edition.seq
    ]
