"""The desk's index page in an empty archive: what to do next, for each kind of account."""

import pytest

from events.models import Event
from tests import factories, newsroom
from tests.admin.pages import context_of

ACCOUNTS = (
    (
        "Create accounts for the editors. Each needs staff status and a group: Editor "
        "(drafts and submits) or Reviewer (also publishes)."
    ),
    "/admin/events/user/add/",
    "Add an account",
)
LOAD_TYPES = "There are no event types yet. Run “manage.py setup” on the server to load a list."
ASK_FOR_TYPES = "There are no event types yet. Ask an administrator to load a list of them."
ADD_TYPE = ("/admin/events/eventtype/add/", "Add an event type")
ADD_EVENT = (
    "There are no events yet. Add the first one; it stays a draft until it is published.",
    "/admin/events/event/add/",
    "Add an event",
)


def steps(client):
    found = context_of(client, "/admin/")["first_steps"]
    return [(step.text, step.url, step.link) for step in found]


def test_administrator_of_a_new_installation_creates_accounts_and_types(administrator):
    assert steps(administrator) == [ACCOUNTS, (LOAD_TYPES, *ADD_TYPE)]


def test_administrator_with_types_is_told_of_accounts_and_the_first_event(administrator):
    factories.EventTypeFactory()
    assert steps(administrator) == [ACCOUNTS, ADD_EVENT]


def test_administrator_with_accounts_is_not_told_to_create_them(administrator):
    newsroom.editor()
    factories.EventTypeFactory()
    assert steps(administrator) == [ADD_EVENT]


def test_editor_without_types_asks_for_them(editor):
    assert steps(editor) == [(ASK_FOR_TYPES, "", "")]


def test_reviewer_without_types_can_add_one(reviewer):
    assert steps(reviewer) == [(ASK_FOR_TYPES, *ADD_TYPE)]


def test_editor_with_types_adds_the_first_event(editor):
    factories.EventTypeFactory()
    assert steps(editor) == [ADD_EVENT]


def test_archive_with_an_event_needs_no_first_steps(editor, administrator):
    newsroom.draft_event()
    assert (steps(editor), steps(administrator)) == ([], [])


def test_account_that_cannot_see_events_is_told_nothing(client, db):
    client.force_login(factories.UserFactory())
    assert (steps(client), Event.objects.count()) == ([], 0)


def test_every_link_leads_to_a_page(administrator):
    before = steps(administrator)
    factories.EventTypeFactory()
    pages = {url for _text, url, _link in before + steps(administrator)}
    assert {url: administrator.get(url).status_code for url in pages} == dict.fromkeys(pages, 200)
    assert len(pages) == 3


@pytest.mark.parametrize(
    ("language", "heading", "link"),
    [("en", "First steps", "Add an event"), ("de", "Erste Schritte", "Ereignis anlegen")],
)
def test_page_shows_the_steps_in_the_language_of_the_reader(editor, language, heading, link):
    factories.EventTypeFactory()
    page = editor.get("/admin/", headers={"Accept-Language": language}).content.decode()
    assert f'<h2 id="first-steps">{heading}</h2>' in page
    assert f'<a href="/admin/events/event/add/">{link}</a>' in page
