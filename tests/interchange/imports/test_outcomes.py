"""What is told of each row, also where everything is rolled back."""

import pytest

from events.editorial.errors import Problem
from events.interchange.imports.outcomes import Outcome, rejected, roll_back
from events.interchange.imports.reading import Row
from events.record.vocabulary import RowResult

DOCUMENT = {"external_key": "a", "title": "Talks"}
CELLS = {"external_key": "a", "title": "Talks", "place": "Moscow", "latitude": "north"}
PROBLEMS = [
    Problem("/title", "Too long."),
    Problem("/place/latitude", "Not a number."),
    Problem("", "Not a row."),
]


def test_problems_of_a_document_are_told_with_their_pointers():
    assert rejected(Row(7, DOCUMENT), PROBLEMS) == Outcome(
        7,
        "a",
        RowResult.REJECTED,
        "",
        [
            {"pointer": "/title", "detail": "Too long."},
            {"pointer": "/place/latitude", "detail": "Not a number."},
            {"pointer": "", "detail": "Not a row."},
        ],
    )


def test_problems_of_a_csv_are_told_with_their_columns():
    assert rejected(Row(7, DOCUMENT, CELLS), PROBLEMS).problems == [
        {"column": "title", "detail": "Too long."},
        {"column": "latitude", "detail": "Not a number."},
        {"column": "", "detail": "Not a row."},
    ]


@pytest.mark.parametrize(("cells", "place"), [({}, "pointer"), (CELLS, "column")])
def test_row_without_problems_of_its_own_was_rejected_with_another(cells, place):
    assert rejected(Row(7, DOCUMENT, cells), []).problems == [
        {place: "", "detail": "A row that this one refers to was rejected."}
    ]


def outcomes() -> list[Outcome]:
    results = ("created", "updated", "unchanged", "rejected")
    return [
        Outcome(number, f"key {number}", RowResult(result), "" if result == "rejected" else "event")
        for number, result in enumerate(results, 1)
    ]


def test_dry_run_tells_what_would_be_done_and_no_event_that_does_not_exist():
    found = outcomes()
    roll_back(found, refused=False)
    assert [(one.result, one.event) for one in found] == [
        ("created", ""),
        ("updated", "event"),
        ("unchanged", "event"),
        ("rejected", ""),
    ]


def test_refused_file_tells_which_rows_are_ready():
    found = outcomes()
    roll_back(found, refused=True)
    assert [(one.result, one.event) for one in found] == [
        ("ready", ""),
        ("ready", "event"),
        ("unchanged", "event"),
        ("rejected", ""),
    ]
