"""Dates in words. The words are data (``wording_en``, ``wording_de``); here is only grammar.

No ``strftime``: its ``%-d`` and ``%Y`` differ by platform and its names follow the process's
locale.

* A century, and a decade that could be read as one (``200X``), is worded by its years: "2000–2099".
* Inside spans, ``2023-XX`` is worded as its year and ``2023-02-XX`` as its month.
* A lone date, and an interval whose ends are qualified alike, is "around …" / "etwa …"; elsewhere
  "(approximate)" / "(ungefähr)" stands behind the end, or the whole, that it is about. Uncertain is
  always "(uncertain)" / "(unsicher)".
* Clock times name the zone when the source or the record states one: its abbreviation where that is
  letters and unambiguous ("CET", German "MEZ"), else "UTC+03:00".
* An all-day date never names its zone.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Final, Protocol

from events.dates.bounds import precision_of, wall_start
from events.dates.edtf import (
    Expression,
    Form,
    Kind,
    Missing,
    Point,
    Span,
    ends_of,
    parse_expression,
)
from events.dates.errors import DateError
from events.dates.language import Language, Pair
from events.dates.wording_de import GERMAN
from events.dates.wording_en import ENGLISH
from events.dates.zones import zone

LANGUAGES: Final[dict[str, Language]] = {"en": ENGLISH, "de": GERMAN}

# Each of these stands for several zones (CST: China, Cuba, the American Midwest), or tells a reader
# nothing (LMT, local mean time).
_AMBIGUOUS_ZONES: Final = frozenset({"CST", "CDT", "IST", "PST", "PDT", "LMT"})
_SETTLED: Final[dict[str, Form]] = {
    "month_unknown": "year",
    "month_and_day_unknown": "year",
    "day_unknown": "month",
}


class Dated(Protocol):
    """What is worded: a ``When``."""

    @property
    def expression(self) -> Expression: ...

    @property
    def timezone(self) -> str | None: ...


@dataclass(frozen=True)
class _End:
    """A point without its qualifiers, the name of its zone, and the qualifiers."""

    point: Point
    zone: str
    approximate: bool = False
    uncertain: bool = False

    @property
    def marks(self) -> tuple[bool, bool]:
        return self.approximate, self.uncertain


@dataclass(frozen=True)
class _Joined:
    """Two ends to be joined; ``date`` is what clock times of one day share in front."""

    first: str
    last: str
    tight: bool = False
    date: str = ""


def display(when: Dated, language: str = "en") -> str:
    """A When in words. ``language`` is BCP 47; an unknown one is worded in English."""
    words = language_table(language)
    expression, timezone = when.expression, when.timezone
    if isinstance(expression, Point):
        return _lone(_end(expression, timezone, words), words)
    first, last = expression.first, expression.last
    if isinstance(first, Missing) or isinstance(last, Missing):
        return _one_ended(expression, timezone, words)
    ends = _lend_offset(first, last, timezone)
    a, b = (_end(point, timezone, words) for point in ends)
    precision = precision_of(expression)
    if expression.kind == "interval" and precision in ("week", "weekend") and a.marks == b.marks:
        return _week(a, b, precision, words)
    return _span(expression.kind, a, b, words)


def period(start: Dated, end: Dated | None, language: str = "en") -> str:
    """An event's start and end in one wording: "20–26 February 2023", "…, 16:00–18:00"."""
    if end is None:
        return display(start, language)
    words = language_table(language)
    first, last = start.expression, end.expression
    if isinstance(first, Span) or isinstance(last, Span):
        return words.start_and_end.format(
            first=display(start, language), last=display(end, language)
        )
    a, b = _end(first, start.timezone, words), _end(last, end.timezone, words)
    if a.marks == b.marks == (False, False) and _same_day(a.point, b.point):
        day = _weekday_date(a.point, words)
        if a.point.form == "day" and b.point.has_clock:
            return words.until_clock.format(date=day, time=_clock(b, words))
        if b.point.form == "day" and a.point.has_clock:
            return words.from_clock.format(date=day, time=_clock(a, words))
    return _span("interval", a, b, words)


def year_heading(year: int, language: str = "en") -> str:
    """The heading of a year's events; ``DateError`` outside 1..9999."""
    return _heading(f"{year:04d}", language)


def month_heading(year: int, month: int, language: str = "en") -> str:
    """The heading of a month's events: "February 2023"; ``DateError`` for no such month."""
    if not 1 <= month <= 12:
        # As text, 21 to 41 would be seasons and quarters.
        raise DateError("no_such_month", "Months go from 1 to 12.")
    return _heading(f"{year:04d}-{month:02d}", language)


