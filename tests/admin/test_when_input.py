"""The submitted values of a date widget, and snapshots of what was shown."""

from dataclasses import replace

import pytest

from events.admin.when_input import Snapshot, WhenInput, normalize_text
from tests.admin.when_inputs import RECORDED, field, source, values


@pytest.mark.parametrize(
    "forged",
    [
        "{",
        "[]",
        "null",
        "[" * 3000,
        '{"text": "am Dienstag"}',
        Snapshot("am Dienstag", "", "", "", replace(RECORDED, timezone=None)).dump() + "x",
        '{"text": "\\ud800", "edtf": "", "language": "", "anchor": "", "source": "", "when": {}}',
    ],
)
def test_forged_snapshot_is_ignored(forged):
    made = field(source(published="2023-02-22"))
    assert made.parse(values("am Dienstag", initial=forged, shown=forged)).when.edtf == (
        "2023-02-21"
    )


def test_snapshot_of_another_phrase_is_ignored():
    """It would give a date a phrase that nobody has written."""
    snapshot = Snapshot("am Montag", "", "", "", replace(RECORDED, timezone=None))
    assert Snapshot.load(snapshot.dump()) is None
    same = replace(snapshot, text="am Dienstag")
    assert Snapshot.load(same.dump()) == same


@pytest.mark.parametrize(
    ("text", "normalized"),
    [
        ("  am \t Dienstag\n", "am Dienstag"),
        ("am\u202e Dienstag\u200b", "am Dienstag"),
        ("می\u200cروم", "می\u200cروم"),
        ("क्\u200dष", "क्\u200dष"),
        ("am\xa0Dienstag", "am Dienstag"),
    ],
)
def test_whitespace_and_invisible_marks_are_removed(text, normalized):
    assert normalize_text(text) == normalized


def test_input_is_normalized():
    assert WhenInput.from_list([" 2023 ", None, 7, "DE-at"]) == WhenInput(
        text="2023", timezone="", language="de-AT"
    )
    assert WhenInput.from_list(None) == WhenInput()
    assert WhenInput.from_value(" 2023 ") == WhenInput(text="2023")
