"""The account that writes a document, and the records found for it."""

from collections.abc import Hashable
from dataclasses import dataclass, field

from django.db.models import Model

from events.models import Actor, EventType, Place, Source, User


@dataclass
class Session:
    """An account at the desk, and the records found or created so far, so that none is looked up
    twice.
    """

    editor: User
    # By id; by id or address.
    actors: dict[str, Actor | None] = field(default_factory=dict)
    sources: dict[str, Source | None] = field(default_factory=dict)
    # By a unique name; by key; by all members of a place.
    named: dict[str, Actor] = field(default_factory=dict)
    types: dict[str, EventType] = field(default_factory=dict)
    places: dict[Hashable, Place] = field(default_factory=dict)
    # Whether missing actors, sources and types are created.
    make_missing: bool = False
    # The model and key of each row that was created: nothing can belong to it that was not written
    # in this session.
    new: set[tuple[type[Model], object]] = field(default_factory=set)
    # What was created or linked beside the event itself, in this order.
    made: list[Model] = field(default_factory=list)
    # Whether a public archive is restored: its storylines were public.
    restoring: bool = False
