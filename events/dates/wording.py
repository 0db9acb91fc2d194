"""Formatting of dates in words. The words and patterns are in ``wording_en`` and ``wording_de``.

* A century, and a decade that looks like one (``200X``), is a range of years: "2000–2099".
* In spans, ``2023-XX`` is formatted as its year and ``2023-02-XX`` as its month.
* An approximate point, or an interval with two approximate ends, is "around …" ("etwa …"). In other
  cases "(approximate)" ("ungefähr") follows the end or the whole date. An uncertain date always has
  "(uncertain)" ("unsicher") after it.
* A clock time has a zone if the text or the record has one: the abbreviation if it consists of
  letters and is unambiguous ("CET", German "MEZ"), else "UTC+03:00".
* A date without a clock time never has a zone.

This module does not use ``strftime``, whose ``%-d`` and ``%Y`` depend on the platform and whose
names depend on the locale of the process.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Final, Protocol

from events.dates.bounds import precision_of
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
from events.dates.language import Language, RangePatterns
from events.dates.wording_de import GERMAN
from events.dates.wording_en import ENGLISH
from events.dates.wording_zones import zone_label

LANGUAGES: Final[dict[str, Language]] = {"en": ENGLISH, "de": GERMAN}

_WITHOUT_UNKNOWN_DIGITS: Final[dict[str, Form]] = {
    "month_unknown": "year",
    "month_and_day_unknown": "year",
    "day_unknown": "month",
}


class HasExpression(Protocol):
    """A ``When``, as far as formatting needs it."""

    @property
    def expression(self) -> Expression: ...

    @property
    def timezone(self) -> str | None: ...


@dataclass(frozen=True)
class _End:
    """A point without its qualifiers, with the name of its zone and the qualifiers apart."""

    point: Point
    zone: str
    approximate: bool = False
    uncertain: bool = False

    @property
    def qualifiers(self) -> tuple[bool, bool]:
        return self.approximate, self.uncertain


@dataclass(frozen=True)
class _Range:
    """The two formatted ends of a range; ``date`` is the shared day of two clock times."""

    first: str
    last: str
    tight: bool = False
    date: str = ""


def display(when: HasExpression, language: str = "en") -> str:
    """A When in words. ``language`` is a BCP 47 tag; unknown languages fall back to English."""
    words = language_table(language)
    expression, timezone = when.expression, when.timezone
    if isinstance(expression, Point):
        return _format_lone(_end(expression, timezone, words), words)
    first, last = expression.first, expression.last
    if expression.kind == "list":
        return _format_list(ends_of(expression), timezone, words)
    if isinstance(first, Missing) or isinstance(last, Missing):
        return _format_one_ended(expression, timezone, words)
    ends = _share_offset(first, last, timezone)
    a, b = (_end(point, timezone, words) for point in ends)
    precision = precision_of(expression)
    if (
        expression.kind == "interval"
        and precision in ("week", "weekend")
        and a.qualifiers == b.qualifiers
    ):
        return _format_week(a, b, precision, words)
    return _format_span(expression.kind, a, b, words)


def period(start: HasExpression, end: HasExpression | None, language: str = "en") -> str:
    """An event's start and end as one range: "20–26 February 2023", "…, 16:00–18:00"."""
    if end is None:
        return display(start, language)
    words = language_table(language)
    first, last = start.expression, end.expression
    if isinstance(first, Span) or isinstance(last, Span):
        return words.start_and_end.format(
            first=display(start, language), last=display(end, language)
        )
    a, b = _end(first, start.timezone, words), _end(last, end.timezone, words)
    if a.qualifiers == b.qualifiers == (False, False) and _same_day(a.point, b.point):
        day = _weekday_date(a.point, words)
        if a.point.form == "day" and b.point.has_clock:
            return words.until_clock.format(date=day, time=_format_clock(b, words))
        if b.point.form == "day" and a.point.has_clock:
            return words.from_clock.format(date=day, time=_format_clock(a, words))
    return _format_span("interval", a, b, words)


def year_heading(year: int, language: str = "en") -> str:
    """The heading of a year's events; ``DateError`` outside 1..9999."""
    return _heading(f"{year:04d}", language)


def month_heading(year: int, month: int, language: str = "en") -> str:
    """The heading of a month's events: "February 2023"; ``DateError`` for no such month."""
    if not 1 <= month <= 12:
        # In EDTF, 21 to 41 are seasons, quarters and halves.
        raise DateError("no_such_month", "Months go from 1 to 12.")
    return _heading(f"{year:04d}-{month:02d}", language)


def day_heading(year: int, month: int, day: int, language: str = "en") -> str:
    """The heading of a day's events: "Tuesday, 21 February 2023"; ``DateError`` for no such day."""
    return _heading(f"{year:04d}-{month:02d}-{day:02d}", language)


