import pytest
from django.test import Client

from tests import newsroom


@pytest.fixture
def editor(db) -> Client:
    client = Client()
    client.force_login(newsroom.editor())
    return client


@pytest.fixture
def reviewer(db) -> Client:
    client = Client()
    client.force_login(newsroom.reviewer())
    return client
