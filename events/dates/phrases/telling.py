"""From what was found to a reading: span, part, direction; and quoted speech, counted from when it
was said."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time
from typing import Final

from events.dates.errors import DateError
from events.dates.phrases.calendar import OutOfRange, Period, section, shifted
from events.dates.phrases.reading import Alternative, Reading
from events.dates.phrases.reasons import Reason
from events.dates.phrases.scene import Found, Match, Scene
from events.dates.phrases.tense import speaks
from events.dates.when import When

Pairs = list[tuple[Match, Found]]
_LEADS: Final = frozenset(
    [
        "at",
        "in",
        "on",
        "of",
        "the",
        "from",
        "since",
        "until",
        "before",
        "after",
        "for",
        "between",
        "around",
        "to",
        "open",
        "comma",
        "about",
    ]
)
_RELATIONS: Final = ("since", "until", "before", "after")
_QUOTED: Final = ("deictic", "weekday", "relative", "offset")
_SAID_WITHIN: Final = 14
_THIRDS: Final = ("start", "middle", "end")


def reading_of(scene: Scene, match: Match, found: Found, language: str) -> Reading | None:
    """The reading of what was found, None where its date cannot be recorded."""
    first, last = found.span or (match.first, match.last)
    relation, said = found.relation, ""
    if found.length is None and (found.period is not None or found.edtf):
        first, said = _without_leads(scene, first, last)
        relation = relation or said
    if last - first > 1 and scene.tokens[last - 1].text == "." and _ends_sentence(scene, last):
        last -= 1
    start, end = scene.tokens[first].start, scene.tokens[last - 1].end
    text = scene.text[start:end]
    dated = found.kind in ("date", "time")
    part = found.part or (match.value("section", "section") or "" if dated else "")

    def when_of(one: Found) -> When | None:
        try:
            return When.parse(
                _text_of(match, one, part, relation),
                basis="resolved_phrase" if one.relative else "stated",
                phrase=text,
                phrase_language=language,
                anchor=scene.anchor if one.relative else None,
            )
        except (DateError, OutOfRange):
            return None

    when = when_of(found) if dated else None
    if dated and when is None:
        return None
    period = found.period.edtf if found.period else ""
    others = ((when_of(replace(found, period=named, edtf="")), why) for named, why in found.others)
    # Thirds of a period are a custom, so that "late 2022" is never quite sure.
    tier = max(found.tier, 2) if part in _THIRDS else found.tier
    return Reading(
        start,
        end,
        text,
        found.kind,
        when,
        tier,
        found.why,
        tuple(Alternative(other, why) for other, why in others if other is not None),
        f"{period}T{found.clock}" if found.clock and period else period,
        part,
        relation,
        found.length,
    )


def _ends_sentence(scene: Scene, last: int) -> bool:
    """Whether the dot is no part of an abbreviation: "7. Oktober." but "Oct. 7", "7."."""
    before = scene.tokens[last - 2].text
    return len(before) > 4 or (scene.sentence(last - 1)[1] == last and not before.isdigit())


def _without_leads(scene: Scene, first: int, last: int) -> tuple[int, str]:
    """The first token that is not a preposition or article, and what such a word says."""
    said = ""
    index = first
    while index < last - 1 and scene.tokens[index].entries and _is_lead(scene, index):
        said = said or _relation(scene, index)
        index += 1
    back = first - 1
    while not said and back >= max(0, first - 3) and _is_lead(scene, back):
        said = _relation(scene, back)
        back -= 1
    return index, said


def _is_lead(scene: Scene, index: int) -> bool:
    return any(name in _LEADS for name, _ in scene.tokens[index].entries)


def _relation(scene: Scene, index: int) -> str:
    for name, _ in scene.tokens[index].entries:
        if name in _RELATIONS:
            return name
    return ""


def _text_of(match: Match, found: Found, part: str, relation: str) -> str:
    named = found.period
    if found.edtf or named is None:
        return found.edtf
    if found.clock:
        return f"{named.edtf}T{found.clock}"
    if (match.has("section") and part in ("start", "middle", "end")) or found.part in (
        "start",
        "middle",
        "end",
    ):
        return section(named, part)
    if match.has("half"):
        return _half(match, named)
    approximate = "~" if match.has("about") and "/" not in named.edtf else ""
    return _related(named, named.edtf + approximate, relation)


def _half(match: Match, named: Period) -> str:
    """ "the first half of the 15th century": the years."""
    number = match.number("ordinal", "half") or 1
    size = {"half": 2, "third": 3, "quarter": 4}.get(match.value("half_part", "half") or "", 2)
    number = size if number == -1 else number
    length = 100 // size
    start = named.last.year - 99 + (number - 1) * length
    return f"{max(start, 1):04d}~/{start + length - 1:04d}~"


def _related(named: Period, edtf: str, relation: str) -> str:
    """The date with the direction that a word before it gives it ("since")."""
    if "/" in edtf or relation not in _RELATIONS:
        return edtf if relation not in ("since", "until") else _open(named, relation)
    if relation == "since":
        return f"{edtf}/.."
    if relation == "until":
        return f"../{edtf}"
    if relation == "before":
        return f"../{_day_or_same(named, -1)}"
    return f"{_day_or_same(named, 1)}/.."


def _open(named: Period, relation: str) -> str:
    return (
        f"{named.first.isoformat()}/.." if relation == "since" else f"../{named.last.isoformat()}"
    )


def _day_or_same(named: Period, number: int) -> str:
    return shifted(named, number).edtf


def telling(scene: Scene, pairs: Pairs, resolve: Callable[[Match], list[Found]]) -> Pairs:
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
            inside = next((quote for quote in quotes if quote[0] < match.first < quote[1]), None)
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
        for match, found in pairs:
            named = found.period
            if low <= match.first and match.last <= high and named and named.unit == "day":
                return named
    return None


def _one_sentence(scene: Scene, low: int, high: int, *, forward: bool) -> tuple[int, int]:
    first, last = scene.sentence(low if forward else max(low, high - 1))
    return max(low, first), min(high, last)