def language_table(language: str) -> Language:
    """The table of the first subtag of a BCP 47 tag ("de-AT" is German); English if unknown."""
    return LANGUAGES.get(language.replace("_", "-").partition("-")[0].lower(), ENGLISH)


# Cached, because a page repeats the same few days.
@lru_cache(maxsize=4096)
def _heading(text: str, language: str) -> str:
    point = parse_expression(text)
    words = language_table(language)
    # The texts above are always points; this satisfies the type checker.
    return _format_lone(_end(point, None, words), words) if isinstance(point, Point) else ""


# Points and spans


def _format_lone(end: _End, words: Language) -> str:
    point = end.point
    pattern = words.unknown_digits.get(point.form)
    if pattern is not None:
        return _with_note(pattern.format(**_values(point, words)), end, words)
    return _with_qualifiers(_format_date(end, words, weekday=True), end, _form(point), words)


def _format_one_ended(span: Span, timezone: str | None, words: Language) -> str:
    unknown = Missing.UNKNOWN in (span.first, span.last)
    if isinstance(span.first, Point):
        table = words.end_unknown if unknown else words.since
        table = words.not_before if span.kind == "one_of" else table
    else:
        table = words.start_unknown if unknown else words.until
        table = words.not_after if span.kind == "one_of" else table
    end = _without_unknown_digits(_end(ends_of(span)[0], timezone, words))
    date_text = _format_date(end, words, weekday=span.kind == "one_of")
    form = _form(end.point)
    dative = words.dative.get(form, "{date}").format(date=date_text, **_values(end.point, words))
    text = table.get(form, table["*"]).format(date=date_text, dative=dative)
    return _with_note(text, end, words)


def _format_week(a: _End, b: _End, precision: str, words: Language) -> str:
    if precision == "week":
        text = words.week.format(date=_format_date(a, words))
    else:
        text = words.weekend.format(date=_dash(_shorten(a, b, words), words))
    return _with_qualifiers(text, a, precision, words)


def _format_span(kind: Kind, a: _End, b: _End, words: Language) -> str:
    if a.qualifiers == b.qualifiers and _format_date(a, words) == _format_date(b, words):
        return _format_lone(a, words)
    a, b = _without_unknown_digits(a), _without_unknown_digits(b)
    if a.qualifiers != b.qualifiers:
        parts = _Range(
            _with_note(_format_date(a, words), a, words),
            _with_note(_format_date(b, words), b, words),
        )
    else:
        parts = _shorten(a, b, words)
    text = _dash(parts, words) if kind == "interval" else _between(parts, words)
    if a.qualifiers != b.qualifiers:
        return text
    form = _form(a.point) if _form(a.point) == _form(b.point) else "*"
    return (
        _with_qualifiers(text, a, form, words) if kind == "interval" else _with_note(text, a, words)
    )


def _format_list(points: Sequence[Point], timezone: str | None, words: Language) -> str:
    """ "20 or 21 February 2023": what two dates share is written once, after the last of them."""
    *firsts, last = [_end(point, timezone, words) for point in points]
    pairs = [_shorten(end, last, words) for end in map(_without_unknown_digits, firsts)]
    plain = all(end.qualifiers == (False, False) for end in (*firsts, last))
    same_day = all(pair.date for pair in pairs)
    texts = [
        pair.first if (plain and not pair.date) or same_day else _with_date(end, words)
        for pair, end in zip(pairs, firsts, strict=True)
    ]
    text = words.either.format(
        first=", ".join(texts), last=pairs[-1].last if same_day else _with_date(last, words)
    )
    return _with_shared_date(text, pairs[-1], words) if same_day else text


def _with_date(end: _End, words: Language) -> str:
    return _with_note(_format_date(_without_unknown_digits(end), words), end, words)


# Ranges


def _shorten(a: _End, b: _End, words: Language) -> _Range:
    """The two ends, the first without what it shares with the last."""
    p, q = a.point, b.point
    same_year, same_month = p.year == q.year, (p.year, p.month) == (q.year, q.month)
    if p.form == q.form == "day" and same_month:
        return _Range(*_format_pair(words.days_of_month, p, q, words), tight=True)
    if p.form == q.form == "day" and same_year:
        return _Range(*_format_pair(words.days_of_year, p, q, words))
    if p.form == q.form == "month" and same_year:
        return _Range(*_format_pair(words.months_of_year, p, q, words), tight=True)
    if p.form == q.form == "year":
        return _Range(*_format_pair(words.years, p, q, words), tight=True)
    if p.has_clock and q.has_clock and a.zone == b.zone:
        if _same_day(p, q):
            first = words.first_clock.format(time=_format_time(p))
            return _Range(first, _format_clock(b, words), True, _weekday_date(p, words))
        # Both have the same zone: name it once, at the end.
        a = replace(a, zone="")
    return _Range(_format_date(a, words), _format_date(b, words))


