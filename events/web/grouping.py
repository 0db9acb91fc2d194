"""A list of events under the headings of a timeline.

An event stands under the day of its start when that is known to the day; under its month or year
when that is all that is known, said in words: nothing is ever filed under a 1 January that nobody
stated. The order of the events is the one given.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, Final

import orjson
from django.conf import settings
from django.utils.translation import gettext

from events.dates import When, day_heading, month_heading, year_heading
from events.web.cards import Card, card
from events.web.dating import when_of, worded
from events.web.languages import reader_language

Document = dict[str, Any]

_UNDATED: Final = "undated"
# The order of what stands under a year, oldest first.
_VAGUE, _MONTH, _LATER = range(3)


@dataclass
class Day:
    """One heading with its cards; `exact` is false where the heading is a wording, not a day."""

    heading: str
    exact: bool
    silent: bool
    cards: list[Card] = field(default_factory=list)


@dataclass
class Month:
    """`rank` is `_MONTH` for a real month; `silent`: the heading is for those who listen."""

    heading: str
    key: str
    rank: int
    silent: bool
    days: list[Day] = field(default_factory=list)


@dataclass
class Year:
    heading: str
    key: str
    months: list[Month] = field(default_factory=list)


@dataclass(frozen=True)
class _Place:
    year: int | None
    month: int | None
    heading: str
    exact: bool
    open_end: bool = False


@dataclass(frozen=True)
class _Entry:
    """`bare`: the card without its period, for where a heading says the same."""

    place: _Place
    dated: bool
    card: Card
    bare: Card


def grouped(
    documents: Iterable[str], suffix: str = "", *, newest_first: bool = False
) -> list[Year]:
    """Years with their months with their days, each in the order in which it is first met.

    `documents` are those of editions as they are stored, as JSON.
    What is known only to the year heads the earlier end of the year, what may be any time after a
    day ("on or after …") its later end; what has no date comes last, whatever the order.
    """
    years: dict[str, Year] = {}
    entry_of = _entry.__wrapped__ if settings.DEBUG else _entry
    language = reader_language()
    for document in documents:
        entry = entry_of(document, suffix, language)
        place = entry.place
        key = _year_key(place)
        year = years[key] if key in years else years.setdefault(key, _year(place))
        month = _month_in(year, place)
        day = next((day for day in month.days if day.heading == place.heading), None)
        if day is None:
            day = Day(place.heading, place.exact, not entry.dated)
            month.days.append(day)
        above = {day.heading, month.heading, year.heading}
        said_above = entry.card.period in above or not entry.dated
        day.cards.append(entry.bare if said_above else entry.card)
    for year in years.values():
        year.months.sort(key=lambda month: month.rank, reverse=newest_first)
    return sorted(years.values(), key=lambda year: year.key == _UNDATED)


# An edition never changes, and so neither does what a page in one language makes of it. Which
# editions are on a page is asked each time.
@lru_cache(maxsize=2048)
def _entry(text: str, suffix: str, _language: str) -> _Entry:
    document = orjson.loads(text)
    shown = card(document, suffix)
    dated = document["start"] is not None
    return _Entry(_place(document["start"]), dated, shown, replace(shown, period=""))


def _year_key(place: _Place) -> str:
    return _UNDATED if place.year is None else f"{place.year:04d}"


def _year(place: _Place) -> Year:
    if place.year is None:
        return Year(gettext("Date not known"), _UNDATED)
    return Year(year_heading(place.year, reader_language()), _year_key(place))


def _month_in(year: Year, place: _Place) -> Month:
    key = f"{year.key}-{place.month:02d}" if place.month else f"{year.key}-{place.open_end:d}"
    month = next((month for month in year.months if month.key == key), None)
    if month is None:
        rank = _MONTH if place.month else (_LATER if place.open_end else _VAGUE)
        month = Month(_month_words(place), key, rank, silent=place.year is None)
        year.months.append(month)
    return month


def _month_words(place: _Place) -> str:
    if place.year is None:
        return gettext("Beginning not known")
    if place.month is None:
        later = gettext("Later, month not known")
        return later if place.open_end else gettext("Month not known for certain")
    return month_heading(place.year, place.month, reader_language())


def _place(start: Document | None) -> _Place:
    """Where a start belongs: by the calendar of the event's own zone."""
    when = when_of(start)
    if when is None or when.day_earliest is None:
        return _Place(None, None, worded(start) or gettext("No date given"), exact=False)
    first, last = _days(when)
    if first.date() == last.date():
        words = day_heading(first.year, first.month, first.day, reader_language())
        sure = not (when.approximate or when.uncertain)
        return _Place(first.year, first.month, words if sure else worded(start), sure)
    same_month = (first.year, first.month) == (last.year, last.month)
    month = first.month if same_month else None
    words = _imprecise(worded(start), first.year, month)
    return _Place(first.year, month, words, exact=False, open_end=when.day_latest is None)


def _imprecise(words: str, year: int, month: int | None) -> str:
    """The wording of the date, or what is missing where a heading above says the same already."""
    language = reader_language()
    if month and words == month_heading(year, month, language):
        return gettext("Day not known")
    if not month and words == year_heading(year, language):
        return gettext("Month and day not known")
    return words


def _days(when: When) -> tuple[datetime, datetime]:
    """The first and the last day that the start may lie on; an open end reaches to the last."""
    first = when.day_earliest or datetime.min.replace(tzinfo=UTC)
    if when.day_latest is None:
        return first, datetime.max.replace(tzinfo=UTC)
    return first, max(first, when.day_latest - timedelta(microseconds=1))
