"""JSON-LD: events, claims and sources as a graph of schema.org.

Terms that schema.org lacks have the prefix ``et``: the occurrence of an event, its dates as EDTF,
the modality of a claim, and which claim denies which.
"""

from collections.abc import Iterator
from typing import Any, Final

from events.interchange.exports.dump import Dump, iso_date, json_array
from events.interchange.wording import as_of, headline
from events.record import ActorRef, Claim, Event, Linked, Place, SourceRef
from events.record.meaning import HAPPENED, PLANNED
from events.record.vocabulary import Role

Node = dict[str, Any]

CONTEXT: Final = b'["https://schema.org", {"et": "urn:event-tracker:"}]'
_STATUS: Final = {
    "scheduled": "https://schema.org/EventScheduled",
    "announced": "https://schema.org/EventScheduled",
    "postponed": "https://schema.org/EventPostponed",
    "cancelled": "https://schema.org/EventCancelled",
}
_ACTORS: Final = {
    "person": "Person",
    "state": "Country",
    "organisation": "Organization",
    "office_body": "GovernmentOrganization",
    "group": "Organization",
}
_SOURCES: Final = {
    "article": "NewsArticle",
    "agency_report": "NewsArticle",
    "document": "DigitalDocument",
    "post": "SocialMediaPosting",
    "data_set": "Dataset",
}
# Roles of actors that an event is about, rather than attendees.
_ABOUT: Final = frozenset({Role.TARGET.value, Role.SUBJECT.value})
_HOSTS: Final = frozenset({Role.HOST.value})
_ALL: Final = frozenset(Role.values)


def json_ld(dump: Dump) -> Iterator[bytes]:
    """Yield one graph in which each node occurs once.

    It is safe inside a script element of a page: every "<" is escaped.
    """
    before = b'{"@context": ' + CONTEXT + b', "@graph": ['
    for part in json_array(_once(dump), before, b"]}"):
        yield part.replace(b"<", b"\\u003c").replace(b">", b"\\u003e").replace(b"&", b"\\u0026")


def _once(dump: Dump) -> Iterator[Node]:
    """Yield each node once: several events can share a source or claim, whose ids it remembers."""
    seen: set[str] = set()
    for event in dump.parsed():
        yield _event(event, dump)
        for node in _linked(event, dump):
            if node["@id"] not in seen:
                seen.add(node["@id"])
                yield node


def _linked(event: Event, dump: Dump) -> Iterator[Node]:
    """Yield the sources of the event, the claims about it, and its correction."""
    for citation in event.citations:
        yield _source(citation.source, event, dump)
    for claim in event.claims:
        yield _claim(claim, event, dump)
    if event.edition.kind == "corrected":
        yield {
            "@type": "CorrectionComment",
            "@id": f"{dump.address(event.url)}#edition-{event.edition.number}",
            "text": event.edition.note,
            "dateCreated": event.edition.at,
            "about": {"@id": dump.address(event.url)},
        }


def _event(event: Event, dump: Dump) -> Node:
    """Return the node of an event. Only events that took place have attendees; those that were
    neither planned nor took place are not of the type Event.
    """
    address = dump.address(event.url)
    happened, occurrence = event.occurrence in HAPPENED, event.occurrence
    is_event = happened or occurrence in PLANNED
    return _filled(
        {
            "@type": "Event" if is_event else "CreativeWork",
            "@id": address,
            "url": address,
            "identifier": event.id,
            "name": headline(event),
            "description": "\n".join(filter(None, (as_of(event), event.summary))),
            "inLanguage": event.language,
            "keywords": event.type,
            "et:occurrence": occurrence,
            "et:start": event.start.edtf if event.start else None,
            "et:end": event.end.edtf if event.end else None,
            "startDate": iso_date(event.start) if is_event else None,
            "endDate": iso_date(event.end) if is_event else None,
            "eventStatus": _STATUS.get(occurrence),
            "location" if is_event else "contentLocation": _location(event.place),
            "organizer": _agents(event, dump, _HOSTS) if happened else None,
            "attendee": _agents(event, dump, _ALL - _ABOUT - _HOSTS) if happened else None,
            "about": _agents(event, dump, _ABOUT if happened else _ALL),
            "superEvent" if is_event else "isPartOf": [
                {"@id": dump.address(relation.event.url)}
                for relation in event.relations
                if relation.type == "part_of"
            ],
            "subjectOf": [
                *_references(dump.address(citation.source.url) for citation in event.citations),
                *_references(_claim_address(c.event, c.id, dump) for c in event.claims),
            ],
        }
    )


def _claim(claim: Claim, event: Event, dump: Dump) -> Node:
    """Return a claim, identified by the URL of its own event, whichever event lists it."""
    answers: dict[str, list[Node]] = {}
    for link in claim.links:
        target = {"@id": _claim_address(link.event, link.claim, dump)}
        answers.setdefault(f"et:{link.type}", []).append(target)
    answered: dict[str, list[Node]] = {}
    for answer in claim.answered_by:
        target = {"@id": _claim_address(answer.event.id, answer.claim, dump)}
        answered.setdefault(f"et:{answer.type}", []).append(target)
    return _filled(
        {
            "@type": "Claim",
            "@id": _claim_address(claim.event, claim.id, dump),
            "text": claim.text,
            "inLanguage": claim.language,
            "creator": _agent(claim.speaker, event, dump),
            "dateCreated": iso_date(claim.said),
            "about": {"@id": dump.address(f"/events/{claim.event}/")},
            "genre": claim.kind,
            "et:modality": claim.modality,
            "appearance": _references(
                dump.address(citation.source.url) for citation in claim.citations
            ),
            **answers,
            "@reverse": answered or None,
        }
    )


def _claim_address(event_id: str, claim_id: str, dump: Dump) -> str:
    return f"{dump.address(f'/events/{event_id}/')}#claim-{claim_id}"


def _source(source: SourceRef, document: Linked, dump: Dump) -> Node:
    known = document.sources[source.id]
    return _filled(
        {
            "@type": _SOURCES.get(known.kind, "CreativeWork"),
            "@id": dump.address(source.url),
            "headline": source.title,
            "url": known.canonical_url,
            "archivedAt": known.archive_url,
            "inLanguage": known.language,
            "datePublished": iso_date(known.published),
            "dateModified": iso_date(known.modified),
            "publisher": _agent(known.publisher, document, dump) if known.publisher else None,
        }
    )


def _agents(event: Event, dump: Dump, roles: frozenset[str]) -> list[Node]:
    return [_agent(part.actor, event, dump) for part in event.participants if part.role in roles]


def _agent(actor: ActorRef, document: Linked, dump: Dump) -> Node:
    kind = document.actors[actor.id].kind
    return {
        "@type": _ACTORS.get(kind, "Thing"),
        "@id": dump.address(actor.url),
        "name": actor.name,
    }


def _location(place: Place | None) -> Node | None:
    if place is None:
        return None
    point = {
        "@type": "GeoCoordinates",
        "latitude": place.latitude,
        "longitude": place.longitude,
    }
    address = {"@type": "PostalAddress", "addressCountry": place.country}
    return _filled(
        {
            "@type": "Place",
            "name": place.name,
            "address": address if place.country else None,
            "geo": point if place.latitude is not None else None,
        }
    )


def _references(addresses: Iterator[str]) -> list[Node]:
    return [{"@id": address} for address in dict.fromkeys(addresses)]


def _filled(node: Node) -> Node:
    return {key: value for key, value in node.items() if value not in (None, "", [])}
