"""What became of the announcements in which an actor takes part."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from django.db.models import Exists, F, OuterRef, Q

from events.models import Edition
from events.record.meaning import HAPPENED, OPEN, PLANNED
from events.record.vocabulary import Occurrence
from events.timeline import conditions

SHOWN: Final = 50
"""The most events of one outcome that are named; their number is always exact."""


class Outcome(StrEnum):
    """In the order in which pages and programs get them."""

    OVERDUE = "overdue"
    AHEAD = "ahead"
    TOOK_PLACE = "took_place"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    DID_NOT_OCCUR = "did_not_occur"
    UNCLEAR = "unclear"


_CERTAIN: Final = {
    **dict.fromkeys(HAPPENED, Outcome.TOOK_PLACE),
    Occurrence.POSTPONED.value: Outcome.POSTPONED,
    Occurrence.CANCELLED.value: Outcome.CANCELLED,
    Occurrence.DID_NOT_OCCUR.value: Outcome.DID_NOT_OCCUR,
}


@dataclass(frozen=True)
class Entry:
    """How many announcements had this outcome, and the editions of the latest of them."""

    outcome: Outcome
    count: int
    editions: list[Edition]


def ledger(actor: str, *, as_of: datetime | None, now: datetime) -> list[Entry]:
    """The events in which the actor takes part and that are planned, or were announced or scheduled
    in an earlier edition, by what became of them at `as_of` (None: `now`). Outcomes without events
    are left out.

    Two queries, whatever the number of events.
    """
    moment = as_of or now
    earlier = Edition.objects.filter(
        event=OuterRef("event"), number__lt=OuterRef("number"), occurrence__in=sorted(OPEN)
    )
    planned = Q(occurrence__in=sorted({*PLANNED, Occurrence.DID_NOT_OCCUR.value}))
    announced = (
        Edition.objects.current(as_of)
        .listed()
        .filter(conditions.takes_part((actor,)))
        .filter(planned | Exists(earlier))
        .annotate(overdue=conditions.is_overdue(moment))
        .order_by(F("date_key").desc(), "-event")
    )
    found: dict[Outcome, list[int]] = {}
    for seq, occurrence, overdue in announced.values_list("seq", "occurrence", "overdue"):
        found.setdefault(_outcome(occurrence, overdue=overdue), []).append(seq)
    editions = _editions(seq for seqs in found.values() for seq in seqs[:SHOWN])
    return [
        Entry(outcome, len(seqs), [editions[seq] for seq in seqs[:SHOWN]])
        for outcome in Outcome
        if (seqs := found.get(outcome))
    ]


def _outcome(occurrence: str, *, overdue: bool) -> Outcome:
    if occurrence in OPEN:
        return Outcome.OVERDUE if overdue else Outcome.AHEAD
    return _CERTAIN.get(occurrence, Outcome.UNCLEAR)


def _editions(seqs: Iterable[int]) -> dict[int, Edition]:
    return Edition.objects.in_bulk(list(seqs))
