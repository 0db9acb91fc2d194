"""Dates in the event's own time zone, as exact as they are known."""

from dataclasses import dataclass
from datetime import date, timedelta

from events.dates import When

_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True)
class LocalDate:
    """The day, month and year of a date; None if it is not known as exactly."""

    day: date | None = None
    month: int | None = None
    year: int | None = None


def single_day(when: When | None) -> date | None:
    """Return the day that contains a date, approximate or not; None if it is longer."""
    return None if when is None else _within(when).day


def local_date(when: When | None) -> LocalDate:
    """Return the local date. The finest part of an approximate date is unknown."""
    if when is None:
        return LocalDate()
    known = _within(when)
    if not when.approximate:
        return known
    if known.day:
        return LocalDate(None, known.month, known.year)
    return LocalDate(None, None, known.year if known.month else None)


def _within(when: When) -> LocalDate:
    if when.day_earliest is None or when.day_latest is None:
        return LocalDate()
    first, last = when.day_earliest.date(), (when.day_latest - _MOMENT).date()
    if first.year != last.year:
        return LocalDate()
    if first.month != last.month:
        return LocalDate(year=first.year)
    return LocalDate(first if first == last else None, first.month, first.year)
