"""Nothing beside a date is dropped: what touches it is part of it, denies it, or is unread.

This is the only place that decides about numbers, signs, eras, negations, zones, units, currencies,
versions and prepositions of time next to a date that no rule has consumed.
"""

from dataclasses import replace
from typing import Final

from events.dates.phrases.clocks import LOCAL
from events.dates.phrases.matching import Context
from events.dates.phrases.terms import Term
from events.dates.phrases.tokens import Token, names

_NUMBERS: Final = frozenset(
    ("D", "N", "Y", "F", "nth", "clock", "dotclock", "dotted", "slashed", "iso", "code", "offset")
)
_BARE: Final = frozenset(("D", "N", "Y", "F", "dotted", "dotclock"))
_AMOUNTS: Final = frozenset(("measure", "money"))
_NAMES: Final = frozenset(("money", "law", "number_before"))
_DOUBTFUL: Final = frozenset(("ordinal", "zone", "era", "slash", "sign"))
_UNITS: Final = frozenset(("unit", "units"))
_TIME_PREPOSITIONS: Final = frozenset(("since", "until", "before", "after", "than"))
_JOINING: Final = frozenset(("until", "to", "and", "on", "dash"))
_SKIPPED: Final = frozenset(("the", "at", "in", "on", "of"))


def is_no_date(context: Context, term: Term, following: Term | None) -> bool:
    """Whether the words beside a term deny it: an era, a unit, a version, a longer number."""
    if term.ends is None:
        return False
    before, after = _at(context, term.first - 1), _at(context, term.last)
    if any(one is not None and one.value("era") == "bc" for one in (before, after)):
        return True
    index = term.last + ("comma" in names(after))
    if names(_at(context, index)) & _NUMBERS and "era" in names(_at(context, index + 1)):
        return True  # "15 March, 44 BC"
    edges = context.tokens[term.core], context.tokens[term.last - 1]
    if _is_bare(context, term) and (_is_amount(context, term.last) or _is_name(context, term)):
        return True
    first, last = names(edges[0]) & _NUMBERS, names(edges[1]) & _NUMBERS
    if first and _is_glued(context, term.core - 1):
        return True
    return bool(last) and _is_glued(context, term.last, forward=True)


def _touching(context: Context, index: int, edge: int) -> Token | None:
    """The token beside the edge of a term, unless it is on another line."""
    token = _at(context, index)
    if token is None:
        return None
    ends = sorted((token.start, token.end, context.tokens[edge].start, context.tokens[edge].end))
    return None if "\n" in context.text[ends[1] : ends[2]] else token


def _is_bare(context: Context, term: Term) -> bool:
    """Whether a term consists of numbers alone: "1450 bis 1850", "10.4.11"."""
    tokens = [names(token) for token in context.tokens[term.core : term.last]]
    return all(one & (_BARE | _JOINING) for one in tokens)


def _at(context: Context, index: int) -> Token | None:
    return context.tokens[index] if 0 <= index < len(context.tokens) else None


def _is_amount(context: Context, index: int) -> bool:
    """Whether the tokens are a unit, as in "1450 euros", or a number with one: "to 1850 euros"."""
    for _ in range(2):
        token = _at(context, index)
        if names(token) & _AMOUNTS:
            return True
        if not (names(token) & _JOINING and names(_at(context, index + 1)) & _NUMBERS):
            return False
        index += 2
    return bool(names(_at(context, index)) & _AMOUNTS)


def _is_name(context: Context, term: Term) -> bool:
    """Whether the words before a number make it an amount or a name: "$1999", "population of"."""
    before = _at(context, term.core - 1)
    if names(before) & _NAMES:
        return True
    index = term.core - 1
    while index >= 0 and names(context.tokens[index]) & {"of", "from", "the"}:
        index -= 1
    is_of = index < term.core - 1
    return is_of and "amount_of" in names(_at(context, index))


def _is_glued(context: Context, index: int, *, forward: bool = False) -> bool:
    """Whether a number goes on at a token without a space: "10.1.12" of "10.1.12.3"."""
    sign, beyond = _at(context, index), _at(context, index + 1 if forward else index - 1)
    inner = _at(context, index - 1 if forward else index + 1)
    if sign is None or inner is None:
        return False
    if not (inner.end == sign.start if forward else sign.end == inner.start):
        return False
    if sign.text.isalnum():
        return not forward or sign.text.islower()
    if beyond is None or not (sign.end == beyond.start if forward else beyond.end == sign.start):
        return False
    if sign.text == "/" and {"Y"} == names(inner) == names(beyond):
        return False  # "Weltmeister (2005/2010)"
    if sign.text in ".:,_/" or sign.text.isdigit():
        return bool(names(beyond) & _NUMBERS)
    is_hyphen = "dash" in names(sign)
    return is_hyphen and (beyond.text[:1].islower() or beyond.text.isdigit() or not forward)


def with_unread_words(context: Context, term: Term, following: Term | None) -> Term:
    """The term with the words that touch it and were not understood; they make it tier 3."""
    if term.ends is None:
        return term
    unread = [*term.unread]
    number, dot = _at(context, term.first - 2), _at(context, term.first - 1)
    if dot is not None and dot.text == "." and "D" in names(number):
        unread.insert(0, f"{number.text if number else ''}.")  # "der 2. Dienstag"
    before = _touching(context, term.first - 1, term.first)
    if before is not None and _is_unread_before(context, term, before):
        unread.insert(0, before.text)
    after = _touching(context, term.last, term.last - 1)
    if after is not None and _is_unread_after(context, term, after, following):
        unread.append(after.text)
    if term.zone == LOCAL:
        unread.extend(token.text for token in term.match.tokens() if token.value("zone") == LOCAL)
    return replace(term, unread=tuple(dict.fromkeys(unread))) if unread else term


def _is_unread_before(context: Context, term: Term, before: Token) -> bool:
    found = names(before)
    glued = before.end == context.tokens[term.first].start
    if before.value("era") == "ad":
        return False
    if found & _NUMBERS or found & _DOUBTFUL or "not" in found:
        return True
    return glued and "dash" in found


def _is_unread_after(context: Context, term: Term, after: Token, following: Term | None) -> bool:
    found, beyond = names(after), _at(context, term.last + 1)
    glued = context.tokens[term.last - 1].end == after.start
    if after.value("era") == "ad":
        return False
    if found & _NUMBERS:
        # "On Tuesday 10 people": the number belongs to the word after it.
        counts = beyond is not None and beyond.text.isalpha() and not (names(beyond) & _DOUBTFUL)
        return not counts or bool(names(context.tokens[term.last - 1]) & _NUMBERS)
    if found & (_DOUBTFUL | _UNITS) or after.value("and") == "or":
        return True
    if "dash" in found and glued:
        return beyond is None or beyond.start > after.end or not beyond.text[:1].isupper()
    if not found & _TIME_PREPOSITIONS:
        return False
    # "am Dienstag vor dem Ausschuss" is a place, "am Dienstag vor Ostern" another date.
    index = term.last + 1
    while names(_at(context, index)) & _SKIPPED:
        index += 1
    is_date = following is not None and following.core <= index + 1
    return is_date or bool(names(_at(context, index)) & (_NUMBERS | {"unit"}))
