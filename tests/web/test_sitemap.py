"""What search engines read: every public address once, in parts, and nothing of drafts."""

import re
from xml.etree import ElementTree

import pytest

from tests import newsroom

pytestmark = pytest.mark.django_db
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def read(client, path: str = "/sitemap.xml") -> dict[str, str | None]:
    """The addresses, each with the moment of its last change."""
    root = ElementTree.fromstring(client.get(path).content)  # noqa: S314
    return {
        entry.findtext(f"{SITEMAP}loc", "").removeprefix("http://testserver"): entry.findtext(
            f"{SITEMAP}lastmod"
        )
        for entry in root
    }


def everything(client) -> dict[str, str | None]:
    return {path: at for part in read(client) for path, at in read(client, part).items()}


def test_every_listed_address_answers_at_once(client):
    newsroom.linked_event("Talks")
    found = everything(client)
    assert {path.split("/")[1] for path in found} == {
        "", "events", "actors", "sources", "storylines",
    }  # fmt: skip
    assert {path: client.get(path).status_code for path in found} == dict.fromkeys(found, 200)


def test_event_has_its_slug_and_the_moment_of_its_edition(client):
    event = newsroom.published_event("Talks")
    assert everything(client)[f"/events/{event.pk}/talks/"] == "2023-03-01T12:00:00Z"


def test_drafts_and_retracted_events_are_not_listed(client):
    newsroom.retract(newsroom.published_event("Talks"), reason="It never took place.")
    newsroom.draft_event("Secret talks")
    assert list(everything(client)) == ["/", "/storylines/", "/actors/", "/sources/"]


def test_large_archive_is_split_and_complete(client, monkeypatch):
    for number in range(5):
        newsroom.published_event(f"Talks {number}")
    whole = everything(client)
    monkeypatch.setattr("events.timeline.sitemap.PART", 3)
    names = [path for path in read(client) if "events" in path]
    assert (len(names), names[0]) == (27, "/sitemap/events-2.xml")
    assert everything(client) == whole


@pytest.mark.parametrize(
    "name", ["nothing", "events-a", "events-B", "users", "events-22-2", "pages-2"]
)
def test_part_that_cannot_be_is_not_found(client, name):
    assert client.get(f"/sitemap/{name}.xml").status_code == 404


def test_addresses_are_those_of_the_installation(client, settings):
    settings.PUBLIC_URL = "https://paper.example"
    assert set(read(client)) == {"https://paper.example/sitemap/pages.xml"}
    assert "Sitemap: https://paper.example/sitemap.xml\n" in client.get("/robots.txt").text


def test_robots_stay_out_of_the_desk_and_of_filters(client):
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert re.findall("Disallow: (.*)", response.text) == [
        "/admin/", "/accounts/", "/api/", "/language/", "/*?",
    ]  # fmt: skip


def test_unchanged_sitemap_is_not_sent_again(client):
    etag = client.get("/sitemap.xml")["ETag"]
    assert client.get("/sitemap.xml", headers={"if-none-match": etag}).status_code == 304
    newsroom.published_event("Talks")
    assert client.get("/sitemap.xml", headers={"if-none-match": etag}).status_code == 200
