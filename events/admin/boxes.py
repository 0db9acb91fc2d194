"""What the boxes of a date send, and what a page has shown for them before."""

import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from events.dates import When
from events.models.when import EDTF_LENGTH
from events.record.text import has_invalid_characters
from events.record.vocabulary import Basis

PARTS: Final = (
    *("text", "edtf", "timezone", "language", "anchor", "basis"),
    *("recorded", "seen", "choice"),
)
PHRASE_LENGTH: Final = 200
LENGTHS: Final = {
    "text": PHRASE_LENGTH,
    "edtf": EDTF_LENGTH,
    "timezone": 40,
    "language": 35,
    "anchor": 40,
    "basis": 16,
    "choice": EDTF_LENGTH,
}
_MEMORY: Final = 4000
_RECORDED: Final = ("edtf", "basis", "phrase", "phrase_language", "anchor")
# Invisible marks come along with copied text and would turn round the page that shows the phrase;
# these two are letters' business in Persian and Hindi.
_JOINERS: Final = "\u200c\u200d"


@dataclass(frozen=True)
class Boxes:
    """As typed, tidied.

    `text` is the one box. The others stand below it and are empty unless the editor knows better:
    `edtf` the date that the phrase stands for, `language` of the phrase, `anchor` that it counts
    from, `basis`. `recorded` and `seen` are not typed: `Seen` as JSON. `choice` is a radio button.
    """

    text: str = ""
    edtf: str = ""
    timezone: str = ""
    language: str = ""
    anchor: str = ""
    basis: str = ""
    recorded: str = ""
    seen: str = ""
    choice: str = ""

    @classmethod
    def of(cls, values: Sequence[Any] | None) -> "Boxes":
        """In the order of `PARTS`; what is missing or no text is empty."""
        texts = [value if isinstance(value, str) else "" for value in values or ()]
        named = dict(zip(PARTS, texts, strict=False))
        typed = {part: tidy(named[part][:_MEMORY]) for part in LENGTHS if part in named}
        return cls(**{**named, **typed})

    @property
    def asked(self) -> tuple[str, str, str, str]:
        """What a reading depends on."""
        return self.text, self.edtf, self.language, self.anchor

    def settled(self) -> "Boxes":
        """With the choice among dates that a page offered; without one made for another text."""
        seen = Seen.load(self.seen)
        if seen is None:
            return replace(self, choice="")
        typed = self.edtf if self.edtf != seen.edtf else ""
        if self.text != seen.text:
            return replace(self, edtf=typed, choice="")
        return replace(self, edtf=typed or self.choice or self.edtf, choice="")


@dataclass(frozen=True)
class Seen:
    """What a page has shown for certain boxes: it stays so while they stay as they are.

    `source` is the id of the source that the date was counted from, "" for none of them.
    """

    text: str
    edtf: str
    language: str
    anchor: str
    when: When
    source: str = ""

    @property
    def asked(self) -> tuple[str, str, str, str]:
        return self.text, self.edtf, self.language, self.anchor

    def dump(self) -> str:
        when = {
            "edtf": self.when.edtf,
            "basis": self.when.basis,
            "phrase": self.when.phrase,
            "phrase_language": self.when.phrase_language,
            "anchor": self.when.anchor.isoformat() if self.when.anchor else "",
        }
        boxes = dict(zip(("text", "edtf", "language", "anchor"), self.asked, strict=True))
        return json.dumps({**boxes, "source": self.source, "when": when}, ensure_ascii=False)

    @classmethod
    def load(cls, text: str) -> "Seen | None":
        """From a page's hidden box; None for anything that no page of ours has sent."""
        if not text or len(text) > _MEMORY:
            return None
        try:
            told = json.loads(text)
            boxes = {name: _kept(told[name]) for name in ("text", "edtf", "language", "anchor")}
            when = {name: _kept(told["when"][name]) for name in _RECORDED}
            anchor = when.pop("anchor")
            if tidy(when["phrase"]) not in {"", boxes["text"]}:
                return None
            moment = datetime.fromisoformat(anchor) if anchor else None
            return cls(**boxes, when=When(**when, anchor=moment), source=_kept(told["source"]))
        except (ValueError, TypeError, KeyError, RecursionError):
            return None


def _kept(value: object) -> str:
    """A text that a database can hold; JSON can spell NUL and halves of characters."""
    if not isinstance(value, str) or len(value) > PHRASE_LENGTH:
        raise TypeError
    if has_invalid_characters(value):
        raise ValueError
    return value


def tidy(text: str) -> str:
    """Without blanks around and more than one within, and without invisible marks."""
    marks = {mark for mark in text if unicodedata.category(mark) == "Cf"} - set(_JOINERS)
    return " ".join(text.translate({ord(mark): None for mark in marks}).split())


def automatic_basis(when: When) -> str:
    return Basis.RESOLVED_PHRASE if when.anchor else Basis.STATED


def boxes_of(value: Any) -> Boxes:
    """What the boxes show of a recorded When: its phrase where it has one; of a text, the text."""
    if not isinstance(value, When):
        return Boxes(text=tidy(value)) if isinstance(value, str) else Boxes()
    text = tidy(value.phrase) or value.edtf
    return Boxes(
        text=text,
        timezone=value.timezone or "",
        # Only where it is not what the boxes would say by themselves.
        basis="" if value.basis == automatic_basis(value) else value.basis,
        recorded=Seen(text, "", "", "", replace(value, timezone=None)).dump(),
    )
