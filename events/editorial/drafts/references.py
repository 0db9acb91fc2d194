"""Finding the records that a document names: by id, or by something else that is unique."""

from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from events.editorial.drafts.making import (
    make_actor,
    make_source,
    make_storyline,
    make_tenure,
    make_type,
)
from events.editorial.drafts.node import Node
from events.editorial.drafts.session import Session
from events.models import (
    Actor,
    ActorName,
    Claim,
    Event,
    EventType,
    Office,
    Source,
    Storyline,
    Tenure,
)
from events.record.identity import is_public_id
from events.search import name_key

M = TypeVar("M", bound=Model)


def find_actor(session: Session, node: Node) -> Actor | None:
    """Find an actor by id (a text or in an object), or by a name that only one actor has."""
    node = node.reference()
    if node.value is None or not node.is_object():
        return None
    if public_id := node.text("id"):
        if public_id not in session.actors:
            found = Actor.objects.filter(pk=public_id[:20]).first()
            session.actors[public_id] = found or make_actor(session, node, public_id)
        if session.actors[public_id] is None:
            node.problem(_("There is no actor with this id."))
        return session.actors[public_id]
    name = node.text("name")
    if not name:
        node.problem(_("Name the actor by its id."))
    elif name not in session.named and (actor := _actor_named(session, node, name)):
        session.named[name] = actor
    return session.named.get(name)


def _actor_named(session: Session, node: Node, name: str) -> Actor | None:
    spelt_alike = ActorName.objects.filter(key=name_key(name), actor__merged_into=None)
    bearers = {row.actor_id for row in spelt_alike if row.name.casefold() == name.casefold()}
    if len(bearers) > 1:
        node.problem(_("Several actors have this name. Give the id of one of them."))
        return None
    found = Actor.objects.get(pk=bearers.pop()) if bearers else make_actor(session, node)
    if found is None:
        node.problem(_("No actor on the desk has this name."))
    return found


def find_source(session: Session, node: Node) -> Source | None:
    """Find a source by id (a text or in an object), or by its web address."""
    node = node.reference()
    if node.value is None or not node.is_object():
        return None
    public_id, address = node.text("id"), node.text("canonical_url")
    key = public_id or address
    if not key:
        node.problem(_("Name the source by its id or its web address."))
        return None
    if key not in session.sources:
        rows = Source.objects.filter(pk=key[:20]) if public_id else Source.objects.filter(url=key)
        session.sources[key] = rows.first() or _new_source(session, node, public_id)
    if session.sources[key] is None:
        node.problem(_("There is no such source on the desk."))
    return session.sources[key]


def _new_source(session: Session, node: Node, public_id: str) -> Source | None:
    if not session.make_missing:
        return None
    described = node.root["sources"][public_id]
    return make_source(
        session, node, public_id, described, find_actor(session, described["publisher"])
    )


def find_type(session: Session, node: Node, name: str = "type") -> EventType | None:
    """Find an event type by its key."""
    key = node.text(name)
    found = session.types.get(key)
    if found is None and key:
        found = EventType.objects.filter(key=key).first() or make_type(session, node, key)
    if found is not None:
        session.types[key] = found
    else:
        unknown, missing = _("There is no such type of event."), _("Say what type of event it is.")
        node.problem(unknown if key else missing, name)
    return found


def find_event(node: Node) -> Event | None:
    return _by_id(Event.objects.all(), node, _("There is no event with this id."))


def find_claim(node: Node) -> Claim | None:
    return _by_id(Claim.objects.all(), node, _("There is no claim with this id."))


def find_storyline(session: Session, node: Node) -> Storyline | None:
    if isinstance(node.value, dict) and (made := make_storyline(session, node)):
        return made
    return _by_id(Storyline.objects.all(), node, _("There is no storyline with this id."))


def _by_id(rows: QuerySet[M], node: Node, unknown: str) -> M | None:
    node = node.reference()
    public_id = node.text("id")
    found = rows.filter(pk=public_id[:20]).first() if public_id else None
    if found is None:
        node.problem(unknown)
    return found


def find_office(node: Node) -> Office | None:
    """Find an office by id, or by a title that only one office has."""
    value = node.value
    node = node.reference("id" if isinstance(value, str) and is_public_id(value) else "title")
    if node.value is None or not node.is_object():
        return None
    if node.text("id"):
        return _by_id(Office.objects.all(), node, _("There is no office with this id."))
    title = node.text("title")
    offices = Office.objects.filter(Q(label=title) | Q(names__name=title)).distinct()[:2]
    if len(offices) != 1:
        unknown, several = _("No office has this title."), _("Several offices have this title.")
        node.problem(several if offices else unknown)
        return None
    return offices[0]


def find_tenure(session: Session, node: Node, actor: Actor | None) -> Tenure | None:
    """Find a tenure by its id, by its primary key, or by the title of the office.

    None if none is named: then it is the office held at the event's date, if there is only one.
    """
    named, title = node["tenure"].value, node.text("office")
    if actor is None or (named is None and not title):
        return None
    held = Tenure.objects.filter(actor=actor).select_related("office")
    found = [tenure for tenure in [_tenure_of(held, named)] if tenure]
    if not found and title and (named is None or node.foreign):
        found = _entitled(held, title)
    if not found and (made := make_tenure(session, node, actor, title, named or "")):
        return made
    if not found and named is not None:
        node.problem(_("This actor has no such tenure."), "tenure")
    elif not found:
        node.problem(_("This actor holds no such office."), "office")
    # Several tenures in the same office: the event's date decides.
    return found[0] if len(found) == 1 else None


def _tenure_of(held: QuerySet[Tenure], named: Any) -> Tenure | None:
    if type(named) is int and 0 < named < 2**63:
        return held.filter(pk=named).first()
    return held.filter(public_id=named[:20]).first() if isinstance(named, str) else None


def _entitled(held: QuerySet[Tenure], title: str) -> list[Tenure]:
    return [
        tenure
        for tenure in held.prefetch_related("office__names")
        if title in {tenure.office.label, *(name.name for name in tenure.office.names.all())}
    ]


def needed(node: Node, name: str, found: Any) -> Any:
    """Return what was found for a required member; note a problem if the member is missing."""
    if found is None and node[name].value is None:
        node.problem(_("This is missing."), name)
    return found
