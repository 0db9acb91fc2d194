from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from events import editorial, record
from events.dates import When
from events.models import Event, EventType, FacetCount, Profile, Storyline
from events.record.mentions import actor_roles, source_ids
from events.timeline.documents import current_events
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
def test_facets_count_what_the_records_of_the_list_say(mixed, query):
    chosen = clean(query)

    assert counted(chosen) == by_looking(current_events(chosen.apply()))


def test_facets_of_a_past_moment_count_who_took_part_then(mixed):
    later = newsroom.NOW + timedelta(days=1)
    event = Event.objects.get(label="Both roles")
    event.participations.all().delete()
    newsroom.publish(event, now=later)
    then, now = EventFilter(as_of=later - timedelta(hours=1)), clean("from=1900&to=2100")

    for chosen, events_of_wang in ((then, 2), (now, 1)):
        assert counted(chosen) == by_looking(current_events(chosen.apply()))
        assert counted(chosen)["actor"][mixed.pk] == events_of_wang


def counted(chosen: EventFilter) -> dict[str, dict[str, int]]:
    return {
        name: {value["value"]: value["count"] for value in values}
        for name, values in facets(chosen).items()
    }


def by_looking(events: list[record.Event]) -> dict[str, dict[str, int]]:
    counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    saved = Storyline.objects.get(filter="type=visit").pk
    for event in events:
        sources = source_ids(event)
        publishers = [event.sources[source].publisher for source in sources]
        stories = {story.id for story in event.storylines}
        if event.type == "visit":
            stories.add(saved)
        counts["type"][event.type] += 1
        counts["occurrence"][event.occurrence] += 1
        counts["actor"].update({actor for actor, _role, part in actor_roles(event) if part})
        counts["source"].update(sources)
        counts["publisher"].update({publisher.id for publisher in publishers if publisher})
        counts["storyline"].update(stories)
        counts["language"].update({event.language, *event.texts})
        if event.start:
            counts["year"][event.start.edtf[:4]] += 1
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


def test_stored_counts_are_those_that_counting_gives():
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


def test_an_event_that_may_start_in_several_years_is_counted_in_none():
    for edtf in ("2023-02", "202X", "2022-12/2023-01", "../2023", "2023~"):
        event_on(edtf)
    event_on("2023", end="2025")
    expected = {"2023": 3}

    assert counted(EventFilter())["year"] == expected
    assert counted(clean("occurrence=unknown"))["year"] == expected


def test_a_value_of_an_older_vocabulary_is_its_own_label():
    newsroom.published_event()
    FacetCount.objects.filter(facet="occurrence").update(value="rumoured")

    (value,) = facets(EventFilter())["occurrence"]

    assert (value["label"], value["labels"]) == ("rumoured", {"en": "rumoured", "de": "rumoured"})


def test_facets_have_at_most_so_many_values_but_all_years():
    for year in (2021, 2022, 2023):
        event_on(str(year), type=factories.EventTypeFactory(key=f"type_{year}"))

    for chosen in (EventFilter(), clean("occurrence=unknown")):
        sizes = {name: len(values) for name, values in facets(chosen, size=2).items()}
        assert (sizes["type"], sizes["year"]) == (2, 3)


def test_a_profile_that_cannot_be_read_is_left_out():
    newsroom.linked_event("Linked")
    before = counted(EventFilter())
    Profile.objects.filter(kind="storyline").update(document="{")

    assert counted(EventFilter()) == {**before, "storyline": {}}
