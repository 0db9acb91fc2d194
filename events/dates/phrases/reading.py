"""The result of reading a text: place, kind, date, confidence tier and reason."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal, get_args

from events.dates.phrases.reasons import Reason
from events.dates.when import When

Kind = Literal["date", "time", "duration", "repeated", "past", "present", "future"]
"""As in TIMEX3, but with three kinds for references without a calendar date.

* ``date``, and ``time`` (a date with a part of the day or a clock time): have a When.
* ``duration`` ("four weeks") and ``repeated`` ("every Friday"): no date.
* ``past`` ("formerly"), ``present`` ("nowadays") and ``future`` ("soon"): no calendar date.
"""
KINDS: Final[tuple[str, ...]] = get_args(Kind)

Tier = Literal[1, 2, 3]
"""1 sure, 2 likely, 3 vague or no calendar date."""


@dataclass(frozen=True)
class Length:
    """A number of units; the amount None means "several"."""

    amount: float | None
    unit: str


@dataclass(frozen=True)
class Alternative:
    """Another date that the expression can mean."""

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
    """One temporal expression in a text.

    * ``start``, ``end``: character offsets in the text, half-open.
    * ``when``: None unless the kind is ``date`` or ``time``.
    * ``period``: the EDTF text of the calendar period, without part and relation: "2022-02" for
      "late February 2022" and for "since February 2022".
    * ``part``: "start", "middle" or "end" of the period, or "morning", "midday", "afternoon",
      "evening" or "night", else "".
    * ``relation``: "since", "until", "before", "after", "not_before", "not_after" or "around", or
      "window" for an interval that begins or ends at the anchor ("the past days"), else "".
    * ``length``: the number of units of a duration, an offset or a window.
    * ``ends``: the readings that were joined into this one.
    * ``unread``: words beside it that may change the date and were not understood.
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
    unread: tuple[str, ...] = ()

    @property
    def span(self) -> tuple[int, int]:
        return self.start, self.end

    @property
    def asks(self) -> bool:
        """Whether somebody has to see the date before it is used."""
        return bool(self.unread or (self.alternatives and self.tier > 1))

    @property
    def reason(self) -> str:
        """The reason in English. For other languages use ``why.words(language)``."""
        return self.why.words("en")

    def as_json(self, languages: Sequence[str] = ("en", "de")) -> dict[str, Any]:
        """The object that ``dates/resolve/`` returns."""
        return {
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "kind": self.kind,
            "tier": self.tier,
            "when": self.when.as_json(languages) if self.when else None,
            "part": self.part,
            "reason": {language: self.why.words(language) for language in languages},
            "unread": list(self.unread),
            "alternatives": [other.as_json(languages) for other in self.alternatives],
        }
