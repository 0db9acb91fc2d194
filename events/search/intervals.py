"""In which day, week, month or year an event starts, if that much is known.

An event known as "2023-02" starts on no particular day, and one known as "202X" in no particular
year: it is counted nowhere rather than at the first day that its date may mean.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, Final

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Case, CharField, Count, Func, QuerySet, Value, When
from django.db.models.functions import Substr
from django.db.models.sql.compiler import SQLCompiler

from events.models import Edition

INTERVALS: Final = {"day": 10, "week": 10, "month": 7, "year": 4}
"""Each with the length of its beginning in an ISO date; a week is named by its Monday."""

COARSER: Final = "coarser"
UNDATED: Final = "undated"
"""Besides the intervals, facets of `FacetCount`: of the first, the values are intervals."""

_DATED: Final = "0"
"""The least `date_key` that begins with a day: those without one begin with a blank, or are
empty.
"""
_SECOND: Final = timedelta(seconds=1)


@dataclass
class IntervalCounts:
    """How many events start in each interval, in none of them (`coarser`), and on no date or one
    that is open to the past (`undated`).
    """

    exact: Counter[str] = field(default_factory=Counter)
    coarser: int = 0
    undated: int = 0


def intervals_of(date_key: str, day_starts_by: datetime) -> dict[str, str | None]:
    """For each interval, the one in which an event starts: its day, the Monday of its week, its
    month, its year. None where it may start in several; empty for an undated event.

    The arguments are columns of `Edition`.
    """
    if date_key < _DATED:
        return {}
    last = (day_starts_by - _SECOND).date().isoformat()
    return {
        interval: _common(interval, date_key[:length], last[:length])
        for interval, length in INTERVALS.items()
    }


# Many events have the same dates.
@lru_cache(maxsize=4096)
def interval_facets(date_key: str, day_starts_by: datetime) -> frozenset[tuple[str, str]]:
    """What `FacetCount` counts an event for: facet and value."""
    intervals = intervals_of(date_key, day_starts_by)
    if not intervals:
        return frozenset({(UNDATED, "")})
    return frozenset(
        (name, value) if value else (COARSER, name) for name, value in intervals.items()
    )


def count_intervals(rows: QuerySet[Edition], interval: str) -> IntervalCounts:
    """The editions of an unordered queryset by the interval in which they start, in one query."""
    length = INTERVALS[interval]
    undated = When(date_key__lt=_DATED, then=Value(""))
    grouped = rows.annotate(
        first=Case(undated, default=Substr("date_key", 1, length), output_field=CharField()),
        last=Substr(LastDay("day_starts_by"), 1, length),
    )
    counts = IntervalCounts()
    for first, last, count in grouped.values_list("first", "last").annotate(n=Count("pk")):
        if not first:
            counts.undated += count
        elif (common := _common(interval, first, last)) is None:
            counts.coarser += count
        else:
            counts.exact[common] += count
    return counts


class LastDay(Func):
    """The last day, in UTC, of a period that ends before this instant, as an ISO date."""

    output_field = CharField()

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> tuple[str, Any]:
        return self.as_sql(compiler, connection, template="date(%(expressions)s, '-1 second')")

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> tuple[str, Any]:
        moment = "(%(expressions)s AT TIME ZONE 'UTC') - interval '1 second'"
        return self.as_sql(compiler, connection, template=f"to_char({moment}, 'YYYY-MM-DD')")


def _common(interval: str, first: str, last: str) -> str | None:
    """The interval that holds both dates, which are cut to its length."""
    if interval == "week":
        first, last = _monday(first), _monday(last)
    return first if first == last else None


def _monday(day: str) -> str:
    found = date.fromisoformat(day)
    # 0001-01-01 was a Monday: no week begins before the calendar does.
    return (found - timedelta(days=found.weekday())).isoformat()
