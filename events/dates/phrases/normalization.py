"""Readings from resolutions: the exact words, and the EDTF text with part and direction."""

from dataclasses import replace
from typing import Final

from events.dates.errors import DateError
from events.dates.phrases.calendar import OutOfRange, Period, section, shifted
from events.dates.phrases.matching import Context, Match, Resolution
from events.dates.phrases.reading import Alternative, Reading
from events.dates.phrases.reasons import Reason
from events.dates.when import When

_LEADING_CLASSES: Final = frozenset(
    name
    for line in (
        "at in on of the from since until before after",
        "for between around to open comma about",
    )
    for name in line.split()
)
_RELATIONS: Final = ("since", "until", "before", "after")
_SECTIONS: Final = ("start", "middle", "end")


def build_reading(
    context: Context, match: Match, resolution: Resolution, language: str
) -> Reading | None:
    """The reading of a resolution; None if a When cannot hold its date."""
    first, last, relation = _expression_span(context, match, resolution)
    start, end = context.tokens[first].start, context.tokens[last - 1].end
    is_date = resolution.kind in ("date", "time")
    part = resolution.part or (match.value("section", "section") or "" if is_date else "")
    reading = Reading(
        start,
        end,
        context.text[start:end],
        resolution.kind,
        None,
        resolution.tier,
        resolution.why,
        period=_period_text(resolution),
        part=part,
        relation=relation,
        length=resolution.length,
    )
    return _with_dates(reading, match, resolution, language)


def _with_dates(
    reading: Reading, match: Match, resolution: Resolution, language: str
) -> Reading | None:
    """The reading with its When and alternatives; None if a When cannot hold the date."""

    def when_of(one: Resolution) -> When | None:
        try:
            return When.parse(
                _edtf_of(match, one, reading.part, reading.relation),
                basis="resolved_phrase" if one.relative else "stated",
                phrase=reading.text,
                phrase_language=language,
                anchor=match.context.anchor if one.relative else None,
            )
        except (DateError, OutOfRange):
            return None

    is_date = reading.kind in ("date", "time")
    when = when_of(resolution) if is_date else None
    if is_date and when is None:
        return None
    others = [
        Alternative(other, why)
        for period, why in resolution.others
        if (other := when_of(replace(resolution, period=period, edtf="")))
    ]
    reading = replace(reading, when=when, alternatives=tuple(others))
    if when is None or reading.part not in _SECTIONS:
        return reading
    # The thirds of a period are a convention, so "late 2022" is never tier 1.
    why = reading.why
    why = replace(why, more=(*why.more, Reason(f"third_{reading.part}")))
    return replace(reading, tier=max(reading.tier, 2), why=why)


def _period_text(resolution: Resolution) -> str:
    period = resolution.period.edtf if resolution.period else ""
    return f"{period}T{resolution.clock}" if resolution.clock and period else period


def _expression_span(
    context: Context, match: Match, resolution: Resolution
) -> tuple[int, int, str]:
    """First and last token (exclusive) of the expression, and its relation ("since")."""
    first, last = resolution.span or (match.first, match.last)
    relation = ""
    if resolution.length is None and (resolution.period is not None or resolution.edtf):
        first, relation = _strip_leading_words(context, first, last)
    if last - first > 1 and context.tokens[last - 1].text == "." and _is_full_stop(context, last):
        last -= 1
    return first, last, resolution.relation or relation


def _is_full_stop(context: Context, last: int) -> bool:
    """Whether the final dot ends a sentence, as in "7. Oktober.", not in "Oct." or "7."."""
    before = context.tokens[last - 2].text
    return len(before) > 4 or (context.sentence(last - 1)[1] == last and not before.isdigit())


def _strip_leading_words(context: Context, first: int, last: int) -> tuple[int, str]:
    """The first token that is no preposition or article, and the relation of those before it."""
    relation = ""
    index = first
    while index < last - 1 and context.tokens[index].entries and _is_leading_word(context, index):
        relation = relation or _relation(context, index)
        index += 1
    back = first - 1
    while not relation and back >= max(0, first - 3) and _is_leading_word(context, back):
        relation = _relation(context, back)
        back -= 1
    return index, relation


def _is_leading_word(context: Context, index: int) -> bool:
    return any(name in _LEADING_CLASSES for name, _ in context.tokens[index].entries)


def _relation(context: Context, index: int) -> str:
    for name, _ in context.tokens[index].entries:
        if name in _RELATIONS:
            return name
    return ""


def _edtf_of(match: Match, resolution: Resolution, part: str, relation: str) -> str:
    period = resolution.period
    if resolution.edtf or period is None:
        return resolution.edtf
    if resolution.clock:
        return f"{period.edtf}T{resolution.clock}"
    if (match.has("section") and part in _SECTIONS) or resolution.part in _SECTIONS:
        return section(period, part)
    if match.has("half"):
        return _part_of_century(match, period)
    around = match.has("about") or match.value("around", "lead") is not None
    qualifier = "~" if around and "/" not in period.edtf else ""
    return _with_relation(period, period.edtf + qualifier, relation)


def _part_of_century(match: Match, century: Period) -> str:
    """ "the first half of the 15th century" as an interval of years."""
    number = match.number("ordinal", "half") or 1
    count = {"half": 2, "third": 3, "quarter": 4}.get(match.value("half_part", "half") or "", 2)
    number = count if number == -1 else number
    length = 100 // count
    start = century.last.year - 99 + (number - 1) * length
    return f"{max(start, 1):04d}~/{start + length - 1:04d}~"


def _with_relation(period: Period, edtf: str, relation: str) -> str:
    """The date, made an interval with an open end by a word such as "since"."""
    if "/" in edtf or relation not in _RELATIONS:
        return edtf if relation not in ("since", "until") else _open_ended(period, relation)
    if relation == "since":
        return f"{edtf}/.."
    if relation == "until":
        return f"../{edtf}"
    if relation == "before":
        return f"../{shifted(period, -1).edtf}"
    return f"{shifted(period, 1).edtf}/.."


def _open_ended(period: Period, relation: str) -> str:
    if relation == "since":
        return f"{period.first.isoformat()}/.."
    return f"../{period.last.isoformat()}"
