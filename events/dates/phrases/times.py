"""Resolvers of times of day, and of days next to one that is spoken of."""

from events.dates.phrases.anchoring import anchor_date, mentioned_day
from events.dates.phrases.calendar import days_after, period, shifted
from events.dates.phrases.matching import Match, Resolution
from events.dates.phrases.reasons import Reason
from events.dates.phrases.weekdays import resolve_weekday


def read_neighbour(match: Match) -> list[Resolution]:
    """ "am nächsten Tag", "the day before": from the date spoken of, else from the anchor."""
    context = match.context
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
    spoken = mentioned_day(match, coarse=unit != "day")
    base = spoken.first if spoken else anchor_date(context)
    if unit in ("hour", "minute", "second"):
        return []
    named = shifted(period(unit, base), number)
    part = part or match.value("day_part") or ""
    why = Reason(f"neighbour_{number}", {"unit": unit, "date": period(unit, base).edtf})
    return [Resolution("time" if part else "date", why, 2, named, part=part)]


def read_same_period(match: Match) -> list[Resolution]:
    """ "im gleichen Zeitraum des Vorjahres", "the same quarter last year": of the one spoken of."""
    spoken = mentioned_day(match, coarse=True)
    if spoken is None or spoken.unit == "year":
        return []
    size = {"quarter": 4, "month": 12, "half": 2, "season": 4}.get(spoken.unit)
    if size is None:
        return []
    why = Reason("same_period", {"date": spoken.edtf})
    return [Resolution("date", why, 2, shifted(spoken, -size))]


def read_the_day(match: Match) -> list[Resolution]:
    """ "the day" of a report: the one spoken of, else that of the report."""
    named = mentioned_day(match) or period("day", anchor_date(match.context))
    return [Resolution("date", Reason("part_of_day", {"date": named.edtf}), 2, named)]


def read_tonight(match: Match) -> list[Resolution]:
    """ "tonight", "overnight", "this morning", "last night"."""
    shift = match.number("shift", "shift") or 0
    part = match.value("tonight") or match.value("overnight") or match.value("day_part") or ""
    today = anchor_date(match.context)
    named = period("day", days_after(today, shift))
    why = Reason(f"deictic_{shift}", {"anchor": today.isoformat()})
    return [Resolution("time", why, 2 if match.value("overnight") else 1, named, part=part)]


def read_part_of_day(match: Match) -> list[Resolution]:
    part = match.value("day_part", "part") or match.value("daily", "part") or ""
    if match.has("night"):
        number = match.values("weekday", "night")[-1]
        named, why, tier, others = resolve_weekday(match, int(number), anchor_date(match.context))
        return [Resolution("time", why, tier, named, part=part, others=others)]
    named = mentioned_day(match) or period("day", anchor_date(match.context))
    return [Resolution("time", Reason("part_of_day", {"date": named.edtf}), 2, named, part=part)]


def read_clock(match: Match) -> list[Resolution]:
    """ "16 Uhr", "halb neun", "4 p.m. GMT": on the day spoken of, else the anchor's."""
    clock = clock_of(match, "")
    if not clock:
        return []
    named = mentioned_day(match) or period("day", anchor_date(match.context))
    zone = match.value("zone", "zone") or ""
    return [Resolution("time", Reason("clock", {"date": named.edtf}), 2, named, clock=clock + zone)]


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


def read_clocks(match: Match) -> list[Resolution]:
    """ "16 bis 17.30 Uhr": both."""
    named = mentioned_day(match) or period("day", anchor_date(match.context))
    zone = match.value("zone", "zone") or ""
    resolution = []
    first, last = match.regex_match.span("first"), match.regex_match.span("last")
    connector = match.context.tokens[first[1]]
    for group, span, relation in (
        ("first", first, ""),
        ("last", last, "until" if connector.value("and") is None else ""),
    ):
        clock = clock_of(match, group)
        if not clock:
            return []
        one = Resolution(
            "time", Reason("clock", {"date": named.edtf}), 2, named, clock=clock + zone
        )
        one.span, one.relation = span, relation
        resolution.append(one)
    return resolution
