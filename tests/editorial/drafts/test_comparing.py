"""A document that says nothing new is told without being written."""

from typing import Any

import pytest

from events.dates import When
from events.editorial.drafts.comparing import same, says_nothing_new
from tests.editorial.drafts.conftest import Desk

FULL: dict[str, Any] = {
    "summary": "Short.", "start": {"edtf": "2023-02", "phrase": "im Februar"}, "end": "2023-03",
    "texts": {"de": {"title": "Gespräche"}}, "external_key": "a:1",
    "place": {"name": "Moscow", "country": "RU", "precision": "city", "names": {"de": "Moskau"}},
}  # fmt: skip


@pytest.fixture
def event(desk: Desk) -> dict[str, Any]:
    return desk.create(**FULL, citations=[{"source": desk.source.pk}])


@pytest.mark.parametrize(
    "document",
    [
        {}, FULL, {"title": " Talks "}, {"title": "Talks", "language": "en", "type": "talks"},
        {"start": {"edtf": "2023-02", "phrase": "im Februar", "basis": "stated"}},
        {"place": {**FULL["place"], "latitude": None}},
        {"texts": {"de": {"title": "Gespräche", "origin": "translation"}}},
        {"version": 1, "state": "draft"},
    ],
)  # fmt: skip
def test_what_the_event_has_already_is_nothing_new(event, document):
    assert says_nothing_new(document, event)


@pytest.mark.parametrize(
    "document",
    [
        {"title": "Other"}, {"summary": ""}, {"summary": None}, {"language": "EN"},
        {"start": "2023-02"}, {"start": None}, {"end": {"edtf": "2023-03", "basis": "inferred"}},
        {"texts": {}}, {"texts": {"de": {"title": "Gespräche", "summary": "x"}}},
        {"texts": {"de": "Gespräche"}}, {"texts": 5},
        {"place": {"name": "Moscow", "country": "RU"}}, {"place": "Moscow"}, {"place": None},
        {"place": {"name": "Moscow", "country": "RU", "precision": "city", "names": {}}},
        {"citations": []}, {"participants": None}, {"no": 1}, {"version": 2}, {"edition": None},
        {"start": {"edtf": "2023-02", "phrase": "im Februar", "precision": "year"}},
        {"start": "never"}, {"start": 5},
    ],
)  # fmt: skip
def test_anything_else_may_be_new(event, document):
    assert not says_nothing_new(document, event)


def test_whole_event_as_it_was_shown_is_nothing_new(event):
    assert says_nothing_new(event, event)
    start = When.parse("2023-02", phrase="im Februar").as_json()
    assert says_nothing_new({**event, "start": start}, event)


def test_place_where_there_is_none_is_new(desk: Desk):
    event = desk.create()
    assert not says_nothing_new({"place": {"name": "Moscow"}}, event)
    assert says_nothing_new({"place": None, "start": None}, event)


def test_two_states_are_the_same_but_for_version_and_time(event):
    assert same(event, {**event, "version": 9, "updated_at": "x"})
    for name in event:
        if name not in {"version", "updated_at"}:
            assert not same(event, {**event, name: "another"}), name