def day_heading(year: int, month: int, day: int, language: str = "en") -> str:
    """The heading of a day's events: "Tuesday, 21 February 2023"; ``DateError`` for no such day."""
    return _heading(f"{year:04d}-{month:02d}-{day:02d}", language)


def language_table(language: str) -> Language:
    """The words of a BCP 47 tag by its first subtag ("de-AT" is German); English if unknown."""
    return LANGUAGES.get(language.replace("_", "-").partition("-")[0].lower(), ENGLISH)


# A page says the same few days again and again.
@lru_cache(maxsize=4096)
def _heading(text: str, language: str) -> str:
    point = parse_expression(text)
    words = language_table(language)
    # A Span has a slash, which no number has.
    return _lone(_end(point, None, words), words) if isinstance(point, Point) else ""


# Shapes


def _lone(end: _End, words: Language) -> str:
    point = end.point
    pattern = words.some_time.get(point.form)
    if pattern is not None:
        return _noted(pattern.format(**_names(point, words)), end, words)
    return _around(_full(end, words, weekday=True), end, _form(point), words)


def _one_ended(span: Span, timezone: str | None, words: Language) -> str:
    unknown = Missing.UNKNOWN in (span.first, span.last)
    if isinstance(span.first, Point):
        table = words.end_unknown if unknown else words.since
        table = words.not_before if span.kind == "one_of" else table
    else:
        table = words.start_unknown if unknown else words.until
        table = words.not_after if span.kind == "one_of" else table
    end = _settled(_end(ends_of(span)[0], timezone, words))
    full = _full(end, words, weekday=span.kind == "one_of")
    form = _form(end.point)
    dative = words.dative.get(form, "{date}").format(date=full, **_names(end.point, words))
    text = table.get(form, table["*"]).format(date=full, dative=dative)
    return _noted(text, end, words)


def _week(a: _End, b: _End, precision: str, words: Language) -> str:
    if precision == "week":
        text = words.week.format(date=_full(a, words))
    else:
        text = words.weekend.format(date=_dash(_joined(a, b, words), words))
    return _around(text, a, precision, words)


def _span(kind: Kind, a: _End, b: _End, words: Language) -> str:
    if a.marks == b.marks and _full(a, words) == _full(b, words):
        return _lone(a, words)
    a, b = _settled(a), _settled(b)
    if a.marks != b.marks:
        joined = _Joined(_noted(_full(a, words), a, words), _noted(_full(b, words), b, words))
    else:
        joined = _joined(a, b, words)
    text = _dash(joined, words) if kind == "interval" else _between(joined, words)
    if a.marks != b.marks:
        return text
    form = _form(a.point) if _form(a.point) == _form(b.point) else "*"
    return _around(text, a, form, words) if kind == "interval" else _noted(text, a, words)


# Two ends


def _joined(a: _End, b: _End, words: Language) -> _Joined:
    """Leaves out of the first end what the last repeats."""
    p, q = a.point, b.point
    same_year, same_month = p.year == q.year, (p.year, p.month) == (q.year, q.month)
    if p.form == q.form == "day" and same_month:
        return _Joined(*_pair(words.days_of_month, p, q, words), tight=True)
    if p.form == q.form == "day" and same_year:
        return _Joined(*_pair(words.days_of_year, p, q, words))
    if p.form == q.form == "month" and same_year:
        return _Joined(*_pair(words.months_of_year, p, q, words), tight=True)
    if p.form == q.form == "year":
        return _Joined(*_pair(words.years, p, q, words), tight=True)
    if p.has_clock and q.has_clock and a.zone == b.zone:
        if _same_day(p, q):
            first = words.first_clock.format(time=_time(p))
            return _Joined(first, _clock(b, words), True, _weekday_date(p, words))
        # One zone is named once, at the end.
        a = replace(a, zone="")
    return _Joined(_full(a, words), _full(b, words))


def _pair(patterns: Pair, p: Point, q: Point, words: Language) -> tuple[str, str]:
    return patterns[0].format(**_names(p, words)), patterns[1].format(**_names(q, words))


def _dash(joined: _Joined, words: Language) -> str:
    pattern = words.tight_dash if joined.tight else words.dash
    return _after_date(pattern.format(first=joined.first, last=joined.last), joined, words)


def _between(joined: _Joined, words: Language) -> str:
    return _after_date(words.between.format(first=joined.first, last=joined.last), joined, words)


def _after_date(text: str, joined: _Joined, words: Language) -> str:
    return words.clock_after.format(date=joined.date, time=text) if joined.date else text


def _lend_offset(first: Point, last: Point, timezone: str | None) -> tuple[Point, Point]:
    """As the bounds read it: without a zone, a clock time has the offset of the other end."""
    if timezone is None and first.has_clock and last.has_clock:
        if first.offset is None:
            first = replace(first, offset=last.offset)
        elif last.offset is None:
            last = replace(last, offset=first.offset)
    return first, last


