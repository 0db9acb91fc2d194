from collections import Counter
from datetime import timedelta

import orjson
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from events import editorial
from events.dates import When
from events.models import Event, EventType, Storyline
from events.timeline.facets import facets
from events.timeline.filters import EventFilter
from tests import factories, newsroom
from tests.timeline.conftest import clean, event_on, event_with

pytestmark = pytest.mark.django_db

FACETS = ["type", "occurrence", "actor", "source", "publisher", "storyline", "language", "year"]


@pytest.fixture
def mixed():
    """Linked events and loose ones, a participant in two roles, a storyline with a saved filter."""
    newsroom.linked_event("Linked talks")
    newsroom.linked_event("Linked visit")
    wang = newsroom.actor("Wang Yi")
    event_with("Both roles", (wang, "speaker"), (wang, "visitor"), start=When.parse("2022-05"))
    visit = factories.EventTypeFactory(key="visit")
    factories.EventTypeNameFactory(type=visit, language="de", name="Besuch")
    event_with("A visit", (wang, "visitor"), type=visit, occurrence="alleged")
    event_on(None)
    story = Storyline.objects.get(label="Story of Linked talks")
    story.filter = "type=visit"
    story.save()
    editorial.save_storyline(storyline=story, editor=newsroom.reviewer(), now=newsroom.NOW)
    return wang


FILTERS = ["", "type=talks", "from=2023", "q=linked", "occurrence=alleged", "role=visitor", "q=zzz"]


@pytest.mark.parametrize("query", FILTERS)
def test_facets_count_what_the_documents_of_the_list_say(mixed, query):
    chosen = clean(query)
    documents = [orjson.loads(edition.document) for edition in chosen.apply()]

    assert counted(chosen) == by_looking(documents)


def test_facets_of_a_past_moment_count_who_took_part_then(mixed):
    later = newsroom.NOW + timedelta(days=1)
    event = Event.objects.get(label="Both roles")
    event.participations.all().delete()
    newsroom.publish(event, now=later)
    then, now = EventFilter(as_of=later - timedelta(hours=1)), clean("from=1900&to=2100")

    for chosen, events_of_wang in ((then, 2), (now, 1)):
        documents = [orjson.loads(edition.document) for edition in chosen.apply()]
        assert counted(chosen) == by_looking(documents)
        assert counted(chosen)["actor"][mixed.pk] == events_of_wang


def counted(chosen: EventFilter) -> dict[str, dict[str, int]]:
    return {
        name: {value["value"]: value["count"] for value in values}
        for name, values in facets(chosen).items()
    }


def by_looking(documents: list[dict]) -> dict[str, dict[str, int]]:
    counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    saved = Storyline.objects.get(filter="type=visit").pk
    for document in documents:
        cited = [*document["citations"]]
        for part in (*document["participants"], *document["claims"]):
            cited += part["citations"]
        sources = [c["source"] for c in cited]
        sources += [hop["source"] for c in cited for hop in c["via"] if hop["source"]]
        stories = {story["id"] for story in document["storylines"]}
        if document["type"] == "visit":
            stories.add(saved)
        speakers = [claim["speaker"]["id"] for claim in document["claims"]]
        takes_part = {part["actor"]["id"] for part in document["participants"]} | {*speakers}
        counts["type"][document["type"]] += 1
        counts["occurrence"][document["occurrence"]] += 1
        counts["actor"].update(takes_part)
        counts["source"].update({source["id"] for source in sources})
        counts["publisher"].update({s["publisher"]["id"] for s in sources if s["publisher"]})
        counts["storyline"].update(stories)
        counts["language"].update({document["language"], *document["texts"]})
        if document["start"]:
            counts["year"][document["start"]["edtf"][:4]] += 1
    return {name: dict(counter) for name, counter in counts.items()}


def test_facets_are_what_the_list_finds_when_one_is_chosen(mixed):
    for name, values in facets(EventFilter()).items():
        for value in values:
            period = f"from={value['value']}&to={value['value']}&match=must"
            query = period if name == "year" else f"{name}={value['value']}"
            assert clean(query).apply().count() == value["count"], query


def test_facets_have_the_most_frequent_first_and_are_called_in_both_languages(mixed):
    with override("de"):
        found = facets(EventFilter())

    assert found["actor"][0] == {
        "value": mixed.pk,
        "label": "Wang Yi",
        "labels": {"en": "Wang Yi", "de": "Wang Yi"},
        "count": 2,
    }
    assert [value["value"] for value in found["type"]] == ["talks", "visit"]
    assert found["type"][1]["labels"] == {"en": "Besuch", "de": "Besuch"}
    assert {value["value"]: value["label"] for value in found["language"]} == {
        "en": "Englisch",
        "de": "Deutsch",
    }
    assert [value["value"] for value in found["year"]] == ["2022", "2023"]


def test_facets_of_drafts_are_empty():
    newsroom.draft_event()

    assert facets(EventFilter()) == {name: [] for name in FACETS}


def test_facets_take_as_many_queries_for_three_events_as_for_one():
    newsroom.linked_event("First")
    with CaptureQueriesContext(connection) as one:
        facets(EventFilter())
    newsroom.linked_event("Second")
    newsroom.linked_event("Third")
    with CaptureQueriesContext(connection) as three:
        facets(EventFilter())

    assert len(three) == len(one)


def test_counts_that_are_kept_are_those_that_counting_gives():
    """Over all events, and over the same ones by a condition that all of them meet."""
    newsroom.linked_event("Linked")
    newsroom.published_event("Undated", start=None)
    newsroom.retract(newsroom.published_event("A mistake"), reason="A mistake.")
    newsroom.draft_event("A draft")

    assert facets(EventFilter()) == facets(clean("occurrence=occurred"))


def test_a_type_with_a_new_key_is_counted_under_it():
    event = newsroom.published_event()
    EventType.objects.filter(pk=event.type_id).update(key="negotiations")

    assert [value["value"] for value in facets(EventFilter())["type"]] == ["negotiations"]
