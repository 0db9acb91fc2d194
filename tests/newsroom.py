"""The fixed cast of the tests and the few scenes that many tests need, told through the verbs."""

from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.models import Group

from events import editorial, record
from events.models import Actor, ActorName, Edition, Event, Source, User
from tests import factories

NOW = datetime(2023, 3, 1, 12, 0, tzinfo=UTC)


def editor() -> User:
    """The editor: drafts and submits."""
    return _account("editor", "Editor")


def reviewer() -> User:
    """The reviewer: also publishes, corrects and retracts."""
    return _account("reviewer", "Reviewer")


def administrator() -> User:
    """Whoever runs the installation: may everything."""
    user = User.objects.filter(username="administrator").first()
    return user or factories.UserFactory(username="administrator", is_superuser=True)


def _account(name: str, group: str) -> User:
    user = User.objects.filter(username=name).first() or factories.UserFactory(username=name)
    user.groups.add(Group.objects.get(name=group))
    # A fresh instance: permissions are cached on the one that asked before.
    return User.objects.get(pk=user.pk)


def actor(name: str, **fields: Any) -> Actor:
    """An actor known by one English official name."""
    made: Actor = factories.ActorFactory(label=name, **fields)
    factories.ActorNameFactory(actor=made, name=name)
    return made


def name(of: Actor, text: str, language: str, **fields: Any) -> ActorName:
    """A further name of an actor."""
    made: ActorName = factories.ActorNameFactory(actor=of, name=text, language=language, **fields)
    return made


def draft_event(
    title: str = "Talks in Moscow", *, source: Source | None = None, **fields: Any
) -> Event:
    """A draft that can be published: an English original title, a citation to a held source."""
    event: Event = factories.EventFactory(label=title, **fields)
    factories.EventTextFactory(event=event, title=title, summary=f"Summary of {title}.")
    factories.CitationFactory(event=event, source=source or factories.SourceFactory())
    return event


def publish(event: Event, *, now: datetime = NOW, note: str = "") -> Edition:
    """Publish a draft, or update what is published, as the reviewer; see `cite_claims`."""
    event.refresh_from_db()
    cite_claims(event)
    verb = editorial.update if event.state == "published" else editorial.publish
    return verb(
        event_id=event.pk, editor=reviewer(), now=now, expected_version=event.version, note=note
    )


def current(event: Event) -> record.EventRecord:
    """What is public of an event now, as a typed record."""
    return record.read_record(Edition.objects.current().get(event=event).text)


def cite_claims(event: Event) -> None:
    """Let claims without a citation rest on the event's first source: none is public without."""
    first = event.citations.first()
    for claim in event.claims.filter(citations=None):
        factories.CitationFactory(claim=claim, source=first.source)


def correct(event: Event, *, note: str, now: datetime = NOW) -> Edition:
    """Publish a change as a correction."""
    event.refresh_from_db()
    return editorial.correct(
        event_id=event.pk, editor=reviewer(), now=now, expected_version=event.version, note=note
    )


def retract(event: Event, *, reason: str, now: datetime = NOW) -> Edition:
    """Take an event back."""
    event.refresh_from_db()
    return editorial.retract(
        event_id=event.pk, editor=reviewer(), now=now, expected_version=event.version, reason=reason
    )


def published_event(title: str = "Talks in Moscow", *, now: datetime = NOW, **fields: Any) -> Event:
    """An event with one current edition."""
    event = draft_event(title, **fields)
    publish(event, now=now)
    event.refresh_from_db()
    return event


def linked_event(title: str = "Linked talks", *, publish_it: bool = True) -> Event:
    """An event with everything: participants in office, claims with a denial, chain, relation,
    storyline.
    """
    container = published_event(f"Visit around {title}")
    agency = actor(f"Agency of {title}", kind="organisation")
    stub = factories.SourceFactory(title=f"Wire of {title}", held=False, publisher=agency)
    event = draft_event(
        title,
        source=factories.SourceFactory(publisher=actor(f"Paper of {title}", kind="organisation")),
        place=factories.PlaceFactory(),
    )
    factories.EventTextFactory(
        event=event, language="de", title=f"{title} (deutsch)", origin="translation"
    )
    speaker = actor(f"Speaker of {title}")
    tenure = factories.TenureFactory(actor=speaker)
    factories.ParticipationFactory(
        event=event, actor=speaker, tenure=tenure, described_as="leitender Außenpolitiker"
    )
    other = actor(f"Host of {title}")
    factories.ParticipationFactory(event=event, actor=other, role="host", position=1)
    said = factories.ClaimFactory(event=event, speaker=speaker, kind="accusation")
    factories.ClaimTextFactory(claim=said, text=f"Accusation in {title}")
    citation = factories.CitationFactory(claim=said, source=event.citations.get().source)
    factories.HopFactory(citation=citation, source=stub, wording="laut Angaben der Agentur")
    denial = factories.ClaimFactory(event=event, speaker=other, kind="denial", position=1)
    factories.ClaimTextFactory(claim=denial, text=f"Denial in {title}")
    factories.ClaimLinkFactory(from_claim=denial, to_claim=said)
    factories.EventRelationFactory(from_event=event, to_event=container)
    storyline = factories.StorylineFactory(label=f"Story of {title}", public=True)
    factories.StorylineTextFactory(storyline=storyline, title=f"Story of {title}")
    factories.StorylinePinFactory(storyline=storyline, event=event)
    if publish_it:
        publish(event)
    event.refresh_from_db()
    return event
