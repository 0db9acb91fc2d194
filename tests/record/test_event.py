"""One edition of an event, with all that it holds."""

import pytest

from events.record import EventText, OtherDate, Place, Relation, StorylineRef
from events.record.answers import event_reference
from events.record.event import EventMembers
from events.record.members import members_of
from events.record.schema import schemas_of
from tests.record.decoding import fault, not_required, read_again, value_of
from tests.record.documents import (
    NO_ORIGINS,
    OTHER,
    REPORT,
    WANG,
    citation,
    claim,
    event,
    known_source,
    participation,
    source,
    when,
)
from tests.record.test_references import NAMED_ACTOR

TEXT = EventText(title="Gespräche", summary="Kurz.", origin="translation", translator="Anna")
PLACE = Place(
    name="Moscow",
    names={"de": "Moskau"},
    country="RU",
    precision="city",
    latitude=55.75,
    longitude=37.6,
)
OTHER_DATE = OtherDate(
    kind="differing_account", note="Says the host.", start=when("2023"), end=None, source=source()
)
RELATION = Relation(type="follows", event=event_reference(event(OTHER)))
IN_OFFICE = participation(
    office="Minister", offices={"de": "Minister"}, tenure=OTHER, citations=[citation()]
)
STORYLINE = StorylineRef(id=OTHER, title="One year", titles={}, url=f"/storylines/{OTHER}/")
WHOLE = event(
    summary="Short.",
    texts={"de": TEXT},
    end=when("2023-02-22"),
    other_dates=[OTHER_DATE],
    place=PLACE,
    participants=[IN_OFFICE],
    claims=[claim()],
    citations=[citation()],
    relations=[RELATION],
    storylines=[STORYLINE],
    date_origins=NO_ORIGINS,
    actors={WANG: NAMED_ACTOR},
    sources={REPORT: known_source()},
)


@pytest.mark.parametrize(
    "document", [event(), WHOLE, TEXT, PLACE, OTHER_DATE, RELATION, IN_OFFICE, participation()]
)
def test_document_is_read_as_it_was_written(document):
    assert read_again(document) == document


@pytest.mark.parametrize("document", [TEXT, PLACE, OTHER_DATE, RELATION])
def test_part_of_an_event_lacks_nothing(document):
    assert not_required(document) == {}


def test_participation_of_an_older_shape_knows_no_tenure():
    assert not_required(IN_OFFICE) == {"tenure": None}


def test_undated_event_without_a_place_says_so():
    value = value_of(event(start=None, period={"en": "", "de": ""}))
    assert {name for name, one in value.items() if one is None} == {
        "start",
        "end",
        "place",
        "date_origins",
    }


def test_fault_deep_in_an_event_is_told_with_its_place():
    place = {**value_of(PLACE), "latitude": "north"}
    assert fault(WHOLE, place=place) == (
        "Expected `float | null`, got `str` - at `$.place.latitude`"
    )
    assert fault(WHOLE, texts={"de": {"title": "x"}}) == (
        "Object missing required field `summary` - at `$.texts[...]`"
    )
    assert fault(WHOLE, participants=[{**value_of(IN_OFFICE), "tenure": 7}]) == (
        "Expected `str | null`, got `int` - at `$.participants[0].tenure`"
    )


def test_member_that_this_release_does_not_know_is_passed_over():
    assert read_again(WHOLE, of_a_later_day=[1], place={**value_of(PLACE), "height": 3}) == WHOLE


def test_term_that_this_release_does_not_know_is_kept():
    assert read_again(WHOLE, occurrence="of_a_later_day").occurrence == "of_a_later_day"


def test_place_lies_on_earth():
    properties = schemas_of([Place])["Place"]["properties"]
    bounds = {
        name: (one["minimum"], one["maximum"])
        for name, one in properties.items()
        if "minimum" in one
    }
    assert bounds == {"latitude": (-90, 90), "longitude": (-180, 180)}


def test_what_the_desk_says_too_is_the_editors_to_change():
    shared = members_of(EventMembers)
    assert {name: one.member.read_only for name, one in shared.items()} == dict.fromkeys(
        shared, False
    )
    assert {name: members_of(type(WHOLE))[name] for name in shared} == shared
