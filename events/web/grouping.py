"""A list of events under the headings of a timeline.

An event stands under the day of its start when that is known to the day; under its month or year
when that is all that is known, said in words: nothing is ever filed under a 1 January that nobody
stated. The order of the events is the one given.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import groupby
from typing import Final

from django.conf import settings
from django.utils.translation import gettext

from events import dates
from events.dates import day_heading, month_heading, year_heading
from events.record import UnreadableDocument, When, read_event
from events.record.when import parsed
from events.timeline.documents import readable
from events.web.cards import Card, card
from events.web.dating import date_in_words, day_in_words
from events.web.editions import EditionLine, edition_line
from events.web.languages import reader_language
from events.web.occurrences import deadline_of

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
class Change:
    """An event with what its newest edition did: "corrected", at which time, and the note on it."""

    edition: EditionLine
    card: Card


@dataclass(frozen=True)
class ChangeDay:
    """One day with the events that changed on it."""

    heading: str
    changes: list[Change]


@dataclass(frozen=True)
class _Spot:
    """Under which headings an event stands."""

    year: int | None
    month: int | None
    heading: str
    exact: bool
    open_end: bool = False


@dataclass(frozen=True)
class _Entry:
    """`bare`: the card without its period, for where a heading says the same. `changed`: the card
    for a list by change. `deadline`: see `occurrences.deadline_of`.
    """

    spot: _Spot
    dated: bool
    card: Card
    bare: Card
    changed: Card
    deadline: datetime | None
    edition: EditionLine


def grouped(
    texts: Iterable[str], now: datetime, suffix: str = "", *, newest_first: bool = False
) -> list[Year]:
    """Years with their months with their days, each in the order in which it is first met.

    `texts` are the documents of events, as JSON of today's shape; one that can't be read is left
    out. What is known only to the year heads the earlier end of the year, what may be any time
    after a day ("on or after …") its later end; what has no date comes last, whatever the order.
    """
    years: dict[str, Year] = {}
    for entry in readable(texts, lambda text: _entry_at(text, now, suffix)):
        spot = entry.spot
        key = _year_key(spot)
        year = years[key] if key in years else years.setdefault(key, _year(spot))
        month = _month_in(year, spot)
        day = next((day for day in month.days if day.heading == spot.heading), None)
        if day is None:
            day = Day(spot.heading, spot.exact, not entry.dated)
            month.days.append(day)
        above = {day.heading, month.heading, year.heading}
        said_above = entry.card.period in above or not entry.dated
        day.cards.append(entry.bare if said_above else entry.card)
    for year in years.values():
        year.months.sort(key=lambda month: month.rank, reverse=newest_first)
    return sorted(years.values(), key=lambda year: year.key == _UNDATED)


def by_change(texts: Iterable[str], now: datetime, suffix: str = "") -> list[ChangeDay]:
    """The events under the days of their newest editions, in the order given."""
    found = readable(texts, lambda text: _entry_at(text, now, suffix))
    days = groupby(found, lambda entry: day_in_words(entry.edition.moment))
    return [
        ChangeDay(heading, [Change(entry.edition, entry.changed) for entry in entries])
        for heading, entries in days
    ]


def _entry_at(text: str, now: datetime, suffix: str) -> _Entry:
    make = _entry.__wrapped__ if settings.DEBUG else _entry
    language = reader_language()
    try:
        entry = make(text, suffix, language, overdue=False)
        if entry.deadline is not None and entry.deadline <= now:
            entry = make(text, suffix, language, overdue=True)
    except UnreadableDocument as error:
        event_id = text[len('{"id":"') :].partition('"')[0][:14]
        raise UnreadableDocument(f"event {event_id}: {error}") from error
    return entry


# A document never changes, and so neither does what a page in one language makes of it. Which
# documents are on a page, and what time it is, is asked each time.
@lru_cache(maxsize=2048)
def _entry(text: str, suffix: str, _language: str, *, overdue: bool) -> _Entry:
    event = read_event(text)
    shown = card(event, suffix, overdue=overdue)
    return _Entry(
        spot=_spot(event.start),
        dated=event.start is not None,
        card=shown,
        bare=replace(shown, period=""),
        changed=replace(shown, level=3),
        deadline=deadline_of(event),
        edition=edition_line(event.edition),
    )


def _year_key(spot: _Spot) -> str:
    return _UNDATED if spot.year is None else f"{spot.year:04d}"


def _year(spot: _Spot) -> Year:
    if spot.year is None:
        return Year(gettext("Date not known"), _UNDATED)
    return Year(year_heading(spot.year, reader_language()), _year_key(spot))


def _month_in(year: Year, spot: _Spot) -> Month:
    key = f"{year.key}-{spot.month:02d}" if spot.month else f"{year.key}-{spot.open_end:d}"
    month = next((month for month in year.months if month.key == key), None)
    if month is None:
        rank = _MONTH if spot.month else (_LATER if spot.open_end else _VAGUE)
        month = Month(_month_words(spot), key, rank, silent=spot.year is None)
        year.months.append(month)
    return month


def _month_words(spot: _Spot) -> str:
    if spot.year is None:
        return gettext("Beginning not known")
    if spot.month is None:
        later = gettext("Later, month not known")
        return later if spot.open_end else gettext("Month not known for certain")
    return month_heading(spot.year, spot.month, reader_language())


def _spot(start: When | None) -> _Spot:
    """Where a start belongs: by the calendar of the event's own zone."""
    when = parsed(start)
    if when is None or when.day_earliest is None:
        return _Spot(None, None, date_in_words(start) or gettext("No date given"), exact=False)
    first, last = _days(when)
    if first.date() == last.date():
        words = day_heading(first.year, first.month, first.day, reader_language())
        sure = not (when.approximate or when.uncertain)
        return _Spot(first.year, first.month, words if sure else date_in_words(start), sure)
    same_month = (first.year, first.month) == (last.year, last.month)
    month = first.month if same_month else None
    words = _imprecise(date_in_words(start), first.year, month)
    return _Spot(first.year, month, words, exact=False, open_end=when.day_latest is None)


def _imprecise(words: str, year: int, month: int | None) -> str:
    """The wording of the date, or what is missing where a heading above says the same already."""
    language = reader_language()
    if month and words == month_heading(year, month, language):
        return gettext("Day not known")
    if not month and words == year_heading(year, language):
        return gettext("Month and day not known")
    return words


def _days(when: dates.When) -> tuple[datetime, datetime]:
    """The first and the last day that the start may lie on; an open end reaches to the last."""
    first = when.day_earliest or datetime.min.replace(tzinfo=UTC)
    if when.day_latest is None:
        return first, datetime.max.replace(tzinfo=UTC)
    return first, max(first, when.day_latest - timedelta(microseconds=1))
