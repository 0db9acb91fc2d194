import pytest
from django.test import Client


@pytest.fixture
def reader(db) -> Client:
    """The anonymous reader, whose browser says English."""
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def leser(db) -> Client:
    """The same reader with a German browser."""
    return Client(headers={"accept-language": "de"})
