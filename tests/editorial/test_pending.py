"""What is told at the desk of changes that are not public yet."""

import pytest

from events.editorial.pending import not_public, records_of_keys, waiting_changes, waiting_keys
from events.models import Actor, Source, Version
from tests import newsroom
from tests.editorial.test_approved import (
    change_everything,
    changed,
    second_event,
    story,
    unpublished_story,
)

pytestmark = pytest.mark.django_db


def test_nothing_waits_of_what_was_just_published():
    story()
    assert waiting_keys() == []
    assert waiting_changes([]) == []


def test_every_kind_of_record_waits_with_its_differences_and_events():
    told = story()
    change_everything(told)
    keys = waiting_keys()
    found = {type(one.record): one for one in waiting_changes(keys)}
    records = {told.person, told.source, told.office, told.place, told.storyline}
    assert set(records_of_keys(keys)) == records == {one.record for one in found.values()}
    # The desk no longer has the tenure of the office.
    touched = {one: found[type(one)].events for one in records - {told.office}}
    assert touched == {one: [told.event] for one in touched}
    assert found[Actor].differences[0].old == "Nikolai Patruschev"
    assert [key[1] for key in waiting_keys([Source])] == [Source]


def test_versions_that_wait_are_those_after_the_approved_one():
    told = story()
    changed(told.source, title="One", reason="first")
    changed(told.source, title="Two", reason="second")
    (found,) = waiting_changes(waiting_keys())
    assert [version.reason for version in found.versions] == ["first", "second"]
    assert [(one.old, one.new) for one in found.differences] == [("Report", "Two")]


def test_difference_to_a_version_that_was_not_kept_is_not_known():
    told = story()
    changed(told.source, title="One")
    Version.objects.all().delete()
    (found,) = waiting_changes(waiting_keys())
    assert found.differences is None


def test_event_of_a_draft_tells_what_is_new_and_what_waits():
    told = unpublished_story()
    new = not_public(told.event).new
    assert {one.pk for one in new} == {
        one.pk for one in (told.person, told.place, told.source, told.storyline)
    }
    newsroom.publish(told.event)
    changed(told.place, names={"en": "Marker"})
    found = not_public(second_event(told))
    assert (found.new, found.late) == ([], [told.place])
