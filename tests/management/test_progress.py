"""The progress bar: one line of a terminal, and nothing elsewhere."""

from io import StringIO

import pytest
from django.core.management.base import OutputWrapper

from events.management import progress
from events.management.progress import WIDTH, Bar
from tests.management.commands.calling import Terminal


def drawn(stream: StringIO, *steps: tuple[int, int], unit: str = "events") -> str:
    """What a bar writes to a stream, as a command has it."""
    bar = Bar(OutputWrapper(stream), unit)
    for done, total in steps:
        bar(done, total)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("done", "total", "filled"),
    [(0, 3, 0), (1, 3, 10), (2, 3, 20), (1, 1000, 0), (999, 1000, 29), (1000, 1000, WIDTH)],
)
def test_bar_is_filled_as_far_as_the_job_is_done(done, total, filled):
    bar = drawn(Terminal(), (done, total)).partition("]")[0]
    assert bar == f"\r[{'#' * filled}{'.' * (WIDTH - filled)}"


def test_bar_stays_on_its_line_until_all_is_done():
    assert drawn(Terminal(), (600, 1200), (1200, 1200)) == (
        f"\r[{'#' * 15}{'.' * 15}] 600 of 1,200 events\r[{'#' * 30}] 1,200 of 1,200 events\n"
    )


def test_bar_is_drawn_five_times_a_second_and_at_the_end(monkeypatch):
    monkeypatch.setattr(progress, "monotonic", iter([7.0, 7.1, 7.3, 7.4]).__next__)
    shown = drawn(Terminal(), (1, 4), (2, 4), (3, 4), (4, 4), unit="rows")
    assert [line.partition("] ")[2] for line in shown.split("\r")[1:]] == [
        "1 of 4 rows",
        "3 of 4 rows",
        "4 of 4 rows\n",
    ]


def test_bar_names_what_is_counted():
    assert drawn(Terminal(), (1, 2), unit="documents").endswith("] 1 of 2 documents")


def test_bar_of_nothing_to_do_is_done():
    assert drawn(Terminal(), (0, 0)) == f"\r[{'.' * WIDTH}] 0 of 0 events\n"


def test_bar_is_not_drawn_into_a_file():
    assert drawn(StringIO(), (1, 2), (2, 2)) == ""
