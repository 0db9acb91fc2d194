"""What an installation says about itself."""

import pytest

from events.web.caching import release

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
