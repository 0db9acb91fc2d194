"""The characters that no text may contain: control characters and lone surrogates.

PostgreSQL cannot store NUL, UTF-8 cannot encode surrogates, and terminals and browsers act on other
control characters. The rule is the same for every input; texts of several lines may also contain
tabs and line breaks.
"""

import re
import unicodedata
from collections import Counter
from enum import StrEnum
from typing import Final

CONTROL_RANGES: Final = r"\x00-\x1f\x7f-\x9f"
"""For character classes of other patterns: the Unicode category Cc (C0, DEL and C1)."""

_CONTROL: Final = re.compile(f"[{CONTROL_RANGES}]")
_CONTROL_EXCEPT_LINES: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_SURROGATE: Final = re.compile(r"[\ud800-\udfff]")


def has_control_characters(text: str, *, multiline: bool = False) -> bool:
    """Whether a text has control characters.

    With ``multiline``, tab, line feed and carriage return are allowed.
    """
    pattern = _CONTROL_EXCEPT_LINES if multiline else _CONTROL
    return pattern.search(text) is not None


def has_surrogates(text: str) -> bool:
    """Whether a text has lone surrogates, which JSON can spell (``\\ud800``) but UTF-8 cannot."""
    return _SURROGATE.search(text) is not None


def has_invalid_characters(text: str, *, multiline: bool = False) -> bool:
    """Whether a text has control characters or lone surrogates."""
    return has_control_characters(text, multiline=multiline) or has_surrogates(text)


class Removed(StrEnum):
    """What `clean_text` takes out of a text."""

    CONTROL = "control"
    SOFT_HYPHEN = "soft_hyphen"
    ZERO_WIDTH = "zero_width"
    DIRECTION = "direction"


_LINE_BREAKS: Final = re.compile("[\x0b\x0c\x85\u2028\u2029]")
_LETTERS_APART: Final = "[\\u0000-\\u058f\\u2000-\\u206f]"
_INVISIBLE: Final = {
    Removed.CONTROL: _CONTROL_EXCEPT_LINES,
    Removed.SOFT_HYPHEN: re.compile("\u00ad"),
    # Joiners change how Persian, Indic and emoji are written. Between other letters they are
    # invisible, as are the marks that are meant for line breaks.
    Removed.ZERO_WIDTH: re.compile(
        f"[\u200b\u2060\ufeff]|(?:^|(?<={_LETTERS_APART}))[\u200c\u200d]+(?={_LETTERS_APART}|$)"
    ),
    # The marks of a single position (U+200E, U+200F, U+061C) stay: right-to-left texts need them.
    Removed.DIRECTION: re.compile("[\u202a-\u202e\u2066-\u2069]"),
}


def clean_text(text: str) -> tuple[str, Counter[Removed]]:
    """Return a pasted text as it is stored: in NFC, and without what nobody can see in it.

    Vertical tabs, form feeds and other separators of lines become line feeds. Also return how many
    characters of which kind were removed.
    """
    removed: Counter[Removed] = Counter()
    text, breaks = _LINE_BREAKS.subn("\n", text)
    removed[Removed.CONTROL] += breaks
    for kind, pattern in _INVISIBLE.items():
        text, count = pattern.subn("", text)
        removed[kind] += count
    return unicodedata.normalize("NFC", text), +removed
