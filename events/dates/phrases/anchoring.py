"""Resolving incomplete dates: from the anchor, the tense, or a date mentioned before."""

from collections.abc import Callable
from datetime import date
from typing import Final

from events.dates.phrases.calendar import OutOfRange, Period
from events.dates.phrases.matching import Context, Match, Resolution, tense_of
from events.dates.phrases.reasons import Reason
from events.dates.phrases.tense import Direction

TENSES: Final = {-1: "past", 0: "none", 1: "future"}
_MENTION_WINDOW: Final = 60
"""How many tokens back a mentioned date still gives its year to a date without one."""
_DAY_MENTION_WINDOW: Final = 80
"""How many tokens back a mentioned date is still the base of "the next day"."""


def anchor_date(context: Context) -> date:
    if context.today is None:
        raise OutOfRange("no anchor")
    return context.today


def anchor_iso(context: Context) -> str:
    return anchor_date(context).isoformat()


def unit_details(unit: str, context: Context) -> dict[str, str]:
    return {"unit": unit, "units": unit, "anchor": anchor_iso(context)}


def explicit_year(match: Match) -> int | None:
    """The year that the group ``year`` names; None if there is none or only "of the year"."""
    context, written = match.context, match.value("Y", "year")
    if written:
        return int(written)
    if context.today is None:
        return None
    short = match.value("short", "year")
    two_digits = short[1:] if short else match.value("D", "year") or match.value("N", "year")
    if two_digits and len(two_digits) <= 2:
        return expand_short_year(int(two_digits), context.today)
    for name in ("shift", "this_year"):
        number = match.number(name, "year")
        if number is not None:
            return context.today.year + number
    if match.value("previous", "year"):
        return context.today.year - 1
    return None


def resolve_with_year(match: Match, make: Callable[[int], Period]) -> Resolution:
    """The period of the written year, else of the year that the context suggests.

    ``make`` returns the period of a year.
    """
    written = explicit_year(match)
    if written is None:
        return infer_year(match, make)
    period = make(written)
    if match.value("Y", "year"):
        return Resolution("date", Reason("stated"), 1, period, relative=False)
    return Resolution(
        "date", Reason("year_relative", {"anchor": anchor_iso(match.context)}), 1, period
    )


def infer_year(match: Match, make: Callable[[int], Period]) -> Resolution:
    """The period of the year that a mentioned date, the tense or the anchor suggests."""
    context = match.context
    direction, tense = tense_of(match)
    mentioned = mentioned_year(match, direction)
    if mentioned is not None:
        period = make(mentioned.first.year)
        return Resolution("date", Reason("year_mentioned", {"date": mentioned.edtf}), 2, period)
    anchor = anchor_iso(context)
    today = date.fromisoformat(anchor)
    period, others = nearest_year(make, today, direction)
    if others and _is_much_closer(others[0], period, today) and _is_uncertain_future(match):
        # The day was last week, the verb points a year ahead: it is not the verb of the day.
        period, others, direction = others[0], [period], 0
    code = "year_closest"
    if direction:
        code = "year_past" if period.first <= today else "year_future"
    # The reason says only what is true of the date.
    fits = (code == "year_past") == (direction == -1)
    near = min(abs((period.first - today).days), abs((period.last - today).days)) <= 45
    details = {"anchor": anchor, "tense": tense if fits else "none"}
    sure = near and (direction != 0 or period.unit == "day")
    resolution = Resolution("date", Reason(code, details), 1 if sure else 2, period)
    resolution.others = [(other, Reason("year_other")) for other in others]
    return resolution


def _is_uncertain_future(match: Match) -> bool:
    """Whether the tense is future only by an ending, not by "will" or a word such as "until"."""
    context, span = match.context, (match.first, match.last)
    return context.direction(*span) == 1 and context.direction(*span, certain=True) != 1


def _is_much_closer(other: Period, period: Period, today: date) -> bool:
    away = (period.first - today).days
    return 0 < (today - other.last).days < 30 and (today - other.last).days * 8 < away


def mentioned_year(match: Match, direction: Direction) -> Period | None:
    """A date of an earlier year in this sentence or the one before it."""
    context = match.context
    if context.last_explicit is None or direction == 1 or context.today is None:
        return None
    mentioned, index = context.last_explicit
    if match.first - index > _MENTION_WINDOW or mentioned.unit in ("decade", "century"):
        return None
    start, _ = context.sentence(match.first)
    previous_start, _ = context.sentence(max(start - 1, 0))
    return (
        mentioned if mentioned.first.year < context.today.year and index >= previous_start else None
    )


def nearest_year(
    make: Callable[[int], Period], today: date, direction: Direction
) -> tuple[Period, list[Period]]:
    """The period in the direction that is closest to the day, and the next closest period."""
    candidates, failure = [], OutOfRange("no such day last year, this year or next year")
    for number in (today.year - 1, today.year, today.year + 1):
        try:
            candidates.append(make(number))
        except OutOfRange as error:
            failure = error
    if not candidates:
        raise failure

    return closest(candidates, today, direction)


def closest(
    candidates: list[Period], today: date, direction: Direction
) -> tuple[Period, list[Period]]:
    """The period in the direction that is closest to the day, and the next closest period."""

    def distance(period: Period) -> int:
        if period.contains(today):
            return 0
        return min(abs((period.first - today).days), abs((period.last - today).days))

    candidates = sorted(candidates, key=distance)
    fitting = [
        period
        for period in candidates
        if direction == 0 or (period.first <= today if direction < 0 else period.last >= today)
    ]
    best = (fitting or candidates)[0]
    return best, [period for period in candidates if period != best][:1]


def last_or_next(match: Match, shift: int, make: Callable[[int], Period]) -> Resolution:
    """ "last March", "next spring": the last one that ended or the next that begins."""
    anchor = anchor_iso(match.context)
    today = date.fromisoformat(anchor)
    years = [make(today.year + number) for number in range(-3, 4)]
    if shift < 0:
        past = [period for period in years if period.last < today]
        period, code = past[shift], "season_last"
    elif shift > 0:
        future = [period for period in years if period.first > today]
        period, code = future[shift - 1], "season_next"
    else:
        current = [period for period in years if period.contains(today)]
        period, code = (current or [years[3]])[0], "year_closest"
    return Resolution("date", Reason(code, {"anchor": anchor}), 1 if shift else 2, period)


def expand_short_year(two_digits: int, today: date) -> int:
    """The full year of two digits: at most ten years after the anchor."""
    full = today.year // 100 * 100 + two_digits
    return full - 100 if full > today.year + 10 else full


def mentioned_day(match: Match, coarse: bool = False) -> Period | None:
    """The date mentioned shortly before: a day, or with ``coarse`` any period."""
    context = match.context
    if context.last_mentioned is None:
        return None
    mentioned, index = context.last_mentioned
    if match.first - index > _DAY_MENTION_WINDOW or (mentioned.unit != "day" and not coarse):
        return None
    return mentioned
