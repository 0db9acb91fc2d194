"""Resolvers of times of day, and of days next to one that is spoken of."""

from events.dates.phrases.anchoring import spoken_day, today_of
from events.dates.phrases.calendar import days_after, period, shifted
from events.dates.phrases.reasons import Reason
from events.dates.phrases.scene import Found, Match
from events.dates.phrases.weekdays import weekday_found


def read_neighbour(match: Match) -> list[Found]:
    """ "am nächsten Tag", "the day before": from the date spoken of, else from the anchor."""
    scene = match.scene
    named_day, _, part = (match.value("neighbour") or "").partition(" ")
    number = int(named_day) if named_day else match.number("later", "later")
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
    part = part or match.value("day_part") or ""
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
        named, why, tier, others = weekday_found(match, int(number), today_of(match.scene))
        return [Found("time", why, tier, named, part=part, others=others)]
    named = spoken_day(match) or period("day", today_of(match.scene))
    return [Found("time", Reason("part_of_day", {"date": named.edtf}), 2, named, part=part)]


def read_clock(match: Match) -> list[Found]:
    """ "16 Uhr", "halb neun", "4 p.m. GMT": on the day spoken of, else the anchor's."""
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
