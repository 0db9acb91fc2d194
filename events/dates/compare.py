"""Ordering, and overlap with a window of time.

"may": some reading of what is known lies in the window. "must": every reading does; an event that
lasts is certain as soon as its sure core (from the latest possible start to the earliest possible
end) touches it.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from events.dates.edtf import ends_of
from events.dates.errors import DateError
from events.dates.when import When

Match = Literal["may", "must"]
MATCHES: Final = ("may", "must")


@dataclass(frozen=True)
class Extent:
    """From when to when an event lasts, as far as it is known; UTC, None unbounded.

    It begins in [earliest, starts_by) and ends in [ends_from, latest). The ``day_`` fields are the
    same on the wall clock of the event's own zone, written as UTC (see ``When``).
    """

    earliest: datetime | None
    latest: datetime | None
    starts_by: datetime | None
    ends_from: datetime | None
    day_earliest: datetime | None
    day_latest: datetime | None
    day_starts_by: datetime | None
    day_ends_from: datetime | None


@dataclass(frozen=True)
class Window:
    """A period asked for, half-open, None unbounded.

    ``floating``: neither end states an offset from UTC, so compare with ``day_`` bounds (each event
    on its own calendar); otherwise compare instants.
    """

    start: datetime | None
    end: datetime | None
    floating: bool


def extent(start: When, end: When | None = None) -> Extent:
    """The extent of an event from its start and end.

    An event cannot end before it starts: where the end is known more coarsely, the start bounds it,
    and the other way round. ``DateError`` ("reversed") when the end lies before the start
    altogether.
    """
    if end is None:
        return Extent(
            start.earliest,
            start.latest,
            start.latest,
            start.earliest,
            start.day_earliest,
            start.day_latest,
            start.day_latest,
            start.day_earliest,
        )
    if start.earliest is not None and end.latest is not None and start.earliest >= end.latest:
        raise DateError("reversed", "The end lies before the start.")
    day_latest = end.day_latest
    if (
        start.day_earliest is not None
        and day_latest is not None
        and start.day_earliest >= day_latest
    ):
        # The clocks of start and end differ by more than the event lasts: keep to the start's days.
        day_latest = start.day_latest
    return Extent(
        start.earliest,
        end.latest,
        _sooner(start.latest, end.latest),
        _later(start.earliest, end.earliest),
        start.day_earliest,
        day_latest,
        _sooner(start.day_latest, day_latest),
        _later(start.day_earliest, end.day_earliest),
    )


def window(from_text: str | None, to_text: str | None) -> Window:
    """From the earliest bound of one date to the latest bound of another, both included; None is no
    limit.

    Both are EDTF of the profile. Clock times without an offset are on each event's own clock;
    beside an end with an offset they are UTC. Raises ``DateError``: ``reversed`` when nothing is
    left between them, ``unbounded`` when a text that is to limit the window has no limit there
    (``from=../2023``): a filter that is given never widens.
    """
    first = None if from_text is None else When.parse(from_text)
    last = None if to_text is None else When.parse(to_text)
    if (first and first.earliest is None) or (last and last.latest is None):
        raise DateError("unbounded", "A period cannot begin or end with an open date.")
    floating = not (_states_offset(first) or _states_offset(last))
    if floating:
        start = first.day_earliest if first else None
        end = last.day_latest if last else None
    else:
        start = first.earliest if first else None
        end = last.latest if last else None
    if start is not None and end is not None and start >= end:
        raise DateError("reversed", "The period ends before it begins.")
    return Window(start, end, floating)


def overlaps(what: When | Extent, period: Window, match: str = "may") -> bool:
    """Whether an event, or a lone When, may or must lie in a window.

    ``DateError`` ("match_unknown") for another match.
    """
    if match not in MATCHES:
        raise DateError("match_unknown", "The match is one of may, must.")
    event = extent(what) if isinstance(what, When) else what
    if period.floating:
        bounds = (
            event.day_earliest,
            event.day_latest,
            event.day_starts_by,
            event.day_ends_from,
        )
    else:
        bounds = (event.earliest, event.latest, event.starts_by, event.ends_from)
    earliest, latest, starts_by, ends_from = bounds
    start, end = period.start, period.end
    if match == "may":
        return (end is None or earliest is None or earliest < end) and (
            start is None or latest is None or latest > start
        )
    return (end is None or (starts_by is not None and starts_by <= end)) and (
        start is None or (ends_from is not None and ends_from >= start)
    )


def order_key(when: When | None) -> str:
    """``sort_key``, and the empty string for an undated event: it comes before everything."""
    return "" if when is None else when.sort_key


def compare(a: When | None, b: When | None) -> int:
    """-1, 0 or 1 by ``order_key``."""
    first, second = order_key(a), order_key(b)
    return (first > second) - (first < second)


def _states_offset(when: When | None) -> bool:
    return when is not None and any(end.offset is not None for end in ends_of(when.expression))


def _sooner(a: datetime | None, b: datetime | None) -> datetime | None:
    """The smaller upper bound."""
    return b if a is None else a if b is None else min(a, b)


def _later(a: datetime | None, b: datetime | None) -> datetime | None:
    """The larger lower bound."""
    return b if a is None else a if b is None else max(a, b)
