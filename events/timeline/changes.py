"""The feed of everything that was ever published, in the order in which it became visible."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final, Self

import orjson
from django.db.models import Q, QuerySet
from django.utils.datastructures import MultiValueDict

from events.dates import json_datetime, window
from events.models import Edition
from events.record.vocabulary import EditionKind
from events.timeline.documents import edition_text, readable
from events.timeline.filters import NAMES, EventFilter, FilterError
from events.timeline.keyset import Order, Slice, paginate
from events.timeline.parameters import Parameters

# A change has a moment of its own, and the newest comes first.
_NOT_OF_CHANGES: Final = frozenset({"as_of", "ordering", "updated_since"})
_NEWEST_FIRST: Final = Order(("seq",), descending=True)


@dataclass(frozen=True)
class ChangeFilter:
    """Which editions: made when (EDTF, both included), of which kinds, of which events.

    An event counts that meets the conditions of `events` or did so in an earlier edition: that it
    no longer does is a change, too. An empty value sets no condition.
    """

    since: str = ""
    until: str = ""
    kinds: tuple[str, ...] = ()
    events: EventFilter = field(default_factory=EventFilter)

    @classmethod
    def clean(
        cls, params: MultiValueDict[str, str], *, now: datetime, extra: Iterable[str] = ()
    ) -> Self:
        """Read a query string. Raises `FilterError` with every problem."""
        names = NAMES.keys() - _NOT_OF_CHANGES
        parameters = Parameters(params)
        parameters.refuse_unknown({*names, "since", "until", "kind", *extra})
        since, until = parameters.period("since", "until")
        kinds = parameters.choices("kind", EditionKind.values)
        events = EventFilter()
        conditions = {name: values for name, values in params.lists() if name in names}
        try:
            events = EventFilter.clean(MultiValueDict(conditions), now=now)
        except FilterError as error:
            parameters.problems += error.problems
        parameters.finish()
        return cls(since, until, kinds, events)

    @property
    def on_editions(self) -> Mapping[str, Any]:
        """The conditions on the editions themselves, for `EventFilter.to_query`."""
        return {"since": self.since, "until": self.until, "kind": self.kinds}

    def to_query(self, **changes: Any) -> str:
        """The canonical query string, as `EventFilter.to_query`."""
        return self.events.to_query(**{**self.on_editions, **changes})

    def apply(self) -> QuerySet[Edition]:
        rows = Edition.objects.all()
        if self.since or self.until:
            period = window(self.since or None, self.until or None)
            if period.start:
                rows = rows.filter(at__gte=period.start)
            if period.end:
                rows = rows.filter(at__lt=period.end)
        if self.kinds:
            rows = rows.filter(kind__in=self.kinds)
        if not self.events.is_everything:
            met = Edition.objects.listed().filter(self.events.condition())
            rows = rows.filter(event__in=met.values("event"))
        return rows


def change_page(chosen: ChangeFilter, *, limit: int, cursor: str | None = None) -> Slice[Edition]:
    """The editions of a filter, newest first. Raises `FilterError` on "cursor"."""
    query = f"changes\n{chosen.to_query()}"
    return paginate(chosen.apply(), _NEWEST_FIRST, query=query, limit=limit, cursor=cursor)


def editions_before(editions: Iterable[Edition]) -> dict[int, Edition]:
    """For each edition the one before it of the same event, by `seq` of the later one."""
    later = {(edition.event_id, edition.number - 1): edition.seq for edition in editions}
    wanted = Q(pk__in=[])
    for event_id, number in later:
        if number:
            wanted |= Q(event=event_id, number=number)
    found = Edition.objects.filter(wanted)
    return {later[edition.event_id, edition.number]: edition for edition in found}


def changes(after: int = 0, limit: int = 50, *, as_of: datetime | None = None) -> list[Edition]:
    """The editions with a higher `seq` than `after`, of every kind, tombstones included.

    To follow: ask again with the last `seq` as `after`; nothing is ever missed or sent twice.
    `as_of`: only those that were there at that moment.
    """
    # SQLite refuses numbers beyond 64 bits with an error of its own.
    if after >= 2**63:
        return []
    found = Edition.objects.filter(seq__gt=after).order_by("seq")
    return list((found if as_of is None else found.filter(at__lte=as_of))[:limit])


def change(edition: Edition) -> dict[str, Any]:
    """An edition as every follower gets it, by asking or being told; for `orjson.dumps`.

    Raises `UnreadableDocument`.
    """
    return {
        "seq": edition.seq,
        "event": edition.event_id,
        "kind": edition.kind,
        "at": json_datetime(edition.at.astimezone(UTC)),
        "number": edition.number,
        "note": edition.note,
        "document": orjson.Fragment(edition_text(edition)),
    }


def readable_changes(editions: Iterable[Edition]) -> list[dict[str, Any]]:
    """`change` of each edition. One whose document cannot be read is left out and logged: followers
    go on behind it, as the last `seq` is that of the editions, not of this result.
    """
    return readable(editions, change)
