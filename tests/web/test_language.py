"""The reader's language: the browser says it, a cookie overrules it."""

import pytest
from django.conf import settings
from django.test import Client

from events.dates import LANGUAGES
from events.timeline import labels
from tests import newsroom
from tests.web.pages import headings, links


@pytest.mark.parametrize(
    ("wanted", "language"),
    [("de", "de"), ("de-AT,de;q=0.9", "de"), ("en", "en"), ("fr", "en"), ("", "en")],
)
def test_browser_says_the_language(db, wanted, language):
    response = Client(headers={"accept-language": wanted}).get("/")
    assert response["Content-Language"] == language
    assert f'<html lang="{language}"' in response.content.decode()


def test_switch_overrules_the_browser(reader):
    response = reader.post("/language/", {"language": "de", "next": "/actors/?q=putin"})
    assert (response.status_code, response["Location"]) == (302, "/actors/?q=putin")
    assert response["Cache-Control"] == "no-store"
    assert reader.get("/")["Content-Language"] == "de"


def test_switch_needs_no_token_and_touches_no_session(db):
    client = Client(enforce_csrf_checks=True)
    client.force_login(newsroom.editor())
    response = client.post("/language/", {"language": "de", "next": "/"})
    assert response.status_code == 302
    assert set(response.cookies) == {settings.LANGUAGE_COOKIE_NAME}
    assert response.cookies[settings.LANGUAGE_COOKIE_NAME]["httponly"]
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:evil.example",
    ],
)
def test_switch_never_leads_to_another_host(reader, elsewhere):
    response = reader.post("/language/", {"language": "de", "next": elsewhere})
    assert (response.status_code, response["Location"]) == (302, "/")


@pytest.mark.parametrize("language", ["xx", "", "de\u0131", "../../etc"])
def test_unknown_language_sets_nothing(reader, language):
    response = reader.post("/language/", {"language": language, "next": "/"})
    assert response.cookies == {}


def test_switch_cannot_be_followed_as_a_link(reader):
    assert reader.get("/language/").status_code == 405


def test_reader_gets_the_translation_and_the_original_otherwise(reader, leser):
    newsroom.linked_event("Deliveries")
    assert "Deliveries" in headings(reader.get("/"), 5)
    assert "Deliveries (deutsch)" in headings(leser.get("/"), 5)
    assert links(leser.get("/"))["Deliveries (deutsch)"].endswith("/deliveries/")


@pytest.fixture
def fresh_labels():
    """A program starts with the languages that it has: what it calls things is kept for good."""

    def forget():
        for kept in (labels.choice_labels, labels.language_labels, labels._labels):
            kept.cache_clear()

    forget()
    yield
    forget()


@pytest.mark.usefixtures("db", "fresh_labels")
def test_every_page_works_in_a_language_that_the_interface_learns_later(settings, monkeypatch):
    """The documents have no words in it: they are shown in English, or in what there is."""
    event = newsroom.linked_event("Deliveries")
    event.texts.filter(language="en").update(summary="What we know better now.")
    newsroom.correct(event, note="The summary was wrong.")
    monkeypatch.setitem(LANGUAGES, "fr", LANGUAGES["en"])
    settings.LANGUAGES = [*settings.LANGUAGES, ("fr", "French")]
    reader = Client(headers={"accept-language": "fr"})
    addresses = [
        "/",
        "/?q=deliveries&from=2023",
        "/actors/",
        "/sources/",
        "/storylines/",
        event.get_absolute_url(),
        f"/events/{event.pk}/history/",
        f"/actors/{event.claims.first().speaker_id}/",
        f"/sources/{event.citations.get().source_id}/",
        f"/storylines/{event.pins.get().storyline_id}/",
    ]
    answers = {address: reader.get(address, follow=True) for address in addresses}
    assert {address: answer.status_code for address, answer in answers.items()} == dict.fromkeys(
        addresses, 200
    )
    page = answers[event.get_absolute_url()]
    assert page["Content-Language"] == "fr"
    assert headings(page, 1) == ["Deliveries"]
    assert "Tuesday, 21 February 2023" in page.content.decode()
