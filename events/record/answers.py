"""Which claims answer which: an answer stands in the record of the claim that it answers."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from msgspec.structs import replace

from events.record.claim import Answer, Claim
from events.record.event import Event
from events.record.references import EventRef

Answers = Mapping[str, list[Answer]]
"""By the id of the claim that they answer."""


def event_reference(event: Event) -> EventRef:
    """How other records name the event."""
    titles = {language: text.title for language, text in event.texts.items()}
    return EventRef(id=event.id, title=event.title, titles=titles, url=event.url)


def answers_in(event: Event, edition: int | None) -> Iterator[tuple[str, Answer]]:
    """The answers that the event's own claims give, each with the id of the claim that it answers.

    `edition`: the number of the event's edition, for a record of another event.
    """
    reference = event_reference(event)
    for claim in event.claims:
        if claim.event == event.id:
            for link in claim.links:
                yield link.claim, _answer(claim, link.type, reference, edition)


def answers_to(
    event_ids: Collection[str], others: Iterable[tuple[object, int]]
) -> dict[str, list[Answer]]:
    """The answers that other events give to claims of these events, by claim.

    `others`: their records, each with the number of its edition; tombstones answer nothing.
    """
    found: dict[str, list[Answer]] = {}
    for other, number in others:
        if isinstance(other, Event):
            homes = {link.claim: link.event for claim in other.claims for link in claim.links}
            for claim_id, answer in answers_in(other, number):
                if homes[claim_id] in event_ids and homes[claim_id] != other.id:
                    found.setdefault(claim_id, []).append(answer)
    return found


def with_answers(event: Event, elsewhere: Answers) -> Event:
    """The event, its claims with the answers that it has itself and those of other events."""
    given: dict[str, list[Answer]] = {}
    reference = event_reference(event)
    for claim in event.claims:
        # A claim that is recorded with another event doesn't say what that is called.
        home = reference if claim.event == event.id else _unnamed(claim.event)
        for link in claim.links:
            given.setdefault(link.claim, []).append(_answer(claim, link.type, home, None))
    claims = [
        replace(claim, answered_by=[*given.get(claim.id, ()), *elsewhere.get(claim.id, ())])
        for claim in event.claims
    ]
    return replace(event, claims=claims)


def _unnamed(event_id: str) -> EventRef:
    return EventRef(id=event_id, title="", titles={}, url=f"/events/{event_id}/")


def _answer(claim: Claim, kind: str, event: EventRef, edition: int | None) -> Answer:
    return Answer(
        type=kind,
        claim=claim.id,
        event=event,
        speaker=claim.speaker,
        kind=claim.kind,
        modality=claim.modality,
        text=claim.text,
        language=claim.language,
        texts=claim.texts,
        said=claim.said,
        edition=edition,
    )
