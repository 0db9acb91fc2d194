"""`manage.py reissue`: what it prints, and whom it refuses."""

from io import StringIO

import pytest
from django.core.management import call_command

from events.models import Edition, EventTypeName
from tests import factories, newsroom
from tests.management.commands.calling import Terminal, called, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def renamed():
    """A public event whose type has got a German name since."""
    newsroom.published_event("Other talks", type=factories.EventTypeFactory(key="visit"))
    event = newsroom.published_event()
    EventTypeName.objects.create(type=event.type, language="de", name="Gespräche")
    return event


def test_reissue_in_an_empty_archive_does_nothing():
    newsroom.reviewer()

    assert called("reissue", "--editor=reviewer") == ("0 events were reissued.\n", "")


def test_reissue_renews_what_is_called_otherwise_now_and_that_once(renamed):
    assert called("reissue", "--editor=reviewer") == ("1 events were reissued.\n", "")
    assert newsroom.current(renamed).type_names == {"de": "Gespräche"}
    edition = Edition.objects.current().get(event=renamed)
    assert (edition.number, edition.kind, edition.editor.username) == (2, "updated", "reviewer")

    assert called("reissue", "--editor=reviewer") == ("0 events were reissued.\n", "")
    assert Edition.objects.count() == 3


def test_reissue_shows_its_progress_on_a_terminal(renamed):
    told = Terminal()
    call_command("reissue", "--editor=reviewer", stdout=StringIO(), stderr=told)

    assert told.getvalue() == f"\r[{'#' * 30}] 2 of 2 events\n"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([], "Error: the following arguments are required: --editor"),
        (["--editor=nobody"], "There is no such account."),
        (["--editor=editor"], "Your account may not do this."),
    ],
)
def test_reissue_refuses_who_is_not_there_or_may_not(renamed, options, said):
    newsroom.editor()

    assert refused("reissue", *options) == ("", said, 1)
    assert Edition.objects.count() == 2
