"""The admin site: its index page, its groups of models, its language and its layout."""

import pytest
from playwright.sync_api import expect

from tests import newsroom
from tests.admin.browsing import accessibility_violations
from tests.admin.pages import event_path, path


def groups(client):
    apps = client.get("/admin/").context["available_apps"]
    return {app["name"]: [page["object_name"] for page in app["models"]] for app in apps}


def test_models_are_grouped_by_subject(editor):
    assert groups(editor) == {
        "Events": ["Event", "Storyline", "Claim"],
        "Who and where": ["Actor", "Office", "Place"],
        "Sources": ["Source"],
        "Vocabulary": ["EventType"],
        "Public record and log": ["Edition", "Profile", "Action"],
        "Programs": ["ApiToken", "Import"],
    }


def test_desk_needs_an_account(client, db):
    for address in ("/admin/", "/admin/events/event/", "/admin/when-preview/"):
        assert client.get(address).headers["Location"].startswith("/admin/login/")


def test_answers_of_the_desk_are_private_and_never_stored(editor, client):
    event = newsroom.draft_event()
    for address in ("/admin/", path("event"), event_path(event), "/admin/autocomplete/"):
        assert "no-store" in editor.get(address)["Cache-Control"]
        assert "private" in editor.get(address)["Cache-Control"]
    assert "no-store" in client.get("/accounts/login/")["Cache-Control"]


@pytest.mark.browser
def test_pages_are_accessible(scene, open_desk):
    newsroom.published_event("Public")
    actor = newsroom.actor("Wang Yi")
    addresses = [
        "/admin/",
        "/admin/events/event/",
        "/admin/events/event/?date_from=nonsense",
        f"/admin/events/actor/{actor.pk}/change/",
        event_path(scene, "workflow/submit"),
    ]
    page = open_desk("/admin/", bypass_csp=True)  # axe adds styles
    for address in addresses:
        page.goto(address)
        assert (address, accessibility_violations(page)) == (address, [])


@pytest.mark.browser
def test_switching_the_language_stays_on_the_page(scene, open_desk):
    page = open_desk(event_path(scene))
    page.get_by_role("button", name="Deutsch").click()
    expect(page.locator("html")).to_have_attribute("lang", "de")
    assert page.url.endswith(event_path(scene))


@pytest.mark.browser
@pytest.mark.parametrize("path", ["/admin/", "/admin/events/event/", "/admin/events/event/add/"])
def test_pages_fit_a_phone(scene, open_desk, path):
    page = open_desk(path, viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    assert page.evaluate("document.documentElement.scrollWidth") == 390


@pytest.mark.browser
def test_signing_in_leads_to_the_requested_page(scene, page):
    newsroom.editor()
    page.goto("/admin/events/event/")
    page.get_by_label("Username or email address").fill("editor")
    page.get_by_label("Password").fill("correct horse battery")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator("#changelist")).to_be_visible()
    assert page.url.endswith("/admin/events/event/")


@pytest.mark.browser
def test_desk_warns_before_the_session_ends_and_extends_it(scene, open_desk, settings):
    settings.SESSION_COOKIE_AGE = 8
    page = open_desk("/admin/")
    notice = page.get_by_role("alert")
    expect(notice).to_contain_text("Your session ends in a few minutes.")
    page.get_by_role("button", name="Stay signed in").click()
    expect(notice).to_have_count(0)
    page.wait_for_timeout(5000)  # the first end of the session is past
    page.reload()
    expect(page.locator("#user-tools")).to_contain_text("editor")
