"""Resolvers of dates that are so many days, months or years away, and of windows of time."""

from datetime import date, timedelta
from typing import Final

from events.dates.phrases.anchoring import spoken_day, today_of
from events.dates.phrases.calendar import OutOfRange, days_after, months_after, period
from events.dates.phrases.reading import Length
from events.dates.phrases.reasons import Reason
from events.dates.phrases.scene import Found, Match, Scene, told

VAGUE: Final = {"day": 7, "week": 4, "month": 6, "quarter": 4, "year": 5, "decade": 3}
"""Our custom for "in the past days", "weeks" …: how many are meant. Documented for readers."""
_MONTHS: Final = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
_CLOCK: Final = {"hour": 1, "minute": 60, "second": 3600}
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
    """How many of which unit; the amount None where it is "several"."""
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


def read_offset(match: Match) -> list[Found]:
    """ "vor drei Tagen", "two years later"; from a date spoken of where the words say "later"."""
    length = length_of(match)
    if length is None:
        return []
    later = match.number("later", "later")
    sign = later if later is not None else match.rule.options.get("direction", -1)
    base, spoken = today_of(match.scene), None
    base = days_after(base, match.number("deictic") or 0)
    if later is not None:
        spoken = spoken_day(match, coarse=True)
        base = spoken.first if spoken else base
    if _tells_how_long(match):
        return [Found("duration", Reason("duration"), 3, length=length, relative=False)]
    if length.amount is None:
        return [_window(length, base, sign, vague=True)]
    if length.unit in _CLOCK and spoken is None:
        return [_hours_away(match.scene, length, sign)]
    found = counted(length, base, sign)
    if spoken is not None:
        found.why = Reason(found.why.code, {**found.why.details, "anchor": spoken.edtf})
    if match.has("about") and found.edtf.endswith(tuple("0123456789")):
        found.edtf += "~"
    return [found]


def _hours_away(scene: Scene, length: Length, sign: int) -> Found:
    """ "vor zwei Stunden": the day on which it was then, at the anchor's own clock."""
    moment = scene.anchor
    if moment is None:
        raise OutOfRange("no anchor")
    then = moment + sign * timedelta(hours=(length.amount or 0) / _CLOCK[length.unit])
    named = period("day", then.date())
    code = "counted_back" if sign < 0 else "counted_on"
    details = {"number": f"{length.amount or 0:g}", "units": length.unit}
    details["anchor"] = moment.date().isoformat()
    return Found("date", Reason(code, details), 2, named, f"{named.edtf}~", length=length)


def _tells_how_long(match: Match) -> bool:
    """Whether "in two weeks" is how long something took rather than when it will be."""
    options = match.rule.options
    if match.scene.one_field or not (options.get("only_future") or options.get("not_past")):
        return False
    direction = told(match)
    return direction == -1 or (direction == 0 and bool(options.get("only_future")))


def counted(length: Length, base: date, sign: int) -> Found:
    """So many units from a day. One year counts in months, more in years; weeks are about days."""
    amount, unit = length.amount or 0, length.unit
    if unit in _CLOCK:
        named = period("day", days_after(base, round(sign * amount / _CLOCK[unit] / 24)))
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
    return Found("date", Reason(code, details), 2, named, edtf, length=length)


def read_window(match: Match) -> list[Found]:
    """ "in den letzten zehn Jahren", "over the past months"."""
    length = length_of(match)
    which = next(
        (
            match.number(name, "which")
            for name in ("which", "past_which", "coming_which", "recent_which")
            if match.value(name, "which")
        ),
        None,
    )
    if length is None:
        return []
    if match.has("ordinal"):
        return [Found("duration", Reason("duration"), 3, length=length)]
    if not which:
        return [Found("present", Reason("present"), 3, length=length)]
    if length.amount is not None or length.unit in VAGUE:
        return [
            _window(length, today_of(match.scene), 1 if which > 0 else -1, length.amount is None)
        ]
    return [Found("duration", Reason("duration"), 3, length=length)]


def _window(length: Length, base: date, sign: int, vague: bool) -> Found:
    """From so many units before a day up to it, or on from it; finer than the unit if it is one."""
    unit = length.unit
    amount = length.amount if length.amount is not None else VAGUE.get(unit, 1)
    number = max(1, round(amount))
    code = ("window_vague" if vague else "window") + ("_back" if sign < 0 else "_on")
    details = {"number": str(number), "units": unit, "anchor": base.isoformat()}
    found = Found(
        "date", Reason(code, details), 3 if vague else 2, length=length, relation="window"
    )
    if unit in _CLOCK:
        hours = number / _CLOCK[unit]
        edge = days_after(base, sign * round(hours / 24 + 0.49))
        found.edtf = "/".join(f"{end.isoformat()}~" for end in sorted((edge, base)))
        if edge == base:
            found.edtf = f"{base.isoformat()}~"
        return found
    grain = _GRAINS.get(unit, unit)
    if number == 1:
        grain = {"year": "month", "month": "day"}.get(unit, grain)
    if unit in ("day", "week", "weekend"):
        edge = days_after(base, sign * number * (1 if unit == "day" else 7))
    else:
        edge = months_after(base, sign * number * _MONTHS[unit])
    ends = sorted((period(grain, edge), period(grain, base)), key=lambda end: end.first)
    mark = "" if unit == "day" and not vague else "~"
    found.edtf = "/".join(f"{end.edtf}{mark}" for end in ends)
    return found
