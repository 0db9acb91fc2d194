"""What events and profiles say of a record while changes of it wait for approval."""

from dataclasses import dataclass
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events import editorial
from events.editorial.drafts.showing import desk_actor
from events.editorial.drafts.verbs import change_place
from events.models import (
    Actor,
    Edition,
    Event,
    Office,
    Place,
    Profile,
    Source,
    Storyline,
    User,
    Version,
)
from tests import factories, newsroom
from tests.editorial.scenes import LATER
from tests.newsroom import current

pytestmark = pytest.mark.django_db
VERBS = {
    Actor: editorial.change_actor,
    Office: editorial.change_office,
    Place: change_place,
    Source: editorial.change_source,
    Storyline: editorial.change_storyline,
}


@dataclass
class Story:
    """A published event, and the records that it names."""

    event: Event
    person: Actor
    office: Office
    place: Place
    source: Source
    storyline: Storyline


def story() -> Story:
    told = unpublished_story()
    newsroom.publish(told.event)
    return told


def unpublished_story() -> Story:
    person, source = newsroom.actor("Nikolai Patruschev"), factories.SourceFactory(title="Report")
    office = factories.OfficeFactory(label="Secretary")
    factories.OfficeNameFactory(office=office, language="en", name="Secretary")
    factories.TenureFactory(actor=person, office=office)
    place = factories.PlaceFactory()
    factories.PlaceNameFactory(place=place, language="en", name="Moscow")
    storyline = factories.StorylineFactory(public=True)
    factories.StorylineTextFactory(storyline=storyline, title="One year")
    event = newsroom.draft_event("First", source=source, place=place)
    factories.StorylinePinFactory(storyline=storyline, event=event)
    factories.ParticipationFactory(event=event, actor=person)
    return Story(event, person, office, place, source, storyline)


def changed(record: Any, *, by: User | None = None, reason: str = "", **document: Any) -> None:
    """A change that is saved, by an editor who may not publish unless others are named."""
    record.refresh_from_db()
    VERBS[type(record)](
        pk=record.pk,
        document=document,
        editor=by or newsroom.editor(),
        now=LATER,
        expected_version=record.version,
        reason=reason,
    )


def second_event(told: Story) -> Event:
    """A draft that names the same records."""
    event = newsroom.draft_event("Second", source=told.source, place=told.place)
    factories.StorylinePinFactory(storyline=told.storyline, event=event)
    factories.ParticipationFactory(event=event, actor=told.person)
    return event


def change_everything(told: Story) -> None:
    changed(
        told.person,
        names=[{"name": "Marker", "language": "en", "kind": "official"}],
        offices=[],
    )
    changed(told.source, canonical_url="https://marker.example/", title="Marker", held=False)
    changed(told.office, names={"en": "Marker"}, title="Marker")
    changed(told.place, names={"en": "Marker"}, name="Marker", country="DE")
    changed(told.storyline, title="Marker", introduction="Marker")


def documents() -> str:
    rows = [*Edition.objects.all(), *Profile.objects.all()]
    return "".join(row.document for row in rows)


def test_changes_of_an_editor_stay_at_the_desk_when_another_event_is_published():
    told = story()
    before = current(told.event)
    change_everything(told)
    second = second_event(told)
    newsroom.publish(second, now=LATER)
    found = current(second)
    assert found.participants[0].actor.name == "Nikolai Patruschev"
    assert (found.participants[0].office, found.place) == ("Secretary", before.place)
    assert (found.actors, found.sources) == (before.actors, before.sources)
    assert found.storylines == before.storylines
    assert "arker" not in documents()


def test_changes_of_an_editor_stay_at_the_desk_when_the_names_are_reissued():
    told = story()
    change_everything(told)
    newsroom.reviewer()
    call_command("reissue", editor="reviewer", verbosity=0)
    assert told.event.editions.count() == 1
    assert "arker" not in documents()


