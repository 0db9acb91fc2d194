"""Writing the links of an event to others: relations, answers, storylines.

They are separate from `parts`, because in a file the other event can come later.
"""

from django.utils.translation import gettext as _

from events.editorial.drafts.node import Node
from events.editorial.drafts.parts import own_claims
from events.editorial.drafts.references import find_claim, find_event, find_storyline
from events.editorial.drafts.saving import Wanted, read_rows, replace, rows_of
from events.editorial.drafts.session import Session
from events.editorial.versions import require
from events.models import Claim, ClaimLink, Event, EventRelation, StorylinePin
from events.record.desk import DeskClaimLink, DeskRelation


def write_relations(session: Session, node: Node, event: Event) -> None:
    def relation(part: Node, _position: int) -> EventRelation:
        return EventRelation(from_event=event, to_event=find_event(part["event"]))

    without = ("from_event", "to_event")
    rows = read_rows(node, "relations", DeskRelation, relation, without)
    node.finish()
    replace(
        session,
        rows_of(session, event, event.relations.all()),
        rows,
        lambda row: (row.type, row.to_event_id),
    )


def write_answers(session: Session, node: Node, event: Event) -> None:
    """Write which claims the event's own claims answer, and which other events they are about."""
    # In the order of the document, in which they were written.
    claims = list(event.claims.order_by("position", "id"))
    for part, claim in zip(own_claims(node, event), claims, strict=True):
        _write_claim_links(session, part, claim)
        if part.has("also_about"):
            about = [find_event(other) for other in part.items("also_about")]
            node.finish()
            require(session.editor, "change_claim")
            claim.also_about.set([other for other in about if other is not None])
    _share_claims(session, node, event)


def _write_claim_links(session: Session, node: Node, claim: Claim) -> None:
    def link(part: Node, _position: int) -> ClaimLink:
        return ClaimLink(from_claim=claim, to_claim=find_claim(part["claim"]))

    rows = read_rows(node, "links", DeskClaimLink, link, without=("from_claim", "to_claim"))
    node.finish()
    replace(
        session,
        rows_of(session, claim, claim.links.all()),
        rows,
        lambda row: (row.type, row.to_claim_id),
    )


def _share_claims(session: Session, node: Node, event: Event) -> None:
    """Share the claims of other events that the document repeats, as public records do."""
    own = {part.pointer for part in own_claims(node, event)}
    for part in node.items("claims"):
        if part.pointer in own:
            continue
        claim = Claim.objects.filter(pk=part.text("id")[:20], event=part.text("event")[:20]).first()
        if claim is None:
            part.problem(_("This claim does not exist in its event."), "id")
        elif not claim.also_about.filter(pk=event.pk).exists():
            require(session.editor, "change_claim")
            claim.also_about.add(event)
            session.made.append(
                Claim.also_about.through._default_manager.get(claim=claim, event=event)
            )
    node.finish()


def write_storylines(session: Session, node: Node, event: Event) -> None:
    """Write the storylines of the event; it is appended to the new ones."""
    before = {pin.storyline_id: pin for pin in rows_of(session, event, event.pins.all())}
    rows: list[Wanted] = []
    for part in node.items("storylines"):
        storyline = find_storyline(session, part)
        if storyline is not None:
            old = before.get(storyline.pk)
            position = old.position if old else storyline.pins.count()
            rows.append((part, StorylinePin(storyline=storyline, event=event, position=position)))
    node.finish()
    replace(session, before.values(), rows, lambda pin: pin.storyline_id)
