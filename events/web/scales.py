"""A linear scale of time: which stretches it is divided into, and where a moment lies on it.

Plain Python without Django. Moments are aware datetimes on the wall clock of the events, stored as
UTC, as in the ``day_`` columns of an edition. Stretches are half-open.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Literal

Unit = Literal["century", "decade", "year", "quarter", "month", "week", "day", "hour"]

FIRST: Final = datetime.min.replace(tzinfo=UTC)
LAST: Final = datetime.max.replace(tzinfo=UTC)
DAY: Final = timedelta(days=1)
YEAR: Final = timedelta(days=365)
_HOUR: Final = timedelta(hours=1)
_YEARS: Final = {"century": 100, "decade": 10, "year": 1}
_MONTHS: Final = {"quarter": 3, "month": 1}
_LENGTHS: Final = {"week": 7 * DAY, "day": DAY, "hour": _HOUR}

_ROWS: Final[tuple[tuple[timedelta, Unit, Unit], ...]] = (
    (2 * DAY, "day", "hour"),
    (62 * DAY, "month", "day"),
    (200 * DAY, "month", "week"),
    (5 * 366 * DAY, "year", "month"),
    (60 * YEAR, "decade", "year"),
    (600 * YEAR, "century", "decade"),
)
"""Up to which span of the scale its two rows have which stretches."""

_BINS: Final[tuple[Unit, ...]] = (
    "hour",
    "day",
    "week",
    "month",
    "quarter",
    "year",
    "decade",
    "century",
)
MAX_BINS: Final = 150
"""Columns that a screen can hold side by side."""


@dataclass(frozen=True)
class Stretch:
    """A century, decade, year, … of the calendar."""

    unit: Unit
    start: datetime
    end: datetime

    @property
    def bounds(self) -> tuple[str, str]:
        """The first and last date as EDTF, for a filter of exactly this stretch."""
        # Not strftime, which writes the year 1 as "1".
        first = self.start.isoformat()
        if self.unit == "hour":
            return f"{first[:13]}:00", f"{first[:13]}:59"
        last = (self.end - _HOUR).isoformat()
        if self.unit == "week":
            return first[:10], last[:10]
        if self.unit == "quarter":
            return first[:7], last[:7]
        length = {"century": 2, "decade": 3, "year": 4, "month": 7, "day": 10}[self.unit]
        text = first[:length] + {"century": "XX", "decade": "X"}.get(self.unit, "")
        return text, text


@dataclass(frozen=True)
class Scale:
    """From `start` to `end`, drawn from 0 to 100 (percent of the width)."""

    start: datetime
    end: datetime

    @property
    def span(self) -> timedelta:
        return self.end - self.start

    @property
    def rows(self) -> tuple[Unit | None, Unit]:
        """The units of the two rows of labels: the coarse one above (None: there is none)."""
        for most, coarse, fine in _ROWS:
            if self.span <= most:
                return coarse, fine
        return None, "century"

    @property
    def bins(self) -> Unit:
        """The finest unit of which the scale has at most `MAX_BINS`."""
        for unit in _BINS:
            if self.span <= MAX_BINS * _shortest(unit):
                return unit
        return "century"

    def position(self, moment: datetime) -> float:
        """Where a moment lies, in percent; what lies outside is at the nearer end."""
        return 100 * ((min(max(moment, self.start), self.end) - self.start) / self.span)

    def stretches(self, unit: Unit) -> Iterator[Stretch]:
        """All that overlap the scale, in order."""
        at = floor(self.start, unit)
        while at < self.end:
            end = following(at, unit)
            yield Stretch(unit, at, end)
            at = end


def fitting(first: datetime, last: datetime) -> Scale:
    """A scale that holds a period, and ends where a stretch of its finer row ends."""
    last = max(last, min(first, LAST - _HOUR) + _HOUR)
    unit = Scale(first, last).rows[1]
    return Scale(floor(first, unit), ceiling(last, unit))


def floor(moment: datetime, unit: Unit) -> datetime:
    """The beginning of the stretch that holds a moment."""
    day = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    if unit in _YEARS:
        # The years 1 to 9 and 1 to 99 have no full decade and century before them.
        year = moment.year - moment.year % _YEARS[unit]
        return day.replace(year=max(year, 1), month=1, day=1)
    if unit in _MONTHS:
        month = moment.month - (moment.month - 1) % _MONTHS[unit]
        return day.replace(month=month, day=1)
    if unit == "week":
        # 0001-01-01 was a Monday: no week begins before the calendar does.
        return day - day.weekday() * DAY
    return day.replace(hour=moment.hour) if unit == "hour" else day


def following(start: datetime, unit: Unit) -> datetime:
    """The end of the stretch that begins at `start`; the last one ends with the calendar."""
    try:
        if unit in _YEARS:
            step = _YEARS[unit]
            return start.replace(year=start.year - start.year % step + step)
        if unit in _MONTHS:
            months = start.month - 1 + _MONTHS[unit]
            return start.replace(year=start.year + months // 12, month=months % 12 + 1)
        return start + _LENGTHS[unit]
    except (ValueError, OverflowError):
        return LAST


def ceiling(moment: datetime, unit: Unit) -> datetime:
    """The end of the last stretch that a period ending at `moment` touches."""
    start = floor(moment, unit)
    return moment if start == moment else following(start, unit)


def moved(scale: Scale, screens: int) -> tuple[str, str] | None:
    """The dates, as for `Stretch.bounds`, of the period as long as the scale that lies so many
    lengths later (earlier, if negative). None beyond the calendar.

    Whole stretches stay whole: a month is followed by the next month.
    """
    unit = _whole(scale)
    if unit is not None:
        if scale.end == LAST if screens > 0 else scale.start == FIRST:
            return None
        edge = scale.end if screens > 0 else scale.start - _HOUR
        return Stretch(unit, floor(edge, unit), edge).bounds
    step = screens * scale.span
    try:
        first, last = scale.start + step, scale.end + step
    except OverflowError:
        return None
    if scale.span < DAY:
        return first.isoformat()[:16], (last - timedelta(minutes=1)).isoformat()[:16]
    return first.isoformat()[:10], (last - _HOUR).isoformat()[:10]


def _whole(scale: Scale) -> Unit | None:
    """The unit of which the scale shows exactly one stretch."""
    for unit in ("century", "decade", "year", "month", "day", "hour"):
        if floor(scale.start, unit) == scale.start and following(scale.start, unit) == scale.end:
            return unit
    return None


def _shortest(unit: Unit) -> timedelta:
    if unit in _YEARS:
        return _YEARS[unit] * YEAR
    return {"quarter": 90 * DAY, "month": 28 * DAY}.get(unit) or _LENGTHS[unit]
