"""Changes at the desk and claims that answer each other, which several modules' tests tell."""

from datetime import timedelta

from events import editorial
from events.dates import When
from events.models import Actor, ActorName, Claim, Event, EventText, User
from tests import factories, newsroom
from tests.newsroom import NOW

LATER = NOW + timedelta(days=1)


def kinds(event: Event) -> list[tuple[int, str, str]]:
    """Number, kind and note of every edition of an event."""
    return list(event.editions.order_by("number").values_list("number", "kind", "note"))


def retitle(event: Event, title: str) -> None:
    """A saved change on the desk, as the admin makes it."""
    event.refresh_from_db()
    editorial.begin_change(Event, event.pk, expected_version=event.version, now=NOW)
    EventText.objects.filter(event=event, language="en").update(title=title)
    editorial.record_change(event=event, editor=newsroom.editor(), now=NOW)
    event.refresh_from_db()


def rename(actor: Actor, new: str, by: User) -> None:
    """A saved change of an actor's English name."""
    ActorName.objects.filter(actor=actor, language="en").update(name=new)
    editorial.save_actor(actor=actor, editor=by, now=LATER)


def denied_claim() -> tuple[Event, Claim]:
    """A published concern."""
    concern = newsroom.draft_event("Concern")
    claim = factories.ClaimFactory(event=concern, kind="concern", speaker=newsroom.actor("USA"))
    factories.ClaimTextFactory(claim=claim, text="Arms could be delivered.")
    newsroom.publish(concern)
    return concern, claim


def answer(claim: Claim, title: str, speaker: str, kind: str = "denies") -> Event:
    """A draft in which somebody answers a claim."""
    event = newsroom.draft_event(title)
    said = factories.ClaimFactory(
        event=event, kind="denial", speaker=newsroom.actor(speaker), said=When.parse("2023-02-23")
    )
    factories.ClaimTextFactory(claim=said, text=f"{speaker} answers.")
    factories.ClaimLinkFactory(from_claim=said, to_claim=claim, type=kind)
    return event
