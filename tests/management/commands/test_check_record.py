"""`manage.py check_record`: what it prints, and that it fails where anything is found."""

import pytest

from events.models import Edition
from tests import newsroom
from tests.management.commands.calling import called, refused
from tests.management.conftest import load

pytestmark = pytest.mark.django_db


def test_check_record_is_content_with_an_empty_archive():
    assert called("check_record") == ("0 editions, no contradiction.\n", "")


def test_check_record_is_content_with_the_demo():
    load()

    assert called("check_record") == (
        f"{Edition.objects.count()} editions, no contradiction.\n",
        "",
    )


def test_check_record_lists_what_it_finds_and_fails():
    event = newsroom.published_event()
    Edition.objects.filter(event=event).update(note="Changed by hand.")

    assert refused("check_record") == (
        f"edition {event.pk}/1: note: the row has 'Changed by hand.', the document ''\n",
        "1 contradictions in the public record.",
        1,
    )


def test_check_record_changes_nothing_that_it_finds():
    newsroom.published_event()
    Edition.objects.update(note="Changed by hand.")
    before = list(Edition.objects.values())
    first = refused("check_record")

    assert list(Edition.objects.values()) == before
    assert refused("check_record") == first


def test_check_record_takes_no_arguments():
    assert refused("check_record", "now") == ("", "Error: unrecognized arguments: now", 1)
