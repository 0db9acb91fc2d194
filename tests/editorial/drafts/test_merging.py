"""Merging into the desk, and setting back."""

import pytest

from events import editorial
from events.editorial import drafts
from events.editorial.drafts.merging import Conflicting, merge_change, restore_version, told
from events.models import Event, Version
from tests import factories, newsroom

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    factories.EventTypeFactory(key="talks")
    first = editorial.create_event(
        document={"title": "First", "language": "en", "type": "talks"},
        editor=newsroom.editor(), now=newsroom.NOW,
    )  # fmt: skip
    editorial.change_event(
        pk=first["id"], document={"title": "Theirs"}, editor=newsroom.reviewer(),
        now=newsroom.NOW, expected_version=1,
    )  # fmt: skip
    return first


def merged(event, choices=None, **mine):
    merge_change(
        model=Event, pk=event["id"], base_version=1, mine={**event, **mine},
        choices=choices or {}, editor=newsroom.editor(), now=newsroom.NOW, reason="Mine",
    )  # fmt: skip
    return drafts.desk_event(event["id"])


def test_what_only_one_has_changed_is_written_as_one_version(event):
    document = merged(event, summary="Mine")
    assert (document["title"], document["summary"], document["version"]) == ("Theirs", "Mine", 3)
    assert Version.objects.latest("id").reason == "Mine"


def test_conflict_writes_nothing_and_has_all_three_sides(event):
    with pytest.raises(Conflicting) as refusal:
        merged(event, title="Mine", summary="Mine")
    [one] = told(refusal.value.conflicts, *refusal.value.sides)
    assert (one.label, one.base, one.theirs, one.mine) == ("Title (en)", "First", "Theirs", "Mine")
    assert drafts.desk_event(event["id"])["version"] == 2
    assert merged(event, {one.key: "theirs"}, title="Mine", summary="Mine")["summary"] == "Mine"


def test_merging_needs_the_right_to_change(event):
    guest = factories.UserFactory()
    with pytest.raises(editorial.NotAllowed):
        merge_change(
            model=Event, pk=event["id"], base_version=1, mine={**event, "summary": "Mine"},
            choices={}, editor=guest, now=newsroom.NOW,
        )  # fmt: skip
    assert drafts.desk_event(event["id"])["version"] == 2


def test_setting_back_keeps_the_number_counting(event):
    restored = restore_version(
        model=Event, pk=event["id"], number=1, editor=newsroom.editor(), now=newsroom.NOW,
        expected_version=2,
    )  # fmt: skip
    assert (restored["title"], restored["version"]) == ("First", 3)
    with pytest.raises(editorial.StaleVersion):
        restore_version(
            model=Event, pk=event["id"], number=1, editor=newsroom.editor(), now=newsroom.NOW,
            expected_version=2,
        )  # fmt: skip
