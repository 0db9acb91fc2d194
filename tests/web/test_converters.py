"""What a public id is in an address."""

import pytest
from django.urls import Resolver404, resolve


@pytest.mark.parametrize("kind", ["events", "actors", "sources", "storylines"])
def test_public_id_is_an_address(kind):
    assert resolve(f"/{kind}/bcdf-ghjk-mnpq/").kwargs["id"] == "bcdf-ghjk-mnpq"


@pytest.mark.parametrize("text", ["12", "bcdf-ghjk-mnp", "bcdf-ghjk-mnpa", "BCDF-GHJK-MNPQ", "x"])
def test_anything_else_in_its_place_is_none(text):
    with pytest.raises(Resolver404):
        resolve(f"/events/{text}/history/")
