"""Overlap of events with a window of time.

An event overlaps a window with the match "may" if it overlaps for some possible dates, with "must"
if it does for all. An event with a duration must overlap if the window touches its certain core,
from the latest possible start to the earliest possible end.
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
    """The bounds of an event's start and end, in UTC; None is unbounded.

    The event begins in [earliest, starts_by) and ends in [ends_from, latest). The ``day_`` fields
    are the same bounds on the wall clock of the event's own zone, stored as UTC (see ``When``).
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
    """A half-open period; None is unbounded.

    ``floating`` means that neither end has an offset from UTC: compare with the ``day_`` bounds of
    each event, otherwise with its instants.
    """

    start: datetime | None
    end: datetime | None
    floating: bool


def extent(start: When, end: When | None = None) -> Extent:
    """The extent of an event from its start and end.

    An event cannot end before it starts, so each of the two also bounds the other. Raises
    ``DateError`` ("reversed") if the whole end is before the start.
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
        # The offsets of start and end differ by more than the duration: use the days of the start.
        day_latest = start.day_latest
    return Extent(
        start.earliest,
        end.latest,
        _min_bound(start.latest, end.latest),
        _max_bound(start.earliest, end.earliest),
        start.day_earliest,
        day_latest,
        _min_bound(start.day_latest, day_latest),
        _max_bound(start.day_earliest, end.day_earliest),
    )


def window(from_text: str | None, to_text: str | None) -> Window:
    """The window from the earliest bound of one EDTF date to the latest bound of another.

    None is no limit. Clock times without an offset are on each event's own clock, unless the other
    end has an offset: then they are UTC. Raises ``DateError``: ``reversed`` if the window is empty,
    ``unbounded`` if a date has no bound on its side (``from=../2023``), because such a filter would
    silently return everything.
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


def overlaps(event: When | Extent, period: Window, match: str = "may") -> bool:
    """Whether an event or a single When may or must overlap a window.

    Raises ``DateError`` ("match_unknown") for any other match.
    """
    if match not in MATCHES:
        raise DateError("match_unknown", "The match is one of may, must.")
    event = extent(event) if isinstance(event, When) else event
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


def _states_offset(when: When | None) -> bool:
    return when is not None and any(end.offset is not None for end in ends_of(when.expression))


def _min_bound(a: datetime | None, b: datetime | None) -> datetime | None:
    """The smaller of two upper bounds; None is unbounded."""
    return b if a is None else a if b is None else min(a, b)


def _max_bound(a: datetime | None, b: datetime | None) -> datetime | None:
    """The larger of two lower bounds; None is unbounded."""
    return b if a is None else a if b is None else max(a, b)
