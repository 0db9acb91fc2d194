"""The desk's records as JSON documents: shown, created, changed."""

from events.editorial.drafts.showing import desk_actor, desk_event, desk_source
from events.editorial.drafts.verbs import (
    change_actor,
    change_event,
    change_source,
    create_actor,
    create_event,
    create_source,
)

__all__ = [
    "change_actor",
    "change_event",
    "change_source",
    "create_actor",
    "create_event",
    "create_source",
    "desk_actor",
    "desk_event",
    "desk_source",
]
