"""Forms that came too late come back with what was typed; those of other sites do not."""

import re

import pytest
from django.conf import settings
from django.contrib.auth import get_user
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from events.models import Event
from tests import newsroom
from tests.accounts.signing_in import LOGIN, PASSWORD, sign_in

pytestmark = pytest.mark.django_db
OWN = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}
PATH = "/admin/events/place/add/"
TYPED = {"label": 'Mühlen\r\n"strasse" <b>', "note": ["one", "two"]}
EXPIRED = "The form has expired. Send it again."


@pytest.fixture
def browser() -> Client:
    return Client(enforce_csrf_checks=True)


def token(page) -> str:
    return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)[1]


def hidden(page) -> list[tuple[str, str]]:
    """The fields of the form that is sent again, without its token."""
    form = page.text.partition("<form method=")[2]
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form)
    return [(name, value) for name, value in found if name != "csrfmiddlewaretoken"]


def test_stale_form_for_signing_in_comes_back_with_the_name(browser):
    newsroom.editor()
    stale = token(browser.get(LOGIN))
    browser.cookies.pop(settings.CSRF_COOKIE_NAME)
    browser.get(LOGIN)
    entered = {"login": "editor", "password": PASSWORD, "next": "/admin/events/event/"}
    page = browser.post(LOGIN, {**entered, "csrfmiddlewaretoken": stale})
    assert (page.status_code, page.context["form"]["login"].value()) == (403, "editor")
    assert (EXPIRED in page.text, PASSWORD in page.text) == (True, False)
    again = browser.post(LOGIN, {**entered, "csrfmiddlewaretoken": token(page)})
    assert (again.status_code, again["Location"]) == (302, "/admin/events/event/")
    assert 'name="next" value="/admin/events/event/"' in page.text


def test_form_for_signing_in_says_that_cookies_are_needed(browser):
    newsroom.editor()
    sent = token(browser.get(LOGIN))
    browser.cookies.clear()
    page = browser.post(
        LOGIN, {"login": "editor", "password": PASSWORD, "csrfmiddlewaretoken": sent}
    )
    assert (page.status_code, page.context["form"]["login"].value()) == (403, "editor")
    assert "Your browser did not send the cookie that belongs to the form." in page.text
    assert "Allow cookies for this site" in page.text
    german = Client(enforce_csrf_checks=True, headers={"Accept-Language": "de"}).post(LOGIN)
    assert "Erlauben Sie Cookies für diese Website" in german.text


def test_stale_form_for_signing_in_lets_those_go_on_who_are_signed_in(browser):
    """Two tabs with the form for signing in: the second one is sent later."""
    newsroom.editor()
    first, second = token(browser.get(LOGIN)), token(browser.get(LOGIN))
    entered = {"login": "editor", "password": PASSWORD}
    assert browser.post(LOGIN, {**entered, "csrfmiddlewaretoken": first}).status_code == 302
    late = browser.post(LOGIN, {**entered, "csrfmiddlewaretoken": second})
    assert (late.status_code, late["Location"]) == (302, "/admin/")


def test_form_of_the_desk_comes_back_after_signing_out_in_another_tab(browser):
    newsroom.editor()
    sent = token(browser.get(LOGIN))
    sign_in(browser, "editor", headers={"X-CSRFToken": sent})
    form = token(browser.get(PATH))
    browser.post("/accounts/logout/", headers={"X-CSRFToken": form})
    page = browser.post(PATH, {**TYPED, "csrfmiddlewaretoken": form}, headers=OWN)
    assert page.status_code == 403
    assert "You have been signed out in the meantime." in page.text
    assert hidden(page) == [
        ("label", "Mühlen\r\n&quot;strasse&quot; &lt;b&gt;"), ("note", "one"), ("note", "two"),
    ]  # fmt: skip
    assert '<a href="/accounts/login/" target="_blank">' in page.text
    assert page["Cache-Control"] == "private, no-store"

    # Signed in again in another tab; the token of the kept page has expired with that.
    fresh = token(browser.get(LOGIN))
    sign_in(browser, "editor", headers={"X-CSRFToken": fresh})
    expired = browser.post(PATH, {**TYPED, "csrfmiddlewaretoken": token(page)}, headers=OWN)
    assert (expired.status_code, EXPIRED in expired.text) == (403, True)
    assert (hidden(expired), "target=" in expired.text) == (hidden(page), False)
    saved = browser.post(PATH, {**TYPED, "csrfmiddlewaretoken": token(expired)}, headers=OWN)
    assert saved.status_code == 200  # the form of the desk, which asks for what is missing
    assert "Mühlen" in saved.text


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "https://testserver"},
    ],
    ids=str,
)
def test_form_of_another_site_does_not_come_back(browser, headers):
    client = Client()
    for sender, status in ((browser, 403), (client, 302)):
        response = sender.post(PATH, TYPED, headers=headers)
        assert (response.status_code, "Mühlen" in response.text) == (status, False)


def test_files_cannot_be_kept(client):
    file = SimpleUploadedFile("events.csv", b"title\n")
    sent = {"file": file, "mode": "all"}
    page = client.post("/admin/events/import/add/", sent, headers=OWN)
    assert (page.status_code, hidden(page)) == (403, [("mode", "all")])
    assert "Choose files again afterwards" in page.text


@pytest.mark.parametrize(
    "path", ["/accounts/password/change/", "/accounts/2fa/authenticate/", "/accounts/email/"]
)
def test_passwords_and_codes_do_not_come_back(browser, path):
    page = browser.post(path, {"oldpassword": "typed", "code": "typed"}, headers=OWN)
    assert (page.status_code, "typed" in page.text) == (403, False)


def test_nothing_was_saved_by_a_form_that_came_back(client):
    client.post("/admin/events/event/add/", {"label": "Talks"}, headers=OWN)
    assert (Event.objects.count(), get_user(client).is_anonymous) == (0, True)
