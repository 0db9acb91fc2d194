"""Examples are valid, and follow from the declaration of the record."""

import msgspec
import pytest
from jsonschema import Draft202012Validator

from events import record
from events.api.examples import EXAMPLES, example
from events.record.members import members_of
from tests.api.described import description, errors_of


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_example_is_valid(name):
    assert errors_of(EXAMPLES[name], {"$ref": f"#/components/schemas/{name}"}) == []


def examples_in(schema, path="") -> list[tuple[str, dict, object]]:
    """Every schema with examples in the description, with each of them."""
    found = []
    if isinstance(schema, dict):
        if isinstance(schema.get("examples"), list):
            found += [(path, schema, one) for one in schema["examples"]]
        for key, value in schema.items():
            found += examples_in(value, f"{path}/{key}")
    if isinstance(schema, list):
        for number, value in enumerate(schema):
            found += examples_in(value, f"{path}/{number}")
    return found


def test_every_example_of_the_description_is_valid():
    found = examples_in(description())
    assert len(found) > 20
    for path, schema, one in found:
        whole = {**schema, "components": description()["components"]}
        errors = Draft202012Validator(whole).iter_errors(one)
        assert [error.message for error in errors] == [], path


def test_event_that_lacks_a_member_or_has_one_more_is_not_valid():
    """The check itself can fail."""
    event = {"$ref": "#/components/schemas/Event"}
    assert errors_of({**EXAMPLES["Event"], "secret": 1}, event) != []
    assert errors_of({k: v for k, v in EXAMPLES["Event"].items() if k != "origins"}, event) != []


def test_missing_members_are_filled_in():
    claim = example(record.ClaimLink, claim="bq4d-7hkm-x2tz")
    assert (claim.claim, claim.type, claim.event) == ("bq4d-7hkm-x2tz", "denies", "")
    place = example(record.Place, name="Moscow")
    assert (place.names, place.precision, place.latitude) == ({}, "point", None)
    edition = example(record.Edition)
    assert (edition.seq, edition.shape, edition.note) == (1, 1, "")


def test_member_of_another_type_is_refused():
    with pytest.raises(msgspec.ValidationError):
        example(record.Place, name=7)


def test_example_of_an_event_has_every_member():
    assert list(EXAMPLES["Event"]) == list(members_of(record.Event))
    assert EXAMPLES["Event"]["edition"]["shape"] == record.SHAPE
    assert EXAMPLES["Event"]["origins"]["count"] == 1
