"""Resolvers of clock times, parts of the day, and dates relative to a mentioned date."""

from events.dates.phrases.absolute import night_to
from events.dates.phrases.anchoring import anchor_date, mentioned_day
from events.dates.phrases.calendar import days_after, period, shifted
from events.dates.phrases.matching import Match, Resolution
from events.dates.phrases.reasons import Reason
from events.dates.phrases.weekdays import resolve_weekday


def read_neighbour(match: Match) -> list[Resolution]:
    """ "am nächsten Tag", "the day before": from the date mentioned before, else the anchor."""
    context = match.context
    number_text, _, part = (match.value("neighbour") or "").partition(" ")
    number = int(number_text) if number_text else match.number("later", "later")
    unit = match.value("unit", "unit") or "day"
    if number is None:
        number = match.number("follows")
        if match.value("previous"):
            number = -1
        elif match.value("following"):
            number, unit = 1, match.value("following") or "day"
    if number is None:
        return []
    mentioned = mentioned_day(match, coarse=unit != "day")
    base = mentioned.first if mentioned else anchor_date(context)
    if unit in ("hour", "minute", "second"):
        return []
    target = shifted(period(unit, base), number)
    part = part or match.value("day_part") or ""
    why = Reason(f"neighbour_{number}", {"unit": unit, "date": period(unit, base).edtf})
    return [Resolution("time" if part else "date", why, 2, target, part=part)]


def read_same_period(match: Match) -> list[Resolution]:
    """ "im gleichen Zeitraum des Vorjahres": one year before the period mentioned before."""
    mentioned = mentioned_day(match, coarse=True)
    if mentioned is None or mentioned.unit == "year":
        return []
    size = {"quarter": 4, "month": 12, "half": 2, "season": 4}.get(mentioned.unit)
    if size is None:
        return []
    why = Reason("same_period", {"date": mentioned.edtf})
    return [Resolution("date", why, 2, shifted(mentioned, -size))]


def read_the_day(match: Match) -> list[Resolution]:
    """ "the day" in a report: the day mentioned before, else that of the anchor."""
    target = mentioned_day(match) or period("day", anchor_date(match.context))
    return [Resolution("date", Reason("part_of_day", {"date": target.edtf}), 2, target)]


def read_tonight(match: Match) -> list[Resolution]:
    """ "tonight", "overnight", "this morning", "last night"."""
    shift = match.number("shift", "shift") or 0
    part = match.value("tonight") or match.value("overnight") or match.value("day_part") or ""
    today = anchor_date(match.context)
    target = period("day", days_after(today, shift))
    why = Reason(f"deictic_{shift}", {"anchor": today.isoformat()})
    if match.rule.options.get("whole_night") and shift == -1:
        tonight = Resolution("time", Reason("deictic_0", why.details), 1, period("day", today))
        return [night_to(tonight)]
    return [Resolution("time", why, 2 if match.value("overnight") else 1, target, part=part)]


def read_part_of_day(match: Match) -> list[Resolution]:
    part = match.value("day_part", "part") or match.value("daily", "part") or ""
    if match.has("night"):
        number = match.values("weekday", "night")[-1]
        target, why, tier, others = resolve_weekday(match, int(number), anchor_date(match.context))
        return [night_to(Resolution("time", why, tier, target, part=part, others=others))]
    target = mentioned_day(match) or period("day", anchor_date(match.context))
    return [Resolution("time", Reason("part_of_day", {"date": target.edtf}), 2, target, part=part)]


def read_clock(match: Match) -> list[Resolution]:
    """ "16 Uhr", "halb neun", "4 p.m. GMT": on the day mentioned before, else the anchor's."""
    clock = clock_of(match, "")
    if not clock:
        return []
    return [_on_implied_day(match, clock)]


def _on_implied_day(match: Match, clock: str) -> Resolution:
    """A clock time on the day mentioned before, else on the anchor's."""
    target = mentioned_day(match) or period("day", anchor_date(match.context))
    why = Reason("clock", {"date": target.edtf})
    return Resolution("time", why, 2, target, clock=clock, implied_day=True)


def clock_of(match: Match, group: str) -> str:
    """The clock time as ``hh:mm``; "" if there is none."""
    word = match.value("clock_word", group)
    if word:
        return word
    four = (match.value("Y", "four") or match.value("N", "four")) if match.has("four") else None
    if four:
        return _clock(int(four[:-2] or 0), int(four[-2:]), "") if len(four) == 4 else ""
    half = match.value("count", "half") if match.has("half") else None
    if half:
        return _clock(int(float(half)) - 1, 30, "")
    written = match.value("clock", group) or match.value("dotclock", group)
    meridian = match.value("meridian", group) or match.value("meridian") or ""
    if written:
        hour, minute, *second = (int(part) for part in written.replace(".", ":").split(":"))
        clock = _clock(hour, minute, meridian)
        return clock + "".join(f":{one:02d}" for one in second) if clock else ""
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
    # 24:00 is the end of the day; it becomes 00:00 of the next one when its day is known.
    valid = 0 <= hour * 60 + minute <= 24 * 60 and 0 <= minute <= 59
    return f"{hour:02d}:{minute:02d}" if valid else ""


def read_clocks(match: Match) -> list[Resolution]:
    """ "16 bis 17.30 Uhr": both clock times."""
    resolutions = []
    for group in ("first", "last"):
        clock = clock_of(match, group)
        if not clock:
            return []
        one = _on_implied_day(match, clock)
        start, end = match.regex_match.span(group)
        if match.context.tokens[end : end + 1] and match.context.tokens[end].value("meridian"):
            end += 1
        one.span = start, match.last if group == "last" else end
        resolutions.append(one)
    return resolutions
