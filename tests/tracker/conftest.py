import pytest
from django.test import Client


@pytest.fixture
def client(settings) -> Client:
    settings.ROOT_URLCONF = "tests.tracker.addresses"
    return Client(raise_request_exception=False)


@pytest.fixture
def site() -> Client:
    """A client of the real addresses."""
    return Client(raise_request_exception=False)
