"""What search engines are told of: the public events and profiles, in parts of a limited size."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Count, Sum

from events.models import Edition, FacetCount, Profile
from events.record import Event
from events.record.identity import ALPHABET
from events.record.vocabulary import ProfileKind
from events.timeline.documents import current_events

PART: Final = 5_000
"""About as many addresses as a part has; the protocol allows 50,000."""
EVENTS: Final = "events"
KINDS: Final = (EVENTS, *(f"{kind.value}s" for kind in ProfileKind))


@dataclass(frozen=True)
class Part:
    """The records of a kind whose ids begin with `prefix`. Ids are random, so that parts are of
    about the same size and a new record changes only one of them.
    """

    kind: str
    prefix: str = ""

    @property
    def name(self) -> str:
        return "-".join(filter(None, [self.kind, self.prefix]))


def parts() -> list[Part]:
    return [Part(kind, prefix) for kind, total in _totals() for prefix in _prefixes(total)]


def part(name: str) -> Part | None:
    """The part of this name, if there is such a kind."""
    kind, _dash, prefix = name.partition("-")
    return Part(kind, prefix) if kind in KINDS and set(prefix) <= set(ALPHABET) else None


def events(chosen: Part) -> list[Event]:
    rows = Edition.objects.current().listed().filter(**_range("event", chosen.prefix))
    return current_events(list(rows.order_by("event").only("event_id", "document", "upgraded")))


def profiles(chosen: Part) -> list[tuple[str, datetime]]:
    """The public ids, and when each was last changed."""
    kind = ProfileKind(chosen.kind.removesuffix("s"))
    rows = Profile.objects.current().filter(kind=kind, **_range("subject", chosen.prefix))
    return list(rows.order_by("subject").values_list("subject", "at"))


def _totals() -> Iterator[tuple[str, int]]:
    # Each event has one occurrence.
    counts = FacetCount.objects.filter(facet="occurrence")
    totals = {EVENTS: counts.aggregate(total=Sum("count"))["total"] or 0}
    found = Profile.objects.current().values_list("kind").annotate(Count("pk")).order_by()
    totals |= {f"{kind}s": total for kind, total in found}
    return ((kind, totals[kind]) for kind in KINDS if totals.get(kind))


def _prefixes(total: int) -> list[str]:
    prefixes = [""]
    while total > PART * len(prefixes):
        prefixes = [prefix + letter for prefix in prefixes for letter in ALPHABET]
    return prefixes


def _range(column: str, prefix: str) -> dict[str, str]:
    # Ids sort bytewise, and "~" follows every character that they have.
    return {f"{column}__gte": prefix, f"{column}__lt": f"{prefix}~"}
