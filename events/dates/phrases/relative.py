"""Resolvers of days and periods relative to the anchor: "yesterday", "last week"."""

from dataclasses import replace
from datetime import date
from typing import Final

from events.dates.phrases.anchoring import TENSES, anchor_date, mentioned_day
from events.dates.phrases.calendar import days_after, period, shifted
from events.dates.phrases.matching import Context, Match, Resolution, direction_of
from events.dates.phrases.reading import Kind, Tier
from events.dates.phrases.reasons import Reason

_CONTRAST_WINDOW: Final = 60
"""Tokens around "heute" in which a year shows that it means "nowadays"."""


def read_deictic(match: Match) -> list[Resolution]:
    context = match.context
    today = anchor_date(context)
    number = match.number("deictic")
    if number is None:
        number = match.number("deictic_of") or 0
    part = day_part_of(match, "part") or day_part_of(match, "weekday")
    target = period("day", days_after(today, number))
    details = {"anchor": today.isoformat()}
    if number == 0 and not part and match.rule.options.get("vague") and not _is_calendar_day(match):
        resolution = Resolution("present", Reason("present"), 3)
        resolution.others = [(target, Reason("deictic_0", details))]
        return [resolution]
    kind: Kind = "time" if part else "date"
    # "Heute" in a text that names no other day can mean "nowadays" even in the past tense.
    doubtful = number == 0 and not part and match.rule.options.get("vague")
    tier: Tier = 2 if doubtful and not (context.is_field or context.is_daily_report) else 1
    return [Resolution(kind, Reason(f"deictic_{number}", details), tier, target, part=part)]


def _is_calendar_day(match: Match) -> bool:
    """Whether "heute" is the anchor's day; in texts that name no other day it is "nowadays"."""
    context = match.context
    if context.is_field:
        return True
    following = context.tokens[match.last : match.last + 3]
    if any(token.value("o_clock") is not None for token in following):
        return True
    start, end = context.sentence(match.first)
    # A sentence may be as long as the text; distant words are no contrast.
    near = context.tokens[
        max(start, match.first - _CONTRAST_WINDOW) : min(end, match.last + _CONTRAST_WINDOW)
    ]
    contrast = any(token.value("Y") or token.value("past") for token in near)
    if not contrast and direction_of(match) == -1:
        return True  # "hat heute beschlossen"
    return context.is_daily_report and not contrast


def day_part_of(match: Match, group: str) -> str:
    if not match.has(group):
        return ""
    both = match.value("weekday_and_part", group)
    if both:
        return both.split()[1]
    return match.value("day_part", group) or match.value("daily", group) or ""


def read_relative(match: Match) -> list[Resolution]:
    """ "last week", "diesen Monat", "im Vorjahr", "am Wochenende"."""
    context = match.context
    today = anchor_date(context)
    previous = match.value("previous")
    if previous and previous != "day":
        return [_shifted_unit(context, previous, -1)]
    if match.value("this_year"):
        return [_shifted_unit(context, "year", 0)]
    if match.has("previous_year"):
        return [_neighbouring_year(match, today)]
    unit, shift = match.value("unit", "unit"), match.number("shift", "shift")
    if unit is None or unit in ("day", "hour", "minute", "second"):
        return []
    if unit == "weekend":
        return [_weekend(match, shift, today)]
    resolution = _shifted_unit(context, unit, shift or 0)
    if shift is None:
        resolution.tier = 2
    if shift == 0 and not match.has("section"):
        resolution = _up_to_anchor(match, resolution)
    return [resolution]


def _neighbouring_year(match: Match, today: date) -> Resolution:
    """ "the year before": the one before the year that was mentioned."""
    mentioned = mentioned_day(match, coarse=True)
    base = period("year", mentioned.first if mentioned else today)
    number = match.number("follows") or match.number("shift") or -1
    code = "counted_back" if number < 0 else "counted_on"
    details = {"number": "1", "units": "year", "anchor": base.edtf}
    return Resolution("date", Reason(code, details), 2, shifted(base, number))


def _shifted_unit(context: Context, unit: str, number: int) -> Resolution:
    today = anchor_date(context)
    details = {"unit": unit, "units": unit, "anchor": today.isoformat()}
    target = shifted(period(unit, today), number)
    return Resolution("date", Reason(f"unit_{number}", details), 1, target)


def _up_to_anchor(match: Match, resolution: Resolution) -> Resolution:
    """ "suspended it this week": a day of it up to the anchor; in the future tense, from it on."""
    target, today = resolution.period, anchor_date(match.context)
    direction = direction_of(match)
    if target is None or not direction or not target.first < today < target.last:
        return resolution
    if target.unit not in ("week", "month"):
        return replace(resolution, tier=2)
    ends = (target.first, today) if direction < 0 else (today, target.last)
    code = "up_to_anchor" if direction < 0 else "from_anchor"
    details = {"anchor": today.isoformat(), "tense": TENSES[direction]}
    why = replace(resolution.why, more=(Reason(code, details),))
    edtf = "/".join(end.isoformat() for end in ends)
    return replace(resolution, edtf=edtf, unknown=True, why=why)


def _weekend(match: Match, shift: int | None, today: date) -> Resolution:
    direction = direction_of(match)
    own = period("weekend", today)
    last = own if own.first <= today else shifted(own, -1)
    coming = own if own.last >= today else shifted(own, 1)
    details = {"unit": "weekend", "units": "weekend", "anchor": today.isoformat()}
    if shift is not None and shift < 0:
        ended = own if own.last < today else shifted(own, -1)
        return Resolution("date", Reason("unit_-1", details), 1, ended)
    if shift is not None and shift > 0:
        return Resolution(
            "date", Reason("unit_1", details), 1, own if own.first > today else shifted(own, 1)
        )
    forward = direction == 1 or (shift == 0 and direction == 0)
    code = "year_future" if forward else "year_past"
    details["tense"] = TENSES[direction]
    resolution = Resolution("date", Reason(code, details), 2, coming if forward else last)
    other = last if forward else coming
    if other != resolution.period:
        resolution.others = [
            (other, Reason("weekend_begun" if forward else "season_next", details))
        ]
    return resolution


def read_section_of(match: Match) -> list[Resolution]:
    """ "Jahresende", "Wochenbeginn"."""
    part, unit = (match.value("section_of") or "").split()
    context = match.context
    today = anchor_date(context)
    year, shift = match.number("Y", "year"), match.number("shift", "year")
    if year is not None:
        target = period("year", date(year, 1, 1))
        return [Resolution("date", Reason("stated"), 1, target, part=part, relative=False)]
    if unit == "year" and shift is None:
        # Early in the year, "the end of the year" in the past tense is that of the year before.
        shift = -1 if direction_of(match) == -1 and part == "end" and today.month < 6 else 0
    resolution = _shifted_unit(context, unit, shift or 0)
    resolution.part, resolution.tier = part, 2
    return [resolution]
