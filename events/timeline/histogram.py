"""How many events of a filtered set begin in which day, week, month or year."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final, TypedDict

from django.db.models import Count
from django.db.models.functions import Substr
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext

from events.models import StandingCount
from events.timeline.filters import EventFilter
from events.timeline.problems import FilterError, Problem

INTERVALS: Final = {"day": 10, "week": 10, "month": 7, "year": 4}
"""And how much of an ISO date names one; weeks are made of days."""


class Bar(TypedDict):
    start: str
    count: int


def clean_interval(params: MultiValueDict[str, str]) -> str:
    """The ``interval`` of a query, which must be there. Raises `FilterError` on "interval"."""
    values = params.getlist("interval")
    if len(values) == 1 and values[0] in INTERVALS:
        return values[0]
    detail = gettext("Choose from: {choices}.").format(choices=", ".join(INTERVALS))
    raise FilterError([Problem("interval", detail)])


def histogram(chosen: EventFilter, interval: str) -> list[Bar]:
    """Counts by interval in order, empty intervals left out: ``{"start": "2023-02", "count": 3}``.

    ``start`` is a day, the Monday of a week, a month or a year as EDTF. An event counts once, where
    its earliest bound lies on its own calendar: one known only to a month counts on the first day
    of it when the interval is a day. Events without a date, or with one that is open to the past,
    are not counted.
    """
    counts: Counter[str] = Counter()
    for start, count in _counted(chosen, interval):
        counts[_monday(start) if interval == "week" else start] += count
    return [{"start": start, "count": counts[start]} for start in sorted(counts)]


def _counted(chosen: EventFilter, interval: str) -> Iterable[tuple[str, int]]:
    if chosen.is_everything:
        facet = "day" if interval == "week" else interval
        kept = StandingCount.objects.filter(facet=facet, count__gt=0)
        return kept.values_list("value", "count")
    # The key of the order begins with the day; without a day it begins with a blank or is empty.
    rows = chosen.apply().filter(date_key__gte="0")
    named = rows.annotate(start=Substr("date_key", 1, INTERVALS[interval]))
    return named.values_list("start").annotate(n=Count("pk"))


def _monday(day: str) -> str:
    found = date.fromisoformat(day)
    # 0001-01-01 was a Monday: no week begins before the calendar does.
    return (found - timedelta(days=found.weekday())).isoformat()
