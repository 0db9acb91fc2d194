"""`manage.py load_demo`: the demo's record, for accounts that are there."""

import shutil
from pathlib import Path

import pytest

from events.models import Edition, Event, User
from tests import factories, newsroom
from tests.management.commands.calling import called, refused
from tests.management.conftest import FOLDER, demo_ids

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> None:
    newsroom.editor(), newsroom.reviewer()


@pytest.mark.usefixtures("people")
def test_load_demo_loads_once():
    assert called("load_demo") == ("The demo is loaded.\n", "")
    editions = Edition.objects.count()

    assert called("load_demo") == ("The demo was loaded before.\n", "")
    assert Edition.objects.count() == editions > 0


@pytest.mark.usefixtures("people")
def test_load_demo_goes_beside_what_an_archive_has():
    other = newsroom.published_event("Something else")

    assert called("load_demo") == ("The demo is loaded.\n", "")
    loaded = set(Event.objects.values_list("pk", flat=True))
    assert loaded <= {other.pk, *demo_ids().values()}
    assert other.pk in loaded


def test_load_demo_takes_the_accounts_that_are_named():
    editor, reviewer = newsroom.editor(), newsroom.reviewer()
    User.objects.filter(pk=editor.pk).update(username="anna")
    User.objects.filter(pk=reviewer.pk).update(username="boris")

    told = called("load_demo", "--editor=anna", "--reviewer=boris")
    assert told == ("The demo is loaded.\n", "")
    assert set(Edition.objects.values_list("editor__username", flat=True)) == {"boris"}


@pytest.mark.parametrize(
    ("there", "options", "lacking", "option"),
    [
        ("reviewer", [], "editor", "editor"),
        ("editor", [], "reviewer", "reviewer"),
        ("editor", ["--editor=nobody"], "nobody", "editor"),
    ],
)
def test_load_demo_needs_accounts_that_are_there(there, options, lacking, option):
    factories.UserFactory(username=there)

    said = (
        f"There is no account “{lacking}”. Name one with --{option}, "
        "or run `manage.py demo`, which makes its own."
    )
    assert refused("load_demo", *options) == ("", said, 1)


def test_load_demo_needs_accounts_that_may():
    for name in ("editor", "reviewer"):
        factories.UserFactory(username=name)

    said = "Nothing was loaded. history.json, step 0: Your account may not do this."
    assert refused("load_demo") == ("", said, 1)
    assert Event.objects.count() == 0


@pytest.mark.usefixtures("people")
def test_load_demo_says_why_nothing_was_loaded(tmp_path: Path):
    copy = tmp_path / "demo"
    shutil.copytree(FOLDER, copy)
    (copy / "actors.json").write_text("{")

    said = (
        "Nothing was loaded. actors.json, line 1: not JSON "
        "(Expecting property name enclosed in double quotes)."
    )
    assert refused("load_demo", folder=copy) == ("", said, 1)
    assert Event.objects.count() == 0


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("folder", ["", "nowhere", "file"])
def test_load_demo_refuses_what_is_no_folder_of_a_demo(tmp_path: Path, folder):
    (tmp_path / "file").write_text("")

    said = "Nothing was loaded. ids.json: this file is missing."
    assert refused("load_demo", f"--folder={tmp_path / folder}") == ("", said, 1)
