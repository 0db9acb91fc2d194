"""`manage.py read_dates`: what it prints, and when it refuses. No test here has a database."""

import json
import os
import subprocess
import sys
from datetime import datetime
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from events.dates import find
from events.management.commands.read_dates import MAX_BYTES

WRITTEN = "2023-02-22T16:00+01:00"
ANCHOR = datetime.fromisoformat(WRITTEN)
REPORT = "Am Dienstag traf sie ein.\nVier Wochen lang war sie fort,\nvom 2023-01-24 an.\n"


def printed(text: str | bytes, tmp_path: Path, *, language: str = "de", **options) -> str:
    path = tmp_path / "report.txt"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    out = StringIO()
    options = {"anchor": WRITTEN, "language": language, **options}
    call_command("read_dates", str(path), stdout=out, **options)
    return out.getvalue()


def refused(*command: str, **options) -> str:
    """What is said; nothing may have been printed before."""
    out = StringIO()
    with pytest.raises(CommandError) as failed:
        call_command("read_dates", *command, stdout=out, **{"language": "de", **options})
    assert out.getvalue() == ""
    return str(failed.value)


# --- What it prints -------------------------------------------------------------------------------
def test_highlights_are_marked_in_the_text(tmp_path):
    assert printed(REPORT, tmp_path) == (
        "Am [Dienstag]{2023-02-21} traf sie ein.\n"
        "[Vier Wochen lang]{duration} war sie fort,\n"
        "vom [2023-01-24 an]{2023-01-24/..}.\n"
    )


def test_highlights_have_the_colour_of_their_tier_and_say_which(tmp_path):
    assert printed("Es war 2023-02-21", tmp_path, force_color=True) == (
        "Es war \x1b[32;1m2023-02-21\x1b[0m\x1b[32m{2023-02-21}\x1b[0m\n"
        "\n"
        "\x1b[32msure\x1b[0m  \x1b[33mlikely\x1b[0m  \x1b[35mvague or no date\x1b[0m\n"
    )
    assert printed("Kein Wort.", tmp_path, force_color=True) == "Kein Wort.\n"
    assert "\x1b" not in printed(REPORT, tmp_path, no_color=True)


def test_table_has_a_row_for_each(tmp_path):
    first, second, third = find(REPORT, ANCHOR, "de")
    assert printed(REPORT, tmp_path, format="table") == (
        "LINE  TEXT              KIND      TIER  DATE                       EDTF           REASON\n"
        "1:4   Dienstag          date      2     Tuesday, 21 February 2023  2023-02-21     "
        f"{first.reason}\n"
        "2:1   Vier Wochen lang  duration  3                                               "
        f"{second.reason}\n"
        "3:5   2023-01-24 an     date      1     since 24 January 2023      2023-01-24/..  "
        f"{third.reason}\n"
    )


def test_table_of_nothing_says_so(tmp_path):
    assert printed("Kein Wort.", tmp_path, format="table") == "No temporal expression was found.\n"


def test_json_lines_are_what_the_api_answers(tmp_path):
    lines = printed(REPORT, tmp_path, format="json").splitlines()
    assert [json.loads(line) for line in lines] == [
        one.as_json() for one in find(REPORT, ANCHOR, "de")
    ]
    assert len(lines) == 3


def test_without_anchor_only_what_needs_none_is_dated(tmp_path):
    told = printed("Sie kam am Dienstag. Er ging am 23.2.2023 fort.", tmp_path, anchor="")
    assert told.endswith("Er ging am [23.2.2023]{2023-02-23} fort.\n")
    assert "2023-02-21" not in told


def test_anchor_may_be_a_day(tmp_path):
    assert printed("gestern", tmp_path, anchor="2023-02-22") == "[gestern]{2023-02-21}\n"


def test_region_of_a_language_counts(tmp_path):
    found = {tag: printed("02/03/2023", tmp_path, language=tag) for tag in ("en-GB", "en-US")}
    assert found == {
        "en-GB": "[02/03/2023]{2023-03-02}\n",
        "en-US": "[02/03/2023]{2023-02-03}\n",
    }


def test_text_may_come_from_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(b"\xef\xbb\xbf2023-02-21")))
    out = StringIO()
    call_command("read_dates", "-", language="en", stdout=out)
    assert out.getvalue() == "[2023-02-21]{2023-02-21}\n"


@pytest.mark.parametrize(
    ("text", "line"), [("", "\n"), ("2023-02-21\n", "[2023-02-21]{2023-02-21}\n")]
)
def test_output_ends_with_one_line_end(tmp_path, text, line):
    assert printed(text, tmp_path) == line


# --- Hostile texts --------------------------------------------------------------------------------
EVIL = "\x1b[2J2023-02-21\x07\x00\x9b31m\x7f\u202e\u2028\r\n\tend"


