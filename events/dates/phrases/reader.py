"""``read`` one field, ``find`` in running text: rules matched, resolved in order, joined."""

import unicodedata
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from events.dates.errors import DateError
from events.dates.phrases import absolute, counted, relative, times, undated, weekdays, years
from events.dates.phrases.calendar import NoSuchDay
from events.dates.phrases.grammar import NEUTRAL, grammar
from events.dates.phrases.joining import join_readings
from events.dates.phrases.matching import Context, Match, Resolution, match_clusters
from events.dates.phrases.normalization import build_reading
from events.dates.phrases.quotes import resolve_quotations
from events.dates.phrases.reading import Reading
from events.dates.phrases.reasons import Reason
from events.dates.when import When

_RESOLVERS: Final = {
    "iso": absolute.read_iso,
    "dotted": absolute.read_dotted,
    "slashed": absolute.read_slashed,
    "day": absolute.read_day,
    "days": absolute.read_days,
    "days_of_months": absolute.read_days_of_months,
    "month": absolute.read_month,
    "months": absolute.read_months,
    "part_of_year": years.read_part_of_year,
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
_SHORT_TEXT: Final = 400  # tokens; essays are longer
_MENTIONABLE_UNITS: Final = ("day", "month", "year", "season", "quarter", "half")


def read(text: str, anchor: datetime | None, language: str) -> Reading | None:
    """What one field says; None if it names no date, or more than one that are no range.

    EDTF is read as it stands, whatever the language. Words around the date are passed over, but the
    reading is then at most likely (tier 2). Longer texts than 2,000 characters are no field.
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
    kind = "time" if when.precision in ("minute", "second") else "date"
    why = Reason("stated" if field.isdigit() or "-" in field else "edtf")
    return Reading(0, len(field), field, kind, when, 1, why, period=when.edtf)  # type: ignore[arg-type]


def _as_field_reading(reading: Reading, text: str, language: str) -> Reading:
    """The reading as one of the whole field: other words make it less sure."""
    rest = text[: reading.start] + " " + text[reading.end :]
    known = grammar(language) or NEUTRAL
    strange = any(
        token.text.isalnum() and {name for name, _ in token.entries} <= {"capital", "plain"}
        for token in known.tokens(rest)
    )
    if not strange or reading.when is None:
        return reading
    why = replace(reading.why, more=(*reading.why.more, Reason("with_more")))
    return replace(reading, tier=max(reading.tier, 2), why=why)


def find(text: str, anchor: datetime | None, language: str) -> list[Reading]:
    """All expressions of time in a running text, in its order, none overlapping.

    Time and memory grow with the length of the text; nothing that a text holds raises.
    """
    return _read(text, anchor, language, field=False)


def _read(text: str, anchor: datetime | None, language: str, *, field: bool) -> list[Reading]:
    if anchor is not None and anchor.utcoffset() is None:
        anchor = None
    known = grammar(language) or NEUTRAL
    given = text
    text, places = _compose(given)
    tokens = known.merge_phrases(known.tokens(text))
    subtags = language.replace("_", "-").upper().split("-")[1:]
    context = Context(text, known, tokens, anchor, subtags[-1] if subtags else "")
    context.is_field, context.is_daily_report = field, field or _is_daily_report(context)
    readings: list[tuple[Match, Resolution]] = []
    for cluster in match_clusters(context, field=field):
        for match, resolution in _resolve_cluster(cluster):
            readings.append((match, resolution))
            if (
                resolution.period is not None
                and resolution.tier < 3
                and resolution.period.unit in _MENTIONABLE_UNITS
            ):
                context.last_mentioned = resolution.period, match.last
                if resolution.relation == "until":
                    context.announced_days = _announced_days(readings)
                if not resolution.relative:
                    context.last_explicit = context.last_mentioned
    resolutions = resolve_quotations(context, readings, resolve)
    made = [
        build_reading(context, match, resolution, language) for match, resolution in resolutions
    ]
    together = join_readings(context, [one for one in made if one is not None], language)
    return (
        [_restore_offsets(reading, places, given) for reading in together] if places else together
    )


def _compose(text: str) -> tuple[str, list[int]]:
    """The text in Unicode's NFC, as the tables are written, and the place of each of its characters
    in the one given; places are empty where both are the same, or cannot be direction_of."""
    if unicodedata.is_normalized("NFC", text):
        return text, []
    composed, places = unicodedata.normalize("NFC", text), [0]
    for index, character in enumerate(text):
        # A mark that joins the letter before it takes no place of its own.
        if index and unicodedata.combining(character):
            places[-1] = index + 1
        else:
            places.append(index + 1)
    return (composed, places) if len(places) == len(composed) + 1 else (text, [])


def _restore_offsets(reading: Reading, places: list[int], given: str) -> Reading:
    start, end = places[reading.start], places[reading.end]
    ends = tuple(_restore_offsets(one, places, given) for one in reading.ends)
    return replace(reading, start=start, end=end, text=given[start:end], ends=ends)


def _announced_days(readings: list[tuple[Match, Resolution]]) -> tuple[date, date] | None:
    """The days of the range that the last two readings make, if it is of a few days."""
    ends = [resolution.period for _, resolution in readings[-2:]]
    if len(ends) < 2 or ends[0] is None or ends[1] is None:
        return None
    first, last = ends[0].first, ends[1].last
    return (first, last) if timedelta(0) < last - first <= timedelta(days=9) else None


def _is_daily_report(context: Context) -> bool:
    """Whether a text reports from day to day: says "gestern", or is short and names a weekday."""
    short = len(context.tokens) < _SHORT_TEXT
    for token in context.tokens:
        for name, value in token.entries:
            if name == "deictic" and value != "0":
                return True
            if short and name in ("weekday", "weekday_and_part"):
                return True
    return False


def resolve(match: Match) -> list[Resolution]:
    """What the rule's resolver makes of a match; nothing where that is no date of the calendar."""
    try:
        return _RESOLVERS[match.rule.resolver](match)
    except (ValueError, OverflowError):
        return []


def _resolve_cluster(cluster: list[Match]) -> list[tuple[Match, Resolution]]:
    """Of matches that overlap the longest ones that mean something, in the order of the text."""
    taken: set[int] = set()
    result: list[tuple[Match, Resolution]] = []
    for match in cluster:
        span = range(match.first, match.last)
        if not taken.isdisjoint(span):
            continue
        try:
            resolution = _RESOLVERS[match.rule.resolver](match)
        except NoSuchDay:
            # Nothing at all: "30. Februar 2023" is not February 2023 either.
            taken.update(span)
            continue
        except (ValueError, OverflowError):
            continue
        if resolution:
            taken.update(span)
            result.extend((match, one) for one in resolution)
    result.sort(key=lambda pair: pair[1].span or (pair[0].first, pair[0].last))
    return result
