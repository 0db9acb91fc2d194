"""What a record says of other events: only of those that stand, and always as they stand now."""

from collections.abc import Mapping

from events.editorial.editions import Ties
from events.editorial.references import Document
from events.models import Claim, Event

Standing = Mapping[str, Document]
"""Standing documents of other events by id: all that a record may say about them."""


def ties_of(event: Event) -> Ties:
    """What the editors tied the event (from `graph.load_event`) to, whether it is public or not."""
    homes = Claim.objects.filter(also_about=event).exclude(event=event)
    return {
        "relations": [(relation.type, relation.to_event_id) for relation in event.relations.all()],
        "links": [
            {
                "from": claim.pk,
                "type": link.type,
                "claim": link.to_claim_id,
                "event": link.to_claim.event_id,
            }
            for claim in event.claims.all()
            for link in claim.links.all()
        ],
        "shared": sorted(set(homes.values_list("event_id", flat=True))),
    }


def tied_events(ties: Ties) -> set[str]:
    """The ids of all events named in the ties."""
    return (
        {event_id for _kind, event_id in ties["relations"]}
        | {link["event"] for link in ties["links"]}
        | set(ties["shared"])
    )


def event_ref(document: Document) -> Document:
    """How another record names the event of a standing document."""
    return {
        "id": document["id"],
        "title": document["title"],
        "titles": {language: text["title"] for language, text in document["texts"].items()},
        "url": document["url"],
    }


def _shared_claims(event_id: str, home: Document) -> list[Document]:
    """The claims recorded with `home` that are about this event too, as that event states them."""
    about = set(
        Claim.objects.filter(also_about=event_id, event=home["id"]).values_list("pk", flat=True)
    )
    return [claim for claim in home["claims"] if claim["id"] in about]


def tie(document: Document, ties: Ties, standing: Standing) -> Document:
    """A copy of the document with relations, answers and shared claims as far as they stand."""
    own_id = document["id"]
    claims = [
        {
            **claim,
            "links": [
                {"type": link["type"], "claim": link["claim"], "event": link["event"]}
                for link in ties["links"]
                if link["from"] == claim["id"]
                and (link["event"] == own_id or link["event"] in standing)
            ],
        }
        for claim in document["claims"]
        if claim["event"] == own_id
    ]
    for home in ties["shared"]:
        if home in standing:
            claims += _shared_claims(own_id, standing[home])
    return {
        **document,
        "claims": claims,
        "relations": [
            {"type": kind, "event": event_ref(standing[event_id])}
            for kind, event_id in ties["relations"]
            if event_id in standing
        ],
    }
