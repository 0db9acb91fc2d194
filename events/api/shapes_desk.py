"""The shapes of the desk's records as JSON Schema: what the write side shows and takes."""

from typing import Final

from events.api.shapes import (
    ID,
    INSTANT,
    NUMBER,
    Schema,
    by_language,
    list_of,
    nullable,
    one_of,
    record,
    ref,
    text,
)
from events.dates import BASES
from events.record.vocabulary import (
    ActorKind,
    ClaimKind,
    ClaimLinkType,
    Confidence,
    Modality,
    NameKind,
    Occurrence,
    OtherDateKind,
    PlacePrecision,
    RelationType,
    Role,
    SourceKind,
    Stance,
    State,
)

VERSION: Final[Schema] = {**NUMBER, "minimum": 1, "description": "Also the ETag."}


def draft(description: str, **properties: Schema) -> Schema:
    """What is sent: every member may be missing."""
    return {**record(description, tuple(properties), **properties), "additionalProperties": False}


def named(description: str, *also: str) -> Schema:
    """A record by its id, or by what else tells it."""
    keys = {"id": text("Public id."), **{name: text() for name in also}}
    return {"anyOf": [text("Public id."), {"type": "object", "properties": keys}],
            "description": description}  # fmt: skip


WHEN: Final = draft(
    "A date: EDTF, and where it is from.",
    edtf=text("EDTF.", examples=["2023-02-21"]),
    timezone=nullable(text("IANA name.")),
    basis=one_of(BASES),
    phrase=text("As the source words it."),
    phrase_language=text(),
    anchor=nullable(text("What the phrase is counted from.")),
)
ACTOR: Final = named("An actor: its id, or a name that only one has.", "name")
SOURCE: Final = named("A source: its id, or its web address.", "canonical_url", "title")
EVENT: Final = named("An event by its id.")
_CITATION: Final = draft(
    "What ties a record to a source. With the `id` that it has, it is changed; without, new.",
    id=text(),
    source=SOURCE,
    field=text("Which field of the record; empty: the whole."),
    quote=text(),
    quote_language=text(),
    locator=text(),
    stance=one_of(Stance),
    confidence=one_of(Confidence),
    via=list_of(draft("A hop.", actor=nullable(ACTOR), source=nullable(SOURCE), wording=text())),
)
_EVENT: Final[dict[str, Schema]] = {
    "external_key": text("What the event is called where it comes from; once only."),
    "title": text("In `language`; the original."),
    "summary": text(),
    "language": text("Of title and summary."),
    "texts": by_language(
        draft("A translation.", title=text(), summary=text(), origin=text(), translator=text())
    ),
    "type": text("Key of the type.", examples=["talks"]),
    "occurrence": one_of(Occurrence),
    "start": nullable(ref("DraftWhen")),
    "end": nullable(ref("DraftWhen")),
    "other_dates": list_of(
        draft(
            "A further date.",
            kind=one_of(OtherDateKind),
            start=nullable(ref("DraftWhen")),
            end=nullable(ref("DraftWhen")),
            source=nullable(SOURCE),
            note=text(),
        )
    ),
    "place": nullable(
        draft(
            "A place: one that is there already where all of it is the same, or a new one.",
            id=text(),
            name=text(),
            names=by_language(text()),
            country=text("ISO 3166-1, two letters, or empty."),
            precision=one_of(PlacePrecision),
            latitude=nullable({"type": "number"}),
            longitude=nullable({"type": "number"}),
        )
    ),
    "participants": list_of(
        draft(
            "An actor taking part.",
            actor=ACTOR,
            role=one_of(Role),
            described_as=text(),
            described_as_language=text(),
            tenure=nullable({**NUMBER, "description": "The office; null: that on the date."}),
            citations=list_of(ref("DraftCitation")),
        )
    ),
    "claims": list_of(
        draft(
            "Who said what. With the `id` that it has, it is changed; without, new.",
            id=text(),
            speaker=ACTOR,
            kind=one_of(ClaimKind),
            modality=one_of(Modality),
            text=text(),
            language=text(),
            texts=by_language(text()),
            quote=text(),
            quote_language=text(),
            said=nullable(ref("DraftWhen")),
            also_about=list_of(EVENT),
            links=list_of(draft("An answer.", type=one_of(ClaimLinkType), claim=text())),
            citations=list_of(ref("DraftCitation")),
        )
    ),
    "citations": list_of(ref("DraftCitation")),
    "relations": list_of(draft("A tie.", type=one_of(RelationType), event=EVENT)),
    "storylines": list_of(named("A storyline by its id.", "title")),
}
_ACTOR: Final[dict[str, Schema]] = {
    "kind": one_of(ActorKind),
    "label": text("What the desk calls it. Default: the first name."),
    "wikidata": text("Wikidata item, or empty."),
    "names": list_of(
        draft("A name.", name=text(), language=text(), script=text(), kind=one_of(NameKind))
    ),
}
_SOURCE: Final[dict[str, Schema]] = {
    "kind": one_of(SourceKind),
    "title": text(),
    "language": text(),
    "publisher": nullable(ACTOR),
    "published": nullable(ref("DraftWhen")),
    "modified": nullable(ref("DraftWhen")),
    "accessed_at": nullable(text("An instant with its offset from UTC.")),
    "canonical_url": text("Web address, or empty."),
    "archive_url": text(),
    "content_hash": text("SHA-256 of the text, or empty."),
    "held": {"type": "boolean", "description": "We have read the item itself."},
    "revision_of": nullable(SOURCE),
}
_TOLD: Final[dict[str, Schema]] = {"id": ID, "version": VERSION, "updated_at": INSTANT}
_STATE: Final[dict[str, Schema]] = {
    "state": one_of(State, "Where the event stands with us."),
    "published_version": nullable({**NUMBER, "description": "What the public edition is of."}),
}
_EDITION: Final = record("The edition that the verb made.", seq=NUMBER, number=NUMBER)


