from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.timeline.filters import EventFilter
from events.timeline.including import KINDS, included
from events.timeline.paging import page
from tests import newsroom
from tests.newsroom import NOW
from tests.timeline.conftest import published

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(days=1)


def subjects(kind: str, **moment) -> list[str]:
    return [row.subject for row in included(page(EventFilter()).records, [kind], **moment)[kind]]


def test_included_are_the_profiles_that_the_editions_name_by_name():
    event = newsroom.linked_event("Talks")
    talks = published(event)
    people = {talks.participants[0].actor.name, talks.participants[1].actor.name}

    rows = included(page(EventFilter()).records, ["actors", "sources", "storylines"])

    names = [row.sort_key for row in rows["actors"]]
    assert names == sorted(names)
    assert {row.subject for row in rows["actors"]} == set(talks.actors)
    assert {row.subject for row in rows["sources"]} >= set(talks.sources)
    assert [row.subject for row in rows["storylines"]] == [talks.storylines[0].id]
    assert people <= {known.name for known in map(_ref, talks.participants)}


def _ref(participant):
    return participant.actor


def test_included_events_are_those_of_the_relations_as_they_are_now():
    event = newsroom.linked_event("Talks")
    visit = published(event).relations[0].event.id
    records = [row for row in page(EventFilter()).records if row.event_id == event.pk]

    assert [row.event_id for row in included(records, ["events"])["events"]] == [visit]
    newsroom.retract(event.relations.get().to_event, reason="Wrong", now=LATER)
    assert included(records, ["events"])["events"] == []
    then = included(records, ["events"], as_of=NOW)["events"]
    assert [row.event_id for row in then] == [visit]


def test_included_profiles_are_those_of_the_moment():
    newsroom.linked_event("Talks")

    assert subjects("storylines", as_of=NOW) == subjects("storylines")
    assert subjects("storylines", as_of=NOW - timedelta(days=1)) == []


def test_included_takes_one_query_for_each_kind_however_many_editions():
    for title in ("Talks", "Visit", "Summit"):
        newsroom.linked_event(title)
    records = page(EventFilter()).records
    with CaptureQueriesContext(connection) as queries:
        included(records, KINDS)
    with CaptureQueriesContext(connection) as none:
        assert included(records, []) == {}

    assert (len(queries), len(none)) == (len(KINDS), 0)