def _same_day(p: Point, q: Point) -> bool:
    return (p.year, p.month, p.day) == (q.year, q.month, q.day) and p.day > 0


# One end


def _end(point: Point, timezone: str | None, words: Language) -> _End:
    bare = replace(point, approximate=False, uncertain=False)
    name = _zone_name(point, timezone, words) if point.has_clock else ""
    return _End(bare, name, point.approximate, point.uncertain)


def _settled(end: _End) -> _End:
    form = _SETTLED.get(end.point.form, end.point.form)
    return replace(end, point=replace(end.point, form=form))


def _form(point: Point) -> str:
    """The form as the tables of a language know it: "years" when it is worded by its years."""
    if point.form == "century" or (point.form == "decade" and _by_years(point.year)):
        return "years"
    return point.form


def _by_years(year: int) -> bool:
    # "2000s" may be ten years, a hundred or a thousand; "40s" is never the first century.
    return year % 100 == 0 or year < 1000


def _full(end: _End, words: Language, *, weekday: bool = False) -> str:
    point = end.point
    names = _names(point, words)
    if point.part:
        return words.parts[point.part].format(**names)
    form = _SETTLED.get(point.form, point.form)
    if form in ("century", "decade"):
        if _form(point) == "decade":
            return words.decade.format(**names)
        last = point.year + (99 if form == "century" else 9)
        return words.tight_dash.format(
            first=_year(max(point.year, 1), words), last=_year(last, words)
        )
    if form == "year":
        return names["year"]
    if form == "month":
        return words.month.format(**names)
    day = _weekday_date(point, words) if weekday else words.day.format(**names)
    if not point.has_clock:
        return day
    return words.clock_after.format(date=day, time=_clock(end, words))


def _weekday_date(point: Point, words: Language) -> str:
    weekday = words.weekdays[date(point.year, point.month, point.day).weekday()]
    day = words.day.format(**_names(point, words))
    return words.weekday.format(weekday=weekday, date=day)


def _names(point: Point, words: Language) -> dict[str, str]:
    following = point.year + 1
    short = f"{following % 100:02d}"
    year = _year(point.year, words)
    return {
        "year": year,
        "month": words.months[point.month - 1] if point.month else "",
        "month_of": words.months_of[point.month - 1] if point.month else "",
        "day": str(point.day),
        "first": year,
        "last_short": _year(following, words) if short == "00" or following < 1000 else short,
    }


def _year(year: int, words: Language) -> str:
    return str(year) if year >= 1000 else words.early_year.format(year=year)


def _clock(end: _End, words: Language) -> str:
    pattern = words.clock_with_zone if end.zone else words.clock
    return pattern.format(time=_time(end.point), zone=end.zone)


def _time(point: Point) -> str:
    second = f":{point.second:02d}" if point.form == "second" else ""
    return f"{point.hour:02d}:{point.minute:02d}{second}"


def _zone_name(point: Point, timezone: str | None, words: Language) -> str:
    """The zone's abbreviation, the offset, or nothing when neither is known."""
    wall = wall_start(point)
    if point.offset is not None:
        offset = timedelta(minutes=point.offset)
        local = _in_zone(wall, offset, timezone)
        if local is None or local.utcoffset() != offset:
            return _offset_name(offset)
    elif timezone is not None:
        local = wall.replace(tzinfo=zone(timezone))
    else:
        return ""
    name = local.tzname() or ""
    if name.isalpha() and name not in _AMBIGUOUS_ZONES:
        return words.zones.get(name, name)
    return _offset_name(local.utcoffset() or timedelta(0))


def _in_zone(wall: datetime, offset: timedelta, timezone: str | None) -> datetime | None:
    if timezone is None:
        return None
    try:
        return (wall - offset).replace(tzinfo=UTC).astimezone(zone(timezone))
    except OverflowError:
        # In the first and last hours of the calendar the same instant has no date in the zone.
        return None


def _offset_name(offset: timedelta) -> str:
    if not offset:
        return "UTC"
    minutes = abs(offset) // timedelta(minutes=1)
    sign = "\N{MINUS SIGN}" if offset < timedelta(0) else "+"
    return f"UTC{sign}{minutes // 60:02d}:{minutes % 60:02d}"


# Qualifiers


def _around(text: str, end: _End, form: str, words: Language) -> str:
    if end.approximate:
        text = words.around.get(form, words.around["*"]).format(date=text)
    return words.uncertain.format(date=text) if end.uncertain else text


def _noted(text: str, end: _End, words: Language) -> str:
    if end.approximate and end.uncertain:
        return words.note_both.format(date=text)
    if end.approximate:
        return words.note_approximate.format(date=text)
    return words.note_uncertain.format(date=text) if end.uncertain else text
