"""Resolvers of years, their parts, decades and centuries."""

from datetime import date
from typing import Final

from events.dates.phrases.anchoring import (
    anchor_date,
    anchor_iso,
    expand_short_year,
    explicit_year,
    last_or_next,
    mentioned_year,
    nearest_year,
    resolve_with_year,
    unit_details,
)
from events.dates.phrases.calendar import day, part_of_year, period, shifted, year
from events.dates.phrases.matching import Context, Match, Resolution, direction_of
from events.dates.phrases.reading import Tier
from events.dates.phrases.reasons import Reason

_EARLIEST_BARE_YEAR: Final = 1900
"""Earlier years need a word before them, as in "in 1848"."""


def read_part_of_year(match: Match) -> list[Resolution]:
    """Seasons, quarters and halves; an ordinal -1 ("final quarter") is the last of the year."""
    shift, season = match.number("shift", "shift"), _season(match)
    written = match.number("code")
    if written is not None:
        code = written
    elif season is not None:
        code = season
    else:
        target = match.values("unit") + match.values("half_part")
        unit = "half" if "half" in target else "quarter"
        number = (
            match.number("D", "number")
            or match.number("nth", "number")
            or match.number("ordinal", "number")
        )
        if number is None:
            return _current_part(match, unit, shift or 0)
        count = {"quarter": 4, "half": 2}[unit]
        if number > count:
            return []
        code = {"quarter": 32, "half": 39}[unit] + (count if number == -1 else number)
    if shift is not None and explicit_year(match) is None and season is not None:
        return [last_or_next(match, shift, lambda y: part_of_year(y, code))]
    if season is None and explicit_year(match) is None:
        return [_closest_part(match, code)]
    return [resolve_with_year(match, lambda y: part_of_year(y, code))]


def _season(match: Match) -> int | None:
    season = match.number("season")
    return season if season is not None else match.number("fall")


def _closest_part(match: Match, code: int) -> Resolution:
    """A quarter or half without a year: the closest one.

    The tense is no guide: results of the last quarter and plans for the next come in any tense.
    """
    mentioned = mentioned_year(match, 0)
    if mentioned is not None:
        target = part_of_year(mentioned.first.year, code)
        return Resolution("date", Reason("year_mentioned", {"date": mentioned.edtf}), 2, target)
    anchor = anchor_iso(match.context)
    target, others = nearest_year(lambda y: part_of_year(y, code), date.fromisoformat(anchor), 0)
    resolution = Resolution("date", Reason("year_closest", {"anchor": anchor}), 2, target)
    resolution.others = [(other, Reason("year_other")) for other in others]
    return resolution


def _current_part(match: Match, unit: str, shift: int) -> list[Resolution]:
    anchor = anchor_iso(match.context)
    target = shifted(period(unit, date.fromisoformat(anchor)), shift)
    return [
        Resolution(
            "date",
            Reason(f"unit_{shift}", {"unit": unit, "units": unit, "anchor": anchor}),
            1,
            target,
        )
    ]


def read_year(match: Match) -> list[Resolution]:
    context = match.context
    short, written = match.value("short"), match.number("Y")
    if short and context.today:
        target = year(expand_short_year(int(short[1:]), context.today))
        return [
            Resolution("date", Reason("short_year", {"anchor": anchor_iso(context)}), 2, target)
        ]
    if written is not None:
        if not _is_year(match, written):
            return []
        why = Reason("year_number")
        tier: Tier = 1 if _is_clearly_year(match, written) else 2
        return [Resolution("date", why, tier, year(written), relative=False)]
    today = anchor_date(context)
    number = match.number("shift", "relative")
    if number is None:
        number = match.number("this_year", "relative")
    if number is None and match.value("previous", "relative"):
        number = -1
    if number is not None:
        why = Reason(f"unit_{number}", unit_details("year", context))
        return [Resolution("date", why, 1, year(today.year + number))]
    return [_this_year(match)]


def _this_year(match: Match) -> Resolution:
    """ "at the end of the year": the year mentioned before, else that of the anchor."""
    context = match.context
    mentioned = mentioned_year(match, direction_of(match))
    if mentioned is not None:
        why = Reason("year_mentioned", {"date": mentioned.edtf})
        return Resolution("date", why, 2, year(mentioned.first.year))
    why = Reason("unit_0", unit_details("year", context))
    return Resolution("date", why, 2, year(anchor_date(context).year))


