"""Dates on the event's own clock, as exact as they are known and no more."""

from dataclasses import dataclass
from datetime import date, timedelta

from events.dates import When

_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True)
class LocalDate:
    """The day, the month and the year of a date; None where it is not known so exactly."""

    day: date | None = None
    month: int | None = None
    year: int | None = None


def single_day(when: When | None) -> date | None:
    """The day that the whole of a date lies in, be it approximate or not; None if it is wider."""
    return None if when is None else _within(when).day


def local_date(when: When | None) -> LocalDate:
    """Of what is approximate, the finest part is not known: around 18 February is no day."""
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
