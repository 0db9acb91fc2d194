"""Writing documents to the rows of actors, offices, sources, storylines and event types."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from events.editorial.drafts import texts
from events.editorial.drafts.citations import read_citations, save_citations
from events.editorial.drafts.filling import check, fill
from events.editorial.drafts.node import Node
from events.editorial.drafts.references import (
    find_actor,
    find_event,
    find_office,
    find_source,
    find_type,
    needed,
)
from events.editorial.drafts.saving import (
    Wanted,
    by_language,
    read_rows,
    remove,
    replace,
    save,
    settle_ids,
    unmoved,
)
from events.editorial.drafts.session import Session
from events.models import (
    Actor,
    ActorName,
    EventType,
    EventTypeName,
    Office,
    OfficeName,
    Place,
    PlaceName,
    Source,
    Storyline,
    StorylinePin,
    Tenure,
)
from events.record import ActorName as NameMembers
from events.record.desk import (
    DeskActor,
    DeskEventType,
    DeskOffice,
    DeskPlaceRecord,
    DeskSource,
    DeskStoryline,
    DeskTenure,
)


def write_actor(session: Session, node: Node, actor: Actor, *, whole: bool) -> None:
    fill(actor, node, DeskActor, whole=whole)
    names = read_rows(
        node, "names", NameMembers, lambda _part, _n: ActorName(actor=actor), without=("actor",)
    )
    if not actor.label and names:
        actor.label = names[0][1].name
    check(node, actor, DeskActor)
    if whole and not names:
        node.problem(_("Give at least one name."), "names")
    node.finish()
    save(session, node, actor, DeskActor)
    if whole or node.has("names"):
        _write_names(session, actor, names)
    if whole or node.has("offices"):
        _write_tenures(session, node, actor)


def _write_names(session: Session, actor: Actor, names: list[Wanted]) -> None:
    """Write the names in the given order, which is the order of their primary keys."""

    def key(row: ActorName) -> tuple[str, ...]:
        return (row.name, row.language, row.kind)

    before = list(actor.names.order_by("pk"))
    stay = unmoved(before, names, key)
    for row in before:
        if row not in stay:
            remove(session, row)
    replace(session, stay, names, key)


def _write_tenures(session: Session, node: Node, actor: Actor) -> None:
    before = list(actor.tenures.all())

    def tenure(part: Node, _position: int) -> Tenure:
        office = needed(part, "office", find_office(part["office"]))
        return Tenure(actor=actor, office=office)

    rows = read_rows(node, "offices", DeskTenure, tenure, without=("actor", "office"))
    citations = [read_citations(session, part) for part, _row in rows]
    settle_ids(rows, before, "public_id", lambda row: (row.office_id, row.start_edtf))
    node.finish()
    replace(session, before, rows, lambda row: row.public_id)
    for (_part, row), cited in zip(rows, citations, strict=True):
        save_citations(session, cited, tenure=row)


def write_office(session: Session, node: Node, office: Office, *, whole: bool) -> None:
    fill(office, node, DeskOffice, whole=whole)
    if whole or node.has("body"):
        office.body = find_actor(session, node["body"])
    check(node, office, DeskOffice)
    node.finish()
    save(session, node, office, DeskOffice)
    if whole or node.has("names"):
        named = partial(OfficeName, office=office)
        _write_names_by_language(session, node, office.names.all(), named)


def write_place(session: Session, node: Node, place: Place, *, whole: bool) -> None:
    fill(place, node, DeskPlaceRecord, whole=whole)
    check(node, place, DeskPlaceRecord)
    node.finish()
    save(session, node, place, DeskPlaceRecord)
    if whole or node.has("names"):
        named = partial(PlaceName, place=place)
        _write_names_by_language(session, node, place.names.all(), named)


def write_source(session: Session, node: Node, source: Source, *, whole: bool) -> None:
    fill(source, node, DeskSource, whole=whole)
    if whole or node.has("publisher"):
        source.publisher = find_actor(session, node["publisher"])
    if whole or node.has("revision_of"):
        source.revision_of = find_source(session, node["revision_of"])
    check(node, source, DeskSource)
    node.finish()
    save(session, node, source, DeskSource)


def write_storyline(session: Session, node: Node, storyline: Storyline, *, whole: bool) -> None:
    fill(storyline, node, DeskStoryline, whole=whole)
    storyline.label = storyline.label or node.text("title")
    check(node, storyline, DeskStoryline)
    node.finish()
    save(session, node, storyline, DeskStoryline)
    if _has_texts(node, storyline) if whole else texts.STORYLINE.are_in(node):
        texts.write_texts(session, node, storyline, texts.STORYLINE, whole=whole)
    if whole or node.has("pinned"):
        _write_pins(session, node, storyline)


def _has_texts(node: Node, storyline: Storyline) -> bool:
    """Return whether there are texts to write or remove: a storyline can be without any."""
    named = any(node[name].value for name in (*texts.STORYLINE.words, "language", "texts"))
    is_new = storyline._state.adding
    return named or is_new or storyline.texts.exists()


def _write_pins(session: Session, node: Node, storyline: Storyline) -> None:
    rows: list[Wanted] = []
    for position, part in enumerate(node.items("pinned")):
        pin = StorylinePin(storyline=storyline, event=find_event(part), position=position)
        rows.append((part, pin))
    node.finish()
    replace(session, storyline.pins.all(), rows, lambda pin: pin.event_id)


def write_event_type(session: Session, node: Node, kind: EventType) -> None:
    fill(kind, node, DeskEventType)
    if node["parent"].value is not None:
        kind.parent = find_type(session, node, "parent")
    check(node, kind, DeskEventType)
    node.finish()
    save(session, node, kind, DeskEventType)
    _write_names_by_language(session, node, kind.names.all(), partial(EventTypeName, type=kind))


def _write_names_by_language(
    session: Session, node: Node, before: Iterable[Any], named: Callable[..., Model]
) -> None:
    """Write the names of a record by language."""
    rows: list[Wanted] = []
    for language, text in node.texts("names"):
        row = named(language=language, name=text.value)
        check(text, row)
        rows.append((text, row))
    replace(session, before, rows, by_language)
