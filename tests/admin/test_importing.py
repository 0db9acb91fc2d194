"""Imports on the desk: each account reads its own."""

import pytest
from django.test import Client

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
