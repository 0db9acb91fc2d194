"""The addresses of the contract."""

import pytest
from django.urls import reverse

ID = "bcdf-ghjk-mnpq"


@pytest.mark.parametrize(
    ("name", "parts", "address"),
    [
        ("timeline", [], "/"),
        ("event", [ID], f"/events/{ID}/"),
        ("event-with-slug", [ID, "talks"], f"/events/{ID}/talks/"),
        ("event-history", [ID], f"/events/{ID}/history/"),
        ("actors", [], "/actors/"),
        ("actor", [ID], f"/actors/{ID}/"),
        ("sources", [], "/sources/"),
        ("source", [ID], f"/sources/{ID}/"),
        ("storylines", [], "/storylines/"),
        ("storyline", [ID], f"/storylines/{ID}/"),
        ("language", [], "/language/"),
        ("healthz", [], "/healthz"),
        ("readyz", [], "/readyz"),
    ],
)
def test_address_is_that_of_the_contract(name, parts, address):
    assert reverse(f"web:{name}", args=parts) == address