def test_text_cannot_command_the_terminal(tmp_path):
    assert printed(EVIL, tmp_path) == ("␛[2J2023-02-21␇␀\\u009b31m\\u007f\\u202e\\u2028\n\tend\n")


@pytest.mark.parametrize(
    "text",
    ["9" * 1_000_000, "\n" * 1_000_000, "\u202e" * 300_000, "\x1b" * 1_000_000, "am " * 300_000],
)
def test_megabyte_without_dates_is_read_to_its_end(tmp_path, text):
    assert printed(text, tmp_path, format="table") == "No temporal expression was found.\n"


# --- What it refuses ------------------------------------------------------------------------------
@pytest.fixture
def report(tmp_path) -> str:
    path = tmp_path / "report.txt"
    path.write_text(REPORT)
    return str(path)


def test_file_that_cannot_be_read_is_named(tmp_path):
    missing, folder, encoded = tmp_path / "missing", tmp_path / "folder", tmp_path / "latin-1"
    folder.mkdir()
    encoded.write_bytes("Ja.\nAm 3. März 2021\n".encode("latin-1"))
    large = tmp_path / "large"
    large.write_bytes(b"x" * (MAX_BYTES + 1))
    assert [refused(str(path)) for path in (missing, folder, encoded, large)] == [
        f"“{missing}” does not exist.",
        f"“{folder}” is a directory; give a file.",
        f"“{encoded}” is not UTF-8: byte 12, line 2.",
        f"“{large}” is larger than 2 MB; split it.",
    ]
    assert refused("a\x1b\x00b") == "“a␛␀b” cannot be read: no such name."


def test_file_of_the_largest_size_is_read(tmp_path):
    assert (
        printed(" " * MAX_BYTES, tmp_path, format="table") == "No temporal expression was found.\n"
    )


@pytest.mark.parametrize("tag", ["xx", "", "german", "d"])
def test_unknown_language_is_told_those_that_are_known(report, tag):
    assert refused(report, language=tag) == "--language: choose from en, de, fr."


NAIVE = "The anchor needs an offset from UTC, such as 2023-02-22T16:00+01:00."
UNREADABLE = "Write a date such as 2023-02-22 or an instant such as 2023-02-22T16:00:00Z."
OUTSIDE = "The anchor is outside the years 1000 to 9000."


@pytest.mark.parametrize(
    ("anchor", "message"),
    [
        ("2023-02-22T16:00", NAIVE),
        ("2023-02-22 16:00", NAIVE),
        ("Tuesday", UNREADABLE),
        ("2023-02-30", UNREADABLE),
        ("0000-01-01", UNREADABLE),
        ("0999-01-01", OUTSIDE),
        ("9999-12-31T23:59Z", OUTSIDE),
    ],
)
def test_anchor_that_cannot_be_used_is_told_how_to_write_it(report, anchor, message):
    assert refused(report, anchor=anchor) == f"--anchor: {message}"


def test_language_and_format_are_checked_before_the_file_is_opened():
    assert refused("-", language="xx").startswith("--language")
    with pytest.raises(CommandError, match="invalid choice: 'xml'"):
        call_command("read_dates", "-", "--language=de", "--format=xml")
    with pytest.raises(CommandError, match="arguments are required: --language"):
        call_command("read_dates", "-")


# --- As it is called ------------------------------------------------------------------------------
def called(text: bytes, *arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "manage.py", "read_dates", "-", "--language", "en", *arguments]
    return subprocess.run(
        command,
        cwd=settings.BASE_DIR,
        env={**os.environ, "DEBUG": "1", **environment},
        input=text,
        capture_output=True,
        check=False,
    )


def test_refusal_has_no_traceback_and_an_exit_code():
    done = called(b"2023-02-21", "--anchor", "2023-02-22T16:00")
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode().splitlines() == [f"CommandError: --anchor: {NAIVE}"]


def test_terminal_that_lacks_a_letter_gets_its_number():
    done = called("2023-02-21 Патрушев ü".encode(), PYTHONIOENCODING="latin-1", PYTHONUTF8="0")
    assert (done.returncode, done.stderr) == (0, b"")
    numbers = "".join(f"\\u{ord(letter):04x}" for letter in "Патрушев")
    assert done.stdout == f"[2023-02-21]{{2023-02-21}} {numbers} ü\n".encode("latin-1")


def test_reader_that_stops_listening_is_no_error(tmp_path):
    path = tmp_path / "long.txt"
    path.write_text("2023-02-21\n" * 10_000)
    command = f"{sys.executable} manage.py read_dates {path} --language en | head -n 1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DEBUG": "1"},
        capture_output=True,
        check=False,
    )
    assert (done.stdout, done.stderr, done.returncode) == (
        b"[2023-02-21]{2023-02-21}\n",
        b"",
        0,
    )
