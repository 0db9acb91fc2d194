"""`manage.py upgrade_record`: what it prints, and that it fails where a document is damaged."""

import re
from io import StringIO

import pytest
from django.core.management import call_command

from events.management.consistency import check_record
from events.models import Edition, Profile
from tests import newsroom
from tests.killing import kill_after
from tests.management.commands.calling import Terminal, called, refused

pytestmark = pytest.mark.django_db


def older(document: str) -> str:
    """The document as a release without German wrote it."""
    return re.sub(r'("(?:display|period)":\{"en":"[^"]*"),"de":"[^"]*"', r"\1", document)


@pytest.fixture
def dated() -> Edition:
    """The one edition of an archive, written by a release without German."""
    newsroom.published_event()
    edition = Edition.objects.get()
    Edition.objects.update(document=older(edition.document))
    return edition


def test_upgrade_record_has_nothing_to_prepare_in_an_empty_archive():
    assert called("upgrade_record") == ("0 documents were prepared.\n", "")


def test_upgrade_record_leaves_alone_what_is_of_today():
    newsroom.published_event()

    assert called("upgrade_record") == ("0 documents were prepared.\n", "")
    assert Edition.objects.get().upgraded is None


def test_upgrade_record_prepares_beside_what_is_stored_and_that_once(dated):
    assert called("upgrade_record") == ("1 documents were prepared.\n", "")
    found = Edition.objects.get()
    assert (found.document, found.upgraded) == (older(dated.document), dated.document)
    assert found.document != found.upgraded

    assert called("upgrade_record") == ("0 documents were prepared.\n", "")


def test_upgrade_record_shows_its_progress_on_a_terminal(dated):
    told = Terminal()
    call_command("upgrade_record", stdout=StringIO(), stderr=told)
    profiles = Profile.objects.count()

    assert told.getvalue().split("\r")[-1] == (
        f"[{'#' * 30}] {1 + profiles} of {1 + profiles} documents\n"
    )


def test_upgrade_record_prepares_the_others_and_fails_where_one_is_damaged(dated, caplog):
    newsroom.published_event("Other talks")
    Edition.objects.filter(seq=2).update(document="{")

    assert refused("upgrade_record") == (
        "1 documents were prepared.\n",
        "1 documents cannot be read: see the log and check_record.",
        1,
    )
    assert Edition.objects.get(seq=1).upgraded == dated.document
    assert [record.message.partition(":")[0] for record in caplog.records] == [
        "A stored document cannot be read"
    ]


@pytest.mark.django_db(transaction=True)
def test_killed_upgrade_record_keeps_what_it_has_written_and_is_resumed():
    newsroom.linked_event()
    for row in (*Edition.objects.all(), *Profile.objects.all()):
        type(row).objects.filter(pk=row.pk).update(document=older(row.document))
    stored = documents("document")
    kill_after(0, "upgrade_record")
    assert documents("upgraded") == ({}, {})
    kill_after(1, "upgrade_record")  # the editions are one batch, the profiles another
    editions, profiles = documents("upgraded")
    assert (len(editions), profiles) == (Edition.objects.count(), {})
    assert list(check_record()) == []

    printed, _told = called("upgrade_record")
    assert documents("upgraded")[0] == editions
    assert printed == f"{len(documents('upgraded')[1])} documents were prepared.\n"
    assert (documents("document"), list(check_record())) == (stored, [])
    assert called("upgrade_record") == ("0 documents were prepared.\n", "")


def documents(column: str) -> tuple[dict[int, str], dict[int, str]]:
    """Those of editions and of profiles that are there, by key."""
    editions, profiles = (
        {pk: text for pk, text in model.objects.values_list("pk", column) if text}
        for model in (Edition, Profile)
    )
    return editions, profiles


def test_upgrade_record_takes_no_arguments():
    assert refused("upgrade_record", "now") == ("", "Error: unrecognized arguments: now", 1)
