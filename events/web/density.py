"""How many events each column of a density stands for, when there are too many for single marks.

Plain Python without Django. An event counts as a whole, spread over the time in which it may have
begun: a year is a twelfth of an event in each of its months, never a peak on 1 January.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from events.web.scales import Scale, Stretch, fitting

_YEAR: Final = timedelta(days=366)
_FEW: Final = 2
"""Over so many columns an event is spread; what covers more belongs to the veil."""


Group = tuple[datetime, datetime, int]
"""The bounds of a beginning, half-open, and how many events have it."""


@dataclass
class Density:
    """`exact` and `veil` hold one number for each of `bins`; of the latter are the events that are
    known less exactly than the scale shows, of which there are `vague`. `earlier` begin before the
    scale, though they reach into it.
    """

    bins: list[Stretch]
    exact: list[float]
    veil: list[float]
    vague: int = 0
    earlier: int = 0

    @property
    def highest(self) -> float:
        return max((a + b for a, b in zip(self.exact, self.veil, strict=True)), default=0)


def scale_of(groups: Sequence[Group]) -> Scale | None:
    """The scale that shows these events: those known to the year at least, if there are any."""
    known = exact(groups)
    if not known:
        return None
    return fitting(min(start for start, _end, _n in known), max(end for _start, end, _n in known))


def exact(groups: Sequence[Group]) -> Sequence[Group]:
    """The events that are known to the year at least, or all of them if none is."""
    return [group for group in groups if group[1] - group[0] <= _YEAR] or groups


def density(groups: Iterable[Group], scale: Scale) -> Density:
    """The events of the groups, spread over the bins of the scale."""
    bins = list(scale.stretches(scale.bins))
    starts = [one.start for one in bins]
    found = Density(bins, [0.0] * len(bins), [0.0] * len(bins))
    for start, end, count in groups:
        first = bisect_right(starts, start) - 1
        if first < 0:
            if end <= scale.start:
                found.earlier += count
                continue
            first = 0
        # A stretch that begins when the event's bounds end is not touched.
        last = max(bisect_left(starts, end) - 1, first)
        if first == last:
            inside = start >= starts[first] and end <= bins[first].end
            found.exact[first] += count if inside else _share(start, end, bins[first]) * count
            continue
        vague = last - first >= _FEW
        found.vague += count if vague else 0
        columns = found.veil if vague else found.exact
        for number in range(first, last + 1):
            columns[number] += _share(start, end, bins[number]) * count
    return found


def _share(start: datetime, end: datetime, column: Stretch) -> float:
    """Which part of the time between two moments is in a column."""
    return (min(end, column.end) - max(start, column.start)) / (end - start)
