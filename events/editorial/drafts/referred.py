"""What documents say of a record that they name by its id, beside the id."""

from typing import Any, Final

from events.editorial.drafts.showing import as_json
from events.editorial.editions import current_record
from events.editorial.naming import storyline_ref
from events.models import Storyline
from events.record import desk
from events.record.answers import event_reference

_PATHS: Final[dict[type[desk.DeskReference], str]] = {
    desk.DeskActorRef: "/actors/",
    desk.DeskSourceRef: "/sources/",
    desk.DeskEventRef: "/events/",
    desk.DeskStorylineRef: "/storylines/",
}


def referred(kind: type[desk.DeskReference], public_id: str, name: str) -> Any:
    """Return a read-only member of the reference to a record; None if it has none."""
    if name == "url" and kind in _PATHS:
        return f"{_PATHS[kind]}{public_id}/"
    if kind is desk.DeskEventRef and (event := current_record(public_id)):
        return as_json(event_reference(event))[name]
    if kind is desk.DeskStorylineRef:
        storylines = Storyline.objects.prefetch_related("texts")
        if storyline := storylines.filter(pk=public_id).first():
            return as_json(storyline_ref(storyline))[name]
    return None
