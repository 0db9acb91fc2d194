"""Resolvers of weekdays."""

from datetime import date
from itertools import pairwise

from events.dates.phrases.anchoring import anchor_date
from events.dates.phrases.calendar import Period, days_after, period, shifted
from events.dates.phrases.matching import Match, Resolution, direction_of, list_items, tense_of
from events.dates.phrases.reading import Tier
from events.dates.phrases.reasons import Reason
from events.dates.phrases.relative import day_part_of


def read_weekday(match: Match) -> list[Resolution]:
    context = match.context
    today = anchor_date(context)
    both = match.value("weekday_and_part", "day")
    number = int(both.split()[0]) if both else match.number("weekday", "day")
    if number is None:
        return []
    if _is_title(match):
        return []
    part = day_part_of(match, "part") or day_part_of(match, "day")
    target, why, tier, others = resolve_weekday(match, number, today)
    return [Resolution("time" if part else "date", why, tier, target, part=part, others=others)]


def read_weekdays(match: Match) -> list[Resolution]:
    """ "Dienstag und Donnerstag", "Monday to Friday": consecutive days, all past or all future."""
    today = anchor_date(match.context)
    days = list_items(match, "days", "weekday")
    start, why, tier, _ = resolve_weekday(match, days[0][1], today)
    if why.code == "weekday_past":
        # The last one is the latest such day; the others precede it.
        last, why, tier, _ = resolve_weekday(match, days[-1][1], today)
        back = sum((later[1] - day[1]) % 7 or 7 for day, later in pairwise(days))
        start = _day(days_after(last.first, -back))
    found, target = [], start
    for position, (index, number, relation) in enumerate(days):
        if position:
            target = _day(days_after(target.first, (number - target.first.weekday()) % 7 or 7))
        span = (index if position else match.first), index + 1
        one = Resolution("date", why, tier, target, span=span, relation=relation)
        if why.code in ("weekday_past", "weekday_future"):
            week = 7 if why.code == "weekday_past" else -7
            other = "weekday_next" if week > 0 else "weekday_last"
            one.others = [(_day(days_after(target.first, week)), Reason(other, why.details))]
        found.append(one)
    return found


def _is_title(match: Match) -> bool:
    """Whether the weekday stands alone in quotation marks: a newspaper or a song."""
    tokens = match.context.tokens
    return (
        match.first > 0
        and match.last < len(tokens)
        and tokens[match.first - 1].value("quote") is not None
        and tokens[match.last].value("quote") is not None
    )


def resolve_weekday(
    match: Match, number: int, today: date
) -> tuple[Period, Reason, Tier, list[tuple[Period, Reason]]]:
    """The day, why, the tier, and the alternatives."""
    details = {"weekday": str(number), "anchor": today.isoformat()}
    shift = match.number("shift", "shift")
    if match.has("week"):
        week = shifted(period("week", today), match.number("shift", "week") or 0)
        details["date"] = week.edtf
        return _day(week.first, number), Reason("weekday_week", details), 1, []
    before = (today.weekday() - number) % 7
    past, future = days_after(today, -before), days_after(today, (7 - before) % 7)
    if shift is not None and shift < 0:
        return _day(days_after(today, -(before or 7))), Reason("weekday_last", details), 1, []
    if shift is not None and shift > 0:
        return _day(days_after(today, 7 - before)), Reason("weekday_next", details), 1, []
    announced = _announced_day(match, number, today)
    if announced is not None:
        return announced, Reason("weekday_announced", details), 2, []
    direction, tense = tense_of(match)
    if shift == 0 and direction == 0:
        direction = 1
    details["tense"] = tense
    chosen, code = (future, "weekday_future") if direction == 1 else (past, "weekday_past")
    others = [
        (_day(day), Reason(other, {"weekday": str(number), "anchor": today.isoformat()}))
        for day, other in (
            (days_after(today, -(before or 7)), "weekday_last"),
            (days_after(today, 7 - before), "weekday_next"),
        )
        if day != chosen
    ]
    return _day(chosen), Reason(code, details), 2, others


def _announced_day(match: Match, number: int, today: date) -> Period | None:
    """The weekday in the range of days that the text announces, unless that range is over."""
    announced_days = match.context.announced_days
    if announced_days is None or announced_days[1] < today:
        return None
    first, last = announced_days
    target = _day(days_after(first, (number - first.weekday()) % 7))
    if target.first > last:
        return None
    past = direction_of(match) == -1
    return None if past and target.first > today else target


def _day(start: date, weekday: int = 0) -> Period:
    return period("day", days_after(start, weekday))
