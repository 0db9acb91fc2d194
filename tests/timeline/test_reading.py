from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import Edition
from events.record.identity import new_public_id
from events.timeline import reading
from events.timeline.documents import profile_record, profile_records
from events.timeline.filters import FilterError
from tests import factories, newsroom
from tests.newsroom import NOW
from tests.timeline.conftest import denied_elsewhere, event_with

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(days=1)


def test_event_edition_is_the_current_one_now_or_then():
    event = newsroom.published_event("Talks")
    factories.EventTextFactory(event=event, language="de", title="G", origin="translation")
    newsroom.publish(event, now=LATER)

    assert reading.event_edition(event.pk).number == 2
    assert reading.event_edition(event.pk, as_of=NOW).number == 1
    assert reading.event_edition(event.pk, as_of=LATER - timedelta(microseconds=1)).number == 1
    assert reading.event_edition(event.pk, as_of=LATER).number == 2
    assert reading.event_edition(event.pk, as_of=NOW - timedelta(seconds=1)) is None


def test_event_edition_of_a_draft_is_that_of_an_unknown_id():
    draft = newsroom.draft_event()

    assert reading.event_edition(draft.pk) is None
    assert reading.event_edition(new_public_id()) is None
    assert reading.event_edition("no id at all") is None


def test_event_edition_of_a_retracted_event_is_a_tombstone():
    event = newsroom.published_event("Talks")
    newsroom.retract(event, reason="Wrong", now=LATER)

    tombstone = reading.event_edition(event.pk)

    assert (tombstone.listed, tombstone.note) == (False, "Wrong")
    assert reading.event_edition(event.pk, as_of=NOW).listed is True


@pytest.mark.parametrize("moment", [None, NOW, LATER, NOW - timedelta(seconds=1)])
def test_current_edition_is_that_of_event_edition_with_fewer_columns(moment):
    event = newsroom.published_event("Talks")
    newsroom.retract(event, reason="Wrong", now=LATER)

    found = reading.current_edition(event.pk, as_of=moment)
    edition = reading.event_edition(event.pk, as_of=moment)

    assert found == (
        edition and (edition.seq, event.pk, edition.document, edition.listed, edition.at, None)
    )
    assert reading.current_edition(new_public_id(), as_of=moment) is None


def test_current_edition_has_the_upgraded_document_where_there_is_one():
    event = newsroom.published_event("Talks")
    Edition.objects.update(upgraded="newer")

    assert reading.current_edition(event.pk).text == "newer"
    assert reading.current_edition(event.pk, as_of=NOW).text == "newer"


def test_editions_are_all_up_to_a_moment():
    event = newsroom.published_event("Talks")
    newsroom.retract(event, reason="Wrong", now=LATER)

    assert [e.number for e in reading.editions(event.pk)] == [1, 2]
    assert [e.number for e in reading.editions(event.pk, as_of=NOW)] == [1]
    assert reading.editions(new_public_id()) == []


@pytest.mark.parametrize(
    ("number", "kind"), [(1, "published"), (2, "retracted"), (3, None), (0, None), (2**70, None)]
)
def test_edition_is_found_by_its_number(number, kind):
    event = newsroom.published_event("Talks")
    newsroom.retract(event, reason="Wrong", now=LATER)

    edition = reading.edition(event.pk, number)

    assert (edition and edition.kind) == kind


def test_events_are_the_readable_ones_that_are_public_then():
    first, gone, cut = (newsroom.published_event(title) for title in ("First", "Gone", "Cut"))
    drafted = newsroom.draft_event("Drafted")
    newsroom.retract(gone, reason="Never took place.", now=NOW + timedelta(days=1))
    Edition.objects.filter(event=cut).update(document="{", upgraded=None)
    wanted = [first.pk, gone.pk, cut.pk, drafted.pk, new_public_id()]

    assert [event.title for event in reading.events(wanted)] == ["First"]
    then = reading.events(wanted, as_of=NOW)
    assert sorted(event.title for event in then) == ["First", "Gone"]
    assert reading.events([]) == []


@pytest.fixture
def visit_and_talks():
    visit = newsroom.published_event("Visit")
    talks = newsroom.draft_event("Talks")
    factories.EventRelationFactory(from_event=talks, to_event=visit, type="part_of")
    newsroom.publish(talks, now=LATER)
    return visit, talks


def test_related_shows_both_directions(visit_and_talks):
    visit, talks = visit_and_talks

    assert seen(visit) == [("part_of", False, "Talks")]
    assert seen(talks) == [("part_of", True, "Visit")]


