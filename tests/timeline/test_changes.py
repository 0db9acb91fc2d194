from datetime import timedelta

import pytest

from events.timeline.changes import changes
from tests import factories, newsroom
from tests.newsroom import NOW

pytestmark = pytest.mark.django_db


def test_changes_hold_every_edition_in_order_tombstones_included():
    event = newsroom.published_event("Talks")
    newsroom.published_event("Visit")
    newsroom.draft_event("Draft")
    factories.EventTextFactory(event=event, language="de", title="T", origin="translation")
    newsroom.publish(event, note="More", now=NOW + timedelta(hours=1))
    newsroom.retract(event, reason="Wrong", now=NOW + timedelta(hours=2))

    found = changes()

    assert [(edition.event.label, edition.kind) for edition in found] == [
        ("Talks", "published"),
        ("Visit", "published"),
        ("Talks", "updated"),
        ("Talks", "retracted"),
    ]
    assert [edition.seq for edition in found] == [1, 2, 3, 4]


def test_changes_go_on_behind_the_last_one_seen():
    for n in range(3):
        newsroom.published_event(f"Event {n}")

    assert [edition.seq for edition in changes(0, 2)] == [1, 2]
    assert [edition.seq for edition in changes(2, 2)] == [3]
    assert changes(3, 2) == []
    assert changes(2**64, 2) == []
