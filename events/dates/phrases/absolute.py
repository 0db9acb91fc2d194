"""Resolvers of written days and months, with or without a year."""

import re
from dataclasses import replace
from datetime import date, time
from functools import partial
from typing import Final

from events.dates.phrases.anchoring import (
    anchor_iso,
    closest,
    expand_short_year,
    infer_year,
    last_or_next,
    resolve_with_year,
    unit_details,
)
from events.dates.phrases.calendar import (
    OutOfRange,
    Period,
    day,
    days_after,
    month,
    period,
    shifted,
)
from events.dates.phrases.feasts import SEEN_CALENDAR, feast
from events.dates.phrases.matching import Match, Resolution, direction_of, list_items
from events.dates.phrases.reasons import Reason

_FRACTION: Final = re.compile(r"[.,][0-9]+")


def read_iso(match: Match) -> list[Resolution]:
    token = match.tokens()[-1]
    basic = token.value("basic")
    text = (token.value("iso") or token.text).replace(" ", "T", 1).replace(" ", "")
    if basic:
        text = f"{basic[:4]}-{basic[4:6]}-{basic[6:]}"
    target = period("day", _iso_day(text[:10]))
    if len(text) == 10:
        return [Resolution("date", Reason("stated"), 1, target, relative=False)]
    clock = _FRACTION.sub("", text[11:])
    if clock[-5:-4] in "+-" and ":" not in clock[-5:]:
        clock = f"{clock[:-2]}:{clock[-2:]}"
    time.fromisoformat(clock.replace("24:", "00:", 1))  # ValueError for 16:60
    return [Resolution("time", Reason("stated"), 1, target, clock=clock, relative=False)]


def _iso_day(text: str) -> date:
    return day(int(text[:4]), int(text[5:7]), int(text[8:10]))


def read_dotted(match: Match) -> list[Resolution]:
    """ "21.2.2023", "21.2.23", "21.2." and "23. 8. 2023": the day is first (DIN 1355-1)."""
    text = "".join(token.text for token in match.tokens() if not token.text[0].isalpha())
    parts = [
        int(part)
        for part in text.replace("\u00a0", "").replace(" ", "").strip(",").split(".")
        if part
    ]
    number, month_number = parts[0], parts[1]
    if len(parts) < 3:
        inferred = infer_year(match, lambda y: _on_weekday(match, y, month_number, number))
        return [_checked_weekday(match, inferred)]
    written = _numeric(match, parts[2], month_number, number, "stated_order")
    return [_checked_weekday(match, written)]


def _numeric(match: Match, y: int, m: int, d: int, code: str) -> Resolution:
    if y >= 100:
        return Resolution("date", Reason(code), 1, period("day", day(y, m, d)), relative=False)
    today = match.context.today
    if today is None:
        raise OutOfRange("a two-digit year without an anchor")
    target = period("day", day(expand_short_year(y, today), m, d))
    short = Reason("short_year", {"anchor": today.isoformat()})
    return Resolution("date", Reason(code, more=(short,)), 1, target)


def read_slashed(match: Match) -> list[Resolution]:
    """ "02/03/2023" in the order of the option ``order``: "dmy", "mdy" or "both".

    With "both", the month comes first, and the other reading is an alternative.
    """
    first, second, y = (int(part) for part in match.tokens()[-1].text.replace("-", "/").split("/"))
    order = match.rule.options["order"]
    if order == "both":
        order = {"US": "mdy", "GB": "dmy"}.get(match.context.region, "both")
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
    chosen = readings[0]
    if len(readings) == 1 or readings[0].period == readings[1].period:
        chosen.why = Reason("order_only")
        return [chosen]
    chosen.tier = 2
    other = readings[1]
    if other.period is not None:
        chosen.others.append((other.period, other.why))
    return [chosen]


