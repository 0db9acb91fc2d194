"""Readings next to each other that are one: ranges, and a date with its time of day."""

from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import Final

from events.dates.errors import DateError
from events.dates.phrases.reading import Reading
from events.dates.phrases.reasons import Reason
from events.dates.phrases.scene import Scene
from events.dates.phrases.tokens import Token
from events.dates.when import When

_BETWEEN: Final = frozenset(
    ("comma", "dot", "at", "in", "on", "of", "the", "around", "from", "for")
)
_TILL: Final = frozenset(["until", "to", "dash"])
_FEW: Final = 4


@dataclass(frozen=True)
class _Text:
    scene: Scene
    language: str
    starts: list[int]

    def between(self, end: int, start: int) -> list[Token] | None:
        """The few tokens between two readings, None if they are more."""
        low, high = bisect_left(self.starts, end), bisect_left(self.starts, start)
        return self.scene.tokens[low:high] if high - low <= _FEW else None

    def before(self, start: int) -> list[Token]:
        index = bisect_left(self.starts, start)
        return self.scene.tokens[max(0, index - 2) : index]


def joined(scene: Scene, readings: list[Reading], language: str) -> list[Reading]:
    """Ranges first, then dates with their times."""
    text = _Text(scene, language, [token.start for token in scene.tokens])
    result: list[Reading] = []
    for reading in readings:
        one = _one(text, result[-1], reading) if result else None
        if one is not None:
            result[-1] = one
        else:
            result.append(reading)
    return result


def _one(text: _Text, first: Reading, last: Reading) -> Reading | None:
    """Two readings that are one, None if they are two."""
    if first.ends or first.when is None or last.when is None:
        return None
    between = text.between(first.end, last.start)
    if between is None:
        return None
    return _range(text, first, last, between) or _date_and_time(text, first, last, between)


def _names(token: Token) -> set[str]:
    return {name for name, _ in token.entries}


def _range(text: _Text, first: Reading, last: Reading, between: list[Token]) -> Reading | None:
    names = [_names(token) for token in between]
    till = any(one & _TILL for one in names) and all(one & (_TILL | _BETWEEN) for one in names)
    if till and "comma" in names[0]:
        return None  # "im Herbst, bis Ende Oktober"
    if not till and names and all(one & (_BETWEEN | {"and"}) for one in names):
        till = any("between" in _names(word) for word in text.before(first.start))
    if not till or "/" in first.period or "/" in last.period:
        return None
    if not first.period or not last.period:
        return None
    whole = _made(text, first, last, f"{first.period}/{last.period}")
    if whole is None:
        return None
    tier = max(first.tier, last.tier)
    return replace(whole, why=Reason("range", more=(first.why,)), tier=tier)


def _date_and_time(
    text: _Text, first: Reading, last: Reading, between: list[Token]
) -> Reading | None:
    if not all(_names(token) & _BETWEEN for token in between):
        return None
    for date, clock in ((first, last), (last, first)):
        is_day = date.kind == "date" and len(date.period) == len("2023-02-21")
        if is_day and "T" in clock.period and not date.relation:
            whole = _made(text, first, last, date.period + clock.period[10:])
            return whole and replace(whole, kind="time", why=date.why, tier=date.tier)
    return None


def _made(text: _Text, first: Reading, last: Reading, edtf: str) -> Reading | None:
    phrase = text.scene.text[first.start : last.end]
    anchors = [one.when.anchor for one in (first, last) if one.when and one.when.anchor]
    try:
        when = When.parse(
            edtf,
            basis="resolved_phrase" if anchors else "stated",
            phrase=phrase,
            phrase_language=text.language,
            anchor=anchors[0] if anchors else None,
        )
    except DateError:
        return None
    return replace(
        first,
        end=last.end,
        text=phrase,
        kind=last.kind,
        when=when,
        alternatives=(),
        period=edtf,
        relation="",
        ends=(first, last),
    )
