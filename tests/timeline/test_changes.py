import logging
import random
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event as Signal
from time import sleep

import orjson
import pytest
from django.db import OperationalError, connection, transaction

from events import editorial
from events.models import Edition
from events.record import SHAPE, UnreadableDocument
from events.timeline.changes import change, changes, readable_changes
from tests import factories, newsroom
from tests.newsroom import NOW


@pytest.mark.django_db
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


@pytest.mark.django_db
def test_changes_go_on_behind_the_last_one_seen():
    for n in range(3):
        newsroom.published_event(f"Event {n}")

    assert [edition.seq for edition in changes(0, 2)] == [1, 2]
    assert [edition.seq for edition in changes(2, 2)] == [3]
    assert changes(3, 2) == []
    assert changes(2**64, 2) == []


@pytest.mark.django_db
def test_changes_as_of_a_moment_are_those_that_were_there():
    newsroom.published_event("Talks")
    newsroom.published_event("Visit", now=NOW + timedelta(hours=1))

    assert [edition.seq for edition in changes(as_of=NOW)] == [1]
    assert [edition.seq for edition in changes(as_of=NOW + timedelta(hours=1))] == [1, 2]


@pytest.mark.django_db
def test_change_is_the_edition_with_its_document_as_it_is_stored():
    event = newsroom.published_event("Talks")
    edition = Edition.objects.get()

    sent = orjson.loads(orjson.dumps(change(edition)))

    assert sent == {
        "seq": 1,
        "event": event.pk,
        "kind": "published",
        "at": "2023-03-01T12:00:00Z",
        "number": 1,
        "note": "",
        "document": orjson.loads(edition.document),
    }
    assert sent["document"]["edition"]["shape"] == SHAPE


@pytest.mark.django_db
def test_followers_pass_over_a_document_that_cannot_be_read(caplog):
    newsroom.published_event("Damaged")
    newsroom.published_event("Talks")
    Edition.objects.filter(seq=1).update(document='{"id":"')
    found = changes()

    with caplog.at_level(logging.ERROR):
        sent = readable_changes(found)

    assert [one["seq"] for one in sent] == [2]
    assert found[-1].seq == 2
    assert "edition 1:" in caplog.text
    with pytest.raises(UnreadableDocument):
        change(found[0])


# A follower beside writers that commit late, give up, and overtake each other


class GivesUpError(Exception):
    pass


def publish(event, reviewer, **act):
    """Publishes, again if others have kept SQLite's lock for so long that it was refused."""
    for attempt in range(10):
        try:
            publish_once(event, reviewer, **act)
            return
        except OperationalError:
            if connection.vendor != "sqlite" or attempt == 9:
                raise


def publish_once(event, reviewer, *, hold=0.0, gives_up=False, holding=None, release=None):
    """Publishes in a transaction that stays open for a while, and is perhaps taken back."""
    try:
        with transaction.atomic():
            editorial.publish(event_id=event.pk, editor=reviewer, now=NOW, expected_version=1)
            if holding:
                holding.set()
                release.wait(timeout=10)
            sleep(hold)
            if gives_up:
                raise GivesUpError
    except GivesUpError:
        pass
    finally:
        connection.close()


def follow(done, limit=3):
    """The numbers that a consumer sees that polls all the time until nothing can come."""
    seen: list[int] = []
    try:
        while True:
            last = done.is_set()  # asked before the poll: what was committed until then is in it
            page = [edition.seq for edition in changes(seen[-1] if seen else 0, limit)]
            seen += page
            if last and not page:
                return seen
            sleep(0.002)  # leaves the interpreter to the writers
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_follower_sees_every_edition_once_and_in_order_whoever_commits_late():
    reviewer = newsroom.reviewer()
    events = [newsroom.draft_event(f"Event {number}") for number in range(24)]
    chance, done = random.Random(4), Signal()
    plans = [(event, chance.random() / 50, number % 4 == 3) for number, event in enumerate(events)]
    with ThreadPoolExecutor(8) as pool:
        followers = [pool.submit(follow, done, limit) for limit in (1, 7)]
        writers = [
            pool.submit(publish, event, reviewer, hold=hold, gives_up=gives_up)
            for event, hold, gives_up in plans
        ]
        try:
            for writer in writers:
                writer.result(timeout=60)
        finally:
            done.set()  # whatever went wrong: else the followers, and so the test, would never end
        seen = [follower.result(timeout=60) for follower in followers]
    committed = list(Edition.objects.order_by("seq").values_list("seq", flat=True))
    assert committed == list(range(1, 19))  # those that gave up left no gap
    assert seen == [committed, committed]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_later_number_does_not_appear_before_an_earlier_one_that_is_not_committed():
    reviewer = newsroom.reviewer()
    slow, quick = newsroom.draft_event("Slow"), newsroom.draft_event("Quick")
    holding, release = Signal(), Signal()
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(publish, slow, reviewer, holding=holding, release=release)
        assert holding.wait(timeout=10)
        second = pool.submit(publish, quick, reviewer)
        sleep(0.3)  # time enough to commit, if nothing held it back
        assert (second.done(), changes()) == (False, [])
        release.set()
        first.result(timeout=10)
        second.result(timeout=10)
    assert [(edition.seq, edition.event_id) for edition in changes()] == [
        (1, slow.pk),
        (2, quick.pk),
    ]
