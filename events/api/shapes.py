"""The shapes of all documents as JSON Schema (the dialect of OpenAPI 3.1).

They describe and check nothing at run time: documents are stored ready-made. A test holds every
answer of every endpoint against them, and fails on a key that is not described here.
"""

from typing import Any, Final

from events.dates import BASES, PRECISIONS
from events.record.identity import PUBLIC_ID_PATTERN
from events.record.vocabulary import (
    ActorKind,
    ClaimKind,
    ClaimLinkType,
    Confidence,
    EditionKind,
    Modality,
    NameKind,
    Occurrence,
    OtherDateKind,
    PlacePrecision,
    RelationType,
    Role,
    SourceKind,
    Stance,
    StartMeaning,
    TextOrigin,
)

Schema = dict[str, Any]


def ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def record(description: str, optional: tuple[str, ...] = (), /, **properties: Schema) -> Schema:
    """An object whose keys are all there, but for those in `optional`."""
    return {
        "type": "object",
        "description": description,
        "properties": properties,
        "required": [name for name in properties if name not in optional],
    }


def text(description: str = "", **more: Any) -> Schema:
    return {"type": "string", **({"description": description} if description else {}), **more}


def one_of(values: Any, description: str = "", *, blank: bool = False) -> Schema:
    known = [str(value) for value in values]
    return text(description, enum=["", *known] if blank else known)


def nullable(schema: Schema) -> Schema:
    return {"oneOf": [schema, {"type": "null"}]}


def list_of(schema: Schema, description: str = "") -> Schema:
    return {
        "type": "array",
        "items": schema,
        **({"description": description} if description else {}),
    }


def by_language(schema: Schema, description: str = "") -> Schema:
    return {
        "type": "object",
        "description": description or "By language tag (BCP 47).",
        "additionalProperties": schema,
    }


NUMBER: Final[Schema] = {"type": "integer", "minimum": 0}
INSTANT: Final = text("An instant in UTC, spelled with Z.", format="date-time", pattern="Z$")
ID: Final = text("Permanent public id.", pattern=f"^{PUBLIC_ID_PATTERN}$")
TAG: Final = text("Language tag (BCP 47), or empty.")
NAMES: Final = by_language(text(), "The name in the languages of the interface that have one.")
PATH: Final = text("Path of the page on this host.", pattern="^/")
LINK: Final = text("Address elsewhere, or empty.")
FLAG: Final[Schema] = {"type": "boolean"}
CITATIONS: Final = list_of(ref("Citation"))
COORDINATE: Final[Schema] = {"type": ["number", "null"]}


DATES_AND_TEXTS: Final[dict[str, Schema]] = {
    "When": record(
        "A date as far as it is known. A year is never a 1 January.",
        edtf=text("EDTF (ISO 8601-2), the profile of this project.", examples=["2023-02-21"]),
        earliest={
            **nullable(INSTANT),
            "description": "First instant it may mean; null: unbounded.",
        },
        latest={
            **nullable(INSTANT),
            "description": "First instant that is too late; null: unbounded.",
        },
        precision=one_of(PRECISIONS),
        approximate=FLAG,
        uncertain=FLAG,
        timezone=nullable(text("IANA name of the event's own zone.")),
        basis=one_of(BASES, "Where the date is from."),
        phrase=text("The words of the source that were resolved."),
        phrase_language=TAG,
        anchor=nullable(text("What a relative phrase was resolved against.", format="date-time")),
        display=by_language(text(), "The date in words."),
    ),
    "EventText": record(
        "Title and summary in one more language.",
        title=text(),
        summary=text(),
        origin=one_of(TextOrigin),
        translator=text("Who translated; empty if unknown."),
    ),
    "Place": record(
        "Where, as precisely as it is known.",
        name=text(),
        names=NAMES,
        country=text("ISO 3166-1 alpha-2, or empty."),
        precision=one_of(PlacePrecision),
        latitude=COORDINATE,
        longitude=COORDINATE,
    ),
}

REFERENCES: Final[dict[str, Schema]] = {
    "ActorRef": record(
        "A person, organisation, state, office body or group, in short.",
        id=ID,
        name=text("In the language of the document that names it."),
        names=NAMES,
        kind=one_of(ActorKind),
        url=PATH,
    ),
    "SourceRef": (
        source_reference := record(
            "A citable item, in short.",
            id=ID,
            title=text(),
            kind=one_of(SourceKind),
            language=TAG,
            publisher=nullable(ref("ActorRef")),
            url=PATH,
            canonical_url=LINK,
            archive_url=LINK,
            published=nullable(ref("When")),
            modified=nullable(ref("When")),
            held={**FLAG, "description": "False: known only second hand."},
        )
    ),
    "EventRef": record(
        "Another event.",
        id=ID,
        title=text(),
        titles=by_language(text(), "Titles in other languages."),
        url=PATH,
    ),
    "StorylineRef": record(
        "A curated timeline that has the event.",
        id=ID,
        title=text(),
        titles=by_language(text(), "Titles in other languages."),
        url=PATH,
    ),
    "Hop": record(
        "One station between who said it and the source that is cited.",
        actor=nullable(ref("ActorRef")),
        source=nullable(ref("SourceRef")),
        wording=text("How the source puts it."),
    ),
    "Citation": record(
        "What ties a statement to a source.",
        id=text(),
        source=ref("SourceRef"),
        field=text("The one field that it vouches for; empty: the whole."),
        quote=text("A short quote, verbatim."),
        quote_language=TAG,
        locator=text("Where in the source."),
        stance=one_of(Stance),
        confidence=one_of(Confidence, blank=True),
        via=list_of(ref("Hop"), "The way it came, nearest to the source last."),
    ),
}

