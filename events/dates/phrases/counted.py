"""Resolvers of dates that are so many days, months or years away, and of windows of time."""

from datetime import date, timedelta
from typing import Final

from events.dates.phrases.anchoring import anchor_date, mentioned_day
from events.dates.phrases.calendar import OutOfRange, days_after, months_after, period
from events.dates.phrases.matching import Context, Match, Resolution, direction_of
from events.dates.phrases.reading import Length
from events.dates.phrases.reasons import Reason

VAGUE_AMOUNTS: Final = {"day": 7, "week": 4, "month": 6, "quarter": 4, "year": 5, "decade": 3}
"""Our custom for "in the past days", "weeks" …: how many are meant. Documented for readers."""
_MONTHS: Final = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
_PER_HOUR: Final = {"hour": 1, "minute": 60, "second": 3600}
"""How many make an hour."""
_GRAINS: Final = {
    "week": "day",
    "weekend": "day",
    "quarter": "month",
    "half": "month",
    "decade": "year",
    "century": "year",
}


def length_of(match: Match, group: str = "length") -> Length | None:
    """How many of shift unit; the amount None where it is "several"."""
    unit = match.value("unit", group) or match.value("units", group)
    if unit is None:
        return None
    half = match.value("half_of", group)
    counts = match.values("count", group)
    if counts:
        amount = float(counts[-1]) + (float(half) if half else 0)
        return Length(amount, unit)
    if half:
        return Length(float(half), unit)
    if match.value("some", group) is not None:
        return Length(None, unit)
    if match.value("one", group) is not None:
        return Length(1, unit)
    return Length(None, unit) if match.value("units", group) else Length(1, unit)


def read_offset(match: Match) -> list[Resolution]:
    """ "vor drei Tagen", "two years later"; from a date spoken of where the words say "later"."""
    length = length_of(match)
    if length is None:
        return []
    later = match.number("later", "later")
    sign = later if later is not None else match.rule.options.get("direction", -1)
    base, spoken = anchor_date(match.context), None
    base = days_after(base, match.number("deictic") or 0)
    if later is not None:
        spoken = mentioned_day(match, coarse=True)
        base = spoken.first if spoken else base
    if _is_duration(match):
        return [Resolution("duration", Reason("duration"), 3, length=length, relative=False)]
    if length.amount is None:
        return [_window(length, base, sign, vague=True)]
    if length.unit in _PER_HOUR and spoken is None:
        return [_hours_away(match.context, length, sign)]
    resolution = offset_from(length, base, sign)
    if spoken is not None:
        resolution.why = Reason(
            resolution.why.code, {**resolution.why.details, "anchor": spoken.edtf}
        )
    if match.has("about") and resolution.edtf.endswith(tuple("0123456789")):
        resolution.edtf += "~"
    return [resolution]


def _hours_away(context: Context, length: Length, sign: int) -> Resolution:
    """ "vor zwei Stunden": the day on which it was then, at the anchor's own clock."""
    moment = context.anchor
    if moment is None:
        raise OutOfRange("no anchor")
    then = moment + sign * timedelta(hours=(length.amount or 0) / _PER_HOUR[length.unit])
    named = period("day", then.date())
    code = "counted_back" if sign < 0 else "counted_on"
    details = {"number": f"{length.amount or 0:g}", "units": length.unit}
    details["anchor"] = moment.date().isoformat()
    return Resolution("date", Reason(code, details), 2, named, f"{named.edtf}~", length=length)


def _is_duration(match: Match) -> bool:
    """Whether "in two weeks" is how long something took rather than when it will be."""
    options = match.rule.options
    if match.context.is_field or not (options.get("only_future") or options.get("not_past")):
        return False
    direction = direction_of(match)
    return direction == -1 or (direction == 0 and bool(options.get("only_future")))


def offset_from(length: Length, base: date, sign: int) -> Resolution:
    """So many units from a day. One year counts in months, more in years; weeks are about days."""
    amount, unit = length.amount or 0, length.unit
    if unit in _PER_HOUR:
        named = period("day", days_after(base, round(sign * amount / _PER_HOUR[unit] / 24)))
        edtf = f"{named.edtf}~"
    elif unit in ("day", "week", "weekend"):
        days = amount * (1 if unit == "day" else 7)
        named = period("day", days_after(base, sign * round(days)))
        edtf = named.edtf + ("" if unit == "day" and amount == int(amount) else "~")
    else:
        number = round(_MONTHS[unit] * amount)
        size = "month" if number <= 18 else "year"
        named = period(size, months_after(base, sign * number))
        edtf = f"{named.edtf}~"
    code = "counted_back" if sign < 0 else "counted_on"
    details = {"number": f"{amount:g}", "units": unit, "anchor": base.isoformat()}
    return Resolution("date", Reason(code, details), 2, named, edtf, length=length)


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
    """From so many units before a day up to it, or on from it; finer than the unit if it is one."""
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
    grain = _GRAINS.get(unit, unit)
    if number == 1:
        grain = {"year": "month", "month": "day"}.get(unit, grain)
    if unit in ("day", "week", "weekend"):
        edge = days_after(base, sign * number * (1 if unit == "day" else 7))
    else:
        edge = months_after(base, sign * number * _MONTHS[unit])
    ends = sorted((period(grain, edge), period(grain, base)), key=lambda end: end.first)
    mark = "" if unit == "day" and not vague else "~"
    resolution.edtf = "/".join(f"{end.edtf}{mark}" for end in ends)
    return resolution
