"""When events begin: listed if few, counted if many, from stored counts or from the editions."""

from datetime import UTC, datetime

import pytest
from django.http import QueryDict

from events.dates import When
from events.models.edition import LAST_MOMENT
from events.timeline import extents
from events.timeline.extents import Start, Starts
from events.timeline.filters import EventFilter
from tests import factories, newsroom

pytestmark = pytest.mark.django_db


def chosen(query: str = "") -> EventFilter:
    return EventFilter.clean(QueryDict(query), now=newsroom.NOW)


def published(edtf: str = "", **fields):
    start = When.parse(edtf) if edtf else None
    event = newsroom.draft_event(f"Known to {edtf or 'nobody'}", start=start, **fields)
    newsroom.publish(event)
    return event


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def start(first: str, last: str, number: int = 1) -> Start:
    return Start(at(first), at(last), number)


@pytest.fixture
def record():
    for text in ("2023-02-21", "2023-02-21", "2023-02", "2023", "2021-05-05", "", "../2020"):
        published(text)


DAYS = [
    start("2021-05-05", "2021-05-06"),
    start("2023-01-01", "2024-01-01"),
    start("2023-02-01", "2023-03-01"),
    start("2023-02-21", "2023-02-22", 2),
]


def test_few_events_are_listed_and_many_are_not(record):
    found = extents.few(chosen(), 7)
    assert [row.text.partition('"title":"')[2][:16] for row in found[:2]] == [
        "Known to 2023-02"
    ] * 2
    assert len(found) == 7
    assert extents.few(chosen(), 6) is None


def test_stored_counts_tell_days_months_and_years_apart(record):
    found = extents.starts(chosen())
    assert (sorted(found.starts), found.total, found.undated) == (DAYS, 7, 2)


def test_counts_of_a_filter_are_those_of_its_editions(record):
    found = extents.starts(chosen("occurrence=occurred"))
    assert (sorted(found.starts), found.total, found.undated) == (DAYS, 7, 2)


@pytest.mark.parametrize("more", ["", "&occurrence=occurred"])
def test_period_counts_what_may_lie_in_it(record, more):
    found = extents.starts(chosen(f"from=2023-02-01&to=2023-02-28{more}"))
    assert (sorted(found.starts), found.total, found.undated) == (DAYS[1:], 5, 1)


def test_period_by_the_minute_is_not_answered_from_stored_days(record):
    found = extents.starts(chosen("from=2023-02-21T10:00&to=2023-02-21T11:59"))
    assert (sorted(found.starts), found.total, found.undated) == (DAYS[1:], 5, 1)


def test_time_of_day_is_by_the_clock_of_the_event():
    published("2023-02-21T14:30+01:00")
    found = extents.starts(chosen("occurrence=occurred"))
    assert found.starts == [start("2023-02-21T14:30", "2023-02-21T14:31")]


def test_open_end_reaches_to_the_end_of_the_calendar():
    published("2023-02-22/..")
    found = extents.starts(chosen("occurrence=occurred"))
    assert found.starts == [Start(at("2023-02-22"), LAST_MOMENT, 1)]


def test_counts_follow_what_is_published(record):
    before = extents.starts(chosen("occurrence=occurred")).total
    event = published("2022")
    after = extents.starts(chosen("occurrence=occurred"))
    assert (before, after.total) == (7, 8)
    newsroom.retract(event, reason="It was wrong.")
    assert extents.starts(chosen("occurrence=occurred")).total == 7


def test_past_counts_what_was_current_then(record):
    later = datetime(2023, 4, 1, tzinfo=UTC)
    event = newsroom.draft_event("Later")
    newsroom.publish(event, now=later)
    past = EventFilter(as_of=datetime(2023, 3, 2, tzinfo=UTC))
    assert (extents.starts(past).total, extents.starts(chosen()).total) == (7, 8)


def test_drafts_are_counted_nowhere(record):
    newsroom.draft_event("Secret")
    assert extents.starts(chosen()).total == 7
    assert extents.starts(chosen("occurrence=occurred")).total == 7
    assert len(extents.few(chosen(), 100)) == 7


def test_occurrences_are_counted_with_and_without_a_filter(record):
    published("2023-03", occurrence="alleged")
    for query in ("", "language=en", "from=2000&to=2030"):
        assert extents.starts(chosen(query)).occurrences == {"alleged": 1}


def test_occurrences_of_an_actor_are_counted_too(record):
    actor = newsroom.actor("Ann")
    for occurrence in ("alleged", "occurred"):
        event = newsroom.draft_event("With Ann", occurrence=occurrence)
        factories.ParticipationFactory(event=event, actor=actor)
        newsroom.publish(event)
    found = extents.starts(chosen(f"actor={actor.pk}"))
    assert (found.total, found.occurrences) == (2, {"alleged": 1})


def test_last_change_is_that_of_the_newest_edition(record):
    assert extents.last_change() == "2023-03-01T12:00:00Z"
    assert extents.last_change(datetime(2020, 1, 1, tzinfo=UTC)) == ""


def test_lanes_by_type_and_occurrence_hold_every_event_once(record):
    published("2023-03", occurrence="alleged")
    for by in ("type", "occurrence"):
        found = extents.lanes(chosen(), by)
        assert sum(lane.total for lane in found.values()) == 8
    assert extents.lanes(chosen(), "occurrence")["alleged"] == Starts(
        [start("2023-03-01", "2023-04-01")], total=1
    )


@pytest.mark.parametrize("query", ["", "as_of=2023-03-01T12:00:00Z"])
def test_lanes_by_actor_are_those_with_most_events(query):
    names = [newsroom.actor(f"Actor {number}") for number in range(8)]
    for number, actor in enumerate(names):
        for _event in range(1 if number else 2):
            event = newsroom.draft_event("With somebody")
            # Two roles are one event.
            factories.ParticipationFactory(event=event, actor=actor, role="host")
            factories.ParticipationFactory(event=event, actor=actor, role="speaker")
            newsroom.publish(event)
    found = extents.lanes(chosen(query), "actor")
    assert len(found) == extents.MOST_LANES
    assert next(iter(found)) == names[0].pk
    assert found[names[0].pk].total == 2


def test_lanes_by_storyline_hold_pinned_events_and_those_of_its_filter(record):
    event = newsroom.linked_event(publish_it=False)
    story = event.pins.get().storyline
    story.filter = "from=2021&to=2021&match=must"
    story.save()
    newsroom.publish(event)
    found = extents.lanes(chosen(), "storyline")
    assert {key: lane.total for key, lane in found.items()} == {story.pk: 2}
