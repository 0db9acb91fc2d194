"""Resolvers of written days and months, with or without a year."""

from dataclasses import replace
from datetime import date
from functools import partial

from events.dates.phrases.anchoring import (
    anchor_iso,
    expand_short_year,
    infer_year,
    last_or_next,
    resolve_with_year,
    unit_details,
)
from events.dates.phrases.calendar import OutOfRange, Period, day, holiday, month, period, shifted
from events.dates.phrases.matching import Match, Resolution, list_items
from events.dates.phrases.reasons import Reason


def read_iso(match: Match) -> list[Resolution]:
    text = match.tokens()[-1].text.replace(" ", "T")
    target = period("day", _iso_day(text[:10]))
    if len(text) == 10:
        return [Resolution("date", Reason("stated"), 1, target, relative=False)]
    clock = text[11:]
    if clock[-5:-4] in "+-" and ":" not in clock[-5:]:
        clock = f"{clock[:-2]}:{clock[-2:]}"
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
        return [infer_year(match, lambda y: period("day", day(y, month_number, number)))]
    return [_numeric(match, parts[2], month_number, number, "stated_order")]


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
    first, second, y = (int(part) for part in match.tokens()[-1].text.split("/"))
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
        context = match.context
        target = shifted(period("month", date.fromisoformat(anchor_iso(context))), shift or 0)
        in_month = period("day", day(target.first.year, target.first.month, number))
        return [Resolution("date", Reason("unit_0", unit_details("month", context)), 2, in_month)]
    weekday = match.number("weekday", "weekday")

    def on_weekday(y: int) -> Period:
        target = period("day", day(y, month_number, number))
        if weekday is not None and target.first.weekday() != weekday:
            # "until Friday" with a dateline on the next line, or a mistake in the text.
            raise OutOfRange("another weekday")
        return target

    resolution = resolve_with_year(match, on_weekday)
    resolution.part = match.value("day_part", "part") or ""
    resolution.kind = "time" if resolution.part else "date"
    return [resolution]


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


def read_days_of_months(match: Match) -> list[Resolution]:
    """ "3. März bis 7. April 2022": the first day is in the year of the last, or the one before."""

    def day_in(group: str, y: int) -> Period:
        number = match.value("D", group) or match.value("nth", group) or "0"
        return period("day", day(y, int(match.value("month", group) or 0), int(number)))

    last = resolve_with_year(match, lambda y: day_in("last", y))
    if last.period is None:
        return []
    end = last.period.first.year
    first = replace(last, period=day_in("first", end), others=[])
    if first.period and first.period.first > last.period.first:
        first.period = day_in("first", end - 1)
    first.span, last.span = (
        match.regex_match.span("first"),
        (match.regex_match.span("last")[0], match.last),
    )
    last.relation, last.others = "until", []
    return [first, last]


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
        return [resolve_with_year(match, lambda y: month(y, number))]
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
    rule = match.value("holiday")
    if rule is None:
        return []
    resolution = resolve_with_year(match, lambda y: period("day", holiday(rule, y)))
    resolution.tier = 1 if match.value("Y", "year") else 2
    return [resolution]
