"""Terms: the dates of a text before they are composed, with the tokens that they consume."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from events.dates.errors import DateError
from events.dates.phrases.calendar import OutOfRange, Period, section
from events.dates.phrases.clocks import DAY_LENGTH, ClockZone, clock_doubts, next_day, timed
from events.dates.phrases.directions import directed
from events.dates.phrases.matching import Match, Resolution
from events.dates.phrases.reading import Alternative, Reading, Tier
from events.dates.phrases.reasons import Reason, unread_reason
from events.dates.when import When

SECTIONS: Final = ("start", "middle", "end")


@dataclass(frozen=True)
class Ends:
    """A date from ``low`` to ``high``, in EDTF; ``whole`` is the period whose part it is.

    ``joint`` is "/" for an interval, ".." for one date of a range, "," for one of ``points``.
    """

    low: str
    high: str
    joint: str = "/"
    points: tuple[str, ...] = ()
    whole: Period | None = None


@dataclass(frozen=True)
class Term:
    """A resolution with the tokens from ``first`` to ``last`` (exclusive) that it consumes.

    ``core`` is the first token of the date itself, without prepositions. ``others`` are other dates
    that it can mean. ``zone`` is "" or that of its clock times: "Z", "+01:00" or a name of the tz
    database. ``has_day`` is False for a clock time whose day is a guess.
    """

    match: Match
    resolution: Resolution
    first: int
    last: int
    core: int
    ends: Ends | None = None
    others: tuple[tuple[Ends, Reason], ...] = ()
    direction: str = ""
    zone: str = ""
    part: str = ""
    has_day: bool = True
    boundary: bool = False
    is_whole: bool = False
    """Whether it is a range or list, whose direction stands before the first date."""
    why: Reason = field(default_factory=lambda: Reason("stated"))
    tier: Tier = 1
    unread: tuple[str, ...] = ()
    parts: tuple["Term", ...] = ()

    @property
    def has_clock(self) -> bool:
        return self.ends is not None and "T" in self.ends.low

    @property
    def is_day(self) -> bool:
        ends = self.ends
        return ends is not None and ends.low == ends.high and len(ends.low) == DAY_LENGTH

    @property
    def clock_zone(self) -> ClockZone:
        return ClockZone(self.zone, self.match.context.anchor)

    @property
    def relative(self) -> bool:
        """Whether the date or the offset of its clock time depends on the anchor."""
        if self.has_clock and self.ends is not None:
            low, clock_zone = self.ends.low, self.clock_zone
            if clock_zone.is_anchors and timed(low, clock_zone) != low:
                return True
        return any(one.relative for one in self.parts) if self.parts else self.resolution.relative


def term_of(match: Match, resolution: Resolution, core: int, last: int) -> Term:
    is_date = resolution.kind in ("date", "time")
    part = resolution.part or (match.value("section", "section") or "" if is_date else "")
    term = Term(
        match,
        resolution,
        core,
        last,
        core,
        zone=match.value("offset", "zone") or match.value("zone", "zone") or "",
        part=part,
        has_day=not resolution.implied_day,
        boundary=bool(match.value("section_of") or match.values("boundary", "section")),
        why=resolution.why,
        tier=resolution.tier,
    )
    if not is_date:
        return term
    ends = _ends(match, resolution, resolution.period, resolution.edtf, part)
    others = tuple(
        (other, why)
        for period, why in resolution.others
        if (other := _ends(match, resolution, period, "", part))
    )
    if part in SECTIONS and not resolution.edtf:
        # The thirds of a period are a convention, so "late 2022" is never tier 1.
        why = replace(term.why, more=(*term.why.more, Reason(f"third_{part}")))
        term = replace(term, tier=max(term.tier, 2), why=why)
    return replace(term, ends=ends, others=others)


def _ends(
    match: Match, resolution: Resolution, period: Period | None, edtf: str, part: str
) -> Ends | None:
    try:
        text = edtf or (_edtf_of(match, period, resolution.clock, part) if period else "")
    except OutOfRange:
        return None
    low, _, high = text.partition("/")
    joint = ".." if resolution.unknown else "/"
    return Ends(low, high or low, joint, whole=period) if low else None


def _edtf_of(match: Match, period: Period, clock: str, part: str) -> str:
    if clock:
        return f"{period.edtf}T{clock}"
    if part in SECTIONS:
        return section(period, part)
    return _part_of_century(match, period) if match.has("half") else period.edtf


def _part_of_century(match: Match, century: Period) -> str:
    """ "the first half of the 15th century" as an interval of years."""
    number = match.number("ordinal", "half") or 1
    count = {"half": 2, "third": 3, "quarter": 4}.get(match.value("half_part", "half") or "", 2)
    number = count if number == -1 else number
    length = 100 // count
    start = century.last.year - 99 + (number - 1) * length
    return f"{max(start, 1):04d}~/{start + length - 1:04d}~"


def edtf_of(term: Term, ends: Ends) -> str:
    """The EDTF text of a term with its direction. Raises ``DateError`` or ``OutOfRange``."""
    points = tuple(timed(point, term.clock_zone) for point in ends.points)
    low, high = timed(ends.low, term.clock_zone), timed(ends.high, term.clock_zone)
    if "T" in high and "T" in low and high[:16] < low[:16] and ends.low[:10] == ends.high[:10]:
        # "22 bis 2 Uhr" ends on the next day.
        high = next_day(high)
    if not term.direction:
        if points:
            return f"[{','.join(points)}]"
        if low == high:
            return low
        return f"[{low}..{high}]" if ends.joint == ".." else f"{low}/{high}"
    whole, direction = ends.whole, term.direction
    if term.boundary and whole is not None:
        # "By the end of March" is by 31 March, "since the beginning of 2022" since 1 January.
        first, last = whole.first.isoformat(), whole.last.isoformat()
        if term.part == "end" and direction in ("until", "before", "not_after", "after"):
            direction, high = {"before": "not_after"}.get(direction, direction), last
        elif term.part == "start" and direction in ("since", "after", "not_before", "before"):
            direction, low = {"after": "not_before"}.get(direction, direction), first
    return directed(direction, low, high)


def reading_of(term: Term, language: str) -> Reading | None:
    """The reading of a term; None if a When cannot hold its date."""
    term = _with_clock_doubts(term)
    context, resolution = term.match.context, term.resolution
    start, end = context.tokens[term.first].start, context.tokens[term.last - 1].end
    text = context.text[start:end]

    when = _when(term, term.ends, text, language) if term.ends else None
    if resolution.kind in ("date", "time") and when is None:
        return None
    alternatives = {
        other.edtf: Alternative(other, why)
        for ends, why in reversed(term.others)
        if (other := _when(term, ends, text, language)) and other.edtf != (when and when.edtf)
    }
    why = term.why
    if term.unread:
        why = replace(why, more=(*why.more, unread_reason(term.unread)))
    return Reading(
        start,
        end,
        text,
        "time" if term.has_clock else resolution.kind,
        when,
        3 if term.unread else term.tier,
        why,
        tuple(reversed(alternatives.values())),
        _period_text(term),
        term.part,
        term.direction or resolution.relation,
        resolution.length,
        tuple(filter(None, (reading_of(part, language) for part in _leaves(term)))),
        term.unread,
    )


def _when(term: Term, ends: Ends, phrase: str, language: str) -> When | None:
    try:
        return When.parse(
            edtf_of(term, ends),
            basis="resolved_phrase" if term.relative else "stated",
            phrase=phrase,
            phrase_language=language,
            anchor=term.match.context.anchor if term.relative else None,
        )
    except (DateError, OutOfRange):
        return None


def _with_clock_doubts(term: Term) -> Term:
    """The term with the reason why its clock time is not sure: said, and asked at the desk."""
    doubt = clock_doubts(term.ends.low, term.clock_zone) if term.ends and term.has_clock else None
    if doubt is None or term.ends is None:
        return term
    reason, other = doubt
    others = term.others
    if other:
        high = other if term.ends.high == term.ends.low else term.ends.high
        others = ((replace(term.ends, low=other, high=high), reason), *others)
    why = replace(term.why, more=(*term.why.more, reason))
    return replace(term, tier=max(term.tier, 2), why=why, others=others)


def _leaves(term: Term) -> Iterator[Term]:
    for part in term.parts:
        yield from _leaves(part) if part.parts else (part,)


def _period_text(term: Term) -> str:
    """The calendar period, without part and direction; of joined terms the whole."""
    ends = term.ends
    if term.parts and ends is not None:
        low, high = timed(ends.low, term.clock_zone), timed(ends.high, term.clock_zone)
        return low if low == high else f"{low}/{high}"
    if ends is not None and term.has_clock:
        return timed(ends.low, term.clock_zone)
    return term.resolution.period.edtf if term.resolution.period else ""
