"""Dates as they stand in documents, and read from there."""

import pytest

from events import dates
from events.dates import LANGUAGES
from events.record import When
from events.record.members import members_of
from events.record.schema import schemas_of
from events.record.when import DeskWhen, parsed
from tests.record.decoding import fault, not_required, read_again, value_of
from tests.record.documents import when

TOLD = dates.When.parse(
    "2023-02-21",
    timezone="Europe/Moscow",
    basis="resolved_phrase",
    phrase="am Dienstag",
    phrase_language="de",
    anchor=dates.anchor_of("2023-02-22T16:00+01:00"),
)
MADE_FROM = {
    "timezone": None,
    "basis": "stated",
    "phrase": "",
    "phrase_language": "",
    "anchor": None,
}


def test_date_is_written_with_what_it_is_made_from_and_what_follows():
    assert value_of(When(**TOLD.as_json())) == {
        "edtf": "2023-02-21",
        "timezone": "Europe/Moscow",
        "basis": "resolved_phrase",
        "phrase": "am Dienstag",
        "phrase_language": "de",
        "anchor": "2023-02-22T16:00:00+01:00",
        "earliest": "2023-02-20T21:00:00Z",
        "latest": "2023-02-21T21:00:00Z",
        "precision": "day",
        "approximate": False,
        "uncertain": False,
        "display": {"en": "Tuesday, 21 February 2023", "de": "Dienstag, 21. Februar 2023"},
    }


@pytest.mark.parametrize("edtf", ["2023", "2023-02~", "../2023-02", "2023-02-21T16:00:05Z?"])
def test_date_is_read_as_it_was_written(edtf):
    assert read_again(when(edtf)) == when(edtf)


def test_date_may_say_no_more_than_its_edtf_on_the_way_in():
    assert DeskWhen(edtf="2023") == DeskWhen(edtf="2023", **MADE_FROM)
    assert not_required(DeskWhen(edtf="2023")) == MADE_FROM
    assert not_required(when("2023")) == MADE_FROM


def test_date_that_is_open_to_a_side_has_no_bound_there():
    found = when("../2023-02")
    assert (found.earliest, found.latest) == (None, "2023-03-01T00:00:00Z")
    assert fault(found, latest=7) == "Expected `str | null`, got `int` - at `$.latest`"
    assert fault(found, display=[]) == "Expected `object`, got `array` - at `$.display`"


def test_what_follows_from_a_date_is_read_only():
    members = members_of(When)
    derived = [name for name, one in members.items() if one.member.read_only]
    assert derived == [name for name in members if name not in members_of(DeskWhen)]


def test_vocabularies_are_those_of_the_dates():
    properties = schemas_of([When])["When"]["properties"]
    assert properties["precision"]["enum"] == list(dates.PRECISIONS)
    assert properties["basis"]["enum"] == list(dates.BASES)
    assert list(when("2023").display) == list(LANGUAGES)


def test_date_of_a_document_is_parsed_with_its_zone():
    found = parsed(When(**TOLD.as_json()))
    assert found == dates.When.parse("2023-02-21", timezone="Europe/Moscow")
    assert (found.earliest, found.latest) == (TOLD.earliest, TOLD.latest)


def test_no_date_is_parsed_as_none():
    assert parsed(None) is None


def test_date_that_is_none_is_an_error_of_dates():
    with pytest.raises(dates.DateError):
        parsed(When(**{**TOLD.as_json(), "edtf": "Tuesday"}))
