"""The one place where the public record of an event is built: an allow-list, nothing else."""

from collections.abc import Iterable
from typing import Any

from events.dates import LANGUAGES, Extent, When, period
from events.editorial.graph import all_citations
from events.editorial.offices import event_extent, tenure_at
from events.editorial.origins import independent_origins
from events.editorial.references import (
    Document,
    References,
    in_language,
    office_names,
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
from events.models.rows import related
from events.record.vocabulary import TextOrigin


def original_text(event: Event) -> EventText | None:
    texts: Iterable[EventText] = related(event, "texts")
    return next((text for text in texts if text.origin == TextOrigin.ORIGINAL), None)


def _texts(event: Event, language: str) -> Document:
    return {
        text.language: {
            "title": text.title,
            "summary": text.summary,
            "origin": text.origin,
            "translator": text.translator,
        }
        for text in related(event, "texts")
        if text.language != language
    }


def _place(place: Place, language: str) -> Document:
    found = {name.language: name.name for name in related(place, "names")}
    names = {key: found[key] for key in LANGUAGES if key in found}
    return {
        "name": in_language(names, language, place.label),
        "names": names,
        "country": place.country,
        "precision": place.precision,
        "latitude": place.latitude,
        "longitude": place.longitude,
    }


def _participant(
    participation: Participation, lasts: Extent | None, references: References
) -> Document:
    tenure = tenure_at(participation, lasts)
    offices = office_names(tenure.office) if tenure else {}
    return {
        "actor": references.actor(participation.actor),
        "role": participation.role,
        "described_as": participation.described_as,
        "described_as_language": participation.described_as_language,
        "office": in_language(offices, references.language, tenure.office.label) if tenure else "",
        "offices": offices,
        "citations": [
            references.citation(citation) for citation in related(participation, "citations")
        ],
    }


def _claim(claim: Claim, references: References) -> Document:
    texts = {text.language: text.text for text in related(claim, "texts")}
    own = references.language if references.language in texts else next(iter(texts), "")
    return {
        "id": claim.pk,
        "event": claim.event_id,
        "speaker": references.actor(claim.speaker),
        "kind": claim.kind,
        "modality": claim.modality,
        "text": texts.pop(own, ""),
        "language": own,
        "texts": texts,
        "quote": claim.quote,
        "quote_language": claim.quote_language,
        "said": when(claim.said),
        "links": [],
        "citations": [references.citation(citation) for citation in related(claim, "citations")],
    }


def storyline_ref(storyline: Storyline) -> Document:
    texts = {text.language: text.title for text in related(storyline, "texts")}
    first = next(iter(related(storyline, "texts")), None)
    title = texts.pop(first.language) if first else storyline.label
    return {
        "id": storyline.pk,
        "title": title,
        "titles": texts,
        "url": f"/storylines/{storyline.pk}/",
    }


def _period(start: When | None, end: When | None) -> dict[str, str]:
    if start is not None and end is None:
        return start.displays(tuple(LANGUAGES))
    return {key: period(start, end, key) if start else "" for key in LANGUAGES}


def _other_date(other: EventOtherDate, references: References) -> Document:
    return {
        "kind": other.kind,
        "start": when(other.start),
        "end": when(other.end),
        "source": references.source(other.source) if other.source else None,
        "note": other.note,
    }


def event_document(event: Event, known: dict[str, References] | None = None) -> Document:
    """The event of the API contract without its ``edition`` and, until `ties.tie`, its ties.

    `event` comes from `graph.load_event` and has passed `checks.problems`. `known`: the references
    of records before, by language; more are added.
    """
    text = original_text(event)
    if text is None:
        raise ValueError("an event without original text has no public record")
    language = text.language
    references = (known if known is not None else {}).setdefault(language, References(language))
    lasts = event_extent(event)
    start: Any = event.start
    return {
        "id": event.pk,
        "url": f"/events/{event.pk}/",
        "title": text.title,
        "summary": text.summary,
        "language": language,
        "texts": _texts(event, language),
        "type": event.type.key,
        "type_names": {name.language: name.name for name in related(event.type, "names")},
        "occurrence": event.occurrence,
        "start": when(start),
        "end": when(event.end),
        "period": _period(start, event.end),
        "other_dates": [_other_date(other, references) for other in related(event, "other_dates")],
        "place": _place(event.place, language) if event.place else None,
        "participants": [
            _participant(participation, lasts, references)
            for participation in related(event, "participations")
        ],
        "claims": [_claim(claim, references) for claim in related(event, "claims")],
        "citations": [references.citation(citation) for citation in related(event, "citations")],
        "relations": [],
        "storylines": [
            storyline_ref(pin.storyline) for pin in related(event, "pins") if pin.storyline.public
        ],
        "origins": independent_origins(all_citations(event)),
    }
