"""Who writes a document to the desk, and what was found for it on the way."""

from collections.abc import Hashable
from dataclasses import dataclass, field

from events.models import Actor, EventType, Place, Source, User


@dataclass
class Session:
    """An account at the desk, and the records found or made so far, so that none is looked up
    twice.
    """

    editor: User
    # By id; by id or address.
    actors: dict[str, Actor | None] = field(default_factory=dict)
    sources: dict[str, Source | None] = field(default_factory=dict)
    # By a name that no other actor has; by key; by everything that is said of a place.
    named: dict[str, Actor] = field(default_factory=dict)
    types: dict[str, EventType] = field(default_factory=dict)
    places: dict[Hashable, Place] = field(default_factory=dict)
    # Actors, sources and types that a document names and the desk does not know are made.
    make_missing: bool = False
    # A public archive is put back: what it shows of storylines was public.
    restoring: bool = False
