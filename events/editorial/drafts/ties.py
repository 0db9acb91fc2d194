"""From a document to what ties an event to others: relations, answers, storylines.

Apart from `parts`, because in a file of many events the other one may come later.
"""

from django.utils.translation import gettext as _

from events.editorial.drafts.desk import Desk
from events.editorial.drafts.given import Given
from events.editorial.drafts.parts import own_claims
from events.editorial.drafts.references import (
    find_claim,
    find_event,
    find_storyline,
)
from events.editorial.drafts.saving import Wanted, replace
from events.editorial.versions import require
from events.models import Claim, ClaimLink, Event, EventRelation, StorylinePin


def write_relations(desk: Desk, given: Given, event: Event) -> None:
    rows: list[Wanted] = []
    for part in given.items("relations"):
        if not part.only(("type", "event")):
            continue
        row = EventRelation(
            from_event=event, type=part.text("type"), to_event=find_event(part["event"])
        )
        part.check(row, without=("from_event", "to_event"))
        rows.append((part, row))
    given.finish()
    replace(desk, event.relations.all(), rows, lambda row: (row.type, row.to_event_id))


def write_answers(desk: Desk, given: Given, event: Event) -> None:
    """Which claims the event's own answer, and which further events they are about."""
    # As they were written: in the order of the document.
    claims = list(event.claims.order_by("position", "id"))
    for part, claim in zip(own_claims(given, event), claims, strict=True):
        rows: list[Wanted] = []
        for link in part.items("links"):
            if not link.only(("type", "claim", "event")):
                continue
            row = ClaimLink(
                from_claim=claim, type=link.text("type"), to_claim=find_claim(link["claim"])
            )
            link.check(row, without=("from_claim", "to_claim"))
            rows.append((link, row))
        about = [find_event(other) for other in part.items("also_about")]
        given.finish()
        replace(desk, claim.links.all(), rows, lambda row: (row.type, row.to_claim_id))
        if part.has("also_about"):
            require(desk.editor, "change_claim")
            claim.also_about.set([other for other in about if other is not None])
    _share_claims(desk, given, event)


def _share_claims(desk: Desk, given: Given, event: Event) -> None:
    """A public record repeats the claims of other events that are about this one, too."""
    own = {part.pointer for part in own_claims(given, event)}
    for part in given.items("claims"):
        if part.pointer in own:
            continue
        claim = Claim.objects.filter(pk=part.text("id")[:20], event=part.text("event")[:20]).first()
        if claim is None:
            part.problem(_("The event that this claim belongs to does not have it."), "id")
        elif not claim.also_about.filter(pk=event.pk).exists():
            require(desk.editor, "change_claim")
            claim.also_about.add(event)
    given.finish()


def write_storylines(desk: Desk, given: Given, event: Event) -> None:
    """In which storylines the event is; at the end of those that are new to it."""
    before = {pin.storyline_id: pin for pin in event.pins.all()}
    rows: list[Wanted] = []
    for part in given.items("storylines"):
        storyline = find_storyline(desk, part)
        if storyline is None:
            continue
        old = before.get(storyline.pk)
        position = old.position if old else storyline.pins.count()
        rows.append((part, StorylinePin(storyline=storyline, event=event, position=position)))
    given.finish()
    replace(desk, before.values(), rows, lambda pin: pin.storyline_id)
