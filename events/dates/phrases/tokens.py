"""The tokenizer: text to tokens, each with the word classes that it can have.

The classes of numbers are ``D`` (1 to 31, a day of the month), ``Y`` (1000 to 2199, a year), ``N``
(other numbers), ``F`` (figures that are no date) and ``nth`` ("21st").
"""

import re
from functools import lru_cache
from typing import Final, NamedTuple

Entries = frozenset[tuple[str, str]]
"""(class, value) pairs such as ``("month", "2")``; a word can have several classes."""

PLAIN: Final[Entries] = frozenset({("plain", "")})
CAPITAL: Final[Entries] = frozenset({("capital", "")})
BREAK: Final[Entries] = frozenset({("break", "")})
SHAPES: Final[tuple[Entries, ...]] = tuple(
    frozenset((name, "") for name in names)
    for names in (
        *((name,) for name in ("iso", "dotted", "slashed", "clock", "short", "F", "Y", "nth")),
        *((name,) for name in ("basic", "code", "offset", "sign")),
        *((name,) for name in ("ordinal", "dot", "comma", "colon", "stop", "dash", "slash")),
        *((name,) for name in ("open", "close", "quote", "tick", "money", "measure", "law")),
        ("D", "count"),
        ("N", "count"),
        ("dotclock", "F"),
    )
)
"""The class sets of all tokens that are no words, without values."""

_PUNCTUATION: Final = {
    ".": "dot",
    ",": "comma",
    ":": "colon",
    ";": "stop",
    "!": "stop",
    "?": "stop",
    "-": "dash",
    "–": "dash",
    "—": "dash",
    "/": "slash",
    "(": "open",
    ")": "close",
    "[": "open",
    "]": "close",
    **dict.fromkeys('"„“”«»', "quote"),
    **dict.fromkeys("'’‘‚‹›", "tick"),
    **dict.fromkeys("€$£¥", "money"),
    "+": "sign",
    "\N{MINUS SIGN}": "sign",
    "%": "measure",
    "§": "law",
    "#": "money",
}
# Every alternative is bounded or a simple run, so matching is linear on any text. Not ``\d``, which
# matches the digits of every script. The words are first, because most tokens are words.
TOKEN: Final = re.compile(
    r"""(?=\S)(?:
      (?P<code>(?<![A-Za-z])(?:Q[1-4]|H[12])(?![^\W_]))
    | (?P<word>[^\W\d_]+)
    | (?P<chain>(?<![0-9.])[0-9]{1,4}(?:[.:/][0-9]{1,4}){4,}[.:/]?|[0-9]{9,})
    | (?P<run>(?P<sign>[^\w\s])(?P=sign){3,})
    | (?P<iso>(?<![0-9.,-])[0-9]{4}-[0-9]{2}-[0-9]{2}
          (?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?
              (?:Z|[ ]?[+-][0-9]{2}:?[0-9]{2})?)?(?![0-9]|-[0-9])
        | (?<![0-9./-])[0-9]{4}(?:/[0-9]{1,2}/|\.[0-9]{1,2}\.)[0-9]{1,2}(?![0-9]|[./][0-9]))
    | (?P<dotted>(?<![0-9.,])[0-9]{1,2}\.[ \u00a0]?[0-9]{1,2}\.
          (?:[ \u00a0]?[0-9]{4}|[0-9]{2})(?![0-9]|\.[0-9])
        | (?<![0-9.,])[0-9]{1,2}\.[0-9]{1,2}\.(?![0-9]))
    | (?P<slashed>(?<![0-9/])[0-9]{1,2}/[0-9]{1,2}/(?:[0-9]{4}|[0-9]{2})(?![0-9/])
        | (?<![0-9-])[0-9]{1,2}-[0-9]{1,2}-[0-9]{4}(?![0-9-]))
    | (?P<offset>(?:(?<=GMT)|(?<=UTC)|(?<=:[0-9]{2})|(?<=:[0-9]{2}[ ])
          |(?<=GMT[ ])|(?<=UTC[ ]))[+\-\u2212][0-9]{1,2}(?::?[0-9]{2})?
          (?![0-9]|[.,:][0-9]))
    | (?P<clock>(?<![0-9:.,])[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![0-9:]))
    | (?P<dotclock>(?<![0-9:.,])[0-9]{1,2}\.[0-9]{2}(?![0-9]|[.,][0-9]))
    | (?P<figure>[0-9]{1,3}(?:[.,'’\u00a0][0-9]{3})+(?![0-9])|[0-9]+[.,][0-9]+)
    | (?P<short>(?<![0-9A-Za-z])['’][0-9]{2}(?![0-9]))
    | (?P<nth>(?:[0-9]{1,2}(?:st|nd|rd|th|ème|e)|1er)\b)
    | (?P<basic>(?<![0-9])(?:19|20)[0-9]{6}(?![0-9]))
    | (?P<number>[0-9]+)
    | (?P<other>[^\s])
    )""",
    re.VERBOSE,
)


