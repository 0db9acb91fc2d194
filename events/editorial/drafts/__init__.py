"""The desk's records as JSON documents: show, create and change them."""

from events.editorial.drafts.showing import (
    desk_actor,
    desk_event,
    desk_event_type,
    desk_office,
    desk_source,
    desk_storyline,
)
from events.editorial.drafts.verbs import (
    change_actor,
    change_event,
    change_office,
    change_source,
    change_storyline,
    create_actor,
    create_event,
    create_event_type,
    create_office,
    create_source,
    create_storyline,
)

__all__ = [
    "change_actor",
    "change_event",
    "change_office",
    "change_source",
    "change_storyline",
    "create_actor",
    "create_event",
    "create_event_type",
    "create_office",
    "create_source",
    "create_storyline",
    "desk_actor",
    "desk_event",
    "desk_event_type",
    "desk_office",
    "desk_source",
    "desk_storyline",
]
