"""The desk's records as JSON documents: show, create and change them."""

from events.editorial.drafts.showing import desk_event
