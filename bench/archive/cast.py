"""Who and what the made-up events are about. Everything follows from the seed."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from random import Random
from typing import Any, Final

from events.dates import When
from events.editorial.naming import Names
from events.models import (
    Actor,
    ActorName,
    EventType,
    EventTypeName,
    Place,
    PlaceName,
    Source,
    Storyline,
    StorylineText,
)
from events.record.identity import ALPHABET
from events.search import name_key

PEOPLE: Final = 2_000
PUBLISHERS: Final = 200
PLACES: Final = 200
STORYLINES: Final = 20
FIRST_DAY: Final = date(2000, 1, 1)
DAYS: Final = 9_497
EVENTS_PER_SOURCE: Final = 4

TYPES: Final = (
    "talks", "visit", "statement", "summit", "sanctions", "election", "protest", "attack",
    "agreement", "appointment", "verdict", "exercise",
)  # fmt: skip
_SYLLABLES: Final = (
    "ba", "do", "ka", "li", "mo", "nu", "pe", "ra", "si", "tu", "ve", "zo", "lin", "mar", "ten",
    "vol", "gor", "sen", "dal", "bru",
)  # fmt: skip
WORDS: Final = (
    "meeting", "treaty", "border", "minister", "gas", "pipeline", "ceasefire", "delegation",
    "embassy", "harbour", "inspection", "warning", "proposal", "corridor", "grain", "missile",
    "parliament", "budget", "vote", "hearing", "prisoner", "exchange", "refinery", "convoy",
    "satellite", "reactor", "quota", "tariff", "veto", "mandate", "mission", "observer",
    "deadline", "agenda", "communique", "draft", "protocol", "customs", "railway", "airspace",
)  # fmt: skip


# One for each byte; the first few of them come a little more often.
_LETTER_OF: Final = "".join(ALPHABET[n % len(ALPHABET)] for n in range(256)).encode()
_WORD_OF: Final = tuple(WORDS[n % len(WORDS)] for n in range(256))


def public_id(chance: Random) -> str:
    letters = chance.randbytes(12).translate(_LETTER_OF).decode()
    return f"{letters[:4]}-{letters[4:8]}-{letters[8:]}"


def words(chance: Random, number: int) -> str:
    return " ".join([_WORD_OF[n] for n in chance.randbytes(number)])


def prefetched(record: Any, **rows: list[Any]) -> Any:
    """The record as if its rows had been loaded with it: the public record asks for no query."""
    record._prefetched_objects_cache = rows
    return record


@dataclass(frozen=True)
class Cast:
    """What all events share. `saved` lists everything in an order in which it can be written."""

    people: list[Actor]
    publishers: list[Actor]
    places: list[Place]
    types: list[EventType]
    sources: list[Source]
    storylines: list[Storyline]
    days: list[When]
    known: dict[str, Names] = field(default_factory=dict)
    """How records name them, by language."""

    @cached_property
    def source_of(self) -> dict[str, Source]:
        """By id."""
        return {source.id: source for source in self.sources}

    def actors(self) -> list[Actor]:
        return [*self.people, *self.publishers]


def make_cast(seed: int, size: int) -> Cast:
    """The cast for `size` events: a source for every four of them."""
    chance = Random(f"cast {seed}")
    days = [When.parse((FIRST_DAY + timedelta(days=n)).isoformat()) for n in range(DAYS)]
    people = [_actor(chance, "person", _name(chance)) for _n in range(PEOPLE)]
    publishers = [
        _actor(chance, "organisation", f"{_word(chance)} News {n}") for n in range(PUBLISHERS)
    ]
    return Cast(
        people=people,
        publishers=publishers,
        places=[_place(chance) for _n in range(PLACES)],
        types=[_type(n, key) for n, key in enumerate(TYPES, 1)],
        sources=[
            _source(chance, n, publishers, days) for n in range(max(1, size // EVENTS_PER_SOURCE))
        ],
        storylines=[_storyline(chance, n) for n in range(STORYLINES)],
        days=days,
    )


def _word(chance: Random) -> str:
    return "".join(chance.choices(_SYLLABLES, k=3)).title()


def _name(chance: Random) -> str:
    return f"{_word(chance)} {_word(chance)}"


def _actor(chance: Random, kind: str, name: str) -> Actor:
    actor = Actor(id=public_id(chance), kind=kind, label=name)
    names = [
        ActorName(actor=actor, name=name, language="en", key=name_key(name)),
        ActorName(actor=actor, name=f"{name}s", language="de", key=name_key(f"{name}s")),
    ]
    prefetched(actor, names=names, tenures=[])
    return actor


def _place(chance: Random) -> Place:
    name = _word(chance)
    place = Place(
        id=public_id(chance),
        label=name,
        country="".join(chance.choices("ABCDEFGHIKLMNOPRSTU", k=2)),
        latitude=round(chance.uniform(-60, 70), 4),
        longitude=round(chance.uniform(-180, 180), 4),
    )
    prefetched(place, names=[PlaceName(place=place, language="en", name=name)])
    return place


def _type(number: int, key: str) -> EventType:
    made = EventType(id=number, key=key)
    names = [
        EventTypeName(type=made, language=language, name=f"{key.title()}{end}")
        for language, end in (("en", ""), ("de", "en"))
    ]
    prefetched(made, names=names)
    return made


def _source(chance: Random, number: int, publishers: list[Actor], days: list[When]) -> Source:
    source = Source(
        id=public_id(chance),
        kind="article",
        title=f"{words(chance, 5).capitalize()} ({number})",
        language="en",
        publisher=chance.choice(publishers),
        url=f"https://example.org/{number}",
    )
    source.published = chance.choice(days)
    prefetched(source, revisions=[])
    return source


def _storyline(chance: Random, number: int) -> Storyline:
    title = f"{_word(chance)} {number}"
    made = Storyline(id=public_id(chance), label=title, public=True)
    prefetched(made, texts=[StorylineText(storyline=made, language="en", title=title)])
    return made
