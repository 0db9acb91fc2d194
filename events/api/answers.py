"""The shapes of answers around the stored documents: pages, counts, readings, changes, problems."""

from typing import Final

from events.api.shapes import (
    DATES_AND_TEXTS,
    DOCUMENTS,
    ID,
    INSTANT,
    NUMBER,
    PARTS,
    REFERENCES,
    Schema,
    by_language,
    list_of,
    nullable,
    one_of,
    record,
    ref,
    text,
)
from events.api.shapes_desk import DESK
from events.api.shapes_imports import IMPORTS
from events.dates.phrases.reading import KINDS
from events.record.vocabulary import EditionKind
from events.search import MATCH_KINDS

PARTS_OF_TIME: Final = (
    "", "start", "middle", "end", "morning", "midday", "afternoon", "evening", "night",
)  # fmt: skip


def page_of(name: str, **more: Schema) -> Schema:
    """A list's envelope; `more` are members that only some answers have."""
    return record(
        "One page of a list. Follow `next` until it is null.",
        tuple(more),
        next=nullable(text("Address of the next page.", format="uri")),
        previous=nullable(text("Address of the page before.", format="uri")),
        results=list_of(selected(name)),
        **more,
    )


def selected(name: str) -> Schema:
    """A whole document, or what `fields` chose of it."""
    return {"anyOf": [ref(name), ref(f"{name}Part")]}


def part_of(name: str, **more: Schema) -> Schema:
    return {
        "type": "object",
        "description": "The members that `fields` asked for, and what `include` brought along.",
        "properties": {**DOCUMENTS[name]["properties"], **more},
        "additionalProperties": False,
        # Nobody asked for fewer than one.
        "minProperties": 1,
    }


COUNTS: Final[dict[str, Schema]] = {
    "FacetValue": record(
        "One value and how many events have it.",
        value=text("As the parameter of the same name takes it."),
        labels=by_language(text()),
        count=NUMBER,
    ),
    "Facets": record(
        "Counts over the filtered set, most frequent first.",
        (),
        **{
            name: list_of(ref("FacetValue"))
            for name in (
                "type", "occurrence", "actor", "source", "publisher", "storyline", "language",
                "year",
            )
        },
    ),
    "HistogramBin": record(
        "How many events begin there.", start=text("EDTF of the bin."), count=NUMBER
    ),
    "Histogram": record(
        "Events over time. Bins without events are left out.",
        interval=one_of(("day", "week", "month", "year")),
        results=list_of(ref("HistogramBin")),
    ),
}  # fmt: skip

OFFSET: Final = "Offset in characters (Unicode code points) of the text: "
READINGS: Final[dict[str, Schema]] = {
    "ResolvedText": record(
        "What a text says about time, in its order.",
        text=text("As it was sent."),
        language=nullable(text("What it was read as (BCP 47); null: it was read in none.")),
        anchor=text("What relative phrases were counted from.", format="date-time"),
        results=list_of(ref("Reading"), "Empty: nothing about time was read."),
    ),
    "Reading": record(
        "One expression of time.",
        start={**NUMBER, "description": f"{OFFSET}where it begins."},
        end={**NUMBER, "description": f"{OFFSET}the first behind it."},
        text=text("The words, without preposition and article."),
        kind=one_of(
            KINDS,
            "Only `date` and `time` can date an event. `duration` and `repeated` are no dates, "
            "`past`, `present` and `future` refer to no date of the calendar.",
        ),
        tier={
            "type": "integer",
            "enum": [1, 2, 3],
            "description": "1: sure, 2: likely, 3: vague or no date of the calendar.",
        },
        when={**nullable(ref("When")), "description": "Null: no date of the calendar."},
        part=one_of(PARTS_OF_TIME, "Part of the period or of the day, or empty."),
        reason=by_language(text(), "Why it is this date, in words."),
        alternatives=list_of(ref("OtherReading"), "What the same words can mean as well."),
    ),
    "OtherReading": record(
        "Another date that the same words can mean.",
        when=ref("When"),
        reason=by_language(text(), "When it would be this date, in words."),
    ),
}

NAMES_FOUND: Final[dict[str, Schema]] = {
    "ResolvedName": record(
        "The public actors that a name can mean.",
        name=text("As it was sent."),
        results=list_of(ref("ActorCandidate"), "Best first. Empty: nobody is called like this."),
    ),
    "ActorCandidate": record(
        "An actor with a name like the one asked for.",
        actor=ref("ActorRef"),
        score={"type": "number", "minimum": 0, "maximum": 100},
        match=one_of(tuple(kind for _, kind in MATCH_KINDS), "In what the names are alike."),
        matched=ref("ActorName"),
        reason=by_language(text(), "The same in words."),
    ),
}

PARTIAL: Final[dict[str, Schema]] = {
    "EventPart": part_of("Event", included=ref("Included")),
    "EventRecordPart": part_of("Event"),
    "ActorPart": part_of("Actor"),
    "SourcePart": part_of("Source"),
    "StorylinePart": part_of("Storyline"),
}

ANSWERS: Final[dict[str, Schema]] = {
    "EventPage": page_of("Event", included=ref("Included")),
    "Included": record(
        "What the events name, as it stands, by the kinds that `include` asked for.",
        ("actors", "sources", "storylines", "events"),
        actors=list_of(ref("Actor")),
        sources=list_of(ref("Source")),
        storylines=list_of(ref("Storyline")),
        events=list_of(ref("Event")),
    ),
    "EditionPage": page_of("EventRecord"),
    "ActorPage": page_of("Actor"),
    "SourcePage": page_of("Source"),
    "StorylinePage": page_of("Storyline"),
    "Change": record(
        "One edition, as it became public.",
        seq={**NUMBER, "minimum": 1},
        event=ID,
        kind=one_of(EditionKind),
        at=INSTANT,
        number={**NUMBER, "minimum": 1},
        note=text(),
        document=ref("EventRecord"),
    ),
    "Changes": record(
        "Editions in the order in which they became public, without gaps.",
        results=list_of(ref("Change")),
        next=nullable(text("Address of what follows; null: nothing yet.", format="uri")),
        last_seq={
            **NUMBER,
            "description": "Give it as `after` next time, also when `next` is null.",
        },
    ),
    "Dump": {"description": "The file, in its format."},
    "ProblemPlace": record(
        "Where the request is wrong.",
        ("parameter", "pointer", "column"),
        parameter=text("Of the query; `query` or `path` for what has no name to repeat."),
        pointer=text("JSON Pointer into the body (RFC 6901)."),
        column=text("Column of a CSV file."),
        detail=text("In words, in the language of Accept-Language."),
    ),
    "Problem": record(
        "An error (RFC 9457). The value that was sent is never repeated.",
        ("errors", "version", "current"),
        type=text(format="uri-reference"),
        title=text(),
        status={"type": "integer", "minimum": 400, "maximum": 599},
        detail=text(),
        errors=list_of(ref("ProblemPlace")),
        version={**NUMBER, "description": "With 412: the version that stands."},
        current={"type": "object", "description": "With 412: the record as it stands."},
    ),
}

SHAPES: Final[dict[str, Schema]] = {
    **DATES_AND_TEXTS,
    **REFERENCES,
    **PARTS,
    **DOCUMENTS,
    **COUNTS,
    **READINGS,
    **NAMES_FOUND,
    **PARTIAL,
    **ANSWERS,
    **DESK,
    **IMPORTS,
}
