"""What can be removed from documents, and what stands in its place.

A redaction replaces words in the members that hold free text. Members that structure the record
(ids, types, dates, languages) are never touched, so that every document stays readable.
"""

import json
import re
import unicodedata
from typing import Any, Final
from urllib.parse import quote

SCAR: Final = "[redacted]"
"""The visible mark in documents; pages translate it."""

MIN_LENGTH: Final = 3

_OF_PATCHES: Final = frozenset({"list", "new", "patch", "set"})
"""What structures patches (see `patches`): the member is the one outside of it."""

TEXTS: Final = frozenset(
    {
        "described_as", "introduction", "label", "locator", "name", "names", "note", "office",
        "offices", "phrase", "quote", "summary", "text", "texts", "title", "titles",
        "translator", "wording",
    }
)  # fmt: skip
"""The members that hold free text: a text, or one for each language."""

EMPTIED: Final = frozenset(
    {"archive_url", "canonical_url", "content_hash", "external_key", "filter", "wikidata"}
)
"""The members with a form of their own that may be empty, where a scar would not be valid."""


def redaction_pattern(text: str) -> re.Pattern[str]:
    """Return the pattern of a text in any case, with any white space between its words.

    It also matches the text as JSON and addresses escape it, and with composed or decomposed
    accents.
    """
    words = unicodedata.normalize("NFC", text).split()
    return re.compile(_SPACE.join("".join(map(_spelled, word)) for word in words), re.IGNORECASE)


_SPACE: Final = r"(?:\s|\\[nrt]|\+|%20)+"


def _spelled(letter: str) -> str:
    """Return the pattern of one letter."""
    spellings = [
        letter,
        letter.upper(),  # "SS" for "ß"
        unicodedata.normalize("NFD", letter),
        json.dumps(letter)[1:-1],
        quote(letter, safe=""),
    ]
    # The longest first: of "\"" and the quote in it, the whole is to be replaced.
    distinct = sorted(dict.fromkeys(spellings), key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, distinct))})"


def redacted(document: Any, pattern: re.Pattern[str]) -> tuple[Any, int]:
    """Return the document (plain JSON values) with scars, and how many there are."""
    return _redacted(document, "", pattern)


def _redacted(value: Any, name: str, pattern: re.Pattern[str]) -> tuple[Any, int]:
    if isinstance(value, str):
        return _redacted_text(value, name, pattern)
    if isinstance(value, list):
        found = [_redacted(item, name, pattern) for item in value]
        return [item for item, _count in found], sum(count for _item, count in found)
    if isinstance(value, dict):
        fresh = {
            # In one text for each language, the keys are languages.
            key: _redacted(item, _member(key, item, name), pattern)
            for key, item in value.items()
        }
        counts = sum(count for _item, count in fresh.values())
        return {key: item for key, (item, _count) in fresh.items()}, counts
    return value, 0


def _member(key: str, value: Any, outer: str) -> str:
    """Return the member that a value belongs to."""
    is_translation = isinstance(value, str) and outer in TEXTS
    return outer if is_translation or key in _OF_PATCHES else key


def _redacted_text(text: str, name: str, pattern: re.Pattern[str]) -> tuple[str, int]:
    if name in TEXTS:
        return pattern.subn(SCAR, text)
    if name in EMPTIED and pattern.search(text):
        return "", 1
    return text, 0
