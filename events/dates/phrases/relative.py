"""Resolvers of days and periods that are named from the anchor."""

from datetime import date
from typing import Final

from events.dates.phrases.anchoring import SENSES, spoken_day, today_of
from events.dates.phrases.calendar import days_after, period, shifted
from events.dates.phrases.reasons import Reason
from events.dates.phrases.scene import Found, Match, Scene, told

_NEAR: Final = 60


def read_deictic(match: Match) -> list[Found]:
    scene = match.scene
    today = today_of(scene)
    number = match.number("deictic")
    if number is None:
        number = match.number("deictic_of") or 0
    part = part_of(match, "part") or part_of(match, "weekday")
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
    # A sentence may be as long as the text; what is far away is no contrast.
    near = scene.tokens[max(start, match.first - _NEAR) : min(end, match.last + _NEAR)]
    contrast = any(token.value("Y") or token.value("past") for token in near)
    return scene.daily and not contrast


def part_of(match: Match, group: str) -> str:
    if not match.has(group):
        return ""
    both = match.value("weekday_and_part", group)
    if both:
        return both.split()[1]
    return match.value("day_part", group) or match.value("daily", group) or ""


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
    direction = told(match)
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
    forward = direction == 1 or (which == 0 and direction == 0)
    code = "year_future" if forward else "year_past"
    details["sense"] = SENSES[direction]
    found = Found("date", Reason(code, details), 2, coming if forward else last)
    other = last if forward else coming
    if other != found.period:
        found.others = [(other, Reason("season_last" if forward else "season_next", details))]
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
        # In January the end of the year in the past is that of the year before.
        which = -1 if told(match) == -1 and part == "end" and today.month < 6 else 0
    found = _whole(scene, unit, which or 0)
    found.part, found.tier = part, 2
    return [found]
