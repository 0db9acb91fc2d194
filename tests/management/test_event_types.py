"""The list of event types for new installations."""

import json

import pytest
from django.conf import settings

from events.editorial import NotAllowed
from events.management.event_types import FILE, load_event_types
from events.models import EventType, EventTypeName
from tests import newsroom


def documents():
    return json.loads(FILE.read_text())


def test_each_type_of_the_list_has_a_key_and_a_name_in_each_language():
    languages = {code for code, _name in settings.LANGUAGES}
    assert [
        key
        for key, document in documents().items()
        if document["key"] != key or set(document["names"]) != languages
    ] == []


@pytest.mark.parametrize("language", ["en", "de"])
def test_no_two_types_of_the_list_have_the_same_name(language):
    names = [document["names"][language] for document in documents().values()]
    assert sorted(names) == sorted(set(names))


def test_types_shared_with_the_demo_have_the_same_names():
    demo = json.loads((FILE.parent / "demo" / "event_types.json").read_text())
    shared = documents().keys() & demo.keys()
    assert {key: documents()[key]["names"] for key in shared} == {
        key: demo[key]["names"] for key in shared
    }
    assert demo.keys() - shared == set()


def test_load_event_types_creates_all_with_parents_and_names(db):
    assert load_event_types(newsroom.administrator(), newsroom.NOW) == len(documents())

    assert {kind.key: kind.parent and kind.parent.key for kind in EventType.objects.all()} == {
        key: document.get("parent") for key, document in documents().items()
    }
    names = EventTypeName.objects.filter(type__key="law_passed")
    assert dict(names.values_list("language", "name")) == {
        "en": "Passage of a law",
        "de": "Verabschiedung eines Gesetzes",
    }


def test_load_event_types_leaves_alone_what_is_there(db):
    EventType.objects.create(key="visit")

    assert load_event_types(newsroom.administrator(), newsroom.NOW) == len(documents()) - 1
    assert load_event_types(newsroom.administrator(), newsroom.NOW) == 0
    visit = EventType.objects.get(key="visit")
    assert (visit.parent, list(visit.names.all())) == (None, [])


def test_load_event_types_needs_the_permission(db):
    with pytest.raises(NotAllowed):
        load_event_types(newsroom.editor(), newsroom.NOW)
    assert EventType.objects.count() == 0
