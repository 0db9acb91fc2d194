"""Places: found where they are the same in everything that is said, or made."""

from typing import Any

import pytest

from events.editorial.drafts.node import Node
from events.editorial.drafts.places import find_place
from events.editorial.drafts.session import Session
from events.models import Place
from tests import factories
from tests.editorial.drafts.conftest import Desk, said

MOSCOW: dict[str, Any] = {
    "name": "Moscow", "country": "RU", "precision": "city", "latitude": 55.7558,
    "longitude": 37.6173, "names": {"de": "Moskau", "ru": "Москва"},
}  # fmt: skip
OTHER = "This does not match the place with this id."


def found(session: Session, value: Any, *, foreign: bool = False) -> Place:
    node = Node(value, foreign=foreign)
    place = find_place(session, node)
    assert said(node) == []
    assert place is not None
    return place


def test_new_place_is_made_with_its_names(desk: Desk):
    place = found(desk.session, MOSCOW)
    assert (place.label, place.country, place.precision) == ("Moscow", "RU", "city")
    assert (place.latitude, place.longitude) == (55.7558, 37.6173)
    assert {n.language: n.name for n in place.names.all()} == MOSCOW["names"]


def test_place_that_is_the_same_in_all_is_found_again(desk: Desk):
    place = found(desk.session, MOSCOW)
    session = desk.session
    assert found(session, MOSCOW) == found(session, MOSCOW) == place
    # Fewer names are no other place.
    assert found(desk.session, {**MOSCOW, "names": {"de": "Moskau"}}) == place
    assert found(desk.session, {**MOSCOW, "names": {}}) == place
    assert Place.objects.count() == 1


@pytest.mark.parametrize(
    "difference",
    [
        {"country": "US"}, {"precision": "region"}, {"latitude": 55.0}, {"names": {"de": "Moscow"}},
        {"name": "Moscow Oblast", "names": {}}, {"names": {"de": "Moskau", "fr": "Moscou"}},
        {"latitude": None, "longitude": None},
    ],
)  # fmt: skip
def test_place_that_differs_in_anything_is_another(desk: Desk, difference):
    place = found(desk.session, MOSCOW)
    assert found(desk.session, {**MOSCOW, **difference}) != place


def test_name_alone_is_a_place_of_unknown_precision(desk: Desk):
    place = found(desk.session, "The border")
    assert (place.label, place.country, place.precision) == ("The border", "", "unknown")
    assert found(desk.session, {"name": "The border"}) == place
    assert found(desk.session, {"name": "The border", "precision": "city"}) != place


def test_place_is_found_by_id_and_nothing_else_is_changed(desk: Desk):
    place = found(desk.session, MOSCOW)
    for value in ({"id": place.pk}, {"id": place.pk, **MOSCOW}, {"id": place.pk, "name": "Moskau"}):
        assert found(desk.session, value) == place
    wrong = {"id": place.pk, "name": "Berlin", "country": None, "names": {"de": "Berlin"}}
    node = Node(wrong)
    find_place(desk.session, node)
    assert said(node) == [(pointer, OTHER) for pointer in ("/country", "/name", "/names/de")]


def test_id_that_is_unknown_is_refused_unless_places_are_made(desk: Desk):
    node = Node({"id": "2222-2222-2222", **MOSCOW})
    assert find_place(desk.session, node) is None
    assert said(node) == [("", "There is no place with this id.")]
    assert found(desk.making, node.value, foreign=True).pk == "2222-2222-2222"


def test_country_without_value_may_be_null(desk: Desk):
    place = factories.PlaceFactory(label="The border", country="")
    assert found(desk.session, {"id": place.pk, "country": None}) == place


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({"name": ""}, "/name"),
        ({"name": "x" * 201}, "/name"),
        ({"country": "Russia"}, "/country"),
        ({"precision": "street"}, "/precision"),
        ({"latitude": "x"}, "/latitude"),
        ({"latitude": 95}, "/latitude"),
        ({"names": {"de": ""}}, "/names/de"),
        ({"names": {"de": "x" * 201}}, "/names/de"),
        ({"names": {"<b>": "x"}}, "/names/<b>"),
        ({"names": []}, "/names"),
    ],
)
def test_what_is_wrong_with_a_place_is_named_and_none_is_made(desk: Desk, wrong, place):
    node = Node({**MOSCOW, **wrong})
    find_place(desk.session, node)
    assert [where for where, _words in said(node)] == [place]


def test_no_place_is_none(desk: Desk):
    assert find_place(desk.session, Node(None)) is None
    node = Node(5)
    assert find_place(desk.session, node) is None
    assert said(node) == [("", "An object is expected here.")]
