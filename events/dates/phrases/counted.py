"""Resolvers of offsets ("three days ago") and windows ("the past three days")."""

from datetime import date, timedelta
from typing import Final

from events.dates.phrases.anchoring import anchor_date, mentioned_day
from events.dates.phrases.calendar import OutOfRange, days_after, months_after, period
from events.dates.phrases.matching import Context, Match, Resolution, direction_of
from events.dates.phrases.reading import Length
from events.dates.phrases.reasons import Reason

VAGUE_AMOUNTS: Final = {"day": 7, "week": 4, "month": 6, "quarter": 4, "year": 5, "decade": 3}
"""How many "the past days" or "weeks" are, by our convention; docs/dates.md lists them."""
_MONTHS: Final = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
_PER_HOUR: Final = {"hour": 1, "minute": 60, "second": 3600}
"""How many of the unit are an hour."""
_WINDOW_PRECISIONS: Final = {
    "week": "day",
    "weekend": "day",
    "quarter": "month",
    "half": "month",
    "decade": "year",
    "century": "year",
}


def length_of(match: Match) -> Length | None:
    """The number of units in the group ``length``; the amount is None for "several"."""
    unit = match.value("unit", "length") or match.value("units", "length")
    if unit is None:
        return None
    half = match.value("half_of", "length")
    counts = match.values("count", "length")
    if counts:
        amount = float(counts[-1]) + (float(half) if half else 0)
        return Length(amount, unit)
    if half:
        return Length(float(half), unit)
    if match.value("some", "length") is not None:
        return Length(None, unit)
    if match.value("one", "length") is not None:
        return Length(1, unit)
    return Length(None, unit) if match.value("units", "length") else Length(1, unit)


def read_offset(match: Match) -> list[Resolution]:
    """ "vor drei Tagen", "two years later"; "later" counts from the date mentioned before."""
    length = length_of(match)
    if length is None:
        return []
    later = match.number("later", "later")
    sign = later if later is not None else match.rule.options.get("direction", -1)
    base, mentioned = anchor_date(match.context), None
    base = days_after(base, match.number("deictic") or 0)
    if later is not None:
        mentioned = mentioned_day(match, coarse=True)
        base = mentioned.first if mentioned else base
    if _is_duration(match):
        return [Resolution("duration", Reason("duration"), 3, length=length, relative=False)]
    if length.amount is None:
        return [_window(length, base, sign, vague=True)]
    if length.unit in _PER_HOUR and mentioned is None:
        return [_hours_away(match.context, length, sign)]
    resolution = offset_from(length, base, sign)
    if mentioned is not None:
        resolution.why = Reason(
            resolution.why.code, {**resolution.why.details, "anchor": mentioned.edtf}
        )
    if match.has("about") and resolution.edtf.endswith(tuple("0123456789")):
        resolution.edtf += "~"
    return [resolution]


def _hours_away(context: Context, length: Length, sign: int) -> Resolution:
    """ "vor zwei Stunden": the day of that time, in the anchor's own offset."""
    moment = context.anchor
    if moment is None:
        raise OutOfRange("no anchor")
    then = moment + sign * timedelta(hours=(length.amount or 0) / _PER_HOUR[length.unit])
    target = period("day", then.date())
    code = "counted_back" if sign < 0 else "counted_on"
    details = {"number": f"{length.amount or 0:g}", "units": length.unit}
    details["anchor"] = moment.date().isoformat()
    return Resolution("date", Reason(code, details), 2, target, f"{target.edtf}~", length=length)


def _is_duration(match: Match) -> bool:
    """Whether "in two weeks" is a duration ("it was built in two weeks")."""
    options = match.rule.options
    if match.context.is_field or not (options.get("only_future") or options.get("not_past")):
        return False
    direction = direction_of(match)
    return direction == -1 or (direction == 0 and bool(options.get("only_future")))


def offset_from(length: Length, base: date, sign: int) -> Resolution:
    """The date so many units from a day.

    Days are exact. Weeks give an approximate day, months up to 18 an approximate month, everything
    longer an approximate year.
    """
    amount, unit = length.amount or 0, length.unit
    if unit in _PER_HOUR:
        target = period("day", days_after(base, round(sign * amount / _PER_HOUR[unit] / 24)))
        edtf = f"{target.edtf}~"
    elif unit in ("day", "week", "weekend"):
        days = amount * (1 if unit == "day" else 7)
        target = period("day", days_after(base, sign * round(days)))
        edtf = target.edtf + ("" if unit == "day" and amount == int(amount) else "~")
    else:
        number = round(_MONTHS[unit] * amount)
        size = "month" if number <= 18 else "year"
        target = period(size, months_after(base, sign * number))
        edtf = f"{target.edtf}~"
    code = "counted_back" if sign < 0 else "counted_on"
    details = {"number": f"{amount:g}", "units": unit, "anchor": base.isoformat()}
    return Resolution("date", Reason(code, details), 2, target, edtf, length=length)


def read_window(match: Match) -> list[Resolution]:
    """ "in den letzten zehn Jahren", "over the past months"."""
    length = length_of(match)
    shift = next(
        (
            match.number(name, "shift")
            for name in ("shift", "past_shift", "coming_shift", "recent_shift")
            if match.value(name, "shift")
        ),
        None,
    )
    if length is None:
        return []
    if match.has("ordinal"):
        return [Resolution("duration", Reason("duration"), 3, length=length)]
    if not shift:
        return [Resolution("present", Reason("present"), 3, length=length)]
    if length.amount is not None or length.unit in VAGUE_AMOUNTS:
        return [
            _window(
                length, anchor_date(match.context), 1 if shift > 0 else -1, length.amount is None
            )
        ]
    return [Resolution("duration", Reason("duration"), 3, length=length)]


def _window(length: Length, base: date, sign: int, vague: bool) -> Resolution:
    """The interval from so many units before a day up to it, or from the day on.

    Its ends are finer than the unit if there is only one: "the past year" has months as ends.
    """
    unit = length.unit
    amount = length.amount if length.amount is not None else VAGUE_AMOUNTS.get(unit, 1)
    number = max(1, round(amount))
    code = ("window_vague" if vague else "window") + ("_back" if sign < 0 else "_on")
    details = {"number": str(number), "units": unit, "anchor": base.isoformat()}
    resolution = Resolution(
        "date", Reason(code, details), 3 if vague else 2, length=length, relation="window"
    )
    if unit in _PER_HOUR:
        hours = number / _PER_HOUR[unit]
        edge = days_after(base, sign * round(hours / 24 + 0.49))
        resolution.edtf = "/".join(f"{end.isoformat()}~" for end in sorted((edge, base)))
        if edge == base:
            resolution.edtf = f"{base.isoformat()}~"
        return resolution
    precision = _WINDOW_PRECISIONS.get(unit, unit)
    if number == 1:
        precision = {"year": "month", "month": "day"}.get(unit, precision)
    if unit in ("day", "week", "weekend"):
        edge = days_after(base, sign * number * (1 if unit == "day" else 7))
    else:
        edge = months_after(base, sign * number * _MONTHS[unit])
    ends = sorted((period(precision, edge), period(precision, base)), key=lambda end: end.first)
    qualifier = "" if unit == "day" and not vague else "~"
    resolution.edtf = "/".join(f"{end.edtf}{qualifier}" for end in ends)
    return resolution
