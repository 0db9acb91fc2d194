"""Resolvers of dates that are counted from the anchor, or from a date spoken of before."""

from datetime import date
from typing import Final

from events.dates.phrases.calendar import (
    OutOfRange,
    Period,
    days_after,
    months_after,
    period,
    shifted,
)
from events.dates.phrases.reading import Length, Tier
from events.dates.phrases.reasons import Reason
from events.dates.phrases.scene import Found, Match, Scene
from events.dates.phrases.tense import Direction

_MONTHS: Final = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
_GRAINS: Final = {
    "week": "day",
    "weekend": "day",
    "quarter": "month",
    "half": "month",
    "decade": "year",
    "century": "year",
}
_SENSES: Final = {-1: "past", 0: "none", 1: "future"}
_NEAR: Final = 80
"""Tokens within which "in the evening" or "the next day" goes on from a date spoken of before."""
VAGUE: Final = {"day": 7, "week": 4, "month": 6, "quarter": 4, "year": 5, "decade": 3}
"""Our custom for "in the past days", "weeks" …: how many are meant. Documented for readers."""


def today_of(scene: Scene) -> date:
    if scene.today is None:
        raise OutOfRange("no anchor")
    return scene.today


def read_deictic(match: Match) -> list[Found]:
    scene = match.scene
    today = today_of(scene)
    number = match.number("deictic")
    if number is None:
        number = match.number("deictic_of") or 0
    part = _part(match, "part") or _part(match, "weekday")
    named = period("day", days_after(today, number))
    details = {"anchor": today.isoformat()}
    if number == 0 and not part and match.rule.options.get("vague") and not _means_the_day(match):
        found = Found("present", Reason("present"), 3)
        found.others = [(named, Reason("deictic_0", details))]
        return [found]
    kind = "time" if part else "date"
    return [Found(kind, Reason(f"deictic_{number}", details), 1, named, part=part)]  # type: ignore[arg-type]


def _means_the_day(match: Match) -> bool:
    """Whether "heute" is this very day: it is "nowadays" in texts that speak of no other day."""
    scene = match.scene
    if scene.one_field:
        return True
    following = scene.tokens[match.last : match.last + 3]
    if any(token.value("o_clock") is not None for token in following):
        return True
    start, end = scene.sentence(match.first)
    contrast = any(token.value("Y") or token.value("past") for token in scene.tokens[start:end])
    return scene.daily and not contrast


def _part(match: Match, group: str) -> str:
    if not match.has(group):
        return ""
    both = match.value("weekday_and_part", group)
    if both:
        return both.split()[1]
    return match.value("day_part", group) or match.value("daily", group) or ""


def read_weekday(match: Match) -> list[Found]:
    scene = match.scene
    today = today_of(scene)
    both = match.value("weekday_and_part", "day")
    number = int(both.split()[0]) if both else match.number("weekday", "day")
    if number is None:
        return []
    if _is_title(match):
        return []
    part = _part(match, "part") or _part(match, "day")
    named, why, tier, others = _weekday(match, number, today)
    return [Found("time" if part else "date", why, tier, named, part=part, others=others)]


def _is_title(match: Match) -> bool:
    """A weekday alone in quotation marks is a newspaper or a song."""
    tokens = match.scene.tokens
    return (
        0 < match.first
        and match.last < len(tokens)
        and tokens[match.first - 1].value("quote") is not None
        and tokens[match.last].value("quote") is not None
    )


def _weekday(
    match: Match, number: int, today: date
) -> tuple[Period, Reason, Tier, list[tuple[Period, Reason]]]:
    details = {"weekday": str(number), "anchor": today.isoformat()}
    which = match.number("which", "which")
    if match.has("week"):
        week = shifted(period("week", today), match.number("which", "week") or 0)
        details["date"] = week.edtf
        return _day(week.first, number), Reason("weekday_week", details), 1, []
    before = (today.weekday() - number) % 7
    past, future = days_after(today, -before), days_after(today, (7 - before) % 7)
    if which is not None and which < 0:
        return _day(days_after(today, -(before or 7))), Reason("weekday_last", details), 1, []
    if which is not None and which > 0:
        return _day(days_after(today, 7 - before)), Reason("weekday_next", details), 1, []
    told: Direction = (
        1 if match.value("until", "lead") else match.scene.direction(match.first, match.last)
    )
    if which == 0 and told == 0:
        told = 1
    details["sense"] = _SENSES[told]
    taken, other = (future, past) if told == 1 else (past, future)
    code, other_code = ("weekday_future", "weekday_past")[:: 1 if told == 1 else -1]
    others = [(_day(other), Reason(other_code, {**details, "sense": "none"}))] if before else []
    return _day(taken), Reason(code, details), 2, others