def _shown(description: str, **properties: Schema) -> Schema:
    return record(description, ("edition",), **properties)


DESK: Final[dict[str, Schema]] = {
    "DraftWhen": {"anyOf": [WHEN, text("EDTF.")]},
    "DraftCitation": _CITATION,
    "DraftEvent": draft("An event to create or change.", id=text(), **_EVENT),
    "DraftActor": draft("An actor to create or change.", id=text(), **_ACTOR),
    "DraftSource": draft("A source to create or change.", id=text(), **_SOURCE),
    "DeskEvent": _shown(
        "An event of the desk.", **_TOLD, **_STATE, **_EVENT, edition=nullable(_EDITION)
    ),
    "DeskActor": record(
        "An actor of the desk.",
        **_TOLD,
        **_ACTOR,
        offices=list_of({"type": "object", "description": "Kept on the desk."}),
    ),
    "DeskSource": record("A source of the desk.", **_TOLD, **_SOURCE),
    "DeskEventRow": record(
        "An event in a list.",
        **_TOLD,
        **_STATE,
        **{key: _EVENT[key] for key in ("external_key", "title", "type", "occurrence", "start")},
    ),
    "DeskActorRow": record(
        "An actor in a list.", **_TOLD, **{key: _ACTOR[key] for key in ("kind", "label")}
    ),
    "DeskSourceRow": record(
        "A source in a list.", **_TOLD, **{key: _SOURCE[key] for key in ("kind", "title", "held")}
    ),
    **{
        f"Desk{kind}Page": record(
            "One page of a list. Follow `next` until it is null.",
            next=nullable(text("Address of the next page.", format="uri")),
            previous=nullable(text("Address of the page before.", format="uri")),
            results=list_of(ref(f"Desk{kind}Row")),
        )
        for kind in ("Event", "Actor", "Source")
    },
    "VerbWords": draft("What is said about it.", note=text("For the public."), reason=text("Why.")),
}
