"""FollowTheMoney entities: events with their actors and sources."""

from collections.abc import Iterator
from typing import Any, Final

import orjson

from events.interchange.exports.dump import Dump, iso_date, source_addresses
from events.interchange.wording import body, headline
from events.record import ActorRef, Event
from events.record.meaning import HAPPENED
from events.record.vocabulary import Role

Entity = dict[str, Any]

_SCHEMATA: Final = {
    "person": "Person",
    "state": "PublicBody",
    "office_body": "PublicBody",
    "organisation": "Organization",
    "group": "Organization",
}


def follow_the_money(dump: Dump) -> Iterator[bytes]:
    """Yield one entity per line.

    An actor is repeated with each of its events: readers merge entities with the same id.
    """
    for event in dump.parsed():
        for entity in _entities(event, dump):
            yield orjson.dumps(entity) + b"\n"


def _entities(event: Event, dump: Dump) -> Iterator[Entity]:
    """Yield the entities of an event. The format cannot express that an event did not take place:
    such an event has no dates and nobody involved, and its name contains the occurrence.
    """
    happened = event.occurrence in HAPPENED
    hosts = {part.actor.id: part.actor for part in event.participants if part.role == Role.HOST}
    others = {
        part.actor.id: part.actor for part in event.participants if part.actor.id not in hosts
    }
    if happened:
        for actor in (*hosts.values(), *others.values()):
            yield _actor(actor, event, dump)
    cited = {citation.source.id: citation.source for citation in event.citations}
    for source in cited.values():
        known = event.sources[source.id]
        yield _entity(
            source.id,
            "Document",
            title=[source.title],
            publisher=[known.publisher.name] if known.publisher else [],
            sourceUrl=[known.canonical_url],
        )
    place = event.place
    yield _entity(
        event.id,
        "Event",
        name=[headline(event)],
        summary=[event.summary],
        description=["\n".join(body(event))],
        keywords=[event.type, event.occurrence],
        startDate=[iso_date(event.start) or ""] if happened else [],
        endDate=[iso_date(event.end) or ""] if happened else [],
        location=[place.name] if place else [],
        country=[place.country.lower()] if place else [],
        organizer=list(hosts) if happened else [],
        involved=list(others) if happened else [],
        proof=list(cited),
        recordId=[event.id],
        sourceUrl=[dump.address(event.url), *source_addresses(event)],
        modifiedAt=[event.edition.at],
    )


def _actor(actor: ActorRef, event: Event, dump: Dump) -> Entity:
    known = event.actors[actor.id]
    return _entity(
        actor.id,
        _SCHEMATA.get(known.kind, "LegalEntity"),
        name=[actor.name],
        alias=[name for name in known.names.values() if name != actor.name],
        sourceUrl=[dump.address(actor.url)],
    )


def _entity(key: str, schema: str, **properties: list[str]) -> Entity:
    known = {
        name: list(dict.fromkeys(filter(None, values)))
        for name, values in properties.items()
        if any(values)
    }
    return {"id": key, "schema": schema, "properties": known}