def _day(start: date, weekday: int = 0) -> Period:
    return period("day", days_after(start, weekday))


def read_relative(match: Match) -> list[Found]:
    """ "last week", "diesen Monat", "im Vorjahr", "am Wochenende"."""
    scene = match.scene
    today = today_of(scene)
    previous = match.value("previous")
    if previous and previous != "day":
        return [_whole(scene, previous, -1)]
    if match.value("this_year"):
        return [_whole(scene, "year", 0)]
    if match.has("previous_year"):
        return [_year_beside(match, today)]
    unit, which = match.value("unit", "unit"), match.number("which", "which")
    if unit is None or unit in ("day", "hour", "minute", "second"):
        return []
    if unit == "weekend":
        return [_weekend(match, which, today)]
    found = _whole(scene, unit, which or 0)
    if which is None:
        found.tier = 2
    return [found]


def _year_beside(match: Match, today: date) -> Found:
    """ "the year before": that of the year spoken of."""
    spoken = spoken_day(match, coarse=True)
    base = period("year", spoken.first if spoken else today)
    number = match.number("follows") or match.number("which") or -1
    code = "counted_back" if number < 0 else "counted_on"
    details = {"number": "1", "units": "year", "anchor": base.edtf}
    return Found("date", Reason(code, details), 2, shifted(base, number))


def _whole(scene: Scene, unit: str, number: int) -> Found:
    today = today_of(scene)
    details = {"unit": unit, "units": unit, "anchor": today.isoformat()}
    return Found("date", Reason(f"unit_{number}", details), 1, shifted(period(unit, today), number))


def _weekend(match: Match, which: int | None, today: date) -> Found:
    told = match.scene.direction(match.first, match.last)
    own = period("weekend", today)
    last = own if own.first <= today else shifted(own, -1)
    coming = own if own.last >= today else shifted(own, 1)
    details = {"unit": "weekend", "units": "weekend", "anchor": today.isoformat()}
    if which is not None and which < 0:
        over = own if own.last < today else shifted(own, -1)
        return Found("date", Reason("unit_-1", details), 1, over)
    if which is not None and which > 0:
        return Found(
            "date", Reason("unit_1", details), 1, own if own.first > today else shifted(own, 1)
        )
    forward = told == 1 or (which == 0 and told == 0)
    code = "year_future" if forward else "year_past"
    details["sense"] = _SENSES[told]
    found = Found("date", Reason(code, details), 2, coming if forward else last)
    other = last if forward else coming
    if other != found.period:
        found.others = [
            (other, Reason("year_past" if forward else "year_future", {**details, "sense": "none"}))
        ]
    return found


def read_section_of(match: Match) -> list[Found]:
    """ "Jahresende", "Wochenbeginn"."""
    part, unit = (match.value("section_of") or "").split()
    scene = match.scene
    today = today_of(scene)
    year, which = match.number("Y", "year"), match.number("which", "year")
    if year is not None:
        named = period("year", date(year, 1, 1))
        return [Found("date", Reason("stated"), 1, named, part=part, relative=False)]
    if unit == "year" and which is None:
        told = scene.direction(match.first, match.last)
        # In January the end of the year in the past is that of the year before.
        which = -1 if told == -1 and part == "end" and today.month < 6 else 0
    found = _whole(scene, unit, which or 0)
    found.part, found.tier = part, 2
    return [found]


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
    if later is not None:
        spoken = spoken_day(match, coarse=True)
        base = spoken.first if spoken else base
    if _tells_how_long(match):
        return [Found("duration", Reason("duration"), 3, length=length, relative=False)]
    if length.amount is None:
        return [_window(length, base, sign, vague=True)]
    found = counted(length, base, sign)
    if spoken is not None:
        found.why = Reason(found.why.code, {**found.why.details, "anchor": spoken.edtf})
    if match.has("about") and found.edtf.endswith(tuple("0123456789")):
        found.edtf += "~"
    return [found]


