"""The one place where the public record of an event is built: an allow-list, nothing else."""

from typing import Any

from events.dates import LANGUAGES, period
from events.editorial.graph import all_citations
from events.editorial.offices import event_extent, tenure_at
from events.editorial.origins import independent_origins
from events.editorial.references import (
    Document,
    actor_ref,
    citation_record,
    in_language,
    office_names,
    source_ref,
    when,
)
from events.models import (
    Claim,
    Event,
    EventOtherDate,
    EventText,
    Participation,
    Place,
    Storyline,
)
from events.models.vocabulary import TextOrigin


def original_text(event: Event) -> EventText | None:
    return next((text for text in event.texts.all() if text.origin == TextOrigin.ORIGINAL), None)


def _texts(event: Event, language: str) -> Document:
    return {
        text.language: {
            "title": text.title,
            "summary": text.summary,
            "origin": text.origin,
            "translator": text.translator,
        }
        for text in event.texts.all()
        if text.language != language
    }


def _place(place: Place, language: str) -> Document:
    found = {name.language: name.name for name in place.names.all()}
    names = {key: found[key] for key in LANGUAGES if key in found}
    return {
        "name": in_language(names, language, place.label),
        "names": names,
        "country": place.country,
        "precision": place.precision,
        "latitude": place.latitude,
        "longitude": place.longitude,
    }


def _participant(participation: Participation, event: Event, language: str) -> Document:
    tenure = tenure_at(participation, event_extent(event))
    offices = office_names(tenure.office) if tenure else {}
    return {
        "actor": actor_ref(participation.actor, language),
        "role": participation.role,
        "described_as": participation.described_as,
        "described_as_language": participation.described_as_language,
        "office": in_language(offices, language, tenure.office.label) if tenure else "",
        "offices": offices,
        "citations": [
            citation_record(citation, language) for citation in participation.citations.all()
        ],
    }


def _claim(claim: Claim, language: str) -> Document:
    texts = {text.language: text.text for text in claim.texts.all()}
    first = next(iter(claim.texts.all()), None)
    own = language if language in texts else (first.language if first else "")
    return {
        "id": claim.pk,
        "event": claim.event_id,
        "speaker": actor_ref(claim.speaker, language),
        "kind": claim.kind,
        "modality": claim.modality,
        "text": texts.pop(own, ""),
        "language": own,
        "texts": texts,
        "quote": claim.quote,
        "quote_language": claim.quote_language,
        "said": when(claim.said),
        "links": [],
        "citations": [citation_record(citation, language) for citation in claim.citations.all()],
    }


def storyline_ref(storyline: Storyline) -> Document:
    texts = {text.language: text.title for text in storyline.texts.all()}
    first = next(iter(storyline.texts.all()), None)
    title = texts.pop(first.language) if first else storyline.label
    return {
        "id": storyline.pk,
        "title": title,
        "titles": texts,
        "url": f"/storylines/{storyline.pk}/",
    }


def _other_date(other: EventOtherDate, language: str) -> Document:
    return {
        "kind": other.kind,
        "start": when(other.start),
        "end": when(other.end),
        "source": source_ref(other.source, language) if other.source else None,
        "note": other.note,
    }


def event_document(event: Event) -> Document:
    """The event of the API contract without its ``edition`` and, until `ties.tie`, its ties.

    `event` comes from `graph.load_event` and has passed `checks.problems`.
    """
    text = original_text(event)
    if text is None:
        raise ValueError("an event without original text has no public record")
    language = text.language
    start: Any = event.start
    return {
        "id": event.pk,
        "url": f"/events/{event.pk}/",
        "title": text.title,
        "summary": text.summary,
        "language": language,
        "texts": _texts(event, language),
        "type": event.type.key,
        "type_names": {name.language: name.name for name in event.type.names.all()},
        "occurrence": event.occurrence,
        "start": when(start),
        "end": when(event.end),
        "period": {key: period(start, event.end, key) if start else "" for key in LANGUAGES},
        "other_dates": [_other_date(other, language) for other in event.other_dates.all()],
        "place": _place(event.place, language) if event.place else None,
        "participants": [
            _participant(participation, event, language)
            for participation in event.participations.all()
        ],
        "claims": [_claim(claim, language) for claim in event.claims.all()],
        "citations": [citation_record(citation, language) for citation in event.citations.all()],
        "relations": [],
        "storylines": [
            storyline_ref(pin.storyline) for pin in event.pins.all() if pin.storyline.public
        ],
        "origins": independent_origins(all_citations(event)),
    }
