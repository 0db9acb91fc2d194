"""How many events there are by one or two members."""

from collections import Counter

import pytest
from django.http import QueryDict

from events.dates import When
from events.models import Edition
from events.search.counting import DIMENSIONS
from events.timeline.aggregate import aggregate, clean_dimensions
from events.timeline.filters import EventFilter, FilterError
from tests import factories, newsroom
from tests.timeline.conftest import clean, event_on, event_with, published

pytestmark = pytest.mark.django_db


def counts(query: str, *by: str) -> dict[tuple[str, ...], int]:
    found = aggregate(clean(query), by)["results"]
    return {tuple(group["values"]): group["count"] for group in found}


@pytest.fixture
def cast():
    return [newsroom.actor(name) for name in ("Putin", "Lavrov")]


def test_interval_has_only_what_is_known_so_exactly():
    for start in ("2023-02-21", "2023-02-21T10:00Z", "2023-02", "2023", "202X", "../2023", None):
        event_on(start)

    assert counts("", "day") == {("2023-02-21",): 2, ("coarser",): 3, ("undated",): 2}
    assert counts("", "month") == {("2023-02",): 3, ("coarser",): 2, ("undated",): 2}
    assert counts("", "year") == {("2023",): 4, ("coarser",): 1, ("undated",): 2}


def test_two_members_count_each_pair_once(cast):
    putin, lavrov = cast
    event_with("Talks", (putin, "host"), (putin, "speaker"), (lavrov, "visitor"))
    event_with("Visit", (putin, "visitor"))
    newsroom.draft_event("Secret")

    assert counts("", "actor", "occurrence") == {
        (putin.pk, "occurred"): 2,
        (lavrov.pk, "occurred"): 1,
    }
    assert counts(f"actor={lavrov.pk}", "actor") == {(putin.pk,): 1, (lavrov.pk,): 1}


@pytest.mark.parametrize("by", [(name,) for name in DIMENSIONS] + [("type", "month")])
def test_groups_are_those_of_the_documents(cast, by):
    for number, start in enumerate(("2023-02-21", "2023-02", "2022", None)):
        event = newsroom.draft_event(
            f"Event {number}",
            start=start and When.parse(start),
            source=factories.SourceFactory(publisher=cast[number % 2]),
        )
        factories.ParticipationFactory(event=event, actor=cast[number % 2])
        newsroom.publish(event)

    expected: Counter[tuple[str, ...]] = Counter()
    for edition in Edition.objects.current().listed().select_related("event"):
        values = [_values(published(edition.event), name) for name in by]
        pairs = (
            [(a,) for a in values[0]]
            if len(by) == 1
            else [(a, b) for a in values[0] for b in values[1]]
        )
        expected.update(pairs)
    assert counts("", *by) == dict(expected)


def _values(event, name: str) -> set[str]:
    lengths = {"day": 10, "month": 7, "year": 4}
    match name:
        case "type" | "occurrence":
            return {getattr(event, name)}
        case "actor":
            return {part.actor.id for part in event.participants}
        case "source":
            return set(event.sources)
        case "publisher":
            return {one.publisher.id for one in event.sources.values() if one.publisher}
        case "language":
            return set(event.texts) | {event.language}
    if event.start is None:
        return {"undated"}
    edtf = event.start.edtf
    return {edtf[: lengths[name]] if len(edtf) >= lengths[name] else "coarser"}


def test_labels_are_words_for_people(cast):
    event_with("Talks", (cast[0], "host"), start=When.parse("2023"))
    found = aggregate(EventFilter(), ("actor", "occurrence"))

    assert found["labels"]["actor"][cast[0].pk] == {"en": "Putin", "de": "Putin"}
    assert found["labels"]["occurrence"]["occurred"]["de"] == "stattgefunden"
    assert aggregate(EventFilter(), ("year",))["labels"] == {}


def test_past_is_counted_as_it_was():
    event = event_on("2023-02-21")
    newsroom.retract(event, reason="Wrong", now=newsroom.NOW.replace(hour=13))

    assert counts("", "year") == {}
    later = newsroom.NOW.replace(hour=14)
    chosen = clean("as_of=2023-03-01T12:30:00Z", now=later)
    assert aggregate(chosen, ("year", "actor"))["results"] == []
    assert aggregate(chosen, ("year",))["results"] == [{"values": ["2023"], "count": 1}]


def test_nothing_found_has_no_groups():
    assert counts("actor=bq4d-7hkm-x2tz", "type", "actor") == {}


@pytest.mark.parametrize(
    "query",
    ["", "by=", "by=title", "by=type,", "by=type,type", "by=type&by=month", "by=day,month,year"],
)
def test_dimensions_that_cannot_be_used_are_named(query):
    with pytest.raises(FilterError) as caught:
        clean_dimensions(QueryDict(query))
    assert [problem.parameter for problem in caught.value.problems] == ["by"]
