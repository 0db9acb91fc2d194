"""Every named schema of the API. Those of the record follow from its declaration."""

from typing import Final

from events.api.json_schema import (
    ID,
    by_language,
    count,
    instant,
    list_of,
    nullable,
    object_of,
    one_of,
    page_of,
    ref,
    text,
)
from events.api.schemas_desk import DESK
from events.api.schemas_imports import IMPORTS
from events.dates.phrases.reading import KINDS
from events.record import PUBLIC
from events.record.codebook import Codebook
from events.record.schema import Schema, schemas_of
from events.record.vocabulary import EditionKind, Occurrence
from events.search import MATCH_KINDS
from events.search.counting import DIMENSIONS
from events.search.counting import NAMES as FACETS
from events.search.intervals import INTERVALS
from events.timeline.announcements import SHOWN, Outcome

PARTS_OF_TIME: Final = (
    "", "start", "middle", "end", "morning", "midday", "afternoon", "evening", "night",
)  # fmt: skip

RECORD: Final[dict[str, Schema]] = {
    **schemas_of(PUBLIC),
    "EventRecord": {
        "description": "An event, or the tombstone of one.",
        "anyOf": [ref("Event"), ref("Retraction"), ref("Merger")],
    },
}


def part_of(name: str, **members: Schema) -> Schema:
    return {
        "type": "object",
        "description": "The selected members and the included records.",
        "properties": {**RECORD[name]["properties"], **members},
        "additionalProperties": False,
        # Nobody can ask for fewer than one.
        "minProperties": 1,
    }


_INCLUDED: Final = ref("Included", "Only with `include`.")
PARTS: Final[dict[str, Schema]] = {
    "EventPart": part_of("Event", included=_INCLUDED),
    "EventRecordPart": part_of("Event"),
    "ActorPart": part_of("Actor"),
    "SourcePart": part_of("Source"),
    "StorylinePart": part_of("Storyline"),
}


def whole_or_part(name: str) -> list[Schema]:
    """A whole document, or what `fields` chose of it."""
    return [ref(name), ref(f"{name}Part")] if f"{name}Part" in PARTS else [ref(name)]


COUNTS: Final[dict[str, Schema]] = {
    "FacetValue": object_of(
        "One value and how many events have it.",
        value=text("As the parameter of the same name takes it."),
        labels=by_language("What people read, by language of the interface."),
        count=count("Events with this value."),
    ),
    "Facets": object_of(
        "Counts over the filtered set, most frequent first.",
        **{name: list_of(ref("FacetValue"), f"Values of `{name}`.") for name in FACETS},
    ),
    "HistogramBin": object_of(
        "How many events start there.",
        start=text("The day, the Monday of the week, the month or the year, as EDTF."),
        count=count("Events that are known to start there."),
    ),
    "Histogram": object_of(
        "Events over time, each counted once: in a bin, or in `coarser` or `undated`.",
        interval=one_of(INTERVALS, "Width of a bin."),
        results=list_of(ref("HistogramBin"), "In order; bins without events are left out."),
        coarser=count("Events whose start is known, but not as exactly as a bin is wide."),
        undated=count("Events whose start is not known, or open to the past."),
    ),
    "AnnouncedEvent": object_of(
        "An event that is or was announced.",
        id=ID,
        title=text("In the original language."),
        occurrence=one_of(Occurrence.values, "Whether it happened, as far as is known."),
        url=text("Path of its page."),
    ),
    "AnnouncementOutcome": object_of(
        "Announcements with the same outcome.",
        outcome=one_of(
            [*Outcome],
            "What became of them. `overdue`: the date has passed, and nothing else is on record; "
            "`ahead`: the date has not passed, or is open.",
        ),
        count=count("How many there are."),
        events=list_of(ref("AnnouncedEvent"), f"The {SHOWN} with the latest dates."),
    ),
    "Announcements": object_of(
        "The planned events of an actor, and those that were announced before they took place.",
        actor=object_of("The actor.", id=ID, url=text("Address of its page.")),
        results=list_of(ref("AnnouncementOutcome"), "Outcomes without events are left out."),
    ),
    "Group": object_of(
        "How many events have these values.",
        values=list_of(text("A value, in the order of `by`."), "One for each dimension."),
        count=count("Events that have them."),
    ),
    "Aggregate": object_of(
        "Events by one or two members. In an interval (day, month, year) an event counts where it "
        "starts if that is known so exactly, otherwise as `coarser` or `undated`.",
        by=list_of(one_of(DIMENSIONS), "The dimensions."),
        results=list_of(
            ref("Group"), "The most frequent first; groups without events are left out."
        ),
        truncated={"type": "boolean", "description": "Whether there are more groups than these."},
        labels={
            "type": "object",
            "description": "The words for the values of each dimension that has any.",
            "additionalProperties": {
                "type": "object",
                "additionalProperties": by_language("What people read."),
            },
        },
    ),
}

