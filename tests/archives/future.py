"""Archives of the past in a later release, which has one more member and one more language.

Not collected here: `tests/docs/test_changes.py` runs it in a copy of the product that has both.
"""

import csv
import io
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from events.editorial.drafts import desk_event
from events.management.consistency import check_record
from events.models import Edition
from tests import newsroom
from tests.archives.surfaces import surfaces
from tests.archives.test_archives import body, final
from tests.interchange.imports.test_round_trip import edited, exported, imported

API = "/api/v1"


@pytest.fixture(scope="session")
def django_db_setup() -> None:
    """No other database than the archive's, which is made beside that of the settings."""


@pytest.fixture(scope="module", params=["as it was", "prepared and reissued"])
def state(request, archive, django_db_blocker) -> Iterator[None]:
    """What an operator does after the upgrade is done once; each test rolls back on it."""
    with django_db_blocker.unblock(), transaction.atomic():
        if request.param != "as it was":
            call_command("upgrade_record", verbosity=0)
            call_command("reissue", editor=newsroom.reviewer().username, verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def reader(state, db) -> Client:
    return Client()


def json(reader: Client, path: str):
    answer = reader.get(API + path)
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_every_surface_answers(archive, reader):
    wrong = {}
    for surface in surfaces(archive):
        answer = final(reader, surface)
        text = body(answer).decode(errors="replace")
        if answer.status_code != surface.status or any(s in text for s in archive["secrets"]):
            wrong[surface.address, surface.language] = answer.status_code

    assert wrong == {}


def test_record_has_no_contradiction(reader):
    assert list(check_record()) == []


def test_old_documents_have_the_new_member_and_language(reader):
    events = json(reader, "/events/?limit=200")["results"]
    assert {event["salience"] for event in events} == {"minor"}
    assert {tuple(event["period"]) for event in events} == {("en", "de", "fr")}
    assert {tuple(event["start"]["display"]) for event in events if event["start"] is not None} == {
        ("en", "de", "fr")
    }
    old = Edition.objects.order_by("seq").first()
    edition = json(reader, f"/events/{old.event_id}/editions/{old.number}/")
    assert (edition["salience"], list(edition["period"])) == ("minor", ["en", "de", "fr"])


def test_new_member_is_described_and_can_be_asked_for(reader):
    described = json(reader, "/schema/")["components"]["schemas"]["Event"]
    assert "salience" in described["required"]
    assert described["properties"]["salience"]["enum"] == ["major", "minor"]
    assert {tuple(e) for e in json(reader, "/events/?fields=salience")["results"]} == {
        ("salience",)
    }


def test_new_member_is_a_column_out_and_in(reader):
    event = newsroom.published_event("Talks about salience")
    rows = {
        row["id"]: row["salience"]
        for row in csv.DictReader(io.StringIO(exported().decode("utf-8-sig")))
    }
    assert {*rows.values()} == {"minor"}

    imported(edited(event, salience="major"))
    assert desk_event(event.pk)["salience"] == "major"


def test_new_member_is_on_the_page_and_in_the_history_in_each_language(reader):
    event = newsroom.published_event("Talks that matter", salience="major")
    event.salience = "minor"
    event.save()
    newsroom.correct(event, note="They did not matter.")
    event.salience = "major"
    event.save()
    newsroom.correct(event, note="They did.")

    for page in (f"/events/{event.pk}/", f"/events/{event.pk}/history/"):
        texts = {
            language: reader.get(
                page, follow=True, headers={"Accept-Language": language}
            ).content.decode()
            for language in ("en", "de", "fr")
        }
        found = {lang: ("Salience" in text, "Tragweite" in text) for lang, text in texts.items()}
        assert found == {"en": (True, False), "de": (False, True), "fr": (True, False)}


def test_new_member_is_in_the_form(reader):
    event = newsroom.published_event("Talks that matter", salience="major")
    reader.force_login(newsroom.reviewer())
    form = reader.get(f"/admin/events/event/{event.pk}/change/").context["adminform"].form
    assert (form["salience"].value(), form["salience"].label) == ("major", "Salience")
