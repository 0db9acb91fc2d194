"""Imports on the desk: each account reads its own."""

import pytest
from django.test import Client
from django.utils import timezone

from events.models import Import
from tests import factories, newsroom
from tests.api.importing import Importer, line
from tests.api.programs import token_of

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
