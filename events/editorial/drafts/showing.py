"""The desk's records as documents: the state of the working copy, in the form that `verbs` accepts.

The members have the same names as in the public record, so that a public record can be sent back.
Documents contain drafts and are never shown to the public.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

import msgspec
from django.db.models import Model, Prefetch, QuerySet

from events.dates import When, json_datetime
from events.editorial.columns import columns_of, plain_members
from events.editorial.graph import desk_citations, desk_events
from events.editorial.naming import instant
from events.models import (
    Actor,
    Citation,
    Claim,
    Event,
    EventOtherDate,
    EventType,
    Office,
    Participation,
    Place,
    Source,
    Storyline,
    Tenure,
)
from events.models.when import WhenField
from events.record import ActorName, EventText, StorylineText, desk
from events.record.members import Document
from events.record.vocabulary import TextOrigin
from events.record.when import DeskWhen

Json = dict[str, Any]


def as_json(document: Document | Json) -> Json:
    """Return the document, or some of its members, as plain JSON values."""
    found: Json = msgspec.to_builtins(document)
    return found


def desk_event(event_id: str) -> Json:
    """Return an event of the desk. Raise `Event.DoesNotExist`."""
    return as_json(event_document(desk_events([event_id]).get()))


def desk_actor(actor_id: str) -> Json:
    """Return an actor of the desk. Raise `Actor.DoesNotExist`."""
    return as_json(actor_document(desk_actors([actor_id]).get()))


def desk_office(office_id: str) -> Json:
    """Return an office of the desk. Raise `Office.DoesNotExist`."""
    return as_json(office_document(desk_offices([office_id]).get()))


def desk_place(place_id: str) -> Json:
    """Return a place of the desk. Raise `Place.DoesNotExist`."""
    return as_json(place_document(Place.objects.prefetch_related("names").get(pk=place_id)))


def desk_source(source_id: str) -> Json:
    """Return a source of the desk. Raise `Source.DoesNotExist`."""
    return as_json(source_document(desk_sources([source_id]).get()))


def desk_storyline(storyline_id: str) -> Json:
    """Return a storyline of the desk. Raise `Storyline.DoesNotExist`."""
    return as_json(storyline_document(desk_storylines([storyline_id]).get()))


def desk_event_type(key: str) -> Json:
    """Return an event type. Raise `EventType.DoesNotExist`."""
    types = EventType.objects.select_related("parent").prefetch_related("names")
    return as_json(event_type_document(types.get(key=key)))


def desk_actors(actor_ids: Collection[str]) -> QuerySet[Actor]:
    """Return the actors with what their documents say; so do the following functions."""
    held = Tenure.objects.select_related("office")
    held = held.prefetch_related(Prefetch("citations", desk_citations()))
    return Actor.objects.filter(pk__in=actor_ids).prefetch_related(
        "names", Prefetch("tenures", held)
    )


def desk_offices(office_ids: Collection[str]) -> QuerySet[Office]:
    offices = Office.objects.filter(pk__in=office_ids)
    return offices.select_related("body").prefetch_related("names")


def desk_sources(source_ids: Collection[str]) -> QuerySet[Source]:
    return Source.objects.filter(pk__in=source_ids).select_related("publisher")


def desk_storylines(storyline_ids: Collection[str]) -> QuerySet[Storyline]:
    return Storyline.objects.filter(pk__in=storyline_ids).prefetch_related("texts", "pins")


def event_document(event: Event) -> desk.DeskEvent:
    """Return the document of an event that was loaded with its whole graph."""
    texts = list(event.texts.all())
    original = next((text for text in texts if text.origin == TextOrigin.ORIGINAL), None)
    return desk.DeskEvent(
        **desk_members(event, desk.DeskEvent),
        title=original.title if original else "",
        summary=original.summary if original else "",
        language=original.language if original else "",
        texts={
            text.language: EventText(**desk_members(text, EventText))
            for text in texts
            if text is not original
        },
        type=event.type.key,
        other_dates=[_other_date(other) for other in event.other_dates.all()],
        place=_place(event.place),
        participants=[_participation(row) for row in event.participations.all()],
        claims=[_claim(claim) for claim in event.claims.all()],
        citations=_citations(event.citations.all()),
        relations=[
            desk.DeskRelation(type=relation.type, event=desk.DeskEventRef(id=relation.to_event_id))
            for relation in event.relations.all()
        ],
        storylines=[
            desk.DeskStorylineRef(id=pin.storyline_id, title=pin.storyline.label)
            for pin in event.pins.all()
        ],
    )


def actor_document(actor: Actor) -> desk.DeskActor:
    return desk.DeskActor(
        **desk_members(actor, desk.DeskActor),
        names=[ActorName(**desk_members(name, ActorName)) for name in actor.names.all()],
        offices=[_tenure(tenure) for tenure in actor.tenures.all()],
    )


def office_document(office: Office) -> desk.DeskOffice:
    return desk.DeskOffice(
        **desk_members(office, desk.DeskOffice),
        names={name.language: name.name for name in office.names.all()},
        body=_actor(office.body),
    )


def source_document(source: Source) -> desk.DeskSource:
    return desk.DeskSource(
        **desk_members(source, desk.DeskSource),
        publisher=_actor(source.publisher),
        revision_of=source.revision_of_id,
    )


def storyline_document(storyline: Storyline) -> desk.DeskStoryline:
    texts = list(storyline.texts.all())
    first = texts[0] if texts else None
    return desk.DeskStoryline(
        **desk_members(storyline, desk.DeskStoryline),
        title=first.title if first else "",
        introduction=first.introduction if first else "",
        language=first.language if first else "",
        texts={
            text.language: StorylineText(**desk_members(text, StorylineText)) for text in texts[1:]
        },
        pinned=[pin.event_id for pin in storyline.pins.all()],
    )


def event_type_document(kind: EventType) -> desk.DeskEventType:
    return desk.DeskEventType(
        **desk_members(kind, desk.DeskEventType),
        parent=kind.parent.key if kind.parent else None,
        names={name.language: name.name for name in kind.names.all()},
    )


def desk_members(row: Model, document: type[Document]) -> Json:
    """Return the members of a desk document that are columns of the row."""
    found = {}
    for name, value in plain_members(row, document).items():
        found[name] = instant(value) if isinstance(value, datetime) else value
    for column in columns_of(document, type(row)):
        if isinstance(column.field, WhenField):
            found[column.member] = desk_when(getattr(row, column.name))
    return found


def desk_when(when: When | None) -> DeskWhen | None:
    """Return the members that define a date, without the derived ones."""
    if when is None:
        return None
    return DeskWhen(
        edtf=when.edtf,
        timezone=when.timezone,
        basis=when.basis,
        phrase=when.phrase,
        phrase_language=when.phrase_language,
        anchor=json_datetime(when.anchor),
    )


def _other_date(other: EventOtherDate) -> desk.DeskOtherDate:
    return desk.DeskOtherDate(
        **desk_members(other, desk.DeskOtherDate), source=_source(other.source)
    )


def _actor(actor: Actor | None) -> Any:
    return desk.DeskActorRef(id=actor.pk, name=actor.label) if actor else None


def _source(source: Source | None) -> Any:
    return desk.DeskSourceRef(id=source.pk, title=source.title) if source else None


def place_document(place: Place) -> desk.DeskPlaceRecord:
    return desk.DeskPlaceRecord(
        **desk_members(place, desk.DeskPlaceRecord),
        names={name.language: name.name for name in place.names.all()},
    )


def _place(place: Place | None) -> desk.DeskPlace | None:
    if place is None:
        return None
    names = {name.language: name.name for name in place.names.all()}
    return desk.DeskPlace(**desk_members(place, desk.DeskPlace), names=names)


def _tenure(tenure: Tenure) -> desk.DeskTenure:
    return desk.DeskTenure(
        **desk_members(tenure, desk.DeskTenure),
        office=desk.DeskOfficeRef(id=tenure.office_id, title=tenure.office.label),
        citations=_citations(tenure.citations.all()),
    )


def _participation(row: Participation) -> desk.DeskParticipation:
    return desk.DeskParticipation(
        **desk_members(row, desk.DeskParticipation),
        actor=_actor(row.actor),
        tenure=row.tenure.public_id if row.tenure else None,
        citations=_citations(row.citations.all()),
    )


def _claim(claim: Claim) -> desk.DeskClaim:
    texts = list(claim.texts.all())
    first = texts[0] if texts else None
    return desk.DeskClaim(
        **desk_members(claim, desk.DeskClaim),
        speaker=_actor(claim.speaker),
        text=first.text if first else "",
        language=first.language if first else "",
        texts={text.language: text.text for text in texts[1:]},
        also_about=sorted(event.pk for event in claim.also_about.all()),
        links=[
            desk.DeskClaimLink(type=link.type, claim=link.to_claim_id) for link in claim.links.all()
        ],
        citations=_citations(claim.citations.all()),
    )


def _citations(rows: Iterable[Citation]) -> list[desk.DeskCitation]:
    return [
        desk.DeskCitation(
            **desk_members(row, desk.DeskCitation),
            source=_source(row.source),
            via=[
                desk.DeskHop(
                    actor=_actor(hop.actor), source=_source(hop.source), wording=hop.wording
                )
                for hop in row.via.all()
            ],
        )
        for row in rows
    ]
