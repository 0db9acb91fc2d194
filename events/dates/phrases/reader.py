"""``read`` and ``find``: match the rules, resolve the matches, join the readings."""

import unicodedata
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from events.dates.errors import DateError
from events.dates.phrases import absolute, counted, relative, times, undated, weekdays, years
from events.dates.phrases.calendar import NoSuchDay
from events.dates.phrases.composition import compose
from events.dates.phrases.grammar import NEUTRAL, grammar
from events.dates.phrases.matching import Context, Match, Resolution, match_clusters
from events.dates.phrases.quotes import resolve_quotations
from events.dates.phrases.reading import Kind, Reading
from events.dates.phrases.reasons import Reason, unread_reason
from events.dates.phrases.tokens import names
from events.dates.when import When

RESOLVERS: Final = {
    "iso": absolute.read_iso,
    "dotted": absolute.read_dotted,
    "slashed": absolute.read_slashed,
    "day": absolute.read_day,
    "days": absolute.read_days,
    "month": absolute.read_month,
    "months": absolute.read_months,
    "part_of_year": years.read_part_of_year,
    "week": years.read_week,
    "year": years.read_year,
    "years": years.read_years,
    "decade": years.read_decade,
    "century": years.read_century,
    "holiday": absolute.read_holiday,
    "deictic": relative.read_deictic,
    "weekday": weekdays.read_weekday,
    "weekdays": weekdays.read_weekdays,
    "relative": relative.read_relative,
    "section_of": relative.read_section_of,
    "offset": counted.read_offset,
    "window": counted.read_window,
    "neighbour": times.read_neighbour,
    "same_period": times.read_same_period,
    "the_day": times.read_the_day,
    "tonight": times.read_tonight,
    "part_of_day": times.read_part_of_day,
    "clock": times.read_clock,
    "clocks": times.read_clocks,
    "duration": undated.read_duration,
    "repeated": undated.read_repeated,
    "reference": undated.read_reference,
}
_MAX_FIELD_LENGTH: Final = 2_000
_SHORT_TEXT: Final = 400  # tokens
HARMLESS: Final = frozenset(
    name
    for line in ("the at in on of for dot comma colon stop break quote open close tick night_to",)
    for name in line.split()
)
"""Classes of words and signs that do not change the date beside them."""
_MENTIONABLE_UNITS: Final = ("day", "month", "year", "season", "quarter", "half")


def read(text: str, anchor: datetime | None, language: str) -> Reading | None:
    """The reading of one field; None without a date or with several dates that are no range.

    EDTF is read in every language. Unknown words beside the date make the reading tier 2 at best.
    Texts of more than 2,000 characters are not read.
    """
    field = text.strip()
    if not field or len(field) > _MAX_FIELD_LENGTH:
        return None
    plain = _edtf(field)
    if plain is not None:
        start = text.index(field)
        return replace(plain, start=start, end=start + len(field))
    readings = _read(text, anchor, language, field=True)
    dated = [reading for reading in readings if reading.when is not None]
    chosen = dated or readings
    if len(chosen) != 1:
        return None
    return _as_field_reading(chosen[0], text, language)


def _edtf(field: str) -> Reading | None:
    try:
        when = When.parse(field)
    except DateError:
        return None
    kind: Kind = "time" if when.precision in ("minute", "second") else "date"
    why = Reason("stated" if field.isdigit() or "-" in field else "edtf")
    return Reading(0, len(field), field, kind, when, 1, why, period=when.edtf)


def _as_field_reading(reading: Reading, text: str, language: str) -> Reading:
    """The only reading of a field. Words beside it make it tier 2 at best, others tier 3."""
    known = grammar(language) or NEUTRAL
    rest = f"{text[: reading.start]} {text[reading.end :]}"
    words = [
        (token.text, names(token))
        for token in known.merge_phrases(known.tokens(rest))
        if token.value("around") != "at"  # "um 16 Uhr"
    ]
    beside = [(word, classes) for word, classes in words if not classes & HARMLESS]
    if not beside or reading.when is None:
        return reading
    plain = all(classes <= {"capital", "plain"} for _, classes in beside)
    unread = tuple(dict.fromkeys((*reading.unread, *(word for word, _ in beside))))
    more = [one for one in reading.why.more if one.code != "unread"]
    why = replace(reading.why, more=(*more, unread_reason(unread)))
    return replace(reading, tier=max(reading.tier, 2 if plain else 3), why=why, unread=unread)


