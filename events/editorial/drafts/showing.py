"""The desk's records as JSON: what `verbs` takes, as it stands in the working copy.

The members are those of the public record where it has them, so that what was read from there can
be sent here. Never shown to the public: it holds drafts.
"""

from collections.abc import Iterable
from typing import Any

from events.dates import When, json_datetime
from events.editorial.graph import load_event
from events.editorial.naming import instant
from events.models import (
    Actor,
    Citation,
    Claim,
    Event,
    EventOtherDate,
    Participation,
    Place,
    Source,
    Tenure,
)
from events.record.vocabulary import TextOrigin

Document = dict[str, Any]


def desk_event(event_id: str) -> Document:
    """An event of the desk; `Event.DoesNotExist` for an unknown id."""
    return event_shown(load_event(event_id))


def event_shown(event: Event) -> Document:
    """An event that was loaded with its whole graph."""
    return {
        "id": event.pk,
        "external_key": event.external_key or "",
        "version": event.version,
        "state": event.state,
        "published_version": event.published_version,
        "updated_at": instant(event.updated_at),
        **_texts(event),
        "type": event.type.key,
        "occurrence": event.occurrence,
        "start": desk_when(event.start),
        "end": desk_when(event.end),
        "other_dates": [_other_date(other) for other in event.other_dates.all()],
        "place": _place(event.place),
        "participants": [_participant(row) for row in event.participations.all()],
        "claims": [_claim(claim) for claim in event.claims.all()],
        "citations": _citations(event.citations.all()),
        "relations": [
            {"type": relation.type, "event": {"id": relation.to_event_id}}
            for relation in event.relations.all()
        ],
        "storylines": [
            {"id": pin.storyline_id, "title": pin.storyline.label} for pin in event.pins.all()
        ],
    }


def desk_actor(actor_id: str) -> Document:
    """An actor of the desk with its names; `Actor.DoesNotExist` for an unknown id."""
    actor = Actor.objects.prefetch_related("names", "tenures__office__names").get(pk=actor_id)
    return {
        "id": actor.pk,
        "version": actor.version,
        "updated_at": instant(actor.updated_at),
        "kind": actor.kind,
        "label": actor.label,
        "wikidata": actor.wikidata or "",
        "names": [
            {"name": name.name, "language": name.language, "script": name.script, "kind": name.kind}
            for name in actor.names.all()
        ],
        "offices": actor_offices(actor),
    }


def actor_offices(actor: Actor) -> list[Document]:
    """The tenures of an actor, which only the desk's own pages change."""
    return [_tenure(tenure) for tenure in actor.tenures.all()]


def desk_source(source_id: str) -> Document:
    """A source of the desk; `Source.DoesNotExist` for an unknown id."""
    source = Source.objects.select_related("publisher").get(pk=source_id)
    return {
        "id": source.pk,
        "version": source.version,
        "updated_at": instant(source.updated_at),
        "kind": source.kind,
        "title": source.title,
        "language": source.language,
        "publisher": _actor(source.publisher),
        "published": desk_when(source.published),
        "modified": desk_when(source.modified),
        "accessed_at": json_datetime(source.accessed_at),
        "canonical_url": source.url or "",
        "archive_url": source.archive_url,
        "content_hash": source.content_hash,
        "held": source.held,
        "revision_of": source.revision_of_id,
    }


def desk_when(when: When | None) -> Document | None:
    """What a When is made from, without what follows from it."""
    if when is None:
        return None
    return {
        "edtf": when.edtf,
        "timezone": when.timezone,
        "basis": when.basis,
        "phrase": when.phrase,
        "phrase_language": when.phrase_language,
        "anchor": json_datetime(when.anchor),
    }


def _texts(event: Event) -> Document:
    texts = list(event.texts.all())
    original = next((text for text in texts if text.origin == TextOrigin.ORIGINAL), None)
    return {
        "title": original.title if original else "",
        "summary": original.summary if original else "",
        "language": original.language if original else "",
        "texts": {
            text.language: {
                "title": text.title,
                "summary": text.summary,
                "origin": text.origin,
                "translator": text.translator,
            }
            for text in texts
            if text is not original
        },
    }


def _other_date(other: EventOtherDate) -> Document:
    return {
        "kind": other.kind,
        "start": desk_when(other.start),
        "end": desk_when(other.end),
        "source": _source(other.source),
        "note": other.note,
    }


def _actor(actor: Actor | None) -> Document | None:
    return {"id": actor.pk, "name": actor.label} if actor else None


def _source(source: Source | None) -> Document | None:
    return {"id": source.pk, "title": source.title} if source else None


def _tenure(tenure: Tenure) -> Document:
    return {
        "tenure": tenure.pk,
        "office": tenure.office.label,
        "start": desk_when(tenure.start),
        "end": desk_when(tenure.end),
    }


def _place(place: Place | None) -> Document | None:
    if place is None:
        return None
    return {
        "id": place.pk,
        "name": place.label,
        "names": {name.language: name.name for name in place.names.all()},
        "country": place.country,
        "precision": place.precision,
        "latitude": place.latitude,
        "longitude": place.longitude,
    }


def _participant(row: Participation) -> Document:
    return {
        "actor": _actor(row.actor),
        "role": row.role,
        "described_as": row.described_as,
        "described_as_language": row.described_as_language,
        "tenure": row.tenure_id,
        "citations": _citations(row.citations.all()),
    }


def _claim(claim: Claim) -> Document:
    texts = list(claim.texts.all())
    first = texts[0] if texts else None
    return {
        "id": claim.pk,
        "speaker": _actor(claim.speaker),
        "kind": claim.kind,
        "modality": claim.modality,
        "text": first.text if first else "",
        "language": first.language if first else "",
        "texts": {text.language: text.text for text in texts[1:]},
        "quote": claim.quote,
        "quote_language": claim.quote_language,
        "said": desk_when(claim.said),
        "also_about": sorted(event.pk for event in claim.also_about.all()),
        "links": [{"type": link.type, "claim": link.to_claim_id} for link in claim.links.all()],
        "citations": _citations(claim.citations.all()),
    }


def _citations(rows: Iterable[Citation]) -> list[Any]:
    return [
        {
            "id": str(row.pk),
            "source": _source(row.source),
            "field": row.field,
            "quote": row.quote,
            "quote_language": row.quote_language,
            "locator": row.locator,
            "stance": row.stance,
            "confidence": row.confidence,
            "via": [
                {"actor": _actor(hop.actor), "source": _source(hop.source), "wording": hop.wording}
                for hop in row.via.all()
            ],
        }
        for row in rows
    ]