def _tells_how_long(match: Match) -> bool:
    """Whether "in two weeks" is how long something took rather than when it will be."""
    options = match.rule.options
    if match.scene.one_field or not (options.get("only_future") or options.get("not_past")):
        return False
    told = match.scene.direction(match.first, match.last)
    return told == -1 or (told == 0 and bool(options.get("only_future")))


def counted(length: Length, base: date, sign: int) -> Found:
    """So many units from a day. One year counts in months, more in years; weeks are about days."""
    amount, unit = length.amount or 0, length.unit
    if unit in ("hour", "minute", "second"):
        hours = amount / {"hour": 1, "minute": 60, "second": 3600}[unit]
        named = period("day", days_after(base, int(sign * hours // 24)))
        edtf = named.edtf + ("~" if hours >= 12 else "")
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
            for name in ("which", "past_which", "coming_which")
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
    """From so many units before a day up to it, or on from it; finer than the unit where it is one."""
    unit = length.unit
    amount = length.amount if length.amount is not None else VAGUE.get(unit, 1)
    number = max(1, round(amount))
    code = ("window_vague" if vague else "window") + ("_back" if sign < 0 else "_on")
    details = {"number": str(number), "units": unit, "anchor": base.isoformat()}
    found = Found(
        "date", Reason(code, details), 3 if vague else 2, length=length, relation="window"
    )
    if unit in ("hour", "minute", "second"):
        hours = number / {"hour": 1, "minute": 60, "second": 3600}[unit]
        edge = days_after(base, sign * round(hours / 24 + 0.49))
        found.edtf = "/".join(f"{end.isoformat()}~" for end in sorted((edge, base)))
        if edge == base:
            found.edtf = f"{base.isoformat()}~"
        return found
    grain = _GRAINS.get(unit, unit)
    if number == 1:
        grain = {"year": "month", "month": "day"}.get(grain, grain)
    if unit in ("day", "week", "weekend"):
        edge = days_after(base, sign * number * (1 if unit == "day" else 7))
    else:
        edge = months_after(base, sign * number * _MONTHS[unit])
    ends = sorted((period(grain, edge), period(grain, base)), key=lambda end: end.first)
    mark = "" if unit == "day" and not vague else "~"
    found.edtf = "/".join(f"{end.edtf}{mark}" for end in ends)
    return found


def spoken_day(match: Match, coarse: bool = False) -> Period | None:
    """The date spoken of shortly before: a day, or any period where ``coarse``."""
    scene = match.scene
    if scene.spoken_of is None:
        return None
    spoken, index = scene.spoken_of
    if match.first - index > _NEAR or (spoken.unit != "day" and not coarse):
        return None
    return spoken


def read_neighbour(match: Match) -> list[Found]:
    """ "am nächsten Tag", "the day before": from the date spoken of, else from the anchor."""
    scene = match.scene
    number = match.number("neighbour")
    unit = match.value("unit", "unit") or "day"
    if number is None:
        number = match.number("follows")
        if match.value("previous"):
            number = -1
        elif match.value("following"):
            number, unit = 1, match.value("following") or "day"
    if number is None:
        return []
    spoken = spoken_day(match, coarse=unit != "day")
    base = spoken.first if spoken else today_of(scene)
    if unit in ("hour", "minute", "second"):
        return []
    named = shifted(period(unit, base), number)
    part = match.value("day_part") or ""
    why = Reason(f"neighbour_{number}", {"unit": unit, "date": period(unit, base).edtf})
    return [Found("time" if part else "date", why, 2, named, part=part)]


def read_same_period(match: Match) -> list[Found]:
    """ "im gleichen Zeitraum des Vorjahres", "the same quarter last year": of the one spoken of."""
    spoken = spoken_day(match, coarse=True)
    if spoken is None or spoken.unit == "year":
        return []
    size = {"quarter": 4, "month": 12, "half": 2, "season": 4}.get(spoken.unit)
    if size is None:
        return []
    why = Reason("same_period", {"date": spoken.edtf})
    return [Found("date", why, 2, shifted(spoken, -size))]


def read_the_day(match: Match) -> list[Found]:
    """ "the day" of a report: the one spoken of, else that of the report."""
    named = spoken_day(match) or period("day", today_of(match.scene))
    return [Found("date", Reason("part_of_day", {"date": named.edtf}), 2, named)]


def read_tonight(match: Match) -> list[Found]:
    """ "tonight", "overnight", "this morning", "last night"."""
    which = match.number("which", "which") or 0
    part = match.value("tonight") or match.value("overnight") or match.value("day_part") or ""
    today = today_of(match.scene)
    named = period("day", days_after(today, which))
    why = Reason(f"deictic_{which}", {"anchor": today.isoformat()})
    return [Found("time", why, 2 if match.value("overnight") else 1, named, part=part)]


def read_part_of_day(match: Match) -> list[Found]:
    part = match.value("day_part", "part") or match.value("daily", "part") or ""
    if match.has("night"):
        number = match.values("weekday", "night")[-1]
        named, why, tier, others = _weekday(match, int(number), today_of(match.scene))
        return [Found("time", why, tier, named, part=part, others=others)]
    named = spoken_day(match) or period("day", today_of(match.scene))
    return [Found("time", Reason("part_of_day", {"date": named.edtf}), 2, named, part=part)]


def read_clock(match: Match) -> list[Found]:
    """ "16 Uhr", "16.30 Uhr", "halb neun", "4 p.m. GMT": on the day spoken of, else the anchor's."""
    clock = clock_of(match, "")
    if not clock:
        return []
    named = spoken_day(match) or period("day", today_of(match.scene))
    zone = match.value("zone", "zone") or ""
    return [Found("time", Reason("clock", {"date": named.edtf}), 2, named, clock=clock + zone)]


def clock_of(match: Match, group: str) -> str:
    """``hh:mm`` of a clock time, "" where there is none."""
    word = match.value("clock_word", group)
    if word:
        return word
    half = match.value("count", "half") if match.has("half") else None
    if half:
        return _clock(int(float(half)) - 1, 30, "")
    written = match.value("clock", group) or match.value("dotclock", group)
    meridian = match.value("meridian", group) or match.value("meridian") or ""
    if written:
        hour, minute = (int(part) for part in written.replace(".", ":").split(":")[:2])
        return _clock(hour, minute, meridian)
    numbers = match.values("count", group)
    if not numbers and match.has("bare"):
        numbers = match.values("count", "bare")[:1]
    if not numbers:
        return ""
    minute = int(numbers[1]) if len(numbers) > 1 else 0
    return _clock(int(float(numbers[0])), minute, meridian or _meridian_of(match))


def _meridian_of(match: Match) -> str:
    part = match.value("daily")
    return "pm" if part in ("afternoon", "evening") else ""


def _clock(hour: int, minute: int, meridian: str) -> str:
    if meridian == "pm" and hour < 12:
        hour += 12
    elif meridian == "am" and hour == 12:
        hour = 0
    if hour == 24 and minute == 0:
        hour = 0
    return f"{hour:02d}:{minute:02d}" if 0 <= hour <= 23 and 0 <= minute <= 59 else ""


def read_clocks(match: Match) -> list[Found]:
    """ "16 bis 17.30 Uhr": both."""
    named = spoken_day(match) or period("day", today_of(match.scene))
    zone = match.value("zone", "zone") or ""
    found = []
    first, last = match.found.span("first"), match.found.span("last")
    joint = match.scene.tokens[first[1]]
    for group, span, relation in (
        ("first", first, ""),
        ("last", last, "until" if joint.value("and") is None else ""),
    ):
        clock = clock_of(match, group)
        if not clock:
            return []
        one = Found("time", Reason("clock", {"date": named.edtf}), 2, named, clock=clock + zone)
        one.span, one.relation = span, relation
        found.append(one)
    return found