PARTS: Final[dict[str, Schema]] = {
    "Participation": record(
        "An actor in an event.",
        actor=ref("ActorRef"),
        role=one_of(Role),
        described_as=text("The wording of the source."),
        described_as_language=TAG,
        office=text("The office held at the event's date."),
        offices=NAMES,
        citations=CITATIONS,
    ),
    "ClaimLink": record(
        "What a claim does to another.",
        type=one_of(ClaimLinkType),
        claim=text("Id of the other claim."),
        event={**ID, "description": "The event that the other claim belongs to."},
    ),
    "Claim": record(
        "Who said what.",
        id=text(),
        event={**ID, "description": "The event that the claim belongs to."},
        speaker=ref("ActorRef"),
        kind=one_of(ClaimKind),
        modality=one_of(Modality),
        text=text(),
        language=TAG,
        texts=by_language(text(), "The text in other languages."),
        quote=text(),
        quote_language=TAG,
        said=nullable(ref("When")),
        links=list_of(ref("ClaimLink")),
        citations=CITATIONS,
    ),
    "OtherDate": record(
        "A date that was announced earlier, or that another source gives.",
        kind=one_of(OtherDateKind),
        start=nullable(ref("When")),
        end=nullable(ref("When")),
        source=nullable(ref("SourceRef")),
        note=text(),
    ),
    "Relation": record("A tie to another event.", type=one_of(RelationType), event=ref("EventRef")),
    "Edition": record(
        "Which version this is. `seq` counts all editions, `number` those of the event.",
        seq={**NUMBER, "minimum": 1},
        number={**NUMBER, "minimum": 1},
        kind=one_of(EditionKind),
        at=INSTANT,
        note=text("What the newsroom says about the change."),
    ),
}

DOCUMENTS: Final[dict[str, Schema]] = {
    "Event": record(
        "One edition of an event: everything that is public about it.",
        id=ID,
        url=PATH,
        title=text(),
        summary=text(),
        language=text("Of title and summary."),
        texts=by_language(ref("EventText"), "Title and summary in other languages."),
        type=text("Key of the event's type.", examples=["talks"]),
        type_names=by_language(text()),
        occurrence=one_of(Occurrence, "What is the case in the world: only some events happened."),
        start=nullable(ref("When")),
        end=nullable(ref("When")),
        period=by_language(text(), "Start and end in one wording; empty if undated."),
        other_dates=list_of(ref("OtherDate")),
        place=nullable(ref("Place")),
        participants=list_of(ref("Participation")),
        claims=list_of(ref("Claim")),
        citations=CITATIONS,
        relations=list_of(ref("Relation")),
        storylines=list_of(ref("StorylineRef")),
        origins={**NUMBER, "description": "Sources that do not copy each other."},
        edition=ref("Edition"),
    ),
    "Retraction": record(
        "What is left of a retracted event: the note says why.",
        id=ID,
        url=PATH,
        retracted={"const": True},
        edition=ref("Edition"),
    ),
    "Merger": record(
        "What is left of an event that turned out to be another.",
        id=ID,
        url=PATH,
        merged_into={**ID, "description": "The event that took over."},
        edition=ref("Edition"),
    ),
    "EventRecord": {
        "description": "An event, or the tombstone of one.",
        "oneOf": [ref("Event"), ref("Retraction"), ref("Merger")],
    },
    "Tenure": record(
        "An actor in an office.",
        office=text(),
        offices=NAMES,
        body=nullable(ref("ActorRef")),
        start=nullable(ref("When")),
        end=nullable(ref("When")),
        start_means=one_of(StartMeaning, "Whether the start is the first mention only."),
        citations=CITATIONS,
    ),
    "ActorName": record(
        "One of an actor's names.",
        name=text(),
        language=TAG,
        script=text("ISO 15924, or empty."),
        kind=one_of(NameKind),
    ),
    "Actor": record(
        "An actor that a published event names.",
        id=ID,
        url=PATH,
        name=text(),
        names=NAMES,
        kind=one_of(ActorKind),
        wikidata=text("Wikidata item, or empty."),
        all_names=list_of(ref("ActorName")),
        offices=list_of(ref("Tenure")),
    ),
    "Source": record(
        "A source that a published event cites.",
        **source_reference["properties"],
        content_hash=text(),
        accessed_at=nullable(INSTANT),
        revision_of=nullable(ID),
        revisions=list_of(ID, "Newer versions of the same item."),
    ),
    "StorylineText": record(
        "A storyline's words in one more language.",
        title=text(),
        introduction=text(),
        origin=one_of(TextOrigin),
    ),
    "Storyline": record(
        "A curated timeline: pinned events, a saved filter, or both.",
        id=ID,
        url=PATH,
        title=text(),
        introduction=text(),
        language=TAG,
        texts=by_language(ref("StorylineText")),
        filter=text("A query of the event list, or empty."),
        pinned=list_of(ID, "Events in the order of the curator."),
    ),
}
