"""What caches may keep, and what a second visit costs."""

import pytest
from django.test import Client

from events import editorial
from events.models import Event
from tests import newsroom

NAMED = ["event", "history", "actor", "source", "storyline"]
PAGES = ["/", "/?from=2023", "/actors/", "/sources/", "/storylines/", *NAMED]


@pytest.fixture
def addresses(db) -> dict[str, str]:
    event = newsroom.linked_event("Deliveries")
    return {
        "event": f"/events/{event.pk}/deliveries/",
        "history": f"/events/{event.pk}/history/",
        "actor": f"/actors/{event.claims.first().speaker_id}/",
        "source": f"/sources/{event.citations.get().source_id}/",
        "storyline": f"/storylines/{event.pins.get().storyline_id}/",
    }


@pytest.mark.parametrize("name", PAGES)
def test_page_is_public_and_varies_by_language_alone(reader, addresses, name):
    response = reader.get(addresses.get(name, name))
    assert response["Cache-Control"] == "public, max-age=60, stale-while-revalidate=60"
    assert set(response["Vary"].split(", ")) == {"Accept-Encoding", "Accept-Language", "Cookie"}
    assert response.cookies == {}


@pytest.mark.parametrize("name", PAGES)
def test_page_of_a_signed_in_editor_is_the_readers(addresses, name):
    """Neither session nor user is looked at: the answer would be private."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(newsroom.reviewer())
    response = client.get(addresses.get(name, name))
    assert response["Cache-Control"].startswith("public")
    stranger = Client(headers={"accept-language": "en"})
    assert response.content == stranger.get(addresses.get(name, name)).content


@pytest.mark.parametrize("name", PAGES)
def test_second_visit_is_answered_by_304(reader, addresses, name, django_assert_max_num_queries):
    address = addresses.get(name, name)
    first = reader.get(address)
    with django_assert_max_num_queries(3):
        second = reader.get(address, headers={"if-none-match": first["ETag"]})
    assert (second.status_code, second.content) == (304, b"")
    assert second["ETag"] == first["ETag"]
    assert second["Cache-Control"] == first["Cache-Control"]


@pytest.mark.parametrize("name", ["/", *NAMED])
def test_correction_changes_every_page_that_shows_it(reader, addresses, name):
    address = addresses.get(name, name)
    etag = reader.get(address)["ETag"]
    event = linked(addresses)
    event.texts.update(summary="Better.")
    newsroom.correct(event, note="The summary was wrong.")
    response = reader.get(address, headers={"if-none-match": etag})
    assert response.status_code == 200
    assert response["ETag"] != etag


def linked(addresses) -> Event:
    return Event.objects.get(pk=addresses["event"].split("/")[2])


def test_each_language_has_an_etag_of_its_own(reader, leser, addresses):
    assert reader.get("/")["ETag"] != leser.get("/")["ETag"]


@pytest.mark.parametrize("address", ["/?from=x", "/actors/?cursor=x"])
def test_refusal_has_no_etag(reader, addresses, address):
    response = reader.get(address)
    assert response.status_code == 400
    assert "ETag" not in response


def test_storyline_withdrawn_is_no_longer_answered_by_304(reader, addresses):
    etag = reader.get(addresses["storyline"])["ETag"]
    storyline = linked(addresses).pins.get().storyline
    editorial.withdraw_storyline(
        storyline_id=storyline.pk,
        editor=newsroom.reviewer(),
        now=newsroom.NOW,
        expected_version=storyline.version,
    )
    response = reader.get(addresses["storyline"], headers={"if-none-match": etag})
    assert response.status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_pages_take_only_safe_methods(reader, method):
    assert getattr(reader, method)("/").status_code == 405
