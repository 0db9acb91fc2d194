"""What was read in a text: where, what kind, which date, how sure, and why."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal, get_args

from events.dates.phrases.reasons import Reason
from events.dates.when import When

Kind = Literal["date", "time", "duration", "repeated", "past", "present", "future"]
"""``date`` and ``time`` (a date with a part of day or a clock time) may become an event's date; a
``duration`` ("four weeks") and ``repeated`` times ("every Friday") are no dates; ``past``,
``present`` and ``future`` refer to no calendar date at all ("formerly", "nowadays", "soon")."""
KINDS: Final[tuple[str, ...]] = get_args(Kind)

Tier = Literal[1, 2, 3]
"""1 sure, 2 likely, 3 vague or no calendar date."""


@dataclass(frozen=True)
class Length:
    """So many units; ``amount`` None is "several"."""

    amount: float | None
    unit: str


@dataclass(frozen=True)
class Alternative:
    """Another date that the same words can mean."""

    when: When
    why: Reason

    @property
    def reason(self) -> str:
        return self.why.words("en")

    def as_json(self, languages: Sequence[str] = ("en", "de")) -> dict[str, Any]:
        return {
            "when": self.when.as_json(languages),
            "reason": {language: self.why.words(language) for language in languages},
        }


@dataclass(frozen=True)
class Reading:
    """One expression of time in a text.

    ``start`` and ``end`` are offsets in characters of the text, half-open. ``when`` is None for
    what is no date. ``period`` is the EDTF text of the calendar period that is named, without part
    or direction: "2022-02" for "late February 2022" and for "since February 2022". ``part`` is
    the part of it ("start", "middle", "end") or of the day ("morning", "midday", "afternoon",
    "evening", "night"), else "". ``relation`` is "since", "until", "before", "after", or "window"
    for what reaches to or from the anchor ("the past days"), else "".
    ``length`` is the number of units of a duration, an offset or a window. ``ends`` are the two
    readings that a range was joined from.
    """

    start: int
    end: int
    text: str
    kind: Kind
    when: When | None
    tier: Tier
    why: Reason
    alternatives: tuple[Alternative, ...] = ()
    period: str = ""
    part: str = ""
    relation: str = ""
    length: Length | None = None
    ends: tuple["Reading", ...] = field(default=())

    @property
    def span(self) -> tuple[int, int]:
        return self.start, self.end

    @property
    def reason(self) -> str:
        """Why, in English; ``why.words(language)`` in another language."""
        return self.why.words("en")

    def as_json(self, languages: Sequence[str] = ("en", "de")) -> dict[str, Any]:
        """As ``dates/resolve/`` answers it."""
        return {
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "kind": self.kind,
            "tier": self.tier,
            "when": self.when.as_json(languages) if self.when else None,
            "part": self.part,
            "reason": {language: self.why.words(language) for language in languages},
            "alternatives": [other.as_json(languages) for other in self.alternatives],
        }
