"""Resolvers of dates that are written out, in whole or but for the year."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

from events.dates.phrases.calendar import (
    OutOfRange,
    Period,
    day,
    holiday,
    month,
    part_of_year,
    period,
    shifted,
    year,
)
from events.dates.phrases.reasons import Reason
from events.dates.phrases.scene import Found, Match, Scene
from events.dates.phrases.tense import Direction

_NEAR: Final = 60
"""Tokens within which a date spoken of before lends its year."""
_SENSES: Final = {-1: "past", 0: "none", 1: "future"}


def read_iso(match: Match) -> list[Found]:
    text = match.tokens()[-1].text.replace(" ", "T")
    named = period("day", _iso_day(text[:10]))
    if len(text) == 10:
        return [Found("date", Reason("stated"), 1, named, relative=False)]
    clock = text[11:]
    if clock[-5:-4] in "+-" and ":" not in clock[-5:]:
        clock = f"{clock[:-2]}:{clock[-2:]}"
    return [Found("time", Reason("stated"), 1, named, clock=clock, relative=False)]


def _iso_day(text: str) -> date:
    return day(int(text[:4]), int(text[5:7]), int(text[8:10]))


def read_dotted(match: Match) -> list[Found]:
    """ "21.2.2023", "21.2.23", "21.2." and "23. 8. 2023": always the day first (DIN 1355-1)."""
    text = "".join(token.text for token in match.tokens() if not token.text[0].isalpha())
    parts = [
        int(part)
        for part in text.replace("\u00a0", "").replace(" ", "").strip(",").split(".")
        if part
    ]
    number, month_number = parts[0], parts[1]
    if len(parts) < 3:
        return [_without_year(match, lambda y: period("day", day(y, month_number, number)))]
    return [_numeric(match, parts[2], month_number, number, "stated_order")]


def _numeric(match: Match, y: int, m: int, d: int, code: str) -> Found:
    if y >= 100:
        return Found("date", Reason(code), 1, period("day", day(y, m, d)), relative=False)
    today = match.scene.today
    if today is None:
        raise OutOfRange("two digits of a year without an anchor")
    named = period("day", day(_century(y, today), m, d))
    return Found("date", Reason("short_year", {"anchor": today.isoformat()}), 1, named)


def _century(two_digits: int, today: date) -> int:
    """The year of two digits that is at most ten years to come."""
    full = today.year // 100 * 100 + two_digits
    return full - 100 if full > today.year + 10 else full


def read_slashed(match: Match) -> list[Found]:
    """ "02/03/2023": both readings where both are dates (option ``order``: dmy, mdy or both)."""
    first, second, y = (int(part) for part in match.tokens()[-1].text.split("/"))
    order = match.rule.options["order"]
    if order == "both":
        order = {"US": "mdy", "GB": "dmy"}.get(match.scene.regional, "both")
    if order == "dmy":
        return [_numeric(match, y, second, first, "stated_order")]
    if order == "mdy":
        return [_numeric(match, y, first, second, "stated_order")]
    readings = []
    for m, d, code in ((first, second, "order_month"), (second, first, "order_day")):
        try:
            readings.append(_numeric(match, y, m, d, code))
        except OutOfRange:
            continue
    if not readings:
        raise OutOfRange(match.tokens()[-1].text)
    taken = readings[0]
    if len(readings) == 1 or readings[0].period == readings[1].period:
        taken.why = Reason("order_only")
        return [taken]
    taken.tier = 2
    other = readings[1]
    if other.period is not None:
        taken.others.append((other.period, other.why))
    return [taken]


def written_year(match: Match) -> int | None:
    """The year in the group ``year``, None where there is none or only "of the year"."""
    scene, written = match.scene, match.value("Y", "year")
    if written:
        return int(written)
    if scene.today is None:
        return None
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
        return _without_year(match, make)
    named = make(written)
    if match.value("Y", "year"):
        return Found("date", Reason("stated"), 1, named, relative=False)
    return Found("date", Reason("year_relative", {"anchor": _anchor(match.scene)}), 1, named)


def _anchor(scene: Scene) -> str:
    if scene.today is None:
        raise OutOfRange("no anchor")
    return scene.today.isoformat()


def _without_year(match: Match, make: Callable[[int], Period]) -> Found:
    scene = match.scene
    told = scene.direction(match.first, match.last)
    lent = _spoken_year(match, told)
    if lent is not None:
        named = make(lent.first.year)
        return Found("date", Reason("year_spoken", {"date": lent.edtf}), 2, named)
    anchor = _anchor(scene)
    today = date.fromisoformat(anchor)
    named, others = _by_direction(make, today, told)
    code = {-1: "year_past", 1: "year_future", 0: "year_closest"}[told]
    near = min(abs((named.first - today).days), abs((named.last - today).days)) <= 45
    details = {"anchor": anchor, "sense": _SENSES[told]}
    found = Found("date", Reason(code, details), 1 if near else 2, named)
    found.others = [(other, Reason("year_written")) for other in others]
    return found


def _spoken_year(match: Match, told: Direction) -> Period | None:
    """A date of another year that is spoken of shortly before, in the same report of the past."""
    scene = match.scene
    if scene.written is None or told == 1 or scene.today is None:
        return None
    spoken, index = scene.written
    if match.first - index > _NEAR or spoken.unit in ("decade", "century"):
        return None
    start, _ = scene.sentence(match.first)
    previous_start, _ = scene.sentence(max(start - 1, 0))
    return spoken if spoken.first.year < scene.today.year and index >= previous_start else None


def _by_direction(
    make: Callable[[int], Period], today: date, told: Direction
) -> tuple[Period, list[Period]]:
    """The one of three years that fits, and the nearest other one."""
    candidates = []
    for number in (today.year - 1, today.year, today.year + 1):
        try:
            candidates.append(make(number))
        except OutOfRange:
            continue
    if not candidates:
        raise OutOfRange("in none of three years")

    def distance(named: Period) -> int:
        if named.contains(today):
            return 0
        return min(abs((named.first - today).days), abs((named.last - today).days))

    candidates.sort(key=distance)
    fitting = {
        -1: [named for named in candidates if named.first <= today],
        1: [named for named in candidates if named.last >= today],
        0: candidates,
    }[told]
    best = fitting[0] if fitting else candidates[0]
    if distance(candidates[0]) * 8 < distance(best) and distance(candidates[0]) < 30:
        # A tense that points ten months away from a day that is next week was another verb's.
        best = candidates[0]
    others = [named for named in candidates if named != best]
    return best, others[:1]


def read_day(match: Match) -> list[Found]:
    number = (
        match.number("D", "day") or match.number("nth", "day") or match.number("ordinal", "day")
    )
    which = match.number("which", "which")
    month_number = match.number("month")
    if number is None:
        return []
    if match.rule.options.get("in_month"):
        return [_weekday_and_number(match, number)]
    if month_number is None:
        scene = match.scene
        named = shifted(period("month", date.fromisoformat(_anchor(scene))), which or 0)
        in_month = period("day", day(named.first.year, named.first.month, number))
        return [Found("date", Reason("unit_0", _unit("month", scene)), 2, in_month)]
    weekday = match.number("weekday", "weekday")

    def on_weekday(y: int) -> Period:
        named = period("day", day(y, month_number, number))
        if weekday is not None and named.first.weekday() != weekday:
            # "until Friday", and a dateline on the next line; or a slip of the writer's.
            raise OutOfRange("another weekday")
        return named

    found = dated(match, on_weekday)
    found.part = match.value("day_part", "part") or ""
    found.kind = "time" if found.part else "date"
    return [found]


def _weekday_and_number(match: Match, number: int) -> Found:
    """ "Tuesday the 5th": of the nearest month in which that day is a Tuesday."""
    anchor = _anchor(match.scene)
    own = period("month", date.fromisoformat(anchor))
    for step in (0, -1, 1, -2, 2, -3, 3):
        named = shifted(own, step).first
        try:
            one = day(named.year, named.month, number)
        except OutOfRange:
            continue
        if one.weekday() == match.number("weekday"):
            return Found("date", Reason("year_closest", {"anchor": anchor}), 2, period("day", one))
    raise OutOfRange("no such weekday and day nearby")


def _unit(unit: str, scene: Scene) -> dict[str, str]:
    return {"unit": unit, "units": unit, "anchor": _anchor(scene)}


def read_days(match: Match) -> list[Found]:
    """ "3., 4. und 7. Oktober": each day, joined to a range where the words say "to"."""
    month_number = match.number("month")
    if month_number is None:
        return []
    first, _ = match.found.span("days")
    readings, pending = [], ""
    for index, token in enumerate(match.tokens("days"), first):
        number = token.value("D") or token.value("nth")
        if (
            token.value("until") is not None
            or token.value("dash") is not None
            or token.value("to") is not None
        ):
            pending = "until"
        elif number:
            found = dated(match, lambda y, n=int(number): period("day", day(y, month_number, n)))  # type: ignore[misc]
            found.span = index, index + 1
            found.relation = pending
            pending = ""
            readings.append(found)
    return _over_all(match, readings)


def read_days_of_months(match: Match) -> list[Found]:
    """ "3. März bis 7. April 2022": the year of the last is that of the first, or the one after."""

    def named(group: str, y: int) -> Period:
        number = match.value("D", group) or match.value("nth", group) or "0"
        return period("day", day(y, int(match.value("month", group) or 0), int(number)))

    last = dated(match, lambda y: named("last", y))
    if last.period is None:
        return []
    end = last.period.first.year
    first = replace(last, period=named("first", end), others=[])
    if first.period and first.period.first > last.period.first:
        first.period = named("first", end - 1)
    first.span, last.span = match.found.span("first"), (match.found.span("last")[0], match.last)
    last.relation, last.others = "until", []
    return [first, last]


def _over_all(match: Match, readings: list[Found]) -> list[Found]:
    """The same, the month and year that all share told with the first or the last."""
    for one in (readings[0], readings[-1]):
        start, end = one.span or (match.first, match.last)
        one.span = (
            match.first if one is readings[0] else start,
            match.last if one is readings[-1] else end,
        )
    return readings


def read_month(match: Match) -> list[Found]:
    number, which = match.number("month"), match.number("which", "which")
    if number is None:
        return []
    if which is None:
        return [dated(match, lambda y: month(y, number))]
    return [_qualified(match, which, lambda y: month(y, number))]


def _qualified(match: Match, which: int, make: Callable[[int], Period]) -> Found:
    """ "last March", "next spring": the latest begun or the next to begin; "this": of the year."""
    anchor = _anchor(match.scene)
    today = date.fromisoformat(anchor)
    years = [make(today.year + number) for number in (-2, -1, 0, 1, 2)]
    if which < 0:
        over = [named for named in years if named.last < today]
        named, code = over[which], "season_last"
    elif which > 0:
        ahead = [named for named in years if named.first > today]
        named, code = ahead[which - 1], "season_next"
    else:
        current = [named for named in years if named.contains(today)]
        named, code = (current or [years[2]])[0], "year_closest"
    return Found("date", Reason(code, {"anchor": anchor}), 1 if which else 2, named)


def read_months(match: Match) -> list[Found]:
    first, _ = match.found.span("months")
    readings, pending = [], ""
    for index, token in enumerate(match.tokens("months"), first):
        number = token.value("month")
        if (
            token.value("until") is not None
            or token.value("dash") is not None
            or token.value("to") is not None
        ):
            pending = "until"
        elif number:
            found = dated(match, lambda y, n=int(number): month(y, n))  # type: ignore[misc]
            found.span, found.relation, pending = (index, index + 1), pending, ""
            readings.append(found)
    return _over_all(match, readings)


def read_part_of_year(match: Match) -> list[Found]:
    """Seasons, quarters and halves; an ordinal -1 ("final quarter") is the last of the year."""
    which, season = match.number("which", "which"), match.number("season")
    if season is not None:
        code = season
    else:
        unit = match.value("unit") or match.value("half_part") or ""
        number = (
            match.number("D", "number")
            or match.number("nth", "number")
            or match.number("ordinal", "number")
        )
        if number is None:
            return _running(match, unit, which or 0)
        count = {"quarter": 4, "half": 2}[unit]
        if number > count:
            return []
        code = {"quarter": 32, "half": 39}[unit] + (count if number == -1 else number)
    if which is not None and written_year(match) is None and season is not None:
        return [_qualified(match, which, lambda y: part_of_year(y, code))]
    if season is None and written_year(match) is None:
        return [_closest_part(match, code)]
    return [dated(match, lambda y: part_of_year(y, code))]


def _closest_part(match: Match, code: int) -> Found:
    """A quarter or half without a year: the closest, whatever the tense. Results are announced of
    the last one, plans made for the next, in any tense."""
    lent = _spoken_year(match, 0)
    if lent is not None:
        named = part_of_year(lent.first.year, code)
        return Found("date", Reason("year_spoken", {"date": lent.edtf}), 2, named)
    anchor = _anchor(match.scene)
    named, others = _by_direction(lambda y: part_of_year(y, code), date.fromisoformat(anchor), 0)
    found = Found("date", Reason("year_closest", {"anchor": anchor}), 2, named)
    found.others = [(other, Reason("year_written")) for other in others]
    return found


def _running(match: Match, unit: str, which: int) -> list[Found]:
    anchor = _anchor(match.scene)
    named = shifted(period(unit, date.fromisoformat(anchor)), which)
    return [
        Found(
            "date",
            Reason(f"unit_{which}", {"unit": unit, "units": unit, "anchor": anchor}),
            1,
            named,
        )
    ]


def read_decade(match: Match) -> list[Found]:
    digits = match.value("Y", "number") or match.value("D", "number") or match.value("N", "number")
    short = match.value("short", "number")
    number = int(digits or short and short[1:] or match.value("decade_of", "word") or -1)
    if number % 10 or 100 <= number < 1000 or _glued(match):
        return []
    if number < 100:
        # "the 60s" are those of the century in which they are over, or under way.
        today = match.scene.today
        century_start = today.year // 100 * 100 if today else 1900
        if today and century_start + number > today.year:
            century_start -= 100
        return [
            Found("date", Reason("stated"), 2, period("decade", day(century_start + number, 1, 1)))
        ]
    return [Found("date", Reason("stated"), 1, period("decade", day(number, 1, 1)), relative=False)]


def _glued(match: Match) -> bool:
    """Whether the number is the tail of a name: "A380s"."""
    first = match.tokens("number")[:1]
    index = match.scene.tokens.index(first[0], match.first) if first else 0
    before = match.scene.tokens[index - 1] if index else None
    return bool(first and before and before.end == first[0].start and before.text.isalnum())


def read_century(match: Match) -> list[Found]:
    number = (
        match.number("D", "number")
        or match.number("nth", "number")
        or match.number("ordinal", "number")
    )
    if number is None or not 1 <= number <= 99:
        return []
    named = period("century", day(max(1, (number - 1) * 100), 1, 1))
    return [Found("date", Reason("stated"), 1, named, relative=False)]


def read_holiday(match: Match) -> list[Found]:
    rule = match.value("holiday")
    if rule is None:
        return []
    return [dated(match, lambda y: period("day", holiday(rule, y)))]


def read_year(match: Match) -> list[Found]:
    scene = match.scene
    short = match.value("short")
    if short and scene.today:
        number = _century(int(short[1:]), scene.today)
        return [Found("date", Reason("short_year", {"anchor": _anchor(scene)}), 2, year(number))]
    written = match.number("Y")
    if written is not None:
        if not _is_year(match, written):
            return []
        tier = 1 if _stands_as_year(match, written) else 2
        named = Found("date", Reason("year_number"), tier, year(written), relative=False)  # type: ignore[arg-type]
        return [named]
    today = date.fromisoformat(_anchor(scene))
    number = match.number("which", "relative")
    if number is None:
        number = match.number("this_year", "relative")
    if number is None and match.value("previous", "relative"):
        number = -1
    if number is not None:
        return [
            Found(
                "date", Reason(f"unit_{number}", _unit("year", scene)), 1, year(today.year + number)
            )
        ]
    # "at the end of the year"
    told = scene.direction(match.first, match.last)
    lent = _spoken_year(match, told)
    if lent is not None:
        return [Found("date", Reason("year_spoken", {"date": lent.edtf}), 2, year(lent.first.year))]
    return [Found("date", Reason("unit_0", _unit("year", scene)), 2, year(today.year))]


def _is_year(match: Match, number: int) -> bool:
    """Whether a number of four digits is a year rather than a quantity or a part of a number."""
    scene = match.scene
    index = match.last - 1
    tokens = scene.tokens
    if match.has("era"):
        return False
    while index >= match.first and tokens[index].value("Y") is None:
        index -= 1
    before = tokens[index - 1] if index else None
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if after and (after.value("measure") is not None or after.value("money") is not None):
        return False
    if before and any(
        before.value(name) is not None for name in ("money", "law", "number_before", "about")
    ):
        if before.value("about") is None or number % 10:
            return before.value("about") is not None
    if (
        after
        and after.start == tokens[index].end
        and after.text[:1] in "-–"
        and index + 2 < len(tokens)
    ):
        beyond = tokens[index + 2]
        if beyond.start == after.end and beyond.text[:1].islower():
            return False
    year_now = scene.today.year if scene.today else 2025
    usual = 1900 <= number <= year_now + 30
    return usual or match.has("lead") or bool(match.value("unit") or match.value("years_word"))


def _stands_as_year(match: Match, number: int) -> bool:
    lead = match.tokens("lead")
    named = match.value("unit") or match.value("period")
    year_now = match.scene.today.year if match.scene.today else 2025
    return bool((lead or named) and number <= year_now + 30)


def read_years(match: Match) -> list[Found]:
    """ "2009-2011", "1998/99": two years, or the season from one to the next."""
    first, last_text = match.number("Y", "first"), match.tokens("last")[0].text
    if first is None or not 1000 <= first <= 2200:
        return []
    last = int(last_text) if len(last_text) == 4 else first // 100 * 100 + int(last_text)
    if not first < last <= first + 120:
        return []
    start, end = match.found.span("first"), match.found.span("last")
    joint = match.tokens()[start[1] - match.first]
    if joint.value("slash") is not None and len(last_text) == 2:
        # A season, a term of office: one expression from one year to the other.
        whole = Found("date", Reason("year_number"), 2, edtf=f"{first}/{last}", relative=False)
        return [whole]
    relation = "until" if joint.value("and") is None else ""
    made = []
    for number, span, said in ((first, start, ""), (last, end, relation)):
        found = Found("date", Reason("year_number"), 1, year(number), relative=False)
        found.span, found.relation = span, said
        made.append(found)
    return made
