"""The made-up events: each with texts, participants, citations by way of somebody, claims."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, Final

from bench.archive.cast import STORYLINES, Cast, prefetched, public_id, words
from events.dates import When
from events.editorial.event_links import NO_LINKS, EventLinks
from events.editorial.graph import all_citations
from events.models import (
    Actor,
    Citation,
    Claim,
    ClaimLink,
    ClaimText,
    Event,
    EventText,
    Hop,
    Participation,
    StorylinePin,
)
from events.models.rows import related, row
from events.record.vocabulary import State

FIRST_EDITION: Final = datetime(2024, 1, 1, tzinfo=UTC)
# As an event is after its draft was published once.
PUBLISHED_VERSION: Final = 2
PINNED_EVERY: Final = 50
# Of the numbers of citations, for each event.
SLOTS: Final = 4
OCCURRENCES: Final = ("occurred",) * 90 + ("scheduled",) * 6 + ("alleged",) * 4
KINDS: Final = ("assertion", "denial")


@dataclass
class Scene:
    """One event of the desk with all its rows, `rows` in an order in which they can be written.

    Rows know what hangs on them, but only the ids of what they hang on: without circles they are
    let go of as soon as they are written.
    """

    event: Event
    links: EventLinks = field(default_factory=lambda: NO_LINKS)
    rows: list[Any] = field(default_factory=list)


def scenes(cast: Cast, seed: int, part: range) -> Iterator[Scene]:
    """The events with these numbers; most rows have no number of their own yet."""
    for number in part:
        # By a number: by a text takes twice as long.
        yield _scene(cast, Random(seed << 40 | number), number)


def _scene(cast: Cast, chance: Random, number: int) -> Scene:
    event = _event(cast, chance, number)
    slot = number * SLOTS
    # A few are in every second event, most in few: as in life.
    named = {min(int(chance.paretovariate(0.7)), len(cast.people)) - 1 for _n in range(3)}
    people = [cast.people[n] for n in sorted(named)]
    prefetched(
        event,
        texts=_texts(event, chance),
        participations=[
            prefetched(
                row(Participation, event_id=event.id, actor=actor, position=position), citations=[]
            )
            for position, actor in enumerate(people)
        ],
        citations=[
            _citation(cast, chance, slot + n, event_id=event.id, position=n) for n in range(2)
        ],
        claims=_claims(cast, chance, slot + 2, event, people) if chance.random() < 0.3 else [],
        relations=[],
        other_dates=[],
        pins=_pins(cast, number, event),
    )
    scene = Scene(event)
    claims: list[Claim] = list(related(event, "claims"))
    for name in ("texts", "participations", "pins", "claims"):
        scene.rows += related(event, name)
    for claim in claims:
        scene.rows += related(claim, "texts")
    if len(claims) == 2:
        denied, denial = claims
        scene.links = _denial(denial, denied)
        scene.rows.append(
            row(ClaimLink, from_claim_id=denial.id, type="denies", to_claim_id=denied.id)
        )
    for citation in all_citations(event):
        scene.rows += [citation, *related(citation, "via")]
    return scene


def _event(cast: Cast, chance: Random, number: int) -> Event:
    at = FIRST_EDITION + timedelta(seconds=number)
    event = row(
        Event,
        id=public_id(chance),
        label=words(chance, 6).capitalize(),
        type=chance.choice(cast.types),
        occurrence=chance.choice(OCCURRENCES),
        state=State.PUBLISHED,
        place=chance.choice(cast.places),
        version=PUBLISHED_VERSION,
        published_version=PUBLISHED_VERSION,
        created_at=at,
        updated_at=at,
    )
    event.start = _date(cast, chance)
    return event


def _pins(cast: Cast, number: int, event: Event) -> list[StorylinePin]:
    if number % PINNED_EVERY:
        return []
    storyline = cast.storylines[number // PINNED_EVERY % STORYLINES]
    position = number // 1000 % 30_000
    return [row(StorylinePin, storyline=storyline, event_id=event.id, position=position)]


def _date(cast: Cast, chance: Random) -> When | None:
    """Nine of ten are known to the day; some to the month or year, some not at all."""
    day = chance.choice(cast.days)
    kind = chance.random()
    if kind < 0.9:
        return day
    if kind < 0.95:
        return When.parse(day.edtf[:7])
    return When.parse(day.edtf[:4]) if kind < 0.99 else None


def _texts(event: Event, chance: Random) -> list[EventText]:
    title, summary = event.label, words(chance, 25).capitalize() + "."
    texts = [row(EventText, event_id=event.id, language="en", title=title, summary=summary)]
    if chance.random() < 0.3:
        texts.append(
            row(
                EventText,
                event_id=event.id,
                language="de",
                title=f"{title} auf Deutsch",
                summary=summary,
                origin="translation",
            )
        )
    return texts


def _citation(cast: Cast, chance: Random, slot: int, **owner: Any) -> Citation:
    citation = row(
        Citation,
        # Before it has a number nothing can hang on it.
        id=slot + 1,
        public_id=public_id(chance),
        source=chance.choice(cast.sources),
        quote=words(chance, 8),
        quote_language="en",
        **owner,
    )
    hops = []
    if chance.random() < 0.3:
        agency = chance.choice(cast.publishers)
        hops = [
            row(Hop, citation_id=citation.id, actor=agency, wording=f"according to {agency.label}")
        ]
    prefetched(citation, via=hops)
    return citation


def _claims(
    cast: Cast, chance: Random, slot: int, event: Event, people: list[Actor]
) -> list[Claim]:
    """One of the first to be named, and of the second, if there is one, that it denies it."""
    return [
        _claim(
            cast,
            chance,
            slot + position,
            row(
                Claim,
                id=public_id(chance),
                event_id=event.id,
                speaker=person,
                kind=kind,
                position=position,
                created_at=event.created_at,
                updated_at=event.updated_at,
            ),
        )
        for position, (person, kind) in enumerate(zip(people, KINDS, strict=False))
    ]


def _claim(cast: Cast, chance: Random, slot: int, claim: Claim) -> Claim:
    text = row(ClaimText, claim_id=claim.id, language="en", text=words(chance, 10))
    citation = _citation(cast, chance, slot, claim_id=claim.id)
    prefetched(claim, texts=[text], citations=[citation], links=[])
    return claim


def _denial(denial: Claim, denied: Claim) -> EventLinks:
    event = denial.event_id
    link = {"from": denial.pk, "type": "denies", "claim": denied.pk, "event": event}
    return {"relations": [], "links": [link], "shared": []}
