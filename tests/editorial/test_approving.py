"""Making changes public that waited: what they reissue, and what is refused."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events import editorial
from events.editorial.approving import touched_events
from events.models import Actor, Approval, Edition, Profile
from tests import factories, newsroom
from tests.editorial.scenes import LATER
from tests.editorial.test_approved import changed, story
from tests.newsroom import NOW, current

pytestmark = pytest.mark.django_db
SOON = LATER + timedelta(hours=1)


def approve(record: Any, version: int = 2, **options: Any) -> list[Edition]:
    given = {"editor": newsroom.reviewer(), "now": SOON, **options}
    return editorial.approve(model=type(record), pk=record.pk, expected_version=version, **given)


def refusal(record: Any, version: int = 2, **options: Any) -> str:
    with pytest.raises(editorial.EditorialError) as refused:
        approve(record, version, **options)
    return str(refused.value)


def test_approved_name_reissues_every_event_that_names_it_with_the_note():
    told = story()
    other = newsroom.published_event("Elsewhere")
    changed(told.person, names=[{"name": "Marker", "language": "en", "kind": "official"}])
    reissued = approve(told.person, note="Spelled as in his passport.")
    assert [edition.event_id for edition in reissued] == [told.event.pk]
    event = current(told.event)
    assert event.participants[0].actor.name == "Marker"
    assert (event.edition.kind, event.edition.note) == ("updated", "Spelled as in his passport.")
    assert event.citations[0].source.title == "Report"
    assert other.editions.count() == 1
    assert "Marker" in Profile.objects.current().get(subject=told.person.pk).document
    assert list(Approval.objects.values_list("kind", "record", "version", "editor__username")) == [
        ("actor", told.person.pk, 2, "reviewer")
    ]


def test_approved_source_office_place_and_storyline_are_told_everywhere():
    told = story()
    changed(told.source, canonical_url="https://marker.example/")
    changed(told.office, names={"en": "Marker office"})
    changed(told.place, names={"en": "Marker place"})
    changed(told.storyline, title="Marker storyline")
    for record in (told.source, told.office, told.place, told.storyline):
        assert len(approve(record)) == 1
    event = current(told.event)
    assert event.sources[told.source.pk].canonical_url == "https://marker.example/"
    assert event.participants[0].office == "Marker office"
    assert event.place.name == "Marker place"
    assert event.storylines[0].title == "Marker storyline"
    profiles = Profile.objects.current()
    assert "Marker office" in profiles.get(subject=told.person.pk).document
    assert "Marker storyline" in profiles.get(subject=told.storyline.pk).document


def test_each_record_is_touched_by_the_event_that_names_it():
    told = story()
    for record in (told.person, told.source, told.office, told.place, told.storyline):
        assert touched_events(type(record), [record.pk]) == {record.pk: [told.event.pk]}


def test_approving_twice_is_refused():
    told = story()
    changed(told.source, title="Marker")
    approve(told.source)
    assert refusal(told.source) == "These changes are public already."
    assert told.event.editions.count() == 2


def test_only_the_version_that_was_seen_is_approved():
    told = story()
    changed(told.source, title="Marker")
    changed(told.source, title="Another marker")
    with pytest.raises(editorial.StaleVersion) as refused:
        approve(told.source, version=2)
    assert refused.value.current_version == 3
    assert told.event.editions.count() == 1
    approve(told.source, version=3)
    assert current(told.event).citations[0].source.title == "Another marker"


def test_actor_that_was_merged_meanwhile_is_not_approved():
    told = story()
    changed(told.person, names=[{"name": "Marker", "language": "en", "kind": "official"}])
    Actor.objects.filter(pk=told.person.pk).update(merged_into=newsroom.actor("The same"))
    assert "was merged into" in refusal(told.person)
    assert told.event.editions.count() == 1


def test_record_that_was_never_public_is_not_approved():
    source = factories.SourceFactory()
    changed(source, title="Marker")
    assert "never public" in refusal(source)
    assert not Profile.objects.exists()


def test_deleted_record_is_not_approved():
    source = factories.SourceFactory()
    pk = source.pk
    source.delete()
    source.pk = pk
    assert refusal(source) == "This record no longer exists."


def test_retracted_event_is_untouched():
    told = story()
    changed(told.source, title="Marker")
    newsroom.retract(told.event, reason="Wrong.", now=LATER)
    assert approve(told.source) == []
    assert told.event.editions.count() == 2
    assert not Profile.objects.current().filter(subject=told.source.pk).exists()


def test_who_may_not_publish_approves_nothing():
    told = story()
    changed(told.source, title="Marker")
    changed(told.storyline, title="Marker")
    for record in (told.source, told.storyline):
        with pytest.raises(editorial.NotAllowed):
            approve(record, editor=newsroom.editor())
    assert told.event.editions.count() == 1


def test_own_change_of_a_reviewer_is_public_at_once_but_takes_no_waiting_change_with_it():
    told = story()
    changed(told.source, by=newsroom.reviewer(), title="Mine")
    assert current(told.event).citations[0].source.title == "Mine"
    changed(told.source, canonical_url="https://marker.example/")
    changed(told.source, by=newsroom.reviewer(), title="Mine again")
    assert current(told.event).citations[0].source.title == "Mine"
    told.source.refresh_from_db()
    assert (told.source.approved_version, told.source.version) == (2, 4)


def test_approval_asks_no_more_for_an_event_that_names_nothing_of_it():
    told = story()
    changed(told.source, title="Marker")
    with CaptureQueriesContext(connection) as few:
        approve(told.source)
    for number in range(3):
        newsroom.published_event(f"Event {number}", now=NOW + timedelta(days=3))
    changed(told.source, title="Marker again")
    with CaptureQueriesContext(connection) as many:
        approve(told.source, version=3, now=SOON + timedelta(days=5))
    assert len(many) == len(few)
