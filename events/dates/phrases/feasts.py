"""The days of feasts and observances in a year, computed by the rules in the language tables.

A rule is one of these, with an optional number of days after it ("easter+49"):

* ``12-25``: a month and a day; ``nth 11 3 4``: the fourth Thursday of November (Monday is 0);
  ``last 5 0``: the last Monday of May;
* ``easter``, ``orthodox``: Easter Sunday of the Western and of the Orthodox churches; ``advent``:
  the fourth Sunday of Advent;
* ``hebrew 7 10``, ``persian 1 1``, ``chinese 1 1``, ``islamic 10 1``: month and day of a calendar;
  ``islamic 9`` is the whole month.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from typing import Final

from borax.calendars.lunardate import LunarDate
from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter
from dateutil.relativedelta import SU, relativedelta, weekday
from hijridate import Hijri
from jdatetime import date as JalaliDate
from pyluach.dates import HebrewDate

from events.dates.phrases.calendar import OutOfRange, Period, day, days_after

_RULE: Final = re.compile(r"(?P<name>[a-z]*) ?(?P<numbers>[0-9 ]*?)(?P<shift>[+-][0-9]+)?")
_FIXED: Final = re.compile(r"([0-9]{2})-([0-9]{2})")
SEEN_CALENDAR: Final = "islamic"
"""The calendar whose months begin when the moon is seen: its days are approximate."""


@cache
def feast(rule: str, year: int) -> Period:
    """The day of a feast in a year, or its days. Raises ``OutOfRange`` if it has none."""
    fixed = _FIXED.fullmatch(rule)
    if fixed:
        return _period(day(year, int(fixed[1]), int(fixed[2])))
    match = _RULE.fullmatch(rule)
    if match is None or match["name"] not in _CALENDARS:
        raise ValueError(f"unknown rule of a feast: {rule!r}")
    numbers = [int(number) for number in match["numbers"].split()]
    shift = int(match["shift"] or 0)
    try:
        for first, last in _CALENDARS[match["name"]](year, numbers):
            if days_after(first, shift).year == year:
                return _period(days_after(first, shift), days_after(last, shift))
    except (ValueError, OverflowError) as error:
        raise OutOfRange(f"{rule} {year}") from error
    raise OutOfRange(f"{rule} {year}")


def _period(first: date, last: date | None = None) -> Period:
    return Period("feast" if last and last != first else "day", first, last or first)


Days = Iterator[tuple[date, date]]


def _easter(year: int, numbers: list[int]) -> Days:
    yield (easter(year, EASTER_WESTERN),) * 2


def _orthodox(year: int, numbers: list[int]) -> Days:
    yield (easter(year, EASTER_ORTHODOX),) * 2


def _advent(year: int, numbers: list[int]) -> Days:
    yield (date(year, 12, 24) + relativedelta(weekday=SU(-1)),) * 2


def _nth(year: int, numbers: list[int]) -> Days:
    month, day_of_week, position = numbers
    yield (date(year, month, 1) + relativedelta(weekday=weekday(day_of_week, position)),) * 2


def _last(year: int, numbers: list[int]) -> Days:
    month, day_of_week = numbers
    end = date(year, month, 1) + relativedelta(day=31)
    yield (end + relativedelta(weekday=weekday(day_of_week, -1)),) * 2


def _hebrew(year: int, numbers: list[int]) -> Days:
    for own in (year + 3760, year + 3761):
        yield (HebrewDate(own, *numbers).to_pydate(),) * 2


def _persian(year: int, numbers: list[int]) -> Days:
    for own in (year - 622, year - 621):
        yield (JalaliDate(own, *numbers).togregorian(),) * 2


def _chinese(year: int, numbers: list[int]) -> Days:
    for own in (year - 1, year):
        yield (LunarDate(own, *numbers).to_solar_date(),) * 2


def _islamic(year: int, numbers: list[int]) -> Days:
    month, *day_of_month = numbers
    close = (year - 622) * 33 // 32
    for own in range(close - 1, close + 2):
        first = Hijri(own, month, day_of_month[0] if day_of_month else 1)
        length = 1 if day_of_month else first.month_length()
        start = date.fromisoformat(first.to_gregorian().isoformat())
        yield start, days_after(start, length - 1)


_CALENDARS: Final[dict[str, Callable[[int, list[int]], Days]]] = {
    "easter": _easter,
    "orthodox": _orthodox,
    "advent": _advent,
    "nth": _nth,
    "last": _last,
    "hebrew": _hebrew,
    "persian": _persian,
    "chinese": _chinese,
    "islamic": _islamic,
}
