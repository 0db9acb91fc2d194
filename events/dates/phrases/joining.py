"""Readings next to each other that are one: ranges, and a date with its time of day."""

from bisect import bisect_left
from dataclasses import replace
from typing import Final

from events.dates.errors import DateError
from events.dates.phrases.reading import Reading
from events.dates.phrases.reasons import Reason
from events.dates.phrases.scene import Scene
from events.dates.phrases.tokens import Token
from events.dates.when import When

_BETWEEN: Final = frozenset(
    ["comma", "at", "in", "on", "of", "the", "around", "from", "for", "daily", "weekday"]
)
_TILL: Final = frozenset(["until", "to", "dash"])
_FEW: Final = 4


def joined(scene: Scene, readings: list[Reading], language: str) -> list[Reading]:
    """Ranges first, then dates with their times."""
    starts = [token.start for token in scene.tokens]
    result: list[Reading] = []
    for reading in readings:
        if result:
            last = result[-1]
            between = _tokens_between(scene.tokens, starts, last.end, reading.start)
            one = None
            if between is not None:
                one = _range(scene, starts, last, reading, between, language)
                one = one or _date_and_time(scene, last, reading, between, language)
            if one is not None:
                result[-1] = one
                continue
        result.append(reading)
    return result


def _tokens_between(
    tokens: list[Token], starts: list[int], end: int, start: int
) -> list[Token] | None:
    """The few tokens between two readings, None if they are more."""
    low, high = bisect_left(starts, end), bisect_left(starts, start)
    return tokens[low:high] if high - low <= _FEW else None


def _names(token: Token) -> set[str]:
    return {name for name, _ in token.entries}


def _range(
    scene: Scene,
    starts: list[int],
    first: Reading,
    last: Reading,
    between: list[Token],
    language: str,
) -> Reading | None:
    if first.ends or first.when is None or last.when is None or not between:
        return None
    names = [_names(token) for token in between]
    till = any(one & _TILL for one in names) and all(one & (_TILL | _BETWEEN) for one in names)
    if (
        not till
        and any("and" in one for one in names)
        and all(one & (_BETWEEN | {"and"}) for one in names)
    ):
        before = bisect_left(starts, first.start) - 1
        words = scene.tokens[max(0, before - 1) : before + 1]
        till = any("between" in _names(word) for word in words)
    if not till:
        return None
    edtf = _range_text(first, last)
    return edtf and _made(scene, first, last, edtf, Reason("range"), language)  # type: ignore[return-value]


def _range_text(first: Reading, last: Reading) -> str:
    if "/" in first.period or "/" in last.period or not first.period or not last.period:
        return ""
    return f"{first.period}/{last.period}"


def _date_and_time(
    scene: Scene, first: Reading, last: Reading, between: list[Token], language: str
) -> Reading | None:
    if first.ends or first.when is None or last.when is None:
        return None
    if not all(_names(token) & _BETWEEN for token in between):
        return None
    for date, clock in ((first, last), (last, first)):
        if (
            date.kind == "date"
            and len(date.period) == 10
            and "T" in clock.period
            and not date.relation
        ):
            edtf = date.period + clock.period[10:]
            return _made(scene, first, last, edtf, date.why, language, kind="time", tier=date.tier)
    return None


def _made(
    scene: Scene,
    first: Reading,
    last: Reading,
    edtf: str,
    why: Reason,
    language: str,
    *,
    kind: str = "",
    tier: int = 0,
) -> Reading | None:
    text = scene.text[first.start : last.end]
    anchor = (first.when and first.when.anchor) or (last.when and last.when.anchor)
    basis = "resolved_phrase" if anchor else "stated"
    try:
        when = When.parse(edtf, basis=basis, phrase=text, phrase_language=language, anchor=anchor)
    except DateError:
        return None
    return replace(
        first,
        end=last.end,
        text=text,
        kind=kind or last.kind,  # type: ignore[arg-type]
        when=when,
        tier=tier or max(first.tier, last.tier),  # type: ignore[arg-type]
        why=replace(why, more=(first.why,)) if why.code == "range" else why,
        alternatives=(),
        period=edtf,
        relation="",
        ends=(first, last),
    )
