"""Quoted speech: what is counted in it counts from when it was said, not from the report."""

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time
from typing import Final

from events.dates.phrases.calendar import Period
from events.dates.phrases.reasons import Reason
from events.dates.phrases.scene import Found, Match, Scene
from events.dates.phrases.tense import speaks

Pairs = list[tuple[Match, Found]]
_QUOTED: Final = ("deictic", "weekday", "relative", "offset")
_SAID_WITHIN: Final = 14


def from_utterances(scene: Scene, pairs: Pairs, resolve: Callable[[Match], list[Found]]) -> Pairs:
    """The same with quoted speech counted from the day on which it is said to have been said."""
    if scene.anchor is None:
        return pairs
    quotes = _quotes(scene)
    if not quotes:
        return pairs
    result: Pairs = []
    for match, found in pairs:
        day = None
        if match.rule.resolver in _QUOTED:
            inside = _around(quotes, match.first)
            day = _said_on(scene, pairs, inside) if inside else None
        if day is None or day.first == scene.today:
            result.append((match, found))
            continue
        said_at = datetime.combine(day.first, time(12), scene.anchor.tzinfo)
        again = resolve(replace(match, scene=replace(scene, anchor=said_at, spoken_of=None)))
        for one in again:
            one.why = replace(one.why, more=(Reason("utterance", {"date": day.edtf}),))
        result.extend((match, one) for one in again or [found])
    return result


def _quotes(scene: Scene) -> list[tuple[int, int]]:
    """Token indexes of opening and closing quotation marks, inside one paragraph."""
    quotes, opened = [], -1
    for index, token in enumerate(scene.tokens):
        if token.value("break") is not None:
            opened = -1
        elif token.value("quote") is not None:
            if opened < 0:
                opened = index
            else:
                quotes.append((opened, index))
                opened = -1
    return quotes


def _around(quotes: list[tuple[int, int]], index: int) -> tuple[int, int] | None:
    position = bisect_left(quotes, (index, 0)) - 1
    return quotes[position] if position >= 0 and index < quotes[position][1] else None


def _said_on(scene: Scene, pairs: Pairs, quote: tuple[int, int]) -> Period | None:
    """The day in the words after or before the quotation that say who said it."""
    start, end = quote
    after = end + 1, min(len(scene.tokens), end + 1 + _SAID_WITHIN)
    before = max(0, start - _SAID_WITHIN), start
    for low, high in (
        _one_sentence(scene, *after, forward=True),
        _one_sentence(scene, *before, forward=False),
    ):
        if not speaks(scene.grammar.tenses, scene.tokens[low:high]):
            continue
        near = slice(bisect_left(pairs, low, key=_place), bisect_left(pairs, high, key=_place))
        for match, found in pairs[near]:
            named = found.period
            if match.last <= high and named and named.unit == "day":
                return named
    return None


def _place(pair: tuple[Match, Found]) -> int:
    return pair[0].first


def _one_sentence(scene: Scene, low: int, high: int, *, forward: bool) -> tuple[int, int]:
    first, last = scene.sentence(low if forward else max(low, high - 1))
    return max(low, first), min(high, last)