def _is_year(match: Match, number: int) -> bool:
    """Whether a number of four digits is a year, not a quantity or part of a longer number."""
    context = match.context
    index, tokens = match.last - 1, context.tokens
    while index >= match.first and tokens[index].value("Y") is None:
        index -= 1
    before = tokens[index - 1] if index else None
    if before is not None and before.value("about") is not None and number % 10:
        return True  # "etwa 1931" is a year, "etwa 2000" can be a quantity
    if match.has("era"):
        return match.value("era", "era") == "ad"
    usual = _EARLIEST_BARE_YEAR <= number <= _latest(context)
    return usual or match.has("lead") or bool(match.value("unit") or match.value("years_word"))


def _is_clearly_year(match: Match, number: int) -> bool:
    lead = match.tokens("lead")
    target = match.value("unit") or match.value("period")
    return bool((lead or target) and number <= _latest(match.context))


def _latest(context: Context) -> int:
    """The last year that a bare number of four digits can mean."""
    return context.today.year + 30 if context.today else 2099


def read_years(match: Match) -> list[Resolution]:
    """ "2009-2011": two years; "1998/99": one interval, such as a sports season."""
    first, last_text = match.number("Y", "first"), match.tokens("last")[0].text
    if first is None or not 1000 <= first <= 2200:
        return []
    last = int(last_text) if len(last_text) == 4 else first // 100 * 100 + int(last_text)
    if not first < last <= first + 120:
        return []
    start, end = match.regex_match.span("first"), match.regex_match.span("last")
    connector = match.tokens()[start[1] - match.first]
    is_season = match.value("season_word") is not None
    is_slash = connector.value("slash") is not None
    if is_season or (is_slash and (len(last_text) == 2 or last == first + 1)):
        # A season or a term of office: one expression.
        whole = Resolution("date", Reason("year_number"), 2, edtf=f"{first}/{last}", relative=False)
        return [whole]
    last_relation = "until" if connector.value("and") is None else ""
    resolutions = []
    for number, span, relation in ((first, start, ""), (last, end, last_relation)):
        resolution = Resolution("date", Reason("year_number"), 1, year(number), relative=False)
        resolution.span, resolution.relation = span, relation
        resolutions.append(resolution)
    return resolutions


def read_week(match: Match) -> list[Resolution]:
    """ "KW 8 2023", "week 8 of 2023": the week of ISO 8601."""
    number, written = match.number("D", "number"), explicit_year(match)
    if number is None or (written is None and match.context.today is None):
        return []
    target = period(
        "week", date.fromisocalendar(written or anchor_date(match.context).year, number, 1)
    )
    tier: Tier = 1 if match.value("Y", "year") else 2
    return [Resolution("date", Reason("stated"), tier, target, relative=written is None)]


def read_decade(match: Match) -> list[Resolution]:
    digits = match.value("Y", "number") or match.value("D", "number") or match.value("N", "number")
    short = match.value("short", "number")
    number = int(digits or (short and short[1:]) or match.value("decade_of", "word") or -1)
    if number % 10 or 100 <= number < 1000 or _is_name_suffix(match):
        return []
    if number < 100:
        # "the 60s" are the last ones that had begun by the anchor.
        today = match.context.today
        century_start = today.year // 100 * 100 if today else 1900
        if today and century_start + number > today.year:
            century_start -= 100
        return [
            Resolution(
                "date", Reason("stated"), 2, period("decade", day(century_start + number, 1, 1))
            )
        ]
    return [
        Resolution("date", Reason("stated"), 1, period("decade", day(number, 1, 1)), relative=False)
    ]


def _is_name_suffix(match: Match) -> bool:
    """Whether the number is the end of a name, as in "A380s"."""
    first = match.tokens("number")[:1]
    index = match.context.tokens.index(first[0], match.first) if first else 0
    before = match.context.tokens[index - 1] if index else None
    return bool(first and before and before.end == first[0].start and before.text.isalnum())


def read_century(match: Match) -> list[Resolution]:
    number = (
        match.number("D", "number")
        or match.number("nth", "number")
        or match.number("ordinal", "number")
    )
    if number is None or not 1 <= number <= 99:
        return []
    target = period("century", day(max(1, (number - 1) * 100), 1, 1))
    return [Resolution("date", Reason("stated"), 1, target, relative=False)]
