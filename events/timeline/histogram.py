"""How many events of a filtered set start in which day, week, month or year."""

from typing import TypedDict

from django.db.models import Q
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext

from events.models import FacetCount
from events.search.intervals import COARSER, INTERVALS, UNDATED, IntervalCounts, count_intervals
from events.timeline.filters import EventFilter
from events.timeline.problems import FilterError, Problem


class Bar(TypedDict):
    start: str
    count: int


class Histogram(TypedDict):
    interval: str
    results: list[Bar]
    coarser: int
    undated: int


def clean_interval(params: MultiValueDict[str, str]) -> str:
    """The ``interval`` of a query, which is required. Raises `FilterError` on "interval"."""
    values = params.getlist("interval")
    if len(values) == 1 and values[0] in INTERVALS:
        return values[0]
    detail = gettext("Choose from: {choices}.").format(choices=", ".join(INTERVALS))
    raise FilterError([Problem("interval", detail)])


def histogram(chosen: EventFilter, interval: str) -> Histogram:
    """Counts by interval, in order, those without events left out: ``{"start": "2023-02", "count":
    3}``.

    ``start`` is a day, the Monday of a week, a month or a year as EDTF. An event counts once, in
    the interval in which it starts on its own calendar; as ``coarser`` if its start is known less
    exactly than the interval ("2023-02" is on no particular day); as ``undated`` if it has no
    date, or one that is open to the past.
    """
    counts = (
        _stored_counts(interval)
        if chosen.is_everything
        else count_intervals(chosen.apply(), interval)
    )
    bars: list[Bar] = [
        {"start": start, "count": counts.exact[start]} for start in sorted(counts.exact)
    ]
    return {
        "interval": interval,
        "results": bars,
        "coarser": counts.coarser,
        "undated": counts.undated,
    }


def _stored_counts(interval: str) -> IntervalCounts:
    """The stored counts of all current editions."""
    wanted = Q(facet=interval) | Q(facet=COARSER, value=interval) | Q(facet=UNDATED)
    counts = IntervalCounts()
    rows = FacetCount.objects.filter(wanted, count__gt=0)
    for facet, value, count in rows.values_list("facet", "value", "count"):
        if facet == interval:
            counts.exact[value] = count
        elif facet == COARSER:
            counts.coarser = count
        else:
            counts.undated = count
    return counts
