"""The words and patterns that format dates in a language.

Each language is one table of data: ``wording_en``, ``wording_de``. Patterns are ``str.format``
templates with these placeholders; user input is never a template.

* In dates: ``{day} {month} {month_of} {year} {weekday} {date}``. ``month`` is the standalone form
  ("Februar"), ``month_of`` the form inside a date, for languages with a genitive ("21 февраля").
* In ranges: ``{first}`` and ``{last}``, the two formatted ends. For a winter they are years, and
  ``{last_short}`` has two digits in the same century.
* In tables by form of the date (with ``*`` for all other forms): ``{date}`` is the formatted date,
  ``{dative}`` the same in the dative (see ``Language.dative``).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

RangePatterns = tuple[str, str]
"""Patterns of the first and the last end of a range; the first omits what both share."""


@dataclass(frozen=True)
class Language:
    months: tuple[str, ...]
    months_of: tuple[str, ...]
    weekdays: tuple[str, ...]
    """Monday first."""
    parts: Mapping[int, str]
    """Patterns by ISO 8601-2 code: seasons 21-24, quarters 33-36, halves 40-41."""

    day: str
    weekday: str
    month: str
    decade: str
    early_year: str
    """A year below 1000, because "44" alone looks like 1944."""
    unknown_digits: Mapping[str, str]
    """Points with unknown digits, by form: month_unknown, month_and_day_unknown, day_unknown."""

    clock: str
    """``{time}``, ``{zone}``: the clock time of a point, or the last one of a range."""
    clock_with_zone: str
    first_clock: str
    """The first of two clock times on one day."""
    clock_after: str
    """``{date}``, ``{time}``."""
    zones: Mapping[str, str]
    """Zone abbreviations in the language, by their English abbreviation."""

    days_of_month: RangePatterns
    days_of_year: RangePatterns
    months_of_year: RangePatterns
    years: RangePatterns

    week: str
    weekend: str
    dash: str
    tight_dash: str
    between: str
    either: str
    """``{first}``, ``{last}``: one of two dates, or of several, with commas in ``{first}``."""
    since: Mapping[str, str]
    until: Mapping[str, str]
    end_unknown: Mapping[str, str]
    start_unknown: Mapping[str, str]
    not_after: Mapping[str, str]
    not_before: Mapping[str, str]
    from_clock: str
    """``{date}``, ``{time}``: the start is a clock time, the end only the same day."""
    until_clock: str
    start_and_end: str

    around: Mapping[str, str]
    """Patterns of approximate dates by form, including ``week`` and ``weekend``."""
    uncertain: str
    note_approximate: str
    note_uncertain: str
    note_both: str
    dative: Mapping[str, str] = field(default_factory=dict)
