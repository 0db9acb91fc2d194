"""The characters that no text may contain: control characters and lone surrogates.

PostgreSQL cannot store NUL, UTF-8 cannot encode surrogates, and terminals and browsers act on other
control characters. The rule is the same for every input; texts of several lines may also contain
tabs and line breaks.
"""

import re
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
