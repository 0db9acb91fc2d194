"""Own short reports with gold in editors' terms: every date that is there, and no other.

The gold stands in ``reports/*.toml``: for each date the words and its EDTF; with a third value, the
number of the occurrence of these words. Words in ``none`` must be read as what is no date (a
duration, a repeated time, "now"); they need not be all of them. The customs behind the gold (what
"late", "the past days", "a year ago" mean) are those of docs/dates.md.
"""

import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from events.dates import find

FOLDER = Path(__file__).parent / "reports"
REPORTS = [
    {"language": path.stem, **report}
    for path in sorted(FOLDER.glob("*.toml"))
    for report in tomllib.loads(path.read_text(encoding="utf-8"))["reports"]
]


def place(text: str, words: str, occurrence: int = 1) -> tuple[int, int]:
    start = -1
    for _ in range(occurrence):
        start = text.index(words, start + 1)
    return start, start + len(words)


def readings(report: dict[str, Any]):
    return find(report["text"], datetime.fromisoformat(report["anchor"]), report["language"])


def named(report: dict[str, Any]) -> str:
    return f"{report['language']}-{report['id']}"


def test_there_are_at_least_sixty_reports():
    assert len(REPORTS) >= 60
    assert len({named(report) for report in REPORTS}) == len(REPORTS)


@pytest.mark.parametrize("report", REPORTS, ids=named)
def test_report_holds_these_dates_and_no_other(report):
    text = report["text"]
    expected = sorted(
        (place(text, *words), edtf)
        for words, edtf, *words_nth in report["dates"]
        for words in [(words, *words_nth)]
    )
    found = [one for one in readings(report) if one.when is not None]
    read = [
        next(
            (one.when.edtf for one in found if one.start < end and start < one.end),
            None,
        )
        for (start, end), _ in expected
    ]
    assert read == [edtf for _, edtf in expected]
    assert len(found) == len(expected)


@pytest.mark.parametrize("report", [report for report in REPORTS if report.get("none")], ids=named)
def test_what_is_no_date_is_read_as_such(report):
    spans = [place(report["text"], words) for words in report["none"]]
    kinds = [
        [one.kind for one in readings(report) if one.start < end and start < one.end]
        for start, end in spans
    ]
    assert [kind for [kind] in kinds if kind in ("date", "time")] == []