_OFFSET: Final = "Offset in characters (Unicode code points) of the text"
READINGS: Final[dict[str, Schema]] = {
    "ResolvedText": object_of(
        "What a text says about time, in its order.",
        text=text("The text that was sent."),
        language=nullable(text("Language in which it was read (BCP 47); null: nothing was read.")),
        anchor=text("The moment from which relative phrases were counted.", format="date-time"),
        results=list_of(ref("Reading"), "Empty: nothing about time was found."),
    ),
    "Reading": object_of(
        "One expression of time.",
        start=count(f"{_OFFSET} where it begins."),
        end=count(f"{_OFFSET} of the first character after it."),
        text=text("The words that were read, from the first one that decides the date."),
        kind=one_of(
            KINDS,
            "Only `date` and `time` can date an event. A `duration` or `repeated` times are no "
            "dates; `past`, `present` and `future` name no date of the calendar.",
        ),
        tier={
            "type": "integer",
            "enum": [1, 2, 3],
            "description": "1: certain, 2: likely, 3: vague, or not a calendar date.",
        },
        when=nullable(ref("When"), "The date; null: it is not a calendar date."),
        part=one_of(PARTS_OF_TIME, "Part of the period or of the day, or empty."),
        reason=by_language("Why it is this date, in words."),
        unread=list_of(
            text("A word or sign."),
            "Words beside it that may change the date and were not understood: the tier is not 1.",
        ),
        alternatives=list_of(ref("OtherReading"), "Other dates that the same words can mean."),
    ),
    "OtherReading": object_of(
        "Another date that the same words can mean.",
        when=ref("When", "The other date."),
        reason=by_language("When it would be this date, in words."),
    ),
}

NAMES: Final[dict[str, Schema]] = {
    "ResolvedName": object_of(
        "The public actors that a name can mean.",
        name=text("The name that was sent."),
        results=list_of(ref("ActorCandidate"), "Best first. Empty: no actor has such a name."),
    ),
    "ActorCandidate": object_of(
        "An actor with a name like the one that was sent.",
        actor=object_of(
            "The actor.",
            **{
                member: RECORD["Actor"]["properties"][member]
                for member in ("id", "name", "names", "kind", "url")
            },
        ),
        score={
            "type": "number",
            "minimum": 0,
            "maximum": 100,
            "description": "How alike the names are; 100: the same.",
        },
        match=one_of((kind for _score, kind in MATCH_KINDS), "In what the names are alike."),
        matched=ref("ActorName", "The name of the actor that was found."),
        reason=by_language("`match` in words."),
    ),
}

ENVELOPES: Final[dict[str, Schema]] = {
    "EventPage": page_of(*whole_or_part("Event"), included=_INCLUDED),
    "EditionPage": page_of(*whole_or_part("EventRecord")),
    "ActorPage": page_of(*whole_or_part("Actor")),
    "SourcePage": page_of(*whole_or_part("Source")),
    "StorylinePage": page_of(*whole_or_part("Storyline")),
    "Included": object_of(
        "The current records that the events name, of the kinds that `include` asked for.",
        ("actors", "sources", "storylines", "events"),
        actors=list_of(ref("Actor"), "By name."),
        sources=list_of(ref("Source"), "By title."),
        storylines=list_of(ref("Storyline"), "By title."),
        events=list_of(ref("Event"), "Those that relations name, by id."),
    ),
    "Change": object_of(
        "One edition, as it became public.",
        seq=count("Sequence number: counts all editions.", minimum=1),
        event={**ID, "description": "The event that it is an edition of."},
        kind=one_of(EditionKind.values, "What the edition does."),
        at=instant("When it became public."),
        number=count("Counts the editions of the event.", minimum=1),
        note=text("What the newsroom says about the change."),
        document=ref("EventRecord", "The event in this edition, or its tombstone."),
    ),
    "Changes": object_of(
        "Editions in the order in which they became public, without gaps.",
        results=list_of(ref("Change"), "The editions after the `after` that was sent."),
        next=nullable(text("Address of the following changes; null: none yet.", format="uri")),
        last_seq=count("Send it as `after` next time, even if `next` is null."),
    ),
    "Dump": {"description": "The file, in its format."},
    "ProblemPlace": object_of(
        "What is wrong with the request, and where.",
        ("parameter", "pointer", "column"),
        parameter=text("Parameter of the query; `query` or `path` for what has no name to repeat."),
        pointer=text("JSON Pointer into the body (RFC 6901)."),
        column=text("Column of a CSV file."),
        detail=text("A sentence in the language of Accept-Language."),
    ),
    "Problem": object_of(
        "An error (RFC 9457). The value that was sent is never repeated.",
        ("errors", "version", "current", "base", "differences", "conflicts"),
        type=text("Kind of problem.", format="uri-reference"),
        title=text("Name of the status."),
        status={
            "type": "integer",
            "minimum": 400,
            "maximum": 599,
            "description": "The HTTP status.",
        },
        detail=text("A sentence in the language of Accept-Language."),
        errors=list_of(ref("ProblemPlace"), "What is wrong, where places can be named."),
        version=count("With 412: the current version."),
        current={"type": "object", "description": "With 412: the current record."},
        base={"type": "object", "description": "With 412: the record in the version of If-Match."},
        differences=list_of(ref("Difference"), "With 412: what has changed since that version."),
        conflicts=list_of(
            ref("Conflict"), "With 412: what has changed since, and differently in the request."
        ),
    ),
}

SCHEMAS: Final[dict[str, Schema]] = {
    **RECORD,
    **PARTS,
    **COUNTS,
    **READINGS,
    **NAMES,
    **ENVELOPES,
    **schemas_of((Codebook,)),
    **DESK,
    **IMPORTS,
}
