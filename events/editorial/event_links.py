"""What a record says about other events: only public ones, and in their current state."""

from collections.abc import Iterable, Mapping
from typing import TypedDict

from msgspec.structs import replace

from events import record
from events.models import Claim, Edition, Event
from events.record.answers import Answers, answers_to, event_reference, with_answers
from events.record.mentions import with_known
from events.record.stored import read_record

Public = Mapping[str, record.Event]
"""Current records of other events by id: the only data about them that a record may contain."""


class EventLinks(TypedDict):
    """Which other events the editors linked an event to, public or not: see `Edition.event_links`.

    `relations`: type and event; `links`: which of its claims answers (``from``, ``type``) which
    ``claim`` of which ``event``; `shared`: events that record claims about this one, too.
    """

    relations: list[tuple[str, str]]
    links: list[dict[str, str]]
    shared: list[str]


NO_LINKS: EventLinks = {"relations": [], "links": [], "shared": []}


def links_of(event: Event) -> EventLinks:
    """Return the links of an event from `graph.load_event`."""
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


def linked_events(links: EventLinks) -> set[str]:
    """Return the ids of all linked events."""
    return (
        {event_id for _kind, event_id in links["relations"]}
        | {link["event"] for link in links["links"]}
        | set(links["shared"])
    )


def linked(
    event: record.Event, links: EventLinks, public: Public, answers: Answers
) -> record.Event:
    """Return the event with its relations, answers and shared claims, if the others are public.

    `answers`: the answers of other events to its own claims.
    """
    own = [
        replace(claim, links=_claim_links(claim.id, event.id, links, public))
        for claim in event.claims
        if claim.event == event.id
    ]
    answered = with_answers(replace(event, claims=own), answers)
    homes = [public[home] for home in links["shared"] if home in public]
    shared = [claim for home in homes for claim in _shared_claims(event.id, home)]
    relations = [
        record.Relation(type=kind, event=event_reference(public[event_id]))
        for kind, event_id in links["relations"]
        if event_id in public
    ]
    whole = replace(answered, claims=[*answered.claims, *shared], relations=relations)
    others = [*homes, *public.values()]
    return with_known(
        whole,
        [event.actors, *(other.actors for other in others)],
        [event.sources, *(other.sources for other in others)],
    )


def relinked(event: record.Event, links: EventLinks, before: record.Event | None) -> record.Event:
    """Return the event `linked` to what is public now. `before`: its previous record."""
    answers = answers_elsewhere(event.id, before)
    answering = {answer.event.id for listed in answers.values() for answer in listed}
    return linked(event, links, public_events(linked_events(links) | answering), answers)


def public_events(event_ids: Iterable[str]) -> dict[str, record.Event]:
    """Return the current records of the events that are public, by id."""
    rows = Edition.objects.current().listed().filter(event_id__in=set(event_ids))
    events = (read_record(row.text) for row in rows.only("event_id", "document", "upgraded"))
    return {event.id: event for event in events if isinstance(event, record.Event)}


def answers_elsewhere(event_id: str, before: record.Event | None) -> Answers:
    """Return the answers of other public events to claims of this event.

    `before`: the event's previous record. An answer that it already has keeps the number of the
    edition that added it: otherwise two events that answer each other would reissue each other
    endlessly.
    """
    rows = Edition.objects.answering([event_id]).exclude(event=event_id)
    found = answers_to([event_id], [(read_record(row.text), row.number) for row in rows])
    known = {claim.id: claim.answered_by for claim in before.claims} if before else {}
    return {
        claim_id: [_unchanged(answer, known.get(claim_id, [])) for answer in answers]
        for claim_id, answers in found.items()
    }


def _unchanged(answer: record.Answer, known: list[record.Answer]) -> record.Answer:
    """Return the equal known answer, else this one."""
    same = (old for old in known if replace(old, edition=answer.edition) == answer)
    return next(same, answer)


def _claim_links(
    claim_id: str, event_id: str, links: EventLinks, public: Public
) -> list[record.ClaimLink]:
    return [
        record.ClaimLink(type=link["type"], claim=link["claim"], event=link["event"])
        for link in links["links"]
        if link["from"] == claim_id and (link["event"] == event_id or link["event"] in public)
    ]


def _shared_claims(event_id: str, home: record.Event) -> list[record.Claim]:
    """Return the claims of the event `home` that are also about this event."""
    about = set(
        Claim.objects.filter(also_about=event_id, event=home.id).values_list("pk", flat=True)
    )
    return [claim for claim in home.claims if claim.id in about]
