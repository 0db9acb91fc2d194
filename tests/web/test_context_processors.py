"""What an installation says about itself."""

import pytest
from django.test import Client

from events.web.caching import release
from tests import newsroom

pytestmark = pytest.mark.django_db


def test_page_has_the_name_and_addresses_of_the_installation(client, settings):
    settings.SITE_NAME = "Paper & Sons"
    settings.IMPRINT_URL = "https://paper.example/imprint"
    settings.CONTACT_URL = "mailto:desk@paper.example"
    page = client.get("/").text
    assert "– Paper &amp; Sons</title>" in page
    assert '<a href="https://paper.example/imprint">Imprint</a>' in page
    assert '<a href="mailto:desk@paper.example">Contact</a>' in page
    assert f"Event Tracker {settings.VERSION}" in page
    assert "Paper &amp; Sons" in client.get("/accounts/login/").text


def test_page_has_no_empty_links(client):
    page = client.get("/").text
    assert ("Imprint" in page, "Contact" in page) == (False, False)


def test_new_name_makes_kept_pages_stale(settings):
    before = release()
    settings.SITE_NAME = "Another name"
    assert release() != before


@pytest.mark.parametrize(
    ("wanted", "cookie", "language"),
    [
        ("", "", "de"), ("fr", "", "de"), ("en", "", "en"), ("en-GB,en;q=0.9", "", "en"),
        ("", "en", "en"), ("de", "en", "en"), ("en", "de", "de"),
    ],
)  # fmt: skip
def test_language_of_the_installation_is_for_those_who_say_nothing(
    settings, wanted, cookie, language
):
    settings.LANGUAGE_CODE = "de"
    reader = Client(headers={"accept-language": wanted} if wanted else {})
    if cookie:
        reader.cookies["django_language"] = cookie
    for path in ("/", "/accounts/login/", "/nowhere/"):
        response = reader.get(path)
        assert (response["Content-Language"], path) == (language, path)
        assert f'lang="{language}"' in response.text


def test_errors_of_the_api_are_in_the_language_of_the_installation(client, settings):
    settings.LANGUAGE_CODE = "de"
    path = "/api/v1/nowhere/"
    assert client.get(path).json()["detail"] == "Unter dieser Adresse gibt es nichts."
    english = client.get(path, headers={"Accept-Language": "en"}).json()
    assert english["detail"] == "There is nothing at this address."


def test_instants_of_the_record_are_shown_in_the_zone_of_the_installation(client, settings):
    """What the API says stays in UTC, and so does what a source says."""
    event = newsroom.linked_event()
    path = f"/events/{event.pk}/history/"
    utc, before = client.get(path).text, client.get(f"/api/v1/events/{event.pk}/").json()
    assert "1 March 2023, 12:00 UTC" in utc
    settings.TIME_ZONE = "Europe/Berlin"
    page = client.get(path).text
    assert ("1 March 2023, 13:00 CET" in page, "12:00 UTC" in page) == (True, False)
    assert 'datetime="2023-03-01T12:00:00Z"' in page
    assert client.get(f"/api/v1/events/{event.pk}/").json() == before
    past = client.get(f"/events/{event.pk}/?as_of=2023-07-01T22:30:00Z", follow=True).text
    assert "Sunday, 2 July 2023, 00:30 CEST" in past
