"""What a date widget submits, and what the page showed for it."""

import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from events.dates import When
from events.record import limits
from events.record.language import LANGUAGE_LENGTH, canonical_language
from events.record.text import has_invalid_characters
from events.record.vocabulary import Basis

PARTS: Final = (
    *("text", "edtf", "timezone", "language", "anchor", "basis"),
    *("initial", "shown", "choice"),
)
"""The subwidgets of the date widget, in their order."""
MAX_LENGTHS: Final = {
    "text": limits.PHRASE,
    "edtf": limits.EDTF,
    "timezone": limits.TIMEZONE,
    "language": LANGUAGE_LENGTH,
    "anchor": limits.INSTANT,
    "basis": 16,
    "choice": limits.EDTF,
}
_MAX_SNAPSHOT_LENGTH: Final = 4000
_SNAPSHOT_INPUT: Final = ("text", "edtf", "language", "anchor")
_SNAPSHOT_WHEN: Final = ("edtf", "basis", "phrase", "phrase_language", "anchor")
# Invisible marks are copied along with text and would reverse the page that shows the phrase. These
# two (zero-width joiner and non-joiner) are part of the spelling in Persian and Hindi.
_JOINERS: Final = "\u200c\u200d"


@dataclass(frozen=True)
class WhenInput:
    """The normalized values of a date widget.

    `text` is the main input: a date or a phrase. The others are optional: `edtf` is the date that
    the phrase stands for, `language` that of the phrase, `anchor` the moment it counts from.
    `initial` and `shown` are hidden inputs with a `Snapshot` as JSON: of the saved date, and of the
    date that the page showed last. `choice` is the radio button of one of several dates.
    """

    text: str = ""
    edtf: str = ""
    timezone: str = ""
    language: str = ""
    anchor: str = ""
    basis: str = ""
    initial: str = ""
    shown: str = ""
    choice: str = ""

    @classmethod
    def from_list(cls, values: Sequence[Any] | None) -> "WhenInput":
        """From the values in the order of `PARTS`; what is missing or not a string is empty."""
        texts = [value if isinstance(value, str) else "" for value in values or ()]
        named = dict(zip(PARTS, texts, strict=False))
        for part in MAX_LENGTHS:
            if part in named:
                named[part] = normalize_text(named[part][:_MAX_SNAPSHOT_LENGTH])
        named["language"] = canonical_language(named.get("language", ""))
        return cls(**named)

    @classmethod
    def from_value(cls, value: Any) -> "WhenInput":
        """The input that shows a saved When: its phrase if it has one. A string is shown as is."""
        if not isinstance(value, When):
            return cls(text=normalize_text(value)) if isinstance(value, str) else cls()
        text = normalize_text(value.phrase) or value.edtf
        return cls(
            text=text,
            timezone=value.timezone or "",
            # Only if it is not what the input would result in anyway.
            basis="" if value.basis == default_basis(value) else value.basis,
            initial=Snapshot(text, "", "", "", replace(value, timezone=None)).dump(),
        )

    def as_list(self) -> list[str]:
        """The values in the order of `PARTS`."""
        return [getattr(self, part) for part in PARTS]

    @property
    def parsed_parts(self) -> tuple[str, str, str, str]:
        """The values that decide which date it is."""
        return self.text, self.edtf, self.language, self.anchor

    def with_choice(self) -> "WhenInput":
        """With the chosen date as `edtf`. A choice that was made for another text is dropped."""
        shown = Snapshot.load(self.shown)
        if shown is None:
            return replace(self, choice="")
        typed = self.edtf if self.edtf != shown.edtf else ""
        if self.text != shown.text:
            return replace(self, edtf=typed, choice="")
        return replace(self, edtf=typed or self.choice or self.edtf, choice="")


@dataclass(frozen=True)
class Snapshot:
    """The date that a page showed for an input: it applies for as long as the input is unchanged.

    `source` is the id of the source that the date was counted from, "" if there is none.
    """

    text: str
    edtf: str
    language: str
    anchor: str
    when: When
    source: str = ""

    @property
    def parsed_parts(self) -> tuple[str, str, str, str]:
        return self.text, self.edtf, self.language, self.anchor

    def dump(self) -> str:
        when = {
            "edtf": self.when.edtf,
            "basis": self.when.basis,
            "phrase": self.when.phrase,
            "phrase_language": self.when.phrase_language,
            "anchor": self.when.anchor.isoformat() if self.when.anchor else "",
        }
        parts = dict(zip(_SNAPSHOT_INPUT, self.parsed_parts, strict=True))
        return json.dumps({**parts, "source": self.source, "when": when}, ensure_ascii=False)

    @classmethod
    def load(cls, text: str) -> "Snapshot | None":
        """From a hidden input; None for anything that `dump` cannot have written."""
        if not text or len(text) > _MAX_SNAPSHOT_LENGTH:
            return None
        try:
            data = json.loads(text)
            parts = {name: _safe_text(data[name]) for name in _SNAPSHOT_INPUT}
            when = {name: _safe_text(data["when"][name]) for name in _SNAPSHOT_WHEN}
            anchor = when.pop("anchor")
            if normalize_text(when["phrase"]) not in {"", parts["text"]}:
                return None
            moment = datetime.fromisoformat(anchor) if anchor else None
            return cls(**parts, when=When(**when, anchor=moment), source=_safe_text(data["source"]))
        except (ValueError, TypeError, KeyError, RecursionError):
            return None


def _safe_text(value: object) -> str:
    """A string that a database can store: JSON can contain NUL and lone surrogates."""
    if not isinstance(value, str) or len(value) > limits.PHRASE:
        raise TypeError
    if has_invalid_characters(value):
        raise ValueError
    return value


def normalize_text(text: str) -> str:
    """Strip and collapse whitespace, and remove invisible marks."""
    marks = {mark for mark in text if unicodedata.category(mark) == "Cf"} - set(_JOINERS)
    return " ".join(text.translate({ord(mark): None for mark in marks}).split())


def default_basis(when: When) -> str:
    return Basis.RESOLVED_PHRASE if when.anchor else Basis.STATED