def test_related_leaves_out_what_is_not_current(visit_and_talks):
    visit, talks = visit_and_talks
    draft = newsroom.draft_event("Draft")
    factories.EventRelationFactory(from_event=draft, to_event=visit, type="follows")

    assert seen(visit, as_of=NOW) == []
    newsroom.retract(talks, reason="Wrong", now=LATER + timedelta(hours=1))
    assert seen(visit) == []
    assert seen(visit, as_of=LATER) == [("part_of", False, "Talks")]


def seen(event, as_of=None):
    found = reading.related(event.pk, as_of=as_of)
    return [(one.type, one.outgoing, one.event.title) for one in found]


def test_related_takes_two_queries_for_any_number():
    visit = newsroom.published_event("Visit")
    for n in range(3):
        part = newsroom.draft_event(f"Part {n}")
        factories.EventRelationFactory(from_event=part, to_event=visit)
        newsroom.publish(part)
    with CaptureQueriesContext(connection) as queries:
        assert len(reading.related(visit.pk)) == 3

    assert len(queries) == 2


def test_related_leaves_out_answers_and_what_cannot_be_read(visit_and_talks):
    visit, talks = visit_and_talks
    concern, _denial = denied_elsewhere()
    assert seen(concern) == []

    Edition.objects.filter(event=talks).update(document="{")
    assert seen(visit) == []


# Profiles


@pytest.fixture
def actors():
    wang = newsroom.actor("Wang Yi")
    newsroom.name(wang, "王毅", "zh", script="Hans")
    lavrov = newsroom.actor("Sergei Lavrov")
    drafted = newsroom.actor("Only In Drafts")
    event_with("Talks", (wang, "visitor"), (lavrov, "host"))
    factories.ParticipationFactory(event=newsroom.draft_event(), actor=drafted)
    return wang, lavrov, drafted


def test_profile_is_there_for_what_a_current_edition_names(actors):
    wang, _lavrov, drafted = actors

    assert profile_record(reading.profile("actor", wang.pk)).name == "Wang Yi"
    assert reading.profile("actor", drafted.pk) is None
    assert reading.profile("source", wang.pk) is None
    assert reading.profile("actor", wang.pk, as_of=NOW - timedelta(days=1)) is None


def names(page):
    return [found.name for found in profile_records(page.records)]


def test_profiles_are_in_the_order_of_names(actors):
    assert names(reading.profiles("actor")) == ["Sergei Lavrov", "Wang Yi"]
    assert names(reading.profiles("actor", as_of=NOW - timedelta(days=1))) == []


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("Wang", ["Wang Yi"]),
        ("王毅", ["Wang Yi"]),
        ("Лавров", ["Sergei Lavrov"]),
        ("Lawr", ["Sergei Lavrov"]),
        ("Only In Drafts", []),
        ('"', []),
    ],
)
def test_profiles_of_actors_are_found_by_any_public_name(actors, q, expected):
    assert names(reading.profiles("actor", q=q)) == expected


def test_profiles_go_page_by_page_there_and_back(actors):
    first = reading.profiles("actor", limit=1)
    second = reading.profiles("actor", limit=1, cursor=first.next)
    back = reading.profiles("actor", limit=1, cursor=second.previous)

    assert [names(page) for page in (first, second, back)] == [
        ["Sergei Lavrov"],
        ["Wang Yi"],
        ["Sergei Lavrov"],
    ]
    assert (first.previous, second.next) == (None, None)


def test_profiles_refuse_the_cursor_of_another_list(actors):
    cursor = reading.profiles("actor", limit=1).next

    for other in ({"q": "wang"}, {"as_of": NOW}):
        with pytest.raises(FilterError) as caught:
            reading.profiles("actor", cursor=cursor, **other)
        assert [problem.parameter for problem in caught.value.problems] == ["cursor"]
    with pytest.raises(FilterError):
        reading.profiles("source", cursor=cursor)


def test_profiles_of_sources_are_found_by_words_of_the_title():
    newsroom.published_event("A", source=factories.SourceFactory(title="Gespräche in Moskau"))
    newsroom.published_event("B", source=factories.SourceFactory(title="Talks in Munich"))

    def found(q):
        page = reading.profiles("source", q=q)
        return [source.title for source in profile_records(page.records)]

    assert found("moskau gesprache") == ["Gespräche in Moskau"]
    assert found("in") == ["Gespräche in Moskau", "Talks in Munich"]
    assert found("%") == []
    assert found("minsk") == []
    assert found("moskau" + " x" * 500_000) == []


def test_profiles_take_two_queries_for_any_number(actors):
    with CaptureQueriesContext(connection) as queries:
        assert len(reading.profiles("actor").records) == 2

    assert len(queries) == 2
