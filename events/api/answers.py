"""The shapes of answers around the stored documents: pages, counts, changes, problems."""

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
from events.models.vocabulary import EditionKind


def page_of(name: str) -> Schema:
    return record(
        "One page of a list. Follow `next` until it is null.",
        next=nullable(text("Address of the next page.", format="uri")),
        previous=nullable(text("Address of the page before.", format="uri")),
        results=list_of(ref(name)),
    )


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

ANSWERS: Final[dict[str, Schema]] = {
    "EventPage": page_of("Event"),
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
    "ProblemPlace": record(
        "Where the request is wrong.",
        optional=("parameter", "pointer"),
        parameter=text("Name of the query parameter."),
        pointer=text("JSON Pointer into the body (RFC 6901)."),
        detail=text("In words, in the language of Accept-Language."),
    ),
    "Problem": record(
        "An error (RFC 9457). The value that was sent is never repeated.",
        optional=("errors",),
        type=text(format="uri-reference"),
        title=text(),
        status={"type": "integer", "minimum": 400, "maximum": 599},
        detail=text(),
        errors=list_of(ref("ProblemPlace")),
    ),
}

SHAPES: Final[dict[str, Schema]] = {
    **DATES_AND_TEXTS,
    **REFERENCES,
    **PARTS,
    **DOCUMENTS,
    **COUNTS,
    **ANSWERS,
}