def read_day(match: Match) -> list[Resolution]:
    number = (
        match.number("D", "day") or match.number("nth", "day") or match.number("ordinal", "day")
    )
    shift = match.number("shift", "shift")
    month_number = match.number("month")
    if number is None or number < 1:
        return []
    if match.rule.options.get("in_month"):
        return [_weekday_and_number(match, number)]
    if month_number is None:
        return [_day_of_month(match, number, shift)]
    nearest = match.number("shift", "nearest")
    if nearest is not None:
        # "le 24 février dernier"
        return [last_or_next(match, nearest, lambda y: period("day", day(y, month_number, number)))]
    resolution = resolve_with_year(match, lambda y: _on_weekday(match, y, month_number, number))
    resolution.part = match.value("day_part", "part") or ""
    if resolution.part == "night" and match.value("night_to", "part"):
        return [night_to(resolution)]
    resolution.kind = "time" if resolution.part else "date"
    return [_checked_weekday(match, resolution)]


def _day_of_month(match: Match, number: int, shift: int | None) -> Resolution:
    """ "the 20th of last month"; "the 20th" is in the closest month that the tense allows."""
    following = match.context.tokens[match.last : match.last + 1]
    if shift is None and following and following[0].text.isalpha():
        raise OutOfRange("not a day of a month")  # "the 2nd millennium"
    own = period("month", date.fromisoformat(anchor_iso(match.context)))
    details = unit_details("month", match.context)
    if shift is not None:
        target = shifted(own, shift).first
        in_month = period("day", day(target.year, target.month, number))
        return Resolution("date", Reason(f"unit_{shift}", details), 1, in_month)
    candidates = []
    for step in (-1, 0, 1):
        target = shifted(own, step).first
        try:
            candidates.append(period("day", day(target.year, target.month, number)))
        except OutOfRange:
            continue
    best, others = closest(candidates, date.fromisoformat(details["anchor"]), direction_of(match))
    resolution = Resolution("date", Reason("this_month", details), 2, best)
    resolution.others = [(other, Reason("year_other")) for other in others]
    return resolution


def _on_weekday(match: Match, y: int, month_number: int, number: int) -> Period:
    """The day; without a year only one that is the weekday in the text, if there is one."""
    target = period("day", day(y, month_number, number))
    weekday = _weekday(match)
    if weekday is not None and target.first.weekday() != weekday:
        if "\n" in match.context.text[match.tokens()[0].start : match.tokens()[-1].start]:
            # "until Friday" with a dateline on the next line.
            raise OutOfRange("another weekday")
        if not match.has("year") and match.context.today is not None:
            years = range(match.context.today.year - 1, match.context.today.year + 2)
            if any(_is_weekday(one, month_number, number, weekday) for one in years):
                raise OutOfRange("another weekday")
    return target


def _is_weekday(y: int, month_number: int, number: int, weekday: int) -> bool:
    try:
        return day(y, month_number, number).weekday() == weekday
    except OutOfRange:
        return False


def _weekday(match: Match) -> int | None:
    number = match.number("weekday", "weekday")
    return number if number is not None else match.number("weekday_short", "weekday")


def _checked_weekday(match: Match, resolution: Resolution) -> Resolution:
    """A weekday that contradicts its date is never sure; the closest such day is an alternative."""
    weekday, target = _weekday(match), resolution.period
    if weekday is None or target is None or target.first.weekday() == weekday:
        return resolution
    away = (weekday - target.first.weekday() + 3) % 7 - 3
    near = period("day", days_after(target.first, away))
    details = {"weekday": str(weekday), "date": target.edtf}
    return replace(
        resolution,
        tier=3,
        why=Reason("weekday_contradicts", details, (resolution.why,)),
        others=[(near, Reason("weekday_near", details)), *resolution.others],
    )


