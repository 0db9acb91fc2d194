"""Calendar periods: which period a day is in, the next and previous ones, parts, EDTF text.

Every function raises ``OutOfRange`` for results outside the years 1 to 9999.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from dateutil.relativedelta import relativedelta

_MONTHS: Final = {"month": 1, "quarter": 3, "season": 3, "half": 6, "year": 12}
_FIRST_CODE: Final = {"quarter": 33, "half": 40}


class OutOfRange(ValueError):
    """A date outside the years 1 to 9999, or one that contradicts the text."""


class NoSuchDay(OutOfRange):
    """A day that no calendar has, such as 30 February."""


def day(year: int, month: int, number: int) -> date:
    """The day; ``NoSuchDay`` for 30 February."""
    try:
        return date(year, month, number)
    except ValueError:
        raise NoSuchDay(f"{year}-{month}-{number}") from None


def days_after(start: date, number: int) -> date:
    """The day ``number`` days later; earlier for a negative number."""
    try:
        return start + timedelta(days=number)
    except OverflowError:
        raise OutOfRange(f"{start} {number:+d}") from None


def months_after(start: date, number: int) -> date:
    """The same day ``number`` months later, or the last day of a shorter month."""
    try:
        return start + relativedelta(months=number)
    except (ValueError, OverflowError):
        raise OutOfRange(f"{start} {number:+d} months") from None


@dataclass(frozen=True)
class Period:
    """One calendar period from ``first`` to ``last``, both inclusive."""

    unit: str
    first: date
    last: date

    def contains(self, other: date) -> bool:
        return self.first <= other <= self.last

    @property
    def edtf(self) -> str:
        """The EDTF text; weeks and weekends are intervals of days."""
        first = self.first
        if self.unit == "day":
            return first.isoformat()
        if self.unit == "month":
            return f"{first:%Y-%m}".zfill(7)
        if self.unit == "year":
            return f"{first.year:04d}"
        if self.unit == "decade":
            return f"{first.year // 10:03d}X"
        if self.unit == "century":
            return f"{first.year // 100:02d}XX"
        if self.unit == "season":
            return f"{first.year:04d}-{20 + first.month // 3}"
        if self.unit in _FIRST_CODE:
            number = (first.month - 1) // _MONTHS[self.unit]
            return f"{first.year:04d}-{_FIRST_CODE[self.unit] + number}"
        return f"{first.isoformat()}/{self.last.isoformat()}"


def period(unit: str, around: date) -> Period:
    """The period of the unit that contains the day; for a weekend, the one of the day's week."""
    if unit == "day":
        return Period(unit, around, around)
    if unit in ("week", "weekend"):
        monday = days_after(around, -around.weekday())
        first = days_after(monday, 5) if unit == "weekend" else monday
        return Period(unit, first, days_after(monday, 6))
    if unit in {"decade", "century"}:
        size = 10 if unit == "decade" else 100
        start = around.year // size * size
        return Period(unit, day(max(start, 1), 1, 1), day(start + size - 1, 12, 31))
    size = _MONTHS[unit]
    # Seasons are quarters shifted by two months: they begin in March.
    moved = months_after(around.replace(day=1), -2) if unit == "season" else around
    first = date(moved.year, (moved.month - 1) // size * size + 1, 1)
    if unit == "season":
        first = months_after(first, 2)
    return Period(unit, first, days_after(months_after(first, size), -1))


def shifted(start: Period, number: int) -> Period:
    """The period ``number`` units later; earlier for a negative number."""
    if start.unit in ("day", "week", "weekend"):
        size = 1 if start.unit == "day" else 7
        return period(start.unit, days_after(start.first, size * number))
    if start.unit in ("decade", "century"):
        size = 10 if start.unit == "decade" else 100
        year = start.first.year // size * size + size * number
        if not 1 <= year <= 9999:
            raise OutOfRange(f"{start.edtf} {number:+d}")
        return period(start.unit, date(year, 1, 1))
    return period(start.unit, months_after(start.first, _MONTHS[start.unit] * number))


def month(year: int, number: int) -> Period:
    return period("month", day(year, number, 1))


def year(number: int) -> Period:
    return period("year", day(number, 1, 1))


def part_of_year(number: int, code: int) -> Period:
    """A season (21-24), quarter (33-36) or half (40, 41) by its ISO 8601-2 code (section 4.8)."""
    if code >= 40:
        return period("half", day(number, (code - 40) * 6 + 1, 1))
    if code >= 33:
        return period("quarter", day(number, (code - 33) * 3 + 1, 1))
    return period("season", day(number, (code - 20) * 3, 1))


def section(whole: Period, part: str) -> str:
    """The EDTF text of the "start", "middle" or "end" of a period: a third of it, approximate.

    Years are divided by months, decades and centuries by years, shorter periods by days. This is a
    convention, documented in docs/dates.md.
    """
    index = ("start", "middle", "end").index(part)
    if whole.unit == "year":
        months = ((1, 4), (5, 8), (9, 12))[index]
        return "/".join(f"{whole.first.year:04d}-{number:02d}~" for number in months)
    if whole.unit in ("decade", "century"):
        years = {"decade": ((0, 3), (4, 6), (7, 9)), "century": ((0, 33), (34, 66), (67, 99))}
        start = whole.last.year - (9 if whole.unit == "decade" else 99)
        return "/".join(f"{max(start + number, 1):04d}~" for number in years[whole.unit][index])
    if whole.unit == "day":
        return whole.edtf
    length = (whole.last - whole.first).days + 1
    third = max(1, length // 3)
    first, last = (
        (whole.first, days_after(whole.first, third - 1)),
        (days_after(whole.first, third), days_after(whole.last, -third)),
        (days_after(whole.last, 1 - third), whole.last),
    )[index]
    if first >= last:
        return f"{first.isoformat()}~"
    return f"{first.isoformat()}~/{last.isoformat()}~"
