"""Quoted speech: relative dates in it count from the day of the statement, not of the report."""

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time
from typing import Final

from events.dates.phrases.calendar import Period
from events.dates.phrases.matching import Context, Match, Resolution
from events.dates.phrases.reasons import Reason
from events.dates.phrases.tense import reports_speech

Resolutions = list[tuple[Match, Resolution]]
_REANCHORED: Final = ("deictic", "weekday", "relative", "offset")
"""The resolvers whose dates depend on the speaker's day."""
_ATTRIBUTION_WINDOW: Final = 14
"""Tokens before or after a quotation that may name its speaker and day."""


def resolve_quotations(
    context: Context, resolutions: Resolutions, resolve: Callable[[Match], list[Resolution]]
) -> Resolutions:
    """The resolutions, with those in quotations resolved anew from the day of the statement."""
    if context.anchor is None:
        return resolutions
    quotations = _quotations(context)
    if not quotations:
        return resolutions
    result: Resolutions = []
    for match, resolution in resolutions:
        day = None
        if match.rule.resolver in _REANCHORED:
            quotation = _quotation_at(quotations, match.first)
            day = _statement_day(context, resolutions, quotation) if quotation else None
        if day is None or day.first == context.today:
            result.append((match, resolution))
            continue
        anchor = datetime.combine(day.first, time(12), context.anchor.tzinfo)
        statement = replace(context, anchor=anchor, last_mentioned=None)
        again = resolve(replace(match, context=statement))
        for one in again:
            one.why = replace(one.why, more=(Reason("utterance", {"date": day.edtf}),))
        result.extend((match, one) for one in again or [resolution])
    return result


def _quotations(context: Context) -> list[tuple[int, int]]:
    """Token indexes of the opening and closing quotation marks of each quotation.

    A quotation never runs over the end of a paragraph.
    """
    quotations, opening = [], -1
    for index, token in enumerate(context.tokens):
        if token.text.isalpha():
            continue  # most tokens, so they are skipped fast
        if token.value("break") is not None:
            opening = -1
        elif token.value("quote") is not None:
            if opening < 0:
                opening = index
            else:
                quotations.append((opening, index))
                opening = -1
    return quotations


def _quotation_at(quotations: list[tuple[int, int]], index: int) -> tuple[int, int] | None:
    position = bisect_left(quotations, (index, 0)) - 1
    if position >= 0 and index < quotations[position][1]:
        return quotations[position]
    return None


def _statement_day(
    context: Context, resolutions: Resolutions, quotation: tuple[int, int]
) -> Period | None:
    """The day in the words after or before the quotation that say who said it."""
    start, end = quotation
    after = end + 1, min(len(context.tokens), end + 1 + _ATTRIBUTION_WINDOW)
    before = max(0, start - _ATTRIBUTION_WINDOW), start
    for low, high in (
        _clip_to_sentence(context, *after, forward=True),
        _clip_to_sentence(context, *before, forward=False),
    ):
        if not reports_speech(context.grammar.tenses, context.tokens[low:high]):
            continue
        low_index = bisect_left(resolutions, low, key=_first_token)
        high_index = bisect_left(resolutions, high, key=_first_token)
        for match, resolution in resolutions[low_index:high_index]:
            period = resolution.period
            if match.last <= high and period and period.unit == "day":
                return period
    return None


def _first_token(pair: tuple[Match, Resolution]) -> int:
    return pair[0].first


def _clip_to_sentence(context: Context, low: int, high: int, *, forward: bool) -> tuple[int, int]:
    first, last = context.sentence(low if forward else max(low, high - 1))
    return max(low, first), min(high, last)
