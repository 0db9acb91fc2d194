"""Imports on the desk: each account reads its own."""

import pytest
from django.test import Client
from django.utils import timezone

from events.models import Event, Import
from tests import factories, newsroom
from tests.api.importing import Importer, line
from tests.api.programs import token_of
from tests.interchange.imports.importing import kept

LIST = "/admin/events/import/"


@pytest.fixture
def job(db) -> dict:
    importer = Importer(token_of(newsroom.editor(), "import"))
    return importer.send_file(
        [line("<b>a</b>", type="no such type"), line("b", type="nor this")], "?mode=rows"
    )


def page(user, address: str):
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client.get(address)


def test_rejected_rows_are_told_with_their_place(job):
    shown = page(newsroom.editor(), f"{LIST}{job['id']}/change/").content.decode()
    assert "1: &lt;b&gt;a&lt;/b&gt; – /type There is no such type of event." in shown
    assert "2 rejected" in shown
    listed = page(newsroom.editor(), LIST).content.decode()
    assert job["id"] in listed
    assert "2 / 2" in listed


def test_imports_of_others_are_not_there(job):
    assert job["id"] not in page(newsroom.reviewer(), LIST).content.decode()
    assert page(newsroom.reviewer(), f"{LIST}{job['id']}/change/").status_code == 302
    administrator = factories.UserFactory(is_superuser=True)
    assert job["id"] in page(administrator, LIST).content.decode()
    assert page(factories.UserFactory(), LIST).status_code == 403


def delete(user, job: dict):
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    asked = client.get(f"{LIST}{job['id']}/delete/")
    return asked, client.post(f"{LIST}{job['id']}/delete/", {"post": "yes"}, follow=True)


def test_import_is_deleted_by_its_owner_alone(job):
    for other in (newsroom.reviewer(), factories.UserFactory(is_staff=True)):
        delete(other, job)
        assert Import.objects.filter(pk=job["id"]).exists()
    asked, done = delete(newsroom.editor(), job)
    assert (asked.status_code, done.status_code) == (200, 200)
    assert not Import.objects.filter(pk=job["id"]).exists()


def test_running_import_is_not_deleted(job):
    Import.objects.filter(pk=job["id"]).update(state="running", alive_at=timezone.now())
    _asked, done = delete(newsroom.editor(), job)
    assert "still running" in done.content.decode()
    assert Import.objects.filter(pk=job["id"]).exists()


# --- Cancelling -----------------------------------------------------------------------------------
def waiting(**columns) -> str:
    """The address of an import that waits to be carried out."""
    factories.EventTypeFactory(key="talks")
    job = kept([line("a"), line("b")], mode="all")
    Import.objects.filter(pk=job.pk).update(**columns)
    return f"{LIST}{job.pk}/"


def test_import_is_cancelled_at_the_desk(client, db):
    address = waiting()
    client.force_login(newsroom.editor())
    shown = client.get(f"{address}change/").content.decode()
    assert f'href="{address}cancel/"' in shown
    assert "checking: 0 / 2" in shown
    asked = client.get(f"{address}cancel/").content.decode()
    assert "Nothing has been written yet, and nothing will be." in asked
    assert Import.objects.get().state == "waiting"
    done = client.post(f"{address}cancel/", follow=True).content.decode()
    assert "The import has been cancelled." in done
    assert Import.objects.get().state == "cancelled"
    assert f'href="{address}cancel/"' not in done
    for again in (client.get, client.post):
        told = again(f"{address}cancel/", follow=True).content.decode()
        assert "This import has already finished." in told


@pytest.mark.parametrize(
    ("columns", "consequence"),
    [
        (
            {"phase": "write", "state": "broken"},
            "What has been written is undone, except for events that were changed since.",
        ),
        (
            {"phase": "write", "state": "broken", "mode": "rows"},
            "What has been written stays. The other rows are not imported.",
        ),
    ],
)
def test_page_says_what_becomes_of_what_was_written(client, db, columns, consequence):
    address = waiting(**columns)
    client.force_login(newsroom.editor())
    assert consequence in client.get(f"{address}cancel/").content.decode()
    client.post(f"{address}cancel/")
    assert (Import.objects.get().state, Event.objects.count()) == ("cancelled", 0)


def test_imports_of_others_are_not_cancelled(client, db):
    address = waiting()
    for other in (newsroom.reviewer(), factories.UserFactory(is_staff=True)):
        client.force_login(other)
        assert client.post(f"{address}cancel/").status_code == 404
    assert Import.objects.get().state == "waiting"