class Token(NamedTuple):
    start: int
    end: int
    text: str
    entries: Entries
    character: str

    def value(self, name: str) -> str | None:
        """The token's value in the class; None if it does not have the class."""
        for key, value in self.entries:
            if key == name:
                return value
        return None


@lru_cache(maxsize=4096)
def _names(entries: Entries) -> frozenset[str]:
    return frozenset(name for name, _ in entries)


def names(token: Token | None) -> frozenset[str]:
    """The classes of a token; none at the edge of a text."""
    return _names(token.entries) if token else frozenset()


def number_entries(text: str) -> Entries:
    """The classes of a run of digits."""
    if len(text) <= 2:
        number = int(text)
        name = "D" if 1 <= number <= 31 else "N"
        return frozenset({(name, str(number)), ("count", str(number))})
    if len(text) == 4 and "1000" <= text <= "2199":
        return frozenset({("Y", text)})
    if len(text) <= 5 and text.isdigit():
        return frozenset({("N", text), ("count", str(int(text)))})
    return frozenset({("F", "")})


def shape_entries(kind: str, text: str) -> Entries:
    """The classes of a token that is not a word."""
    if kind in ("run", "number", "chain"):
        return PLAIN if kind == "run" else number_entries(text)
    if kind == "other":
        name = _PUNCTUATION.get(text)
        return frozenset({(name, "")}) if name else PLAIN
    if kind in ("figure", "dotclock"):
        return frozenset({("F", text), *([(kind, text)] if kind == "dotclock" else [])})
    if kind == "iso" and text[4] != "-":
        parts = (f"{int(part):02d}" for part in text.replace("/", ".").split("."))
        return frozenset({("iso", "-".join(parts))})
    if kind == "offset":
        return frozenset({("offset", _offset(text))})
    if kind == "code":
        return frozenset({("code", str((32 if text[0] == "Q" else 39) + int(text[1])))})
    if kind == "nth":
        digits = text[:2] if text[1].isdigit() else text[0]
        entry = ("nth", digits)
        return frozenset({entry}) if 1 <= int(digits) <= 31 else frozenset({("ordinal", digits)})
    return frozenset({(kind, text)})


def _offset(text: str) -> str:
    """An offset from UTC as ``+hh:mm``: "+3", "-0500" and "+05:30" are known."""
    digits = text.strip()[1:].replace(":", "")
    hours, minutes = (digits, "00") if len(digits) < 3 else (digits[:-2], digits[-2:])
    return f"{'+' if '+' in text else '-'}{int(hours):02d}:{minutes}"


def is_break(text: str, start: int, end: int) -> bool:
    """Whether a blank line (the end of a paragraph) is between two tokens."""
    return end - start > 1 and text.count("\n", start, end) > 1
