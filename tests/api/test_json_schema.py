"""The building blocks of schemas."""

from jsonschema import Draft202012Validator

from events.api import json_schema
from events.api.json_schema import (
    ID,
    any_of,
    by_language,
    count,
    list_of,
    nullable,
    object_of,
    one_of,
    page_of,
    ref,
    text,
)


def valid(schema, value) -> bool:
    return Draft202012Validator(schema).is_valid(value)


def test_reference_can_have_a_description_of_its_own():
    assert ref("Event") == {"$ref": "#/components/schemas/Event"}
    assert ref("Event", "The event.")["description"] == "The event."


def test_members_are_required_unless_they_are_named_as_optional():
    schema = object_of("A thing.", ("b",), a=text("A."), b=text("B."))
    assert schema["required"] == ["a"]
    assert valid(schema, {"a": "x"})
    assert not valid(schema, {"b": "x"})


def test_nullable_keeps_the_description_outside():
    schema = nullable(text("An address.", format="uri"))
    assert schema["description"] == "An address."
    assert "description" not in schema["anyOf"][0]
    assert valid(schema, None)
    assert valid(schema, "x")
    assert not valid(schema, 1)
    assert nullable(ID, "Another.")["description"] == "Another."


def test_values_are_bounded():
    assert valid(count("Number."), 0)
    assert not valid(count("Number."), -1)
    assert not valid(count("Number.", minimum=1), 0)
    assert valid(one_of(["a", "b"]), "b")
    assert not valid(one_of(["a", "b"]), "c")
    assert valid(ID, "bq4d-7hkm-x2tz")
    assert not valid(ID, "17")
    assert not valid(json_schema.flag("A flag."), 1)


def test_objects_by_language_hold_texts():
    assert valid(by_language("Words."), {"en": "a", "de": "b"})
    assert not valid(by_language("Words."), {"en": 1})


def test_lists_hold_one_kind_or_any_of_several():
    assert any_of(text()) == text()
    assert valid(list_of(any_of(text(), count("Number."))), ["a", 1])


def test_page_has_its_neighbours_and_what_only_some_pages_have():
    schema = page_of(text("A thing."), included=text("More."))
    assert schema["required"] == ["next", "previous", "results"]
    assert valid(schema, {"next": None, "previous": None, "results": ["a"]})
    assert not valid(schema, {"next": None, "previous": None, "results": [1]})
