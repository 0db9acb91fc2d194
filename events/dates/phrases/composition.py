"""Composes the dates of a text: a day with its clock time, ranges, lists, distances, directions.

Each step looks only at a term and the tokens around it, so all of them combine: any direction with
any part, unit and clock time. Words that touch a date and are in no step are reported as unread.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from events.dates.phrases.calendar import OutOfRange, period, shifted
from events.dates.phrases.clocks import DAY_LENGTH
from events.dates.phrases.counted import offset_from
from events.dates.phrases.directions import (
    direction_after,
    direction_of_word,
    direction_of_words,
    direction_start,
    lead_start,
)
from events.dates.phrases.leftovers import is_no_date, with_unread_words
from events.dates.phrases.matching import RANGE_CLASSES, Context, Match, Resolution
from events.dates.phrases.reading import Length, Reading
from events.dates.phrases.reasons import Reason
from events.dates.phrases.terms import Ends, Term, reading_of, term_of
from events.dates.phrases.tokens import Token

_ARTICLES: Final = frozenset(("at", "in", "on", "of", "the", "for", "open", "comma", "tick"))
_DIRECTIONS: Final = frozenset(("since", "until", "before", "after", "around", "about", "from"))
_LEADING: Final = _ARTICLES | _DIRECTIONS | {"between", "to", "either", "than", "not", "including"}
_CONNECTORS: Final = frozenset(("dot", "comma", "at", "in", "on", "of", "the", "around", "from", "for"))
_INFERRED: Final = ("year_past", "year_future", "year_closest", "year_mentioned")
_MAX_GAP: Final = 4
"""Tokens between two terms that can be one."""


def names(token: Token) -> set[str]:
    return {name for name, _ in token.entries}


def compose(
    context: Context, resolutions: list[tuple[Match, Resolution]], language: str
) -> list[Reading]:
    """The readings of a text, in order."""
    terms: list[Term] = []
    for match, resolution in resolutions:
        core, last = _core(context, match, resolution)
        term = term_of(match, resolution, core, last)
        if term.ends is None and resolution.kind in ("date", "time"):
            continue
        _push(context, terms, term)
    readings = []
    for index, term in enumerate(terms):
        start = terms[index - 1].last if index else 0
        following = terms[index + 1] if index + 1 < len(terms) else None
        directed = _with_direction(context, term, start)
        if is_no_date(context, directed, following):
            continue
        directed = with_unread_words(context, _with_fiscal_year(context, directed), following)
        reading = reading_of(directed, language)
        if reading is not None:
            readings.append(reading)
    return readings


def _push(context: Context, terms: list[Term], term: Term) -> None:
    """Append a term, joined with the ones before it as far as they are one expression."""
    joined: Term | None = term
    while joined is not None:
        term = joined
        joined = None
        for join in _JOINS:
            if terms and terms[-1].last <= term.core and (joined := join(context, terms[-1], term)):
                terms.pop()
                break
    terms.append(term)


def _core(context: Context, match: Match, resolution: Resolution) -> tuple[int, int]:
    """First token of the date itself and last token (exclusive), without prepositions and stops."""
    first, last = resolution.span or (match.first, match.last)
    if resolution.length is None and (resolution.period is not None or resolution.edtf):
        while first < last - 1 and names(context.tokens[first]) & _LEADING:
            first += 1
    if last - first > 1 and context.tokens[last - 1].text == "." and _is_full_stop(context, last):
        last -= 1
    return first, last


def _is_full_stop(context: Context, last: int) -> bool:
    """Whether the final dot ends a sentence, as in "7. Oktober.", not in "Oct." or "7."."""
    before = context.tokens[last - 2].text
    return len(before) > 4 or (context.sentence(last - 1)[1] == last and not before.isdigit())


# Joins of two terms. Each returns None if they are two expressions.


def _between(context: Context, first: Term, last: Term) -> list[Token] | None:
    return context.tokens[first.last : last.core] if last.core - first.last <= _MAX_GAP else None


def _with_clock(context: Context, first: Term, last: Term) -> Term | None:
    """ "on Tuesday at 4 p.m.", "16 Uhr am Dienstag": the clock time on the day."""
    tokens = _between(context, first, last)
    if tokens is None or not all(names(token) & (_CONNECTORS | _DIRECTIONS) for token in tokens):
        return None
    for day, clock in ((first, last), (last, first)):
        if not (day.is_day and clock.has_clock and not clock.has_day and clock.ends and day.ends):
            continue
        ends = clock.ends
        if day.part in ("afternoon", "evening"):
            ends = replace(ends, low=_after_noon(ends.low), high=_after_noon(ends.high))
        on_day = [
            (_on_day(ends, other.low), why)
            for other, why in ((day.ends, day.why), *day.others)
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
    return text[: DAY_LENGTH + 1] + f"{hour + 12 if hour < 12 else hour:02d}" + text[DAY_LENGTH + 3 :]


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
    if not all(one & (joining | RANGE_CLASSES | _CONNECTORS | _DIRECTIONS) for one in found):
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
        (pair(one, other), why)
        for one, other, why in zip(firsts, lasts, reasons, strict=False)
    )


def _in_year_of(first: Term, last: Term) -> Ends:
    """The first date of two in the year of the last one, or the year before: "3 May to 2 June 2021"."""
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
    found = [token for token in tokens if not names(token) & _ARTICLES - {"comma"}]
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
        others = _other_pairs(
            first, last, lambda a, b: Ends(a.low, b.low, ",", (a.low, b.low))
        )
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
    direction = direction_of_words([one for one in tokens if not names(one) & _ARTICLES])[0]
    sign = {"before": -1, "after": 1}.get(direction)
    length = first.resolution.length if first.resolution.kind == "duration" else None
    neighbour = first.match.value("neighbour") if not tokens or direction == "" else None
    if neighbour in ("-1", "1") and all(names(one) & _ARTICLES for one in tokens):
        sign, length = int(neighbour), Length(1, "day")
    if sign is None or length is None or length.amount is None or not first.match.context.anchor:
        return None
    return _at_distance(first, last, length, sign)


def _at_distance(first: Term, last: Term, length: Length, sign: int) -> Term | None:
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


_JOINS: Final[tuple[Callable[[Context, Term, Term], Term | None], ...]] = (
    _with_clock,
    _range,
    _list,
    _distance,
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


# What stands before a date


def _with_direction(context: Context, term: Term, start: int) -> Term:
    """The term with the direction of the words around it, and with the unit around a date."""
    if term.ends is None or term.resolution.length is not None:
        return term
    term = _with_unit(context, term, start)
    lead = lead_start(context.tokens, term.core, start)
    words = context.tokens[lead : term.core]
    if term.parts and not term.is_whole:
        # "gestern ab 14 Uhr"
        words = [*words, *context.tokens[term.parts[0].last : term.parts[1].core]]
    direction, understood = direction_of_words(words, clock=term.has_clock)
    following = context.tokens[term.last] if term.last < len(context.tokens) else None
    after = direction_after(following) if following else ""
    if after:
        direction = after if after.startswith("not_") or not direction else direction
        term = replace(term, last=term.last + 1)
    if term.is_whole and direction == "since":
        direction = ""  # "from Monday to Friday"
    first = direction_start(context.tokens, lead, term.core) if direction else term.core
    if term.is_whole and not direction:
        first = _start_of_whole(context, term.core, start)
    unread = () if understood else tuple(word.text for word in words if names(word) - _ARTICLES)
    return replace(term, direction=direction, first=first, unread=unread)


def _start_of_whole(context: Context, core: int, start: int) -> int:
    """The token of "from", "between" or "either" before the first of two dates."""
    for index in range(core - 1, max(start, core - 3) - 1, -1):
        if names(context.tokens[index]) & {"from", "between", "either"}:
            return index
    return core


def _with_unit(context: Context, term: Term, start: int) -> Term:
    """ "the week of 8 May": the unit that contains the day."""
    index = term.core - 1
    while index > start and names(context.tokens[index]) & {"the", "on"}:
        index -= 1
    if index <= start - 1 or index < 1 or not names(context.tokens[index]) & {"of", "from", "the"}:
        return term
    unit = context.tokens[index - 1].value("unit")
    whole = term.ends.whole if term.ends else None
    if unit not in ("week", "weekend", "month", "year") or whole is None or index - 1 < start:
        return term
    if unit in ("month", "year"):
        return replace(term, core=index - 1, first=index - 1) if whole.unit == unit else term
    if not term.is_day:
        return term
    around = period(unit, whole.first)
    low, high = around.edtf.split("/")
    why = replace(term.why, more=(*term.why.more, Reason("unit_around", {"unit": unit})))
    ends = Ends(low, high, whole=around)
    return replace(term, core=index - 1, first=index - 1, ends=ends, others=(), why=why)


def _with_fiscal_year(context: Context, term: Term) -> Term:
    """A fiscal year is never sure: it begins on another day in each country and company."""
    words = [token.text for token in context.tokens[term.first : term.last] if token.value("fiscal") == "fiscal"]
    whole = term.resolution.period
    if not words or term.ends is None:
        return term
    others = term.others
    if whole is not None and whole.unit == "year":
        others = ((Ends(f"{whole.first.year - 1:04d}-10", f"{whole.first.year:04d}-09"), Reason("fiscal_us")),)
    elif whole is not None and whole.unit == "quarter":
        before = shifted(whole, -1)
        others = ((Ends(before.edtf, before.edtf, whole=before), Reason("fiscal_us")),)
    why = replace(term.why, more=(*term.why.more, Reason("fiscal")))
    return replace(term, others=others, why=why, unread=(*term.unread, *words))
