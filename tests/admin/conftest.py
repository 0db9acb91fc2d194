from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client

from events.models import Event
from tests import factories, newsroom


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


@pytest.fixture
def scene(transactional_db) -> Event:
    """An event, and who and what can be chosen."""
    if not Group.objects.exists():
        # Playwright's event loop hides from Django the rows that a flush is to be made good with.
        groups = import_module("events.migrations.0003_groups")
        groups.create_groups(apps, SimpleNamespace(connection=connection))
    russia = newsroom.actor("Russia", kind="state")
    newsroom.name(russia, "Moskau", "de", kind="metonym")
    newsroom.actor("Tass", kind="organisation")
    factories.SourceFactory(title="Report of Tuesday")
    return newsroom.draft_event()
