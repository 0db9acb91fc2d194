"""Joins of two terms into one: a day and its clock time, ranges, lists, distances.

Each join returns None if the two terms are two expressions.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from events.dates.phrases.calendar import OutOfRange, period
from events.dates.phrases.clocks import DAY_LENGTH
from events.dates.phrases.counted import offset_from
from events.dates.phrases.directions import direction_of_words
from events.dates.phrases.matching import RANGE_CLASSES, Context
from events.dates.phrases.reading import Length
from events.dates.phrases.reasons import Reason
from events.dates.phrases.terms import Ends, Term
from events.dates.phrases.tokens import Token, names

ARTICLES: Final = frozenset(("at", "in", "on", "of", "the", "for", "open", "comma", "tick"))
DIRECTIONS: Final = frozenset(("since", "until", "before", "after", "around", "about", "from"))
UNIT_LINKS: Final = frozenset(("of", "from", "the", "before", "after"))
_CONNECTORS: Final = frozenset(
    ("dot", "comma", "at", "in", "on", "of", "the", "around", "from", "for")
)
_INFERRED: Final = ("year_past", "year_future", "year_closest", "year_mentioned")
_MAX_GAP: Final = 4
"""Tokens between two terms that can be one."""


def _between(context: Context, first: Term, last: Term) -> list[Token] | None:
    return context.tokens[first.last : last.core] if last.core - first.last <= _MAX_GAP else None


def _with_clock(context: Context, first: Term, last: Term) -> Term | None:
    """ "on Tuesday at 4 p.m.", "16 Uhr am Dienstag": the clock time on the day."""
    tokens = _between(context, first, last)
    if tokens is None or not all(names(token) & (_CONNECTORS | DIRECTIONS) for token in tokens):
        return None
    for day, clock in ((first, last), (last, first)):
        if not (day.is_day and clock.has_clock and not clock.has_day and clock.ends and day.ends):
            continue
        ends = clock.ends
        if day.part in ("afternoon", "evening"):
            ends = replace(ends, low=_after_noon(ends.low), high=_after_noon(ends.high))
        on_day = [
            (_on_day(ends, other.low), why) for other, why in ((day.ends, day.why), *day.others)
        ]
        joined = _joined(first, last, on_day[0][0])
        return replace(
            joined,
            others=tuple(on_day[1:]),
            zone=clock.zone,
            part="",
            is_whole=clock.is_whole,
            why=replace(day.why, more=(*day.why.more, *clock.why.more)),
            tier=day.tier,
        )
    return None


def _after_noon(text: str) -> str:
    """ "abends um 8 Uhr" is 20:00."""
    hour = int(text[DAY_LENGTH + 1 : DAY_LENGTH + 3])
    return (
        text[: DAY_LENGTH + 1] + f"{hour + 12 if hour < 12 else hour:02d}" + text[DAY_LENGTH + 3 :]
    )


def _on_day(ends: Ends, day: str) -> Ends:
    low, high = (day[:DAY_LENGTH] + one[DAY_LENGTH:] for one in (ends.low, ends.high))
    return replace(ends, low=low, high=high)


def _range(context: Context, first: Term, last: Term) -> Term | None:
    """ "from a to b" is an interval, "between a and b" one date of that range."""
    tokens = _between(context, first, last)
    if tokens is None or not tokens or first.ends is None or last.ends is None:
        return None
    is_between = _is_between(context, first)
    joining = {"and"} if is_between else RANGE_CLASSES
    found = [names(token) for token in tokens]
    if "comma" in found[0] or not any(one & joining for one in found):
        return None  # "im Herbst, bis Ende Oktober"
    if not all(one & (joining | RANGE_CLASSES | _CONNECTORS | DIRECTIONS) for one in found):
        return None
    if first.is_whole or first.resolution.length or last.resolution.length:
        return None
    low, high = _in_year_of(first, last), last.ends
    if last.has_clock and not last.has_day and first.has_clock:
        high = _on_day(high, low.high)
    if not low.low[:DAY_LENGTH] <= high.high[:DAY_LENGTH] and _is_reversed(low, high):
        return None
    ends = Ends(low.low, high.high, ".." if is_between else "/")
    joined = _joined(first, last, ends)
    others = _other_pairs(first, last, lambda a, b: replace(ends, low=a.low, high=b.high))
    if is_between:
        others = ((replace(ends, joint="/"), Reason("span")), *others)
    return replace(
        joined,
        others=others,
        is_whole=True,
        zone=last.zone or first.zone,
        has_day=first.has_day or last.has_day,
        tier=max(first.tier, last.tier),
        why=Reason("between" if is_between else "range", more=(first.why,)),
    )


def _other_pairs(
    first: Term, last: Term, pair: Callable[[Ends, Ends], Ends]
) -> tuple[tuple[Ends, Reason], ...]:
    """The other dates of two terms, the first of one with the first of the other, and so on."""
    if first.ends is None or last.ends is None or not (first.others or last.others):
        return ()
    firsts = [one for one, _ in first.others] or [first.ends] * len(last.others)
    lasts = [one for one, _ in last.others] or [last.ends] * len(first.others)
    reasons = [why for _, why in (first.others or last.others)]
    return tuple(
        (pair(one, other), why) for one, other, why in zip(firsts, lasts, reasons, strict=False)
    )


def _in_year_of(first: Term, last: Term) -> Ends:
    """The first of two dates in the year of the last one: "3 May to 2 June 2021"."""
    ends, whole = first.ends, last.ends.whole if last.ends else None
    if ends is None:
        raise ValueError("no date")
    if first.has_clock or whole is None or first.why.code not in _INFERRED or first.part:
        return ends
    written = int(whole.edtf[:4])
    for year in (written, written - 1):
        text = f"{year:04d}{ends.low[4:]}"
        if ends.low == ends.high and text[: len(whole.edtf)] <= whole.edtf:
            return Ends(text, text, whole=ends.whole)
    return ends


def _is_reversed(low: Ends, high: Ends) -> bool:
    first, last = low.whole, high.whole
    return first is not None and last is not None and first.first > last.last


def _is_between(context: Context, term: Term) -> bool:
    return any(
        token.value("between") is not None
        for token in context.tokens[max(0, term.core - 3) : term.core]
    )


def _list(context: Context, first: Term, last: Term) -> Term | None:
    """ "20 or 21 February", "2020, 2021 oder 2022": one of them."""
    tokens = _between(context, first, last)
    if not tokens or first.ends is None or last.ends is None or first.ends.points:
        return None
    found = [token for token in tokens if not names(token) & ARTICLES - {"comma"}]
    has_or = any(token.value("and") == "or" for token in found)
    if not all(token.value("and") == "or" or names(token) & {"comma", "dot"} for token in found):
        return None
    if not (has_or or last.ends.points) or first.resolution.length or last.resolution.length:
        return None
    if any(end.low != end.high and not end.points for end in (first.ends, last.ends)):
        return None
    low, points = _in_year_of(first, last), last.ends.points or (last.ends.low,)
    if last.has_clock and not last.has_day and first.has_clock:
        points = tuple(low.low[:DAY_LENGTH] + point[DAY_LENGTH:] for point in points)
    ends = Ends(low.low, points[-1], ",", (low.low, *points))
    joined = _joined(first, last, ends)
    others: tuple[tuple[Ends, Reason], ...] = ()
    if len(ends.points) == 2:
        others = _other_pairs(first, last, lambda a, b: Ends(a.low, b.low, ",", (a.low, b.low)))
    return replace(
        joined,
        others=others,
        is_whole=True,
        tier=max(first.tier, last.tier),
        why=Reason("list", more=(first.why,)),
        zone=last.zone or first.zone,
    )


def _distance(context: Context, first: Term, last: Term) -> Term | None:
    """ "two days before 24 February 2022", "the week after Easter": from the date named."""
    tokens = _between(context, first, last)
    whole = last.ends.whole if last.ends else None
    if tokens is None or whole is None or last.parts:
        return None
    direction = direction_of_words([one for one in tokens if not names(one) & ARTICLES])[0]
    sign = {"before": -1, "after": 1}.get(direction)
    length = first.resolution.length if first.resolution.kind == "duration" else None
    neighbour = first.match.value("neighbour") if not tokens or direction == "" else None
    if neighbour in ("-1", "1") and all(names(one) & ARTICLES for one in tokens):
        sign, length = int(neighbour), Length(1, "day")
    if sign is None or length is None or length.amount is None or not first.match.context.anchor:
        return None
    return at_distance(first, last, length, sign)


def at_distance(first: Term, last: Term, length: Length, sign: int) -> Term | None:
    whole = last.ends.whole if last.ends else None
    if whole is None:
        return None
    try:
        resolution = offset_from(length, whole.first if sign < 0 else whole.last, sign)
    except OutOfRange:
        return None
    text = resolution.edtf or (resolution.period.edtf if resolution.period else "")
    details = {**resolution.why.details, "anchor": whole.edtf}
    joined = _joined(first, last, Ends(text, text, whole=resolution.period))
    return replace(
        joined,
        resolution=replace(resolution, relative=last.relative),
        parts=(),
        others=(),
        is_whole=False,
        tier=last.tier,
        why=Reason(resolution.why.code, details),
    )


def _joined(first: Term, last: Term, ends: Ends) -> Term:
    return replace(
        last,
        match=first.match if first.match.context.anchor else last.match,
        first=first.first,
        core=first.core,
        ends=ends,
        others=(),
        part="",
        has_day=True,
        boundary=False,
        is_whole=False,
        parts=(first, last),
    )


def around_of(term: Term, unit: str, core: int) -> Term | None:
    """The week, weekend or month that a term names or is in."""
    whole = term.ends.whole if term.ends else None
    if whole is None or unit not in ("week", "weekend", "month", "year"):
        return None
    if unit in ("month", "year"):
        return replace(term, core=core, first=core) if whole.unit == unit else None
    if not term.is_day:
        return None
    around = period(unit, whole.first)
    low, high = around.edtf.split("/")
    why = replace(term.why, more=(*term.why.more, Reason("unit_around", {"unit": unit})))
    ends = Ends(low, high, whole=around)
    return replace(term, core=core, first=core, ends=ends, others=(), why=why)


def _weekend(context: Context, first: Term, last: Term) -> Term | None:
    """ "the weekend of 4 March": not the closest weekend."""
    tokens = _between(context, first, last)
    unit = first.match.value("unit", "unit") or first.match.value("unit")
    if not tokens or unit != "weekend" or first.resolution.length or first.match.has("shift"):
        return None
    if not any(names(token) & {"of", "from", "the"} for token in tokens):
        return None
    return (
        around_of(last, unit, first.core)
        if all(names(one) & UNIT_LINKS for one in tokens)
        else None
    )


JOINS: Final[tuple[Callable[[Context, Term, Term], Term | None], ...]] = (
    _with_clock,
    _range,
    _list,
    _distance,
    _weekend,
)
