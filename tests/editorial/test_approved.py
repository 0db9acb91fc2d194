"""What events and profiles say of a record while changes of it wait for approval."""

from typing import Any

import pytest

from events import editorial
from events.models import Actor, Event, Profile, Source
from tests import factories, newsroom
from tests.editorial.scenes import LATER
from tests.newsroom import current

pytestmark = pytest.mark.django_db


def changed(record: Actor | Source, **document: Any) -> None:
    """A change that an editor saves, who may not publish."""
    record.refresh_from_db()
    verb = editorial.change_actor if isinstance(record, Actor) else editorial.change_source
    verb(
        pk=record.pk,
        document=document,
        editor=newsroom.editor(),
        now=LATER,
        expected_version=record.version,
    )


def test_name_and_address_changed_by_an_editor_stay_at_the_desk_when_another_event_is_published():
    person, source = newsroom.actor("Nikolai Patruschev"), factories.SourceFactory(url="https://a.example/")
    first, second = newsroom.draft_event("First", source=source), newsroom.draft_event("Second", source=source)
    for event in (first, second):
        factories.ParticipationFactory(event=event, actor=person)
    newsroom.publish(first)
    changed(person, names=[{"name": "Marker", "language": "en", "kind": "official"}])
    changed(source, canonical_url="https://marker.example/")
    newsroom.publish(second, now=LATER)
    for event in (first, second):
        assert current(event).participants[0].actor.name == "Nikolai Patruschev"
        assert current(event).sources[source.pk].canonical_url == "https://a.example/"
    assert not any("arker" in profile.document for profile in Profile.objects.all())
