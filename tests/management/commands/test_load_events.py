"""`manage.py load_events`: the same as the API's imports, from a file."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from events.models import Event, EventType, Import
from tests import factories, newsroom
from tests.api.importing import line
from tests.management.commands.calling import Terminal, called


@pytest.fixture(autouse=True)
def cast(db):
    newsroom.editor()
    newsroom.reviewer()
    if not EventType.objects.filter(key="talks").exists():
        factories.EventTypeFactory(key="talks")


def load(path, *options: str) -> tuple[str, str]:
    return called("load_events", str(path), "--editor=editor", *options)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "events.ndjson"
    path.write_text("\n".join(json.dumps(line(key)) for key in "abc"))
    return path


def test_file_is_loaded_and_again_changes_nothing(file):
    assert load(file) == ("3 created, 0 updated, 0 unchanged, 0 ready, 0 rejected\n", "")
    assert load(file) == ("0 created, 0 updated, 3 unchanged, 0 ready, 0 rejected\n", "")
    assert Event.objects.count() == 3


def test_dry_run_writes_nothing(file):
    out, _told = load(file, "--dry-run")
    assert out == (
        "3 created, 0 updated, 0 unchanged, 0 ready, 0 rejected\nNothing was written: a dry run.\n"
    )
    assert Event.objects.count() == 0


def test_bad_row_is_named_with_file_line_and_place(file):
    file.write_text(file.read_text() + "\n" + json.dumps(line("d", type="nonsense")))
    with pytest.raises(CommandError, match="all rows or none"):
        load(file)
    assert Event.objects.count() == 0
    out, told = load(file, "--rows")
    assert out == "3 created, 0 updated, 0 unchanged, 0 ready, 1 rejected\n"
    assert told == f"{file}:4, /type: There is no such type of event.\n"


def test_csv_is_known_by_its_ending_or_named(tmp_path):
    text = "external_key,title,language,type\na,Talks,en,talks\n"
    for name, options in (("events.csv", []), ("events.txt", ["--format=csv"])):
        path = tmp_path / name
        path.write_text(text)
        load(path, *options)
    assert Event.objects.get().external_key == "a"


def test_progress_is_shown_on_a_terminal(file):
    told = Terminal()
    call_command("load_events", str(file), "--editor=editor", stdout=StringIO(), stderr=told)
    assert "] 3 of 3 rows" in told.getvalue()


class Interrupting(Terminal):
    """A terminal at which somebody presses Ctrl-C once it shows a text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def write(self, text: str) -> int:
        if self.text and self.text in text:
            self.text = ""
            raise KeyboardInterrupt
        return super().write(text)


@pytest.mark.parametrize("step", ["checked", "written"])
def test_import_that_is_interrupted_is_cancelled_and_undone(file, step):
    streams = {"stdout": StringIO(), "stderr": Interrupting(f"rows {step}")}
    with pytest.raises(CommandError, match=r"^Cancelled\.$"):
        call_command("load_events", str(file), "--editor=editor", **streams)
    assert (Import.objects.get().state, Event.objects.count()) == ("cancelled", 0)


@pytest.mark.parametrize(
    ("name", "content", "options", "told"),
    [
        ("a.ndjson", None, [], "No such file"),
        ("a.txt", b"{}", [], "--format"),
        ("a.ndjson", b"", [], "The file holds no rows."),
        ("a.csv", b"id,titel\n1,x", [], "titel: Column 2: unknown name"),
        ("a.ndjson", b'{"id": "x"}', ["--restore"], "Your account may not do this."),
    ],
)
def test_what_cannot_be_loaded_is_told(tmp_path, name, content, options, told):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CommandError) as refusal:
        load(path, *options)
    assert told in str(refusal.value)


def test_unknown_account_is_told(file):
    with pytest.raises(CommandError, match="no such account"):
        call_command("load_events", str(file), "--editor=nobody")
