"""What a language needs to word dates: data only, one table per language (``wording_en``,
``wording_de``).

Patterns are ``str.format`` templates of ours; no text from outside is ever a template. Names in
them:

* a date: ``{day} {month} {month_of} {year} {weekday} {date}``; ``month`` stands alone ("Februar"),
  ``month_of`` stands in a date (languages with a genitive: "21 февраля")
* two years: ``{first}`` and ``{last}``; ``{last_short}`` is cut to two digits inside one century
* two worded ends: ``{first}`` and ``{last}``
* tables by form: looked up by form of the date, then ``*``; ``{date}`` is the worded date,
  ``{dative}`` the same after ``Language.dative``
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

Pair = tuple[str, str]
"""How the first and the last of two ends are written; the first omits what both share."""


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
    """A year below 1000, where "44" alone would be read as 1944."""
    some_time: Mapping[str, str]
    """By form: month_unknown, month_and_day_unknown, day_unknown."""

    clock: str
    """``{time}``, ``{zone}``: the time of day of a point, or the last of two."""
    clock_with_zone: str
    first_clock: str
    """The first of two clock times of one day."""
    clock_after: str
    """``{date}``, ``{time}``."""
    zones: Mapping[str, str]
    """Abbreviations that have their own name in the language."""

    days_of_month: Pair
    days_of_year: Pair
    months_of_year: Pair
    years: Pair

    week: str
    weekend: str
    dash: str
    tight_dash: str
    between: str
    since: Mapping[str, str]
    until: Mapping[str, str]
    end_unknown: Mapping[str, str]
    start_unknown: Mapping[str, str]
    not_after: Mapping[str, str]
    not_before: Mapping[str, str]
    from_clock: str
    """``{date}``, ``{time}``: a start known to the minute, an end known to the same day."""
    until_clock: str
    start_and_end: str

    around: Mapping[str, str]
    """By form, ``week`` and ``weekend`` among them."""
    uncertain: str
    note_approximate: str
    note_uncertain: str
    note_both: str
    dative: Mapping[str, str] = field(default_factory=dict)
