"""Where the marks of single events stand on a scale of time, and how they share its rows.

Plain Python without Django; positions are in percent of the width (see `scales`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from events.web.scales import DAY, FIRST, LAST, Scale, fitting

NARROWEST: Final = 1.6
"""The least width of a bar: narrower ones could not be seen."""
GLYPH: Final = 2.0
"""The width that a dot takes in a row."""
_WEEK: Final = 7 * DAY
_STRAY: Final = 8
_FAR: Final = 6
_COARSE: Final = 4
"""How many times as long as the rest of the scale an event may be and still set its ends."""


@dataclass(frozen=True)
class Bounds:
    """An event begins in [earliest, starts_by) and ends in [ends_from, latest); None is unbounded.

    As in `events.dates.Extent`, on the event's own clock.
    """

    earliest: datetime | None
    starts_by: datetime | None
    ends_from: datetime | None
    latest: datetime | None

    @property
    def is_dated(self) -> bool:
        """Whether it can be drawn: a date that is open to the past is at no place."""
        return self.earliest is not None

    @property
    def is_day(self) -> bool:
        """Whether it is known to the day, or better."""
        first, last = self.earliest, self.latest
        return first is not None and last is not None and last - first <= DAY


@dataclass(frozen=True)
class Place:
    """Where one mark is drawn: from `left` to `right`, a dot if `point`.

    `sure`: the part in which the event certainly goes on. `fades_left`, `fades_right`: where
    exactly it begins or ends is not known, so that the bar fades. `before`, `after`: it goes on
    beyond the end of the scale.
    """

    left: float
    right: float
    point: bool = False
    sure: tuple[float, float] | None = None
    fades_left: bool = False
    fades_right: bool = False
    before: bool = False
    after: bool = False

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def width(self) -> float:
        return self.right - self.left


def scale_of(marks: Iterable[Bounds]) -> Scale | None:
    """The scale that shows these events. None if none of them has a date.

    An event that is known to the century alone does not make a scale of a hundred years for a
    hundred events of one month, nor does a single one of long before: they lie beyond the ends.
    """
    periods = [(m.earliest, m.latest or m.earliest) for m in marks if m.earliest is not None]
    # From the most exact one to the vaguest.
    periods.sort(key=lambda period: period[1] - period[0])
    if not periods:
        return None
    first, last = periods[0]
    for done, (start, end) in enumerate(periods):
        long = end - start > _COARSE * max(last - first, _WEEK)
        if long and 2 * done >= len(periods):
            periods = periods[:done]
            break
        first, last = min(first, start), max(last, end)
    return fitting(*_at_least_a_week(*_without_strays(periods, first, last)))


def _without_strays(
    periods: Sequence[tuple[datetime, datetime]], first: datetime, last: datetime
) -> tuple[datetime, datetime]:
    """The shortest period that holds all events but one in `_STRAY` and what is near to it, if it
    is by far shorter.
    """
    ordered = sorted(periods)
    kept = len(ordered) - len(ordered) // _STRAY
    windows = [
        (ordered[at][0], max(end for _start, end in ordered[at : at + kept]))
        for at in range(len(ordered) - kept + 1)
    ]
    start, end = min(windows, key=lambda window: window[1] - window[0])
    near = max(end - start, _WEEK)
    if last - first <= _FAR * near:
        return first, last
    kept_ones = [period for period in ordered if start - period[1] <= near >= period[0] - end]
    return kept_ones[0][0], max(end for _start, end in kept_ones)


def _at_least_a_week(first: datetime, last: datetime) -> tuple[datetime, datetime]:
    """Hours would be a strange scale for what is known to the day."""
    room = max(_WEEK - (last - first), timedelta(0)) / 2
    return first - min(room, first - FIRST), last + min(room, LAST - last)


def place(bounds: Bounds, scale: Scale, *, goes_on: bool = False) -> Place | None:
    """Where an event is drawn. None if it is outside the scale or has no date.

    `goes_on`: whether an event without a known end is under way.
    """
    first, last = bounds.earliest, bounds.latest
    if first is None or first >= scale.end:
        return None
    if last is not None and last <= scale.start and not goes_on:
        return None
    left = scale.position(first)
    right = 100.0 if last is None or goes_on else scale.position(last)
    if bounds.is_day and not goes_on:
        middle = (left + right) / 2
        return Place(middle, middle, point=True)
    sure = _sure(bounds, scale, goes_on=goes_on)
    if right - left < NARROWEST:
        middle = min(max((left + right) / 2, NARROWEST / 2), 100 - NARROWEST / 2)
        left, right = middle - NARROWEST / 2, middle + NARROWEST / 2
        sure = sure and (left, right)
    return Place(
        left,
        right,
        sure=sure,
        fades_left=sure is None or sure[0] > left,
        fades_right=sure is None or sure[1] < right,
        before=first < scale.start,
        after=last is None or goes_on or last > scale.end,
    )


def _sure(bounds: Bounds, scale: Scale, *, goes_on: bool) -> tuple[float, float] | None:
    """The part in which the event certainly goes on; that it began or ended on some hour of a day
    is no ignorance that anybody would want to see.
    """
    first, last = bounds.starts_by, bounds.ends_from
    if first is not None and bounds.earliest is not None and first - bounds.earliest <= DAY:
        first = bounds.earliest
    if bounds.latest is not None and last is not None and bounds.latest - last <= DAY:
        last = bounds.latest
    if goes_on:
        return None if first is None else (scale.position(first), 100.0)
    # Without an end, `ends_from` is the beginning: nothing is sure.
    if first is None or last is None or first >= last or _is_start_alone(bounds):
        return None
    return scale.position(first), scale.position(last)


def _is_start_alone(bounds: Bounds) -> bool:
    return bounds.starts_by == bounds.latest and bounds.ends_from == bounds.earliest


def pack(places: Sequence[Place], rows: int) -> list[int | None]:
    """For each mark the lowest row in which it covers no other; None if all rows are taken there.

    Marks that come first are served first.
    """
    taken: list[list[tuple[float, float]]] = [[] for _row in range(rows)]
    return [_row_for(mark, taken) for mark in places]


def _row_for(mark: Place, taken: list[list[tuple[float, float]]]) -> int | None:
    margin = max(GLYPH - mark.width, 0.4) / 2
    left, right = mark.left - margin, mark.right + margin
    for row, others in enumerate(taken):
        if all(right <= start or end <= left for start, end in others):
            others.append((left, right))
            return row
    return None
