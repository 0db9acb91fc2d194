"""What caches may keep, and what a second visit costs."""

from pathlib import Path

import pytest
from django.test import Client

from events import editorial
from events.dates import LANGUAGES
from events.models import Event
from events.web import caching
from tests import newsroom

ROOT = Path(__file__).resolve().parents[2]

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


def files_read(monkeypatch) -> set[str]:
    read = set()
    monkeypatch.setattr(Path, "read_bytes", lambda path: read.add(path) or b"")
    caching._files.__wrapped__()
    return {path.relative_to(ROOT).as_posix() for path in read if path.is_relative_to(ROOT)}


def test_release_reads_every_file_that_pages_are_made_from(monkeypatch):
    assert files_read(monkeypatch) >= {
        "events/dates/wording_de.py",
        "events/record/claim.py",
        "events/static/events/site.css",
        "events/timeline/statements.py",
        "events/web/cards.py",
        "events/web/views/timeline.py",
        "locale/de/LC_MESSAGES/django.mo",
        "templates/503.html",
        "templates/events/marks/alleged.svg",
        "templates/events/parts/card.html",
    }


def test_release_changes_with_any_of_them(monkeypatch, settings, tmp_path):
    settings.LOCALE_PATHS = [tmp_path]
    (tmp_path / "django.mo").write_bytes(b"before")
    before = caching._files.__wrapped__()
    (tmp_path / "django.mo").write_bytes(b"after")
    assert caching._files.__wrapped__() != before


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LANGUAGES", [("en", "English")]),
        ("LANGUAGE_CODE", "de"),
        ("STATIC_URL", "/files/"),
        ("TIME_ZONE", "Europe/Berlin"),
    ],
)
def test_release_changes_with_the_settings_that_show_on_pages(settings, name, value):
    before = caching.release()
    setattr(settings, name, value)
    assert caching.release() != before


def test_release_changes_with_the_shape_of_documents(monkeypatch):
    before = caching.release()
    monkeypatch.setattr(caching, "SHAPE", 99)
    assert caching.release() != before


def test_release_changes_with_a_language_of_the_interface(monkeypatch):
    before = caching.release()
    monkeypatch.setitem(LANGUAGES, "fr", LANGUAGES["en"])
    assert caching.release() != before


@pytest.mark.parametrize("name", PAGES)
def test_etag_changes_with_the_release(reader, addresses, monkeypatch, name):
    address = addresses.get(name, name)
    before = reader.get(address)["ETag"]
    monkeypatch.setattr(caching, "SHAPE", 99)
    assert reader.get(address)["ETag"] != before


def test_release_is_worked_out_once(monkeypatch):
    before = caching.release()
    monkeypatch.setattr(Path, "read_bytes", lambda path: pytest.fail("read again"))
    assert caching.release() == before


def test_mark_of_a_redaction_is_in_the_language_of_the_page(reader, leser):
    event = newsroom.published_event("Attack on [redacted]")
    path = f"/events/{event.pk}/"
    assert "Attack on [redacted]" in reader.get(path, follow=True).content.decode()
    assert "Attack on [geschwärzt]" in leser.get(path, follow=True).content.decode()