def _format_pair(patterns: RangePatterns, p: Point, q: Point, words: Language) -> tuple[str, str]:
    return patterns[0].format(**_values(p, words)), patterns[1].format(**_values(q, words))


def _dash(parts: _Range, words: Language) -> str:
    pattern = words.tight_dash if parts.tight else words.dash
    return _with_shared_date(pattern.format(first=parts.first, last=parts.last), parts, words)


def _between(parts: _Range, words: Language) -> str:
    return _with_shared_date(words.between.format(first=parts.first, last=parts.last), parts, words)


def _with_shared_date(text: str, parts: _Range, words: Language) -> str:
    return words.clock_after.format(date=parts.date, time=text) if parts.date else text


def _share_offset(first: Point, last: Point, timezone: str | None) -> tuple[Point, Point]:
    """Without a zone, give a clock time the offset of the other end, as ``bounds_of`` does."""
    if timezone is None and first.has_clock and last.has_clock:
        if first.offset is None:
            first = replace(first, offset=last.offset)
        elif last.offset is None:
            last = replace(last, offset=first.offset)
    return first, last


def _same_day(p: Point, q: Point) -> bool:
    return (p.year, p.month, p.day) == (q.year, q.month, q.day) and p.day > 0


# Single ends


def _end(point: Point, timezone: str | None, words: Language) -> _End:
    bare = replace(point, approximate=False, uncertain=False)
    name = zone_label(point, timezone, words.zones) if point.has_clock else ""
    return _End(bare, name, point.approximate, point.uncertain)


def _without_unknown_digits(end: _End) -> _End:
    form = _WITHOUT_UNKNOWN_DIGITS.get(end.point.form, end.point.form)
    return replace(end, point=replace(end.point, form=form))


def _form(point: Point) -> str:
    """The form as a key of the tables; "years" if the point is formatted as a range of years."""
    if point.form == "century" or (point.form == "decade" and _has_year_range(point.year)):
        return "years"
    return point.form


def _has_year_range(year: int) -> bool:
    # "2000s" can be ten, a hundred or a thousand years; "40s" looks like the 1940s.
    return year % 100 == 0 or year < 1000


def _format_date(end: _End, words: Language, *, weekday: bool = False) -> str:
    point = end.point
    names = _values(point, words)
    if point.part:
        return words.parts[point.part].format(**names)
    form = _WITHOUT_UNKNOWN_DIGITS.get(point.form, point.form)
    if form in ("century", "decade"):
        if _form(point) == "decade":
            return words.decade.format(**names)
        last = point.year + (99 if form == "century" else 9)
        return words.tight_dash.format(
            first=_format_year(max(point.year, 1), words), last=_format_year(last, words)
        )
    if form == "year":
        return names["year"]
    if form == "month":
        return words.month.format(**names)
    day = _weekday_date(point, words) if weekday else words.day.format(**names)
    if not point.has_clock:
        return day
    return words.clock_after.format(date=day, time=_format_clock(end, words))


def _weekday_date(point: Point, words: Language) -> str:
    weekday = words.weekdays[date(point.year, point.month, point.day).weekday()]
    day = words.day.format(**_values(point, words))
    return words.weekday.format(weekday=weekday, date=day)


def _values(point: Point, words: Language) -> dict[str, str]:
    following = point.year + 1
    short = f"{following % 100:02d}"
    year = _format_year(point.year, words)
    return {
        "year": year,
        "month": words.months[point.month - 1] if point.month else "",
        "month_of": words.months_of[point.month - 1] if point.month else "",
        "day": str(point.day),
        "first": year,
        "last_short": _format_year(following, words)
        if short == "00" or following < 1000
        else short,
    }


def _format_year(year: int, words: Language) -> str:
    return str(year) if year >= 1000 else words.early_year.format(year=year)


def _format_clock(end: _End, words: Language) -> str:
    pattern = words.clock_with_zone if end.zone else words.clock
    return pattern.format(time=_format_time(end.point), zone=end.zone)


def _format_time(point: Point) -> str:
    second = f":{point.second:02d}" if point.form == "second" else ""
    return f"{point.hour:02d}:{point.minute:02d}{second}"


# Qualifiers


def _with_qualifiers(text: str, end: _End, form: str, words: Language) -> str:
    if end.approximate:
        text = words.around.get(form, words.around["*"]).format(date=text)
    return words.uncertain.format(date=text) if end.uncertain else text


def _with_note(text: str, end: _End, words: Language) -> str:
    if end.approximate and end.uncertain:
        return words.note_both.format(date=text)
    if end.approximate:
        return words.note_approximate.format(date=text)
    return words.note_uncertain.format(date=text) if end.uncertain else text