def test_office_and_source_that_only_waiting_changes_name_are_not_public():
    told = story()
    hidden = factories.SourceFactory(title="Marker", publisher=newsroom.actor("Marker"))
    office = factories.OfficeFactory(label="Marker")
    cited = {"source": {"id": hidden.pk}}
    changed(
        told.person,
        offices=[{"office": {"id": office.pk}, "start": "2020", "citations": [cited]}],
    )
    changed(told.source, publisher={"id": newsroom.actor("Marker").pk})
    newsroom.publish(second_event(told), now=LATER)
    assert "arker" not in documents()
    office.refresh_from_db()
    assert office.approved_version is None


def test_what_is_new_through_an_event_is_approved_in_the_version_that_was_read():
    told = unpublished_story()
    changed(told.source, title="Changed before")
    newsroom.publish(told.event)
    for record in (told.person, told.office, told.place, told.source, told.storyline):
        record.refresh_from_db()
    assert current(told.event).citations[0].source.title == "Changed before"
    assert [told.person.approved_version, told.office.approved_version] == [1, 1]
    assert [told.place.approved_version, told.storyline.approved_version] == [1, 1]
    assert (told.source.approved_version, told.source.version) == (2, 2)


def test_record_of_a_draft_is_not_approved():
    told = unpublished_story()
    changed(told.source, by=newsroom.reviewer(), title="Better")
    told.source.refresh_from_db()
    assert told.source.approved_version is None


def test_publishing_asks_the_same_for_one_waiting_record_as_for_three():
    def queries(event: Event) -> int:
        with CaptureQueriesContext(connection) as seen:
            newsroom.publish(event, now=LATER)
        return len(seen)

    told = story()
    people = [newsroom.actor(f"Person {n}") for n in range(3)]
    first, one, three = (newsroom.draft_event(f"Event {n}", source=told.source) for n in range(3))
    for person in people:
        for event in (first, one, three):
            factories.ParticipationFactory(event=event, actor=person)
    newsroom.publish(first)
    names = [{"name": "Marker", "language": "en", "kind": "official"}]
    changed(people[0], names=names)
    few = queries(one)
    for person in people[1:]:
        changed(person, names=names)
    # Each profile is loaded by itself, as approved: three queries more for each of two actors.
    assert queries(three) - few <= 6
    assert "arker" not in documents()


def test_version_that_was_not_kept_is_not_guessed():
    told = story()
    changed(told.source, title="Marker")
    Version.objects.all().delete()
    second = second_event(told)
    with pytest.raises(editorial.EditorialError, match="Approve its changes first"):
        newsroom.publish(second, now=LATER)
    newsroom.retract(told.event, reason="Wrong.", now=LATER)
    assert "arker" not in documents()


def test_removed_citation_and_office_stay_public_until_the_change_is_approved():
    told = story()
    decree = factories.SourceFactory(title="Decree")
    factories.CitationFactory(tenure=told.person.tenures.get(), source=decree)
    offices = desk_actor(told.person.pk)["offices"]
    changed(told.person, by=newsroom.reviewer(), offices=[{**offices[0], "start": "2008"}])
    assert Profile.objects.current().filter(subject=decree.pk).exists()
    changed(told.person, offices=[])
    newsroom.publish(second_event(told), now=LATER)
    profile = Profile.objects.current().get(subject=told.person.pk).document
    assert "Secretary" in profile
    assert "Decree" in profile
    assert Profile.objects.current().filter(subject=decree.pk).exists()


def test_migration_approves_what_is_public_and_lets_later_changes_wait():
    told = story()
    changed(told.person, names=[{"name": "Marker", "language": "en", "kind": "official"}])
    records = (told.person, told.office, told.place, told.source, told.storyline)
    for one in records:
        one.refresh_from_db()
    approved = [one.approved_version for one in records]
    for one in records:
        type(one).objects.update(approved_version=None)

    import_module("events.migrations.0027_approved_versions").approve_what_is_public(apps, None)

    for one in records:
        one.refresh_from_db()
    assert [one.approved_version for one in records] == approved
    assert [one.is_waiting for one in records] == [True, False, False, False, False]
