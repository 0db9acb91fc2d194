"""JSON Schema from the declaration."""

import json

import jsonschema
import pytest

from events import record
from events.record.schema import schemas_of
from tests.record.documents import citation, claim, event, known_source

PUBLIC = (
    record.Event,
    record.Retraction,
    record.Merger,
    record.Actor,
    record.Source,
    record.Storyline,
)


def schema() -> dict:
    found = schemas_of(record.PUBLIC, template="#/$defs/{name}")
    return {"$ref": "#/$defs/Event", "$defs": found}


def test_schemas_are_of_the_dialect_2020_12():
    jsonschema.Draft202012Validator.check_schema(schema())


def test_document_is_valid_and_must_have_all_members():

    document = json.loads(
        record.write(event(claims=[claim(citations=[citation()])], sources={"x": known_source()}))
    )
    document["claims"][0]["id"] = "bq4d-7hkm-x2tz"
    document["claims"][0]["citations"][0]["id"] = "bq4d-7hkm-x2tz"
    jsonschema.validate(document, schema())
    del document["claims"][0]["answered_by"]
    with pytest.raises(jsonschema.ValidationError, match="answered_by"):
        jsonschema.validate(document, schema())


def test_every_member_has_a_description():
    bare = [
        f"{name}.{member}"
        for name, shape in schemas_of(record.PUBLIC).items()
        for member, value in shape["properties"].items()
        if "description" not in value
    ]
    assert bare == []


def test_vocabulary_is_an_enumeration():
    assert schemas_of(record.PUBLIC)["Event"]["properties"]["occurrence"]["enum"][:2] == [
        "announced",
        "scheduled",
    ]


def test_partial_document_may_lack_members_and_has_no_others():
    shape = schemas_of([record.Hop], partial=True)["Hop"]
    assert ("required" in shape, shape["additionalProperties"]) == (False, False)
