"""Composes the dates of a text: a day with its clock time, ranges, lists, distances, directions.

Each step looks only at a term and the tokens around it, so all of them combine: any direction with
any part, unit and clock time. Words that touch a date and are in no step are reported as unread.
"""

from dataclasses import replace
from typing import Final

from events.dates.phrases.calendar import shifted
from events.dates.phrases.clocks import DAY_LENGTH
from events.dates.phrases.directions import (
    direction_after,
    direction_of_words,
    direction_start,
    lead_start,
)
from events.dates.phrases.joins import (
    ARTICLES,
    DIRECTIONS,
    JOINS,
    UNIT_LINKS,
    around_of,
    at_distance,
)
from events.dates.phrases.leftovers import is_no_date, with_unread_words
from events.dates.phrases.matching import Context, Match, Resolution
from events.dates.phrases.reading import Length, Reading
from events.dates.phrases.reasons import Reason
from events.dates.phrases.terms import Ends, Term, reading_of, term_of
from events.dates.phrases.tokens import names

_LEADING: Final = ARTICLES | DIRECTIONS | {"between", "to", "either", "than", "not", "including"}


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
        for join in JOINS:
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
    if direction and not term.is_whole:
        term = _in_direction(context, term, direction)
    if direction in ("before", "after") and _is_possessive(term):
        # "after Sunday's vote" is not after Sunday.
        return replace(term, unread=())
    first = direction_start(context.tokens, lead, term.core) if direction else term.core
    if term.is_whole and not direction:
        first = _start_of_whole(context, term.core, start)
    unread = () if understood else tuple(word.text for word in words if names(word) - ARTICLES)
    if (direction, first, unread) == (term.direction, term.first, term.unread):
        return term
    return replace(term, direction=direction, first=first, unread=unread)


def _is_possessive(term: Term) -> bool:
    is_day = term.match.rule.resolver in ("weekday", "deictic")
    return is_day and bool(term.match.values("plural")) and not term.parts


def _start_of_whole(context: Context, core: int, start: int) -> int:
    """The token of "from", "between" or "either" before the first of two dates."""
    for index in range(core - 1, max(start, core - 3) - 1, -1):
        if names(context.tokens[index]) & {"from", "between", "either"}:
            return index
    return core


def _with_unit(context: Context, term: Term, start: int) -> Term:
    """ "the week of 8 May", "am Tag nach Ostern": the unit around the day, or next to it."""
    index = term.core - 1
    while index >= start and names(context.tokens[index]) & UNIT_LINKS:
        index -= 1
    unit = context.tokens[index].value("unit") if index >= start else None
    words, whole = context.tokens[index + 1 : term.core], term.ends.whole if term.ends else None
    if unit is None or whole is None or not words or term.direction:
        return term
    direction = direction_of_words(words)[0]
    if unit == "day" and direction in ("before", "after"):
        sign = -1 if direction == "before" else 1
        joined = at_distance(replace(term, core=index), term, Length(1, unit), sign)
        return replace(joined, first=index) if joined else term
    if direction or not any(names(word) & {"of", "from", "the"} for word in words):
        return term
    return around_of(term, unit, index) or term


def _in_direction(context: Context, term: Term, direction: str) -> Term:
    """ "until 6 p.m. on Friday" is about the next Friday, like "until Friday"."""
    wanted = {"since": "weekday_past", "before": "", "after": "", "around": ""}
    code = wanted.get(direction, "weekday_future")
    if not term.parts or not code or term.why.code not in ("weekday_past", "weekday_future"):
        return term
    if term.why.code == code or term.ends is None or context.today is None:
        return term
    today = context.today.isoformat()
    for ends, why in term.others:
        if (ends.low[:DAY_LENGTH] > today) == (code == "weekday_future"):
            others = (
                (
                    term.ends,
                    Reason(
                        "weekday_last" if code == "weekday_future" else "weekday_next", why.details
                    ),
                ),
            )
            return replace(term, ends=ends, why=why, others=others)
    return term


def _with_fiscal_year(context: Context, term: Term) -> Term:
    """A fiscal year is never sure: it begins on another day in each country and company."""
    words = [
        token.text
        for token in context.tokens[term.first : term.last]
        if token.value("fiscal") == "fiscal"
    ]
    whole = term.resolution.period
    if not words or term.ends is None:
        return term
    others = term.others
    if whole is not None and whole.unit == "year":
        others = (
            (
                Ends(f"{whole.first.year - 1:04d}-10", f"{whole.first.year:04d}-09"),
                Reason("fiscal_us"),
            ),
        )
    elif whole is not None and whole.unit == "quarter":
        before = shifted(whole, -1)
        others = ((Ends(before.edtf, before.edtf, whole=before), Reason("fiscal_us")),)
    why = replace(term.why, more=(*term.why.more, Reason("fiscal")))
    return replace(term, others=others, why=why, unread=(*term.unread, *words))
