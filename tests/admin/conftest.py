from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

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
def administrator(db) -> Client:
    client = Client()
    client.force_login(newsroom.administrator())
    return client


@pytest.fixture
def scene(transactional_db) -> Event:
    """An event, and who and what can be chosen."""
    russia = newsroom.actor("Russia", kind="state")
    newsroom.name(russia, "Moskau", "de", kind="metonym")
    newsroom.actor("Tass", kind="organisation")
    factories.SourceFactory(title="Report of Tuesday")
    return newsroom.draft_event()


@pytest.fixture
def open_desk(new_page, live_server, scene) -> Callable[..., Page]:
    """Opens a page of the desk in Chromium, signed in as the editor."""

    def open_page(path: str, **options) -> Page:
        client = Client()
        client.force_login(newsroom.editor())
        name = settings.SESSION_COOKIE_NAME
        page = new_page(**options)
        page.context.add_cookies(
            [{"name": name, "value": client.cookies[name].value, "url": live_server.url}]
        )
        page.goto(path)
        return page

    return open_page
