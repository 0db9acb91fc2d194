"""The outer bounds and the precision of an EDTF expression.

The arithmetic uses whole seconds since 0001-01-01T00:00, on the wall clock or in UTC, because
integers do not overflow in the years 1 and 9999. Only the results become datetimes, clamped to
``0001-01-01T00:00:00Z`` and ``9999-12-31T23:59:59.999999Z`` (``datetime.max``).

Rules:

* An offset in the text takes precedence over ``timezone``. A text without an offset is on the wall
  clock of ``timezone``; without ``timezone`` it has the offset of the other end of the span, else
  UTC.
* A wall clock time that occurs twice (clocks set back) is the first of the two. One that does not
  occur (clocks set forward) keeps the offset from before the change, like
  ``dateutil.tz.resolve_imaginary`` (PEP 495, fold=0).
* A day that a zone skipped (2011-12-30 in Pacific/Apia) does not exist.
* Seasons are those of the northern hemisphere in whole months: 21 (spring) is March to May, 24
  (winter) of year Y is December Y to February Y+1. ISO 8601-2 section 4.8 does not define the
  months.
* ``2023-XX`` and ``2023-XX-XX`` have the bounds and precision of the year. With the precision of a
  month they would be listed under January.
* The dates of a list are in order: each begins after the one before it. So its first and last ends
  are those of a span.
* A span goes from the earliest bound of its first end to the latest bound of its last. It is
  reversed if the first end does not begin before the last one ends.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Final, Literal, get_args

from events.dates.edtf import Expression, Missing, Point, Span, ends_of
from events.dates.errors import DateError
from events.dates.zones import zone

Precision = Literal[
    "century",
    "decade",
    "year",
    "half",
    "season",
    "quarter",
    "month",
    "week",
    "weekend",
    "day",
    "minute",
    "second",
]
PRECISIONS: Final[tuple[Precision, ...]] = get_args(Precision)
"""Coarse to fine."""

_DAY: Final = 86_400
_END: Final = date.max.toordinal() * _DAY
"""The first second of the year 10000, which no datetime can represent."""
_EPOCH: Final = datetime.min.replace(tzinfo=UTC)
_FIRST_MONTH: Final = {21: 3, 22: 6, 23: 9, 24: 12, 33: 1, 34: 4, 35: 7, 36: 10, 40: 1, 41: 7}
_MONTHS: Final = {"season": 3, "quarter": 3, "half": 6}
_YEARS: Final = {
    "century": 100,
    "decade": 10,
    "year": 1,
    "month_unknown": 1,
    "month_and_day_unknown": 1,
}


@dataclass(frozen=True)
class Bounds:
    """Half-open: earliest inclusive, latest exclusive, None unbounded; all in UTC.

    ``day_earliest`` and ``day_latest`` are the same bounds on the wall clock of the event's own
    zone, stored as UTC, so that an all-day date never moves to another day.
    """

    earliest: datetime | None
    latest: datetime | None
    day_earliest: datetime | None
    day_latest: datetime | None


@dataclass(frozen=True)
class _PointBounds:
    """The half-open bounds of a point in seconds: on its own wall clock and in UTC."""

    wall: tuple[int, int]
    utc: tuple[int, int]


def bounds_of(expression: Expression, timezone: str | None = None) -> Bounds:
    """The outer bounds: earliest < latest and day_earliest < day_latest, unless unbounded.

    Raises ``DateError``: ``zone_unknown``, ``reversed``, ``no_such_day`` (skipped by the zone) and
    ``out_of_range`` (nothing of it lies in the years 1 to 9999 UTC).
    """
    if isinstance(expression, Point):
        bounds = _point_bounds(expression, timezone, None)
        return _bounds(bounds.wall, bounds.utc)
    _check_order(expression, timezone)
    first, last = expression.first, expression.last
    low = _end_bounds(first, last, timezone)
    high = _end_bounds(last, first, timezone)
    wall = (low.wall[0] if low else None, high.wall[1] if high else None)
    utc = (low.utc[0] if low else None, high.utc[1] if high else None)
    if utc[0] is not None and utc[1] is not None and wall[0] is not None and wall[1] is not None:
        if utc[0] >= utc[1]:
            raise DateError("reversed", "The end lies before the start.")
        # A flight from Tokyo lands in Honolulu at an earlier wall clock time than it took off:
        # use the clock of the start for its end.
        if wall[0] >= wall[1]:
            wall = (wall[0], wall[0] + utc[1] - utc[0])
    return _bounds(wall, utc)


def precision_of(expression: Expression) -> Precision:
    """The precision of a point, or the coarser one of the two ends of a span.

    A span from a Monday to the next Sunday is a week, one from a Saturday to a Sunday a weekend.
    """
    ends = ends_of(expression)
    if isinstance(expression, Span) and expression.kind != "list" and len(ends) == 2:
        week = _week_or_weekend(*ends)
        if week is not None:
            return week
    return min((_point_precision(end) for end in ends), key=PRECISIONS.index)


def seconds(moment: datetime) -> int:
    """Whole seconds from 0001-01-01T00:00 to a UTC datetime, rounded up."""
    return -(-(moment - _EPOCH) // timedelta(seconds=1))


def wall_start(point: Point) -> datetime:
    """The first moment of a point on its own clock, as a naive datetime."""
    return _moment(_wall(point)[0]).replace(tzinfo=None)


def _check_order(expression: Span, timezone: str | None) -> None:
    """Raise ``DateError`` ("reversed") for a list that is not in order or has a date twice."""
    if expression.kind != "list":
        return
    points = ends_of(expression)
    for point, following in pairwise(points):
        # Also the latest bounds: "2023,2023-02" is a year and one of its months.
        first = _point_bounds(point, timezone, following.offset).utc
        second = _point_bounds(following, timezone, point.offset).utc
        if first[0] >= second[0] or first[1] >= second[1]:
            raise DateError("reversed", "The dates of a list are in order, each of them once.")


def _end_bounds(
    end: Point | Missing, other: Point | Missing, timezone: str | None
) -> _PointBounds | None:
    if isinstance(end, Missing):
        return None
    return _point_bounds(end, timezone, other.offset if isinstance(other, Point) else None)


def _point_bounds(point: Point, timezone: str | None, default_offset: int | None) -> _PointBounds:
    wall = _wall(point)
    if point.offset is not None:
        shift = point.offset * 60
        utc = (wall[0] - shift, wall[1] - shift)
    elif timezone is not None:
        start = wall[0] - _offset_at(wall[0], timezone)
        # A minute has 60 seconds, even if the clock changes at its end.
        utc = (
            (start, start + wall[1] - wall[0])
            if point.has_clock
            else (start, wall[1] - _offset_at(wall[1], timezone))
        )
    else:
        shift = (default_offset or 0) * 60
        utc = (wall[0] - shift, wall[1] - shift)
    if utc[0] >= utc[1]:
        raise DateError("no_such_day", "The time zone skipped this day.")
    return _PointBounds(wall, utc)


def _offset_at(wall: int, timezone: str) -> int:
    """Seconds east of UTC at a wall clock time given in seconds."""
    local = _moment(min(wall, _END - 1)).replace(tzinfo=zone(timezone))
    offset = local.utcoffset()
    return 0 if offset is None else offset // timedelta(seconds=1)


def _wall(point: Point) -> tuple[int, int]:
    if point.form in _YEARS:
        # 000X and 00XX begin with the year 0, which is out of range.
        first = _day_number(max(point.year, 1), 1)
        return first * _DAY, _day_number(point.year + _YEARS[point.form], 1) * _DAY
    if point.part:
        month = _FIRST_MONTH[point.part]
        last = month + _MONTHS[point.form]
        return _day_number(point.year, month) * _DAY, _day_number(point.year, last) * _DAY
    if point.form in ("month", "day_unknown"):
        start, end = point.month, point.month + 1
        return _day_number(point.year, start) * _DAY, _day_number(point.year, end) * _DAY
    day = (date(point.year, point.month, point.day).toordinal() - 1) * _DAY
    if point.form == "day":
        return day, day + _DAY
    clock = day + point.hour * 3600 + point.minute * 60 + point.second
    return clock, clock + (1 if point.form == "second" else 60)


def _day_number(year: int, month: int) -> int:
    """Days from 0001-01-01 to the first of a month; month 13 is January of the next year."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    if year > 9999:
        return date.max.toordinal()
    return date(year, month, 1).toordinal() - 1