def night_to(resolution: Resolution) -> Resolution:
    """ "in der Nacht zum 21. Februar": from the day before to the day."""
    target = resolution.period
    if target is None:
        return resolution
    edtf = f"{days_after(target.first, -1).isoformat()}/{target.edtf}"
    why = replace(resolution.why, more=(Reason("night_to", {"date": target.edtf}),))
    return replace(resolution, kind="time", edtf=edtf, part="night", why=why, others=[])


def _weekday_and_number(match: Match, number: int) -> Resolution:
    """ "Tuesday the 5th": in the nearest month where that day is a Tuesday."""
    anchor = anchor_iso(match.context)
    own = period("month", date.fromisoformat(anchor))
    for step in (0, -1, 1, -2, 2, -3, 3):
        target = shifted(own, step).first
        try:
            one = day(target.year, target.month, number)
        except OutOfRange:
            continue
        if one.weekday() == match.number("weekday"):
            return Resolution(
                "date", Reason("year_closest", {"anchor": anchor}), 2, period("day", one)
            )
    raise OutOfRange("no such weekday and day nearby")


def read_days(match: Match) -> list[Resolution]:
    """ "3., 4. und 7. Oktober": one date per day; days with "to" between them become a range."""
    month_number = match.number("month")
    if month_number is None:
        return []
    readings = []
    for index, number, relation in list_items(match, "days", "D", "nth"):
        resolution = resolve_with_year(match, partial(_day_of, month_number, number))
        readings.append(replace(resolution, span=(index, index + 1), relation=relation))
    return _extend_spans(match, readings)


def _day_of(month_number: int, number: int, y: int) -> Period:
    return period("day", day(y, month_number, number))


def _extend_spans(match: Match, readings: list[Resolution]) -> list[Resolution]:
    """Extend the first and last span to the whole match, with the month and year they share."""
    for one in (readings[0], readings[-1]):
        start, end = one.span or (match.first, match.last)
        one.span = (
            match.first if one is readings[0] else start,
            match.last if one is readings[-1] else end,
        )
    return readings


def read_month(match: Match) -> list[Resolution]:
    number, shift = match.number("month"), match.number("shift", "shift")
    if number is None:
        return []
    if shift is None:
        resolution = resolve_with_year(match, lambda y: month(y, number))
        first = match.number("D", "year")
        if first is not None:
            # "Feb-21" can be a day as well.
            other = infer_year(match, lambda y: period("day", day(y, number, first)))
            resolution.tier = 2
            if other.period is not None:
                resolution.others = [(other.period, other.why)]
        return [resolution]
    return [last_or_next(match, shift, lambda y: month(y, number))]


def read_months(match: Match) -> list[Resolution]:
    if len(set(match.values("month", "months"))) == 1:
        return []  # "April, April!"
    readings = []
    for index, number, relation in list_items(match, "months", "month"):
        resolution = resolve_with_year(match, partial(_month_of, number))
        readings.append(replace(resolution, span=(index, index + 1), relation=relation))
    return _extend_spans(match, readings)


def _month_of(number: int, y: int) -> Period:
    return month(y, number)


def read_holiday(match: Match) -> list[Resolution]:
    """ "Easter 2023", "the start of Ramadan": approximate where the moon is watched."""
    rule = match.value("holiday")
    if rule is None:
        return []
    resolution = resolve_with_year(match, lambda y: feast(rule, y))
    target, is_seen = resolution.period, rule.startswith(SEEN_CALENDAR)
    resolution.tier = 1 if match.value("Y", "year") and not is_seen else 2
    if target is None:
        return []
    ends = [target.first.isoformat(), target.last.isoformat()]
    part = match.value("section", "section")
    if part in ("start", "end"):
        ends = ends[:1] if part == "start" else ends[1:]
    if target.unit == "feast" or is_seen or part:
        qualifier = "~" if is_seen else ""
        resolution.edtf = "/".join(f"{end}{qualifier}" for end in dict.fromkeys(ends))
    if is_seen:
        resolution.why = replace(resolution.why, more=(Reason("moon"),))
    return [resolution]
