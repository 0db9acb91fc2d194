"""Places: what the database and validation refuse."""

import pytest
from django.core.exceptions import ValidationError

from events.models import Place
from tests import factories
from tests.models.constraints import violated

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("column", ["latitude", "longitude"])
def test_place_has_both_coordinates_or_none(column):
    assert (
        violated(lambda: factories.PlaceFactory(**{column: 55.75}))
        == "place_has_both_coordinates_or_none"
    )


@pytest.mark.parametrize("point", [(90.1, 0), (-90.1, 0), (0, 180.1), (0, -180.1)])
def test_coordinates_lie_on_earth(point):
    latitude, longitude = point
    assert (
        violated(lambda: factories.PlaceFactory(latitude=latitude, longitude=longitude))
        == "place_coordinates_on_earth"
    )


@pytest.mark.parametrize("point", [(90, 180), (-90, -180), (0, 0)])
def test_coordinates_at_the_edges_are_stored(point):
    place = factories.PlaceFactory(latitude=point[0], longitude=point[1])
    place.refresh_from_db()
    assert (place.latitude, place.longitude) == point


@pytest.mark.parametrize(
    ("country", "valid"), [("RU", True), ("", True), ("ru", False), ("RUS", False), ("R", False)]
)
def test_country_is_a_code_of_iso_3166(country, valid):
    refused = []
    try:
        Place(label="Moscow", country=country).clean_fields()
    except ValidationError as refusal:
        refused = list(refusal.message_dict)
    assert refused == ([] if valid else ["country"])


def test_place_has_one_name_per_language():
    name = factories.PlaceNameFactory()
    assert (
        violated(lambda: factories.PlaceNameFactory(place=name.place))
        == "place_name_once_per_language"
    )
