"""What a date without a year, or a phrase without a date, is counted from."""

from collections.abc import Callable
from datetime import date
from typing import Final

from events.dates.phrases.calendar import OutOfRange, Period
from events.dates.phrases.reasons import Reason
from events.dates.phrases.scene import Found, Match, Scene, told
from events.dates.phrases.tense import Direction

SENSES: Final = {-1: "past", 0: "none", 1: "future"}
_NEAR: Final = 60
"""Tokens within which a date spoken of before lends its year."""
_NEAR_DAY: Final = 80
"""Tokens within which "in the evening" or "the next day" goes on from a date spoken of before."""


def today_of(scene: Scene) -> date:
    if scene.today is None:
        raise OutOfRange("no anchor")
    return scene.today


def anchor_text(scene: Scene) -> str:
    if scene.today is None:
        raise OutOfRange("no anchor")
    return scene.today.isoformat()


def unit_details(unit: str, scene: Scene) -> dict[str, str]:
    return {"unit": unit, "units": unit, "anchor": anchor_text(scene)}


def written_year(match: Match) -> int | None:
    """The year in the group ``year``, None where there is none or only "of the year"."""
    scene, written = match.scene, match.value("Y", "year")
    if written:
        return int(written)
    if scene.today is None:
        return None
    short = match.value("short", "year")
    if short:
        return century_of(int(short[1:]), scene.today)
    for name in ("which", "this_year"):
        number = match.number(name, "year")
        if number is not None:
            return scene.today.year + number
    if match.value("previous", "year"):
        return scene.today.year - 1
    return None


def dated(match: Match, make: Callable[[int], Period]) -> Found:
    """What is named by ``make`` of a year: the written one, else the one that the clause tells."""
    written = written_year(match)
    if written is None:
        return without_year(match, make)
    named = make(written)
    if match.value("Y", "year"):
        return Found("date", Reason("stated"), 1, named, relative=False)
    return Found("date", Reason("year_relative", {"anchor": anchor_text(match.scene)}), 1, named)


def without_year(match: Match, make: Callable[[int], Period]) -> Found:
    scene = match.scene
    direction = told(match)
    lent = spoken_year(match, direction)
    if lent is not None:
        named = make(lent.first.year)
        return Found("date", Reason("year_spoken", {"date": lent.edtf}), 2, named)
    anchor = anchor_text(scene)
    today = date.fromisoformat(anchor)
    named, others = by_direction(make, today, direction)
    code = {-1: "year_past", 1: "year_future", 0: "year_closest"}[direction]
    near = min(abs((named.first - today).days), abs((named.last - today).days)) <= 45
    details = {"anchor": anchor, "sense": SENSES[direction]}
    sure = near and (direction != 0 or named.unit == "day")
    found = Found("date", Reason(code, details), 1 if sure else 2, named)
    found.others = [(other, Reason("year_other")) for other in others]
    return found


def spoken_year(match: Match, direction: Direction) -> Period | None:
    """A date of another year that is spoken of shortly before, in the same report of the past."""
    scene = match.scene
    if scene.written is None or direction == 1 or scene.today is None:
        return None
    spoken, index = scene.written
    if match.first - index > _NEAR or spoken.unit in ("decade", "century"):
        return None
    start, _ = scene.sentence(match.first)
    previous_start, _ = scene.sentence(max(start - 1, 0))
    return spoken if spoken.first.year < scene.today.year and index >= previous_start else None


def by_direction(
    make: Callable[[int], Period], today: date, direction: Direction
) -> tuple[Period, list[Period]]:
    """The one of three years that fits, and the nearest other one."""
    candidates, refused = [], OutOfRange("in none of three years")
    for number in (today.year - 1, today.year, today.year + 1):
        try:
            candidates.append(make(number))
        except OutOfRange as error:
            refused = error
    if not candidates:
        raise refused

    def distance(named: Period) -> int:
        if named.contains(today):
            return 0
        return min(abs((named.first - today).days), abs((named.last - today).days))

    candidates.sort(key=distance)
    fitting = {
        -1: [named for named in candidates if named.first <= today],
        1: [named for named in candidates if named.last >= today],
        0: candidates,
    }[direction]
    best = fitting[0] if fitting else candidates[0]
    if distance(candidates[0]) * 8 < distance(best) and distance(candidates[0]) < 30:
        # A tense that points ten months away from a day that is next week was another verb's.
        best = candidates[0]
    others = [named for named in candidates if named != best]
    return best, others[:1]


def qualified(match: Match, which: int, make: Callable[[int], Period]) -> Found:
    """ "last March", "next spring": the latest begun or the next to begin; "this": of the year."""
    anchor = anchor_text(match.scene)
    today = date.fromisoformat(anchor)
    years = [make(today.year + number) for number in range(-3, 4)]
    if which < 0:
        over = [named for named in years if named.last < today]
        named, code = over[which], "season_last"
    elif which > 0:
        ahead = [named for named in years if named.first > today]
        named, code = ahead[which - 1], "season_next"
    else:
        current = [named for named in years if named.contains(today)]
        named, code = (current or [years[3]])[0], "year_closest"
    return Found("date", Reason(code, {"anchor": anchor}), 1 if which else 2, named)


def century_of(two_digits: int, today: date) -> int:
    """The year of two digits that is at most ten years to come."""
    full = today.year // 100 * 100 + two_digits
    return full - 100 if full > today.year + 10 else full


def spoken_day(match: Match, coarse: bool = False) -> Period | None:
    """The date spoken of shortly before: a day, or any period where ``coarse``."""
    scene = match.scene
    if scene.spoken_of is None:
        return None
    spoken, index = scene.spoken_of
    if match.first - index > _NEAR_DAY or (spoken.unit != "day" and not coarse):
        return None
    return spoken
