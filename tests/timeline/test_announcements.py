"""The ledger of an actor's announcements: what became of each."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.dates import When
from events.models import Actor, Event
from events.timeline.announcements import ledger
from tests import factories, newsroom
from tests.newsroom import NOW
from tests.timeline.conftest import titles

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(days=30)


@pytest.fixture
def putin() -> Actor:
    return newsroom.actor("Putin")


def announce(actor: Actor, title: str, start: str | None, **fields) -> Event:
    fields.setdefault("occurrence", "announced")
    event = newsroom.draft_event(title, start=start and When.parse(start), **fields)
    source = event.citations.get().source
    factories.CitationFactory(event=event, source=source, field="occurrence")
    factories.ParticipationFactory(event=event, actor=actor)
    newsroom.publish(event)
    return event


def becomes(event: Event, occurrence: str, now=NOW + timedelta(days=10)) -> None:
    Event.objects.filter(pk=event.pk).update(occurrence=occurrence)
    newsroom.publish(event, now=now)


def found(actor: Actor, now=LATER, as_of=None) -> dict[str, list[str]]:
    entries = ledger(actor.pk, as_of=as_of, now=now)
    assert all(entry.count == len(entry.editions) for entry in entries)
    return {entry.outcome.value: titles(entry.editions) for entry in entries}


def test_each_announcement_stands_by_what_became_of_it(putin):
    announce(putin, "Overdue", "2023-03-10")
    announce(putin, "Ahead", "2023-05")
    announce(putin, "Undated", None)
    for title, occurrence in (
        ("Kept", "occurred"),
        ("Running", "ongoing"),
        ("Broken", "did_not_occur"),
        ("Off", "cancelled"),
        ("Late", "postponed"),
        ("Lost", "unknown"),
    ):
        becomes(announce(putin, title, "2023-03-10"), occurrence)
    newsroom.published_event("Never announced")

    assert found(putin) == {
        "overdue": ["Overdue"],
        "ahead": ["Ahead", "Undated"],
        "took_place": sorted(["Kept", "Running"], key=_pk, reverse=True),
        "postponed": ["Late"],
        "cancelled": ["Off"],
        "did_not_occur": ["Broken"],
        "unclear": ["Lost"],
    }


def _pk(title: str) -> str:
    return Event.objects.get(label=title).pk


def test_event_that_was_never_announced_is_none(putin):
    event = newsroom.draft_event("Talks")
    factories.ParticipationFactory(event=event, actor=putin)
    newsroom.publish(event)

    assert found(putin) == {}
    assert found(newsroom.actor("Nobody")) == {}


def test_drafts_and_retracted_events_are_left_out(putin):
    gone = announce(putin, "Gone", "2023-03-10")
    newsroom.retract(gone, reason="Wrong", now=NOW + timedelta(days=1))
    draft = newsroom.draft_event("Secret", occurrence="announced")
    factories.ParticipationFactory(event=draft, actor=putin)

    assert found(putin) == {}


def test_past_moment_knows_what_was_known_then(putin):
    event = announce(putin, "Visit", "2023-03-10")
    becomes(event, "occurred", now=NOW + timedelta(days=20))

    assert found(putin) == {"took_place": ["Visit"]}
    assert found(putin, as_of=NOW + timedelta(days=15)) == {"overdue": ["Visit"]}
    assert found(putin, as_of=NOW + timedelta(days=2)) == {"ahead": ["Visit"]}


def test_ledger_takes_two_queries_whatever_there_is(putin):
    for number in range(3):
        announce(putin, f"Visit {number}", f"2023-03-1{number}")
    with CaptureQueriesContext(connection) as queries:
        ledger(putin.pk, as_of=None, now=LATER)
    assert len(queries) == 2
