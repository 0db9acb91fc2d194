"""Who writes a document to the desk, and what was found for it on the way."""

from collections.abc import Hashable
from dataclasses import dataclass, field

from events.models import Actor, EventType, Place, Source, User


@dataclass
class Desk:
    """Who writes, and the records found or made on the way, so that none is looked up twice."""

    editor: User
    actors: dict[str, Actor | None] = field(default_factory=dict)
    sources: dict[str, Source | None] = field(default_factory=dict)
    # By its only bearer's name, by key, by all that is said of it.
    named: dict[str, Actor] = field(default_factory=dict)
    types: dict[str, EventType] = field(default_factory=dict)
    places: dict[Hashable, Place] = field(default_factory=dict)
    # Actors, sources and types that a document names and describes are made where unknown.
    make_missing: bool = False
    # Rows keep the numbers that the document gives them: an archive is put back as it was.
    restoring: bool = False
