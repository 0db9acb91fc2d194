"""Phrases to dates: ``read`` one field, ``find`` in running text.

Neither raises on any text. Without an anchor (None, or one without an offset from UTC) only dates
that need none are read; in an unknown language only ISO 8601 and EDTF.
"""

import re
from datetime import datetime
from typing import Final

from events.dates.errors import DateError
from events.dates.phrases.reading import Alternative, Kind, Length, Reading, Tier
from events.dates.phrases.reasons import Reason
from events.dates.when import When

LANGUAGES_READ: Final = ("en", "de", "fr")

_ISO: Final = re.compile(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b", re.ASCII)


def read(text: str, anchor: datetime | None, language: str) -> Reading | None:
    """What one field says, None if it names no date or more than one."""
    found = find(text, anchor, language)
    return found[0] if len(found) == 1 else None


def find(text: str, anchor: datetime | None, language: str) -> list[Reading]:
    """All expressions of time in a running text, in its order, none overlapping."""
    readings = []
    for match in _ISO.finditer(text):
        try:
            when = When.parse(match[0], phrase=match[0], phrase_language=language, anchor=anchor)
        except DateError:
            continue
        readings.append(
            Reading(*match.span(), match[0], "date", when, 1, Reason("stated"), period=when.edtf)
        )
    return readings


__all__ = [
    "LANGUAGES_READ",
    "Alternative",
    "Kind",
    "Length",
    "Reading",
    "Reason",
    "Tier",
    "find",
    "read",
]
