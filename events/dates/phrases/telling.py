"""From what was found to a reading: which words, which text in EDTF, with part and direction."""

from dataclasses import replace
from typing import Final

from events.dates.errors import DateError
from events.dates.phrases.calendar import OutOfRange, Period, section, shifted
from events.dates.phrases.reading import Alternative, Reading
from events.dates.phrases.reasons import Reason
from events.dates.phrases.scene import Found, Match, Scene
from events.dates.when import When

_LEADS: Final = frozenset(
    name
    for line in (
        "at in on of the from since until before after",
        "for between around to open comma about",
    )
    for name in line.split()
)
_RELATIONS: Final = ("since", "until", "before", "after")
_THIRDS: Final = ("start", "middle", "end")


def reading_of(scene: Scene, match: Match, found: Found, language: str) -> Reading | None:
    """The reading of what was found, None where its date cannot be recorded."""
    first, last, relation = _words(scene, match, found)
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
    why = found.why
    if when and part in _THIRDS:
        why = replace(why, more=(*why.more, Reason(f"third_{part}")))
    period = found.period.edtf if found.period else ""
    others = ((when_of(replace(found, period=named, edtf="")), why) for named, why in found.others)
    return Reading(
        start,
        end,
        text,
        found.kind,
        when,
        # Thirds of a period are a custom, so that "late 2022" is never quite sure.
        tier=max(found.tier, 2) if part in _THIRDS else found.tier,
        why=why,
        alternatives=tuple(Alternative(other, why) for other, why in others if other is not None),
        period=f"{period}T{found.clock}" if found.clock and period else period,
        part=part,
        relation=relation,
        length=found.length,
    )


def _words(scene: Scene, match: Match, found: Found) -> tuple[int, int, str]:
    """First and last token (exclusive) of the expression, and what a word before it says."""
    first, last = found.span or (match.first, match.last)
    relation, said = found.relation, ""
    if found.length is None and (found.period is not None or found.edtf):
        first, said = _without_leads(scene, first, last)
    if last - first > 1 and scene.tokens[last - 1].text == "." and _ends_sentence(scene, last):
        last -= 1
    return first, last, relation or said


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
    around = match.has("about") or match.value("around", "lead") is not None
    approximate = "~" if around and "/" not in named.edtf else ""
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
