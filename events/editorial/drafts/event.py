"""Writing a document to an event with all its rows."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from events.editorial.drafts import texts
from events.editorial.drafts.citations import write_citations
from events.editorial.drafts.filling import check, fill
from events.editorial.drafts.links import write_answers, write_relations, write_storylines
from events.editorial.drafts.members import EVENT, check_members
from events.editorial.drafts.node import Node
from events.editorial.drafts.parts import write_claims, write_other_dates, write_participants
from events.editorial.drafts.places import find_place
from events.editorial.drafts.references import find_type
from events.editorial.drafts.saving import check_id, save
from events.editorial.drafts.session import Session
from events.editorial.drafts.showing import Json, as_json, desk_members
from events.editorial.editions import current_edition
from events.editorial.event_links import answers_elsewhere
from events.editorial.versions import require
from events.models import Event
from events.record import read_record
from events.record.desk import DeskEvent


def create_event_rows(session: Session, node: Node, now: datetime) -> Event:
    """Create the rows of an event, except its links to other events; not yet logged."""
    require(session.editor, "add_event")
    event = Event(label="…", created_by=session.editor, created_at=now, updated_at=now)
    check_members(node, EVENT, desk_members(event, DeskEvent), lambda: None)
    check_id(node, event)
    _write(session, node, event, whole=True)
    return event


def change_event_rows(
    session: Session, node: Node, event: Event, before: Json, *, whole: bool = False
) -> None:
    """Change the rows of an event, except its links; its version was raised after `before`."""
    check_members(node, EVENT, before, lambda: _published(event.pk))
    check_id(node, event)
    _write(session, node, event, whole=whole)


def write_event_links(session: Session, node: Node, event: Event, *, whole: bool = False) -> None:
    """Write what can point to events that come later in the same file."""
    if whole or node.has("relations"):
        write_relations(session, node, event)
    if whole or node.has("claims"):
        write_answers(session, node, event)
    if whole or node.has("storylines"):
        write_storylines(session, node, event)


def _write(session: Session, node: Node, event: Event, *, whole: bool) -> None:
    new = event._state.adding
    fill(event, node, DeskEvent, whole=whole)
    if (whole or node.has("type")) and (kind := find_type(session, node)):
        event.type = kind
    if whole or node.has("place"):
        event.place = find_place(session, node["place"])
    check(node, event, DeskEvent, without=("place", "type", "label"))
    node.finish()
    save(session, node, event, DeskEvent)
    if whole or texts.EVENT.are_in(node):
        texts.write_texts(session, node, event, texts.EVENT, whole=whole)
    for name, write in _PARTS.items():
        # A new event has nothing that could be removed.
        if node.has(name) or (whole and not new):
            write(session, node, event)


def _write_citations(session: Session, node: Node, event: Event) -> None:
    write_citations(session, node, event=event)


_PARTS: Final[dict[str, Callable[[Session, Node, Event], None]]] = {
    "participants": write_participants,
    "claims": write_claims,
    "citations": _write_citations,
    "other_dates": write_other_dates,
}


def _published(event_id: str) -> Json | None:
    """Return the event as readers see it."""
    edition = current_edition(event_id)
    if edition is None:
        return None
    return as_json(read_record(edition.text, answers_elsewhere(event_id, None)))