def _bounds(wall: tuple[int | None, int | None], utc: tuple[int | None, int | None]) -> Bounds:
    bounds = Bounds(*(None if x is None else _moment(x) for x in (*utc, *wall)))
    low, high = bounds.earliest, bounds.latest
    if low is not None and high is not None and low >= high:
        raise _out_of_range()
    if high is None and low is not None and low == _moment(_END):
        raise _out_of_range()
    if low is None and high is not None and high == _moment(0):
        raise _out_of_range()
    return bounds


def _out_of_range() -> DateError:
    return DateError("out_of_range", "In UTC this lies outside the years 1 to 9999.")


def _moment(value: int) -> datetime:
    if value < 0:
        return _EPOCH
    if value >= _END:
        return datetime.max.replace(tzinfo=UTC)
    return _EPOCH + timedelta(seconds=value)


def _point_precision(point: Point) -> Precision:
    match point.form:
        case "month_unknown" | "month_and_day_unknown":
            return "year"
        case "day_unknown":
            return "month"
        case form:
            return form


def _week_or_weekend(first: Point, last: Point) -> Precision | None:
    if first.form != "day" or last.form != "day":
        return None
    start = date(first.year, first.month, first.day)
    days = date(last.year, last.month, last.day).toordinal() - start.toordinal()
    if days == 6 and start.weekday() == 0:
        return "week"
    if days == 1 and start.weekday() == 5:
        return "weekend"
    return None
