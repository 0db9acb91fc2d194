"""Which editions a webhook is to be told of: the changes after the last one that it has seen.

Nothing is hung onto publishing. Editions become visible in the order of their numbers, without a
gap that would fill later, so that asking for what came after the last one misses nothing.
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


def follow(*, now: datetime) -> int:
    """Line up what is to be delivered to each active webhook; the number of deliveries made.

    A webhook whose filter cannot be read any more (a type was removed) stays where it is: what it
    should have is not guessed, and nothing of it is lost.
    """
    newest = last_seq()
    behind = Webhook.objects.filter(active=True, last_seq__lt=newest)
    made = 0
    for webhook_id in behind.order_by("pk").values_list("pk", flat=True):
        try:
            while (lined_up := _follow(webhook_id, now)) is not None:
                made += lined_up
        except FilterError:
            logger.warning("webhook %s: its filter cannot be read", webhook_id)
    return made


def last_seq() -> int:
    """The number of the last edition; 0 before the first."""
    return Edition.objects.aggregate(last=Max("seq"))["last"] or 0


def _follow(webhook_id: str, now: datetime) -> int | None:
    """One batch, or None where nothing is left or another worker is at it."""
    with transaction.atomic():
        locked = Webhook.objects.select_for_update(skip_locked=True)
        webhook = locked.filter(pk=webhook_id, active=True).first()
        found = changes(after=webhook.last_seq, limit=BATCH) if webhook else []
        if webhook is None or not found:
            return None
        wanted = _wanted(webhook, found)
        Delivery.objects.bulk_create(
            [Delivery(webhook=webhook, edition=edition, next_attempt_at=now) for edition in wanted],
            ignore_conflicts=True,
        )
        Webhook.objects.filter(pk=webhook_id).update(last_seq=found[-1].seq)
        return len(wanted)


def _wanted(webhook: Webhook, found: Sequence[Edition]) -> Sequence[Edition]:
    """Those that meet the filter, and all that came after one of the same event that did.

    So a copy that the subscriber keeps is never left with an event that has changed so as not to
    meet the filter any more, or that was retracted. Raises `FilterError`.
    """
    if not webhook.filter:
        return found
    events = {edition.event_id for edition in found}
    meeting = (
        Edition.objects.filter(saved_filter(webhook.filter).condition(), listed=True)
        .filter(event__in=events, seq__lte=found[-1].seq)
        .order_by()
        .values_list("event")
        .annotate(Min("seq"))
    )
    # Also what was sent under another filter than today's.
    sent = (
        Delivery.objects.filter(webhook=webhook, edition__event__in=events)
        .order_by()
        .values_list("edition__event")
        .annotate(Min("edition"))
    )
    first: dict[str, int] = dict(meeting)
    for event_id, seq in sent:
        first[event_id] = min(seq, first.get(event_id, seq))
    return [
        edition for edition in found if first.get(edition.event_id, edition.seq + 1) <= edition.seq
    ]
