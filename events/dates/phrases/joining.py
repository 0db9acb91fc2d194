"""Adjacent readings that form one expression: ranges, and a date with its clock time."""

from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import Final

from events.dates.errors import DateError
from events.dates.phrases.matching import RANGE_CLASSES, Context
from events.dates.phrases.reading import Reading
from events.dates.phrases.reasons import Reason
from events.dates.phrases.tokens import Token
from events.dates.when import When

_CONNECTOR_CLASSES: Final = frozenset(
    ("comma", "dot", "at", "in", "on", "of", "the", "around", "from", "for")
)
_MAX_GAP: Final = 4
"""Tokens between two readings that can be one."""


@dataclass(frozen=True)
class _Text:
    context: Context
    language: str
    starts: list[int]

    def between(self, end: int, start: int) -> list[Token] | None:
        """The tokens between two readings; None if they are more than ``_MAX_GAP``."""
        low, high = bisect_left(self.starts, end), bisect_left(self.starts, start)
        return self.context.tokens[low:high] if high - low <= _MAX_GAP else None

    def before(self, start: int) -> list[Token]:
        index = bisect_left(self.starts, start)
        return self.context.tokens[max(0, index - 2) : index]


def join_readings(context: Context, readings: list[Reading], language: str) -> list[Reading]:
    """The readings, with each range and each date with its clock time joined into one."""
    text = _Text(context, language, [token.start for token in context.tokens])
    result: list[Reading] = []
    for reading in readings:
        joined = _join_pair(text, result[-1], reading) if result else None
        if joined is not None:
            result[-1] = joined
        else:
            result.append(reading)
    return result


def _join_pair(text: _Text, first: Reading, last: Reading) -> Reading | None:
    """The two readings as one; None if they are two expressions."""
    if first.ends or first.when is None or last.when is None:
        return None
    between = text.between(first.end, last.start)
    if between is None:
        return None
    return _range(text, first, last, between) or _date_and_time(text, first, last, between)


def _class_names(token: Token) -> set[str]:
    return {name for name, _ in token.entries}


def _range(text: _Text, first: Reading, last: Reading, between: list[Token]) -> Reading | None:
    names = [_class_names(token) for token in between]
    is_range = any(one & RANGE_CLASSES for one in names) and all(
        one & (RANGE_CLASSES | _CONNECTOR_CLASSES) for one in names
    )
    if is_range and "comma" in names[0]:
        return None  # "im Herbst, bis Ende Oktober"
    if not is_range and names and all(one & (_CONNECTOR_CLASSES | {"and"}) for one in names):
        is_range = any("between" in _class_names(word) for word in text.before(first.start))
    if not is_range or "/" in first.period or "/" in last.period:
        return None
    if not first.period or not last.period:
        return None
    joined = _join(text, first, last, f"{first.period}/{last.period}")
    if joined is None:
        return None
    tier = max(first.tier, last.tier)
    return replace(joined, why=Reason("range", more=(first.why,)), tier=tier)


def _date_and_time(
    text: _Text, first: Reading, last: Reading, between: list[Token]
) -> Reading | None:
    if not all(_class_names(token) & _CONNECTOR_CLASSES for token in between):
        return None
    for date, clock in ((first, last), (last, first)):
        is_day = date.kind == "date" and len(date.period) == len("2023-02-21")
        if is_day and "T" in clock.period and not date.relation:
            joined = _join(text, first, last, date.period + clock.period[10:])
            return joined and replace(joined, kind="time", why=date.why, tier=date.tier)
    return None


def _join(text: _Text, first: Reading, last: Reading, edtf: str) -> Reading | None:
    phrase = text.context.text[first.start : last.end]
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
