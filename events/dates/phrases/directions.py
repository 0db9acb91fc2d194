"""What a direction makes of a date: "since", "by", "not before", "between" and the like.

Durations are intervals (``a/..``); what is not known is one of a range (``[a..]``, ``[..b]``).
"""

from datetime import date
from typing import Final

from events.dates.edtf import PARTS, Point, parse_expression
from events.dates.phrases.calendar import part_of_year, period, shifted
from events.dates.phrases.tokens import Token

DIRECTIONS: Final = ("since", "until", "before", "after", "not_before", "not_after", "around")
_NEGATED: Final = {
    "before": "not_before",
    "after": "not_after",
    "until": "not_before",
    "not_before": "before",
    "not_after": "after",
}
_INCLUDING: Final = {"before": "not_after", "after": "not_before"}
_WORDS: Final = {
    "since": "since",
    "from": "since",
    "earliest": "not_before",
    "until": "until",
    "by": "not_after",
    "latest": "not_after",
    "before": "before",
    "after": "after",
    "around": "around",
    "about": "around",
    "at": "around",
}
"""The direction of a word by its value in its class."""
_MAX_LEAD: Final = 6
"""Tokens before a date that can be its direction."""
_LEAD: Final = frozenset(
    name
    for line in (
        "at in on of the for open tick to since until before after around about from",
        "not than including",
    )
    for name in line.split()
)
_STRONG: Final = frozenset(("not", "later"))
_INCLUDED: Final = frozenset(("before", "after"))
_CLASSES: Final = frozenset(("since", "until", "before", "after", "around", "about"))


def direction_of_word(token: Token, *, clock: bool = False) -> str:
    """The direction that a word indicates; "um" is no "around" before a clock time."""
    for name, value in token.entries:
        if name in _CLASSES:
            return "" if clock and value == "at" else _WORDS.get(value, "")
    return ""


def direction_after(token: Token) -> str:
    """The direction that a word after a date indicates: "or later", "at the latest", "onwards"."""
    if token.value("until") == "latest" or token.value("since") == "earliest":
        return direction_of_word(token)
    return token.value("direction_after") or ""


def direction_of_words(words: list[Token], *, clock: bool = False) -> tuple[str, bool]:
    """The direction of the words before a date, and whether all of them are understood.

    Composed from a negation ("not before"), the named day ("on or before"), a comparison ("no later
    than") and the preposition itself.
    """
    found, negated, at, inclusive = "", False, False, False
    for index, token in enumerate(words):
        if token.value("not") is not None:
            negated = not negated
        elif token.value("and") == "or":
            inclusive = at
        elif token.value("later") is not None and _is_comparison(words, index):
            found = "after" if token.value("later") == "1" else "before"
        elif word := direction_of_word(token, clock=clock):
            found = _stronger(found, word)
            if not found:
                return "", False  # "since before 2020"
        at = token.value("at") is not None or token.value("in") is not None
    if inclusive:
        found = _INCLUDING.get(found, "")
    if negated:
        found = _NEGATED.get(found, "")
    return found, bool(found) or not (negated or inclusive)


def _is_comparison(words: list[Token], index: int) -> bool:
    return index + 1 < len(words) and words[index + 1].value("than") is not None


def _stronger(found: str, word: str) -> str:
    """ "spätestens bis" is a deadline, "since around" a beginning; "" if two words disagree."""
    if found in ("", word, "around"):
        return word
    if word == "around":
        return found
    for pair, result in (
        ({"not_after", "until"}, "not_after"),
        ({"not_before", "since"}, "not_before"),
        ({"not_after", "before"}, "before"),
        ({"not_before", "after"}, "after"),
    ):
        if {found, word} == pair:
            return result
    return ""


def lead_start(tokens: list[Token], core: int, low: int = 0) -> int:
    """The first of the tokens before a date that can be its direction."""
    start = core
    while start > max(low, core - _MAX_LEAD) and is_lead(tokens, start - 1):
        start -= 1
    return start


def direction_start(tokens: list[Token], lead: int, core: int) -> int:
    """The first token of the direction itself, without articles: "until" in "the until the"."""
    for index in range(lead, core):
        inclusive = index + 1 < core and tokens[index + 1].value("and") == "or"
        if inclusive or direction_of_word(tokens[index]) or _class_of(tokens[index], _STRONG):
            return index
    return core


def is_lead(tokens: list[Token], index: int) -> bool:
    """Whether a token can stand before a date as part of its direction."""
    token = tokens[index]
    if _class_of(token, _LEAD):
        return True
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if following is None:
        return False
    if token.value("later") is not None:
        return following.value("than") is not None
    # "on or before"
    return token.value("and") == "or" and _class_of(following, _INCLUDED)


def _class_of(token: Token, classes: frozenset[str]) -> bool:
    return any(name in classes for name, _ in token.entries)


def directed(direction: str, low: str, high: str) -> str:
    """The EDTF text of a direction from or to a date with the ends ``low`` and ``high``."""
    match direction:
        case "since":
            return f"{low}/.."
        case "until":
            return f"../{high}"
        case "not_before":
            return f"[{low}..]"
        case "not_after":
            return f"[..{high}]"
        case "before":
            return f"[..{step(low, -1)}]"
        case "after":
            return f"[{step(high, 1)}..]"
    ends = [low, high] if low != high else [low]
    return "/".join(f"{end.rstrip('~')}~" for end in ends)


def step(text: str, number: int) -> str:
    """The EDTF point ``number`` units of its own precision later; a clock time stays as it is."""
    point = parse_expression(text)
    if not isinstance(point, Point) or point.has_clock:
        return text
    qualifier = "~" if point.approximate else ""
    unit = PARTS[point.part] if point.part else point.form
    if point.part:
        start = part_of_year(point.year, point.part)
    else:
        start = period(unit, date(max(point.year, 1), point.month or 1, point.day or 1))
    return shifted(start, number).edtf + qualifier