def find(text: str, anchor: datetime | None, language: str) -> list[Reading]:
    """All temporal expressions in a running text, in order and without overlaps.

    Time and memory are linear in the length of the text. No text raises an exception.
    """
    return _read(text, anchor, language, field=False)


def _read(text: str, anchor: datetime | None, language: str, *, field: bool) -> list[Reading]:
    if anchor is not None and anchor.utcoffset() is None:
        anchor = None
    known = grammar(language) or NEUTRAL
    original = text
    text, offsets = _compose(original)
    tokens = known.merge_phrases(known.tokens(text))
    subtags = language.replace("_", "-").upper().split("-")[1:]
    context = Context(text, known, tokens, anchor, subtags[-1] if subtags else "")
    context.is_field, context.is_daily_report = field, field or _is_daily_report(context)
    readings: list[tuple[Match, Resolution]] = []
    for cluster in match_clusters(context, field=field):
        for match, resolution in _resolve_cluster(cluster):
            readings.append((match, resolution))
            if resolution.period is not None and resolution.period.unit in _MENTIONABLE_UNITS:
                context.last_mentioned = resolution.period, match.last
                context.announced_days = _announced_days(context, readings)
                if not resolution.relative:
                    context.last_explicit = context.last_mentioned
    resolutions = resolve_quotations(context, readings, resolve)
    composed = compose(context, resolutions, language)
    return (
        [_restore_offsets(reading, offsets, original) for reading in composed]
        if offsets
        else composed
    )


def _compose(text: str) -> tuple[str, list[int]]:
    """The text in Unicode NFC, like the tables, and the original offset of each character.

    The offsets are empty if the text is in NFC already, or if they cannot be determined.
    """
    if unicodedata.is_normalized("NFC", text):
        return text, []
    composed, offsets = unicodedata.normalize("NFC", text), [0]
    for index, character in enumerate(text):
        # A combining mark is part of the letter before it.
        if index and unicodedata.combining(character):
            offsets[-1] = index + 1
        else:
            offsets.append(index + 1)
    return (composed, offsets) if len(offsets) == len(composed) + 1 else (text, [])


def _restore_offsets(reading: Reading, offsets: list[int], original: str) -> Reading:
    start, end = offsets[reading.start], offsets[reading.end]
    ends = tuple(_restore_offsets(one, offsets, original) for one in reading.ends)
    return replace(reading, start=start, end=end, text=original[start:end], ends=ends)


def _announced_days(
    context: Context, readings: list[tuple[Match, Resolution]]
) -> tuple[date, date] | None:
    """The range that the last two readings form, if it has at most ten days."""
    known = context.announced_days
    if len(readings) < 2:
        return known
    (first_match, first), (last_match, last) = readings[-2:]
    start = (first.span or (0, first_match.last))[1]
    end = (last.span or (last_match.first, 0))[0]
    between = context.tokens[start : min(end, start + 4)]
    if end - start > 4 or first.period is None or last.period is None:
        return known
    words = (*between, *context.tokens[end : end + 1])
    if not any(token.value("until") or token.value("to") for token in words):
        return known
    days = first.period.first, last.period.last
    return days if timedelta(0) < days[1] - days[0] <= timedelta(days=9) else None


def _is_daily_report(context: Context) -> bool:
    """Whether a text says "gestern", or is short and names a weekday."""
    short = len(context.tokens) < _SHORT_TEXT
    for token in context.tokens:
        for name, value in token.entries:
            if name == "deictic" and value != "0":
                return True
            if short and name in ("weekday", "weekday_and_part"):
                return True
    return False


def resolve(match: Match) -> list[Resolution]:
    """The resolver's result; empty if the match is no date of the calendar."""
    try:
        return RESOLVERS[match.rule.resolver](match)
    except (ValueError, OverflowError):
        return []


def _resolve_cluster(cluster: list[Match]) -> list[tuple[Match, Resolution]]:
    """Of overlapping matches, the longest ones that have a resolution, in text order."""
    taken: set[int] = set()
    result: list[tuple[Match, Resolution]] = []
    for match in cluster:
        span = range(match.first, match.last)
        if not taken.isdisjoint(span):
            continue
        try:
            resolution = RESOLVERS[match.rule.resolver](match)
        except NoSuchDay:
            # Skip shorter matches too: "30. Februar 2023" is not February 2023.
            taken.update(span)
            continue
        except (ValueError, OverflowError):
            continue
        if resolution:
            taken.update(span)
            result.extend((match, one) for one in resolution)
    result.sort(key=lambda pair: pair[1].span or (pair[0].first, pair[0].last))
    return result
