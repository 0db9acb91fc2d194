"""The labels of a scale."""

from datetime import UTC, datetime

import pytest
from django.utils import translation

from events.web.axis import cells
from events.web.scales import Scale


def scale(first: str, last: str) -> Scale:
    return Scale(*(datetime.fromisoformat(end).replace(tzinfo=UTC) for end in (first, last)))


def labels(first: str, last: str, unit: str, **options) -> list[str]:
    return [cell.label for cell in cells(scale(first, last), unit, **options)]


def test_months_are_called_in_the_language_of_the_page():
    year = ("2023-01-01", "2023-05-01", "month")
    assert labels(*year) == ["Jan", "Feb", "Mar", "Apr"]
    with translation.override("de"):
        assert labels(*year) == ["Jan", "Feb", "Mär", "Apr"]


def test_narrow_screen_has_fewer_labels_at_round_numbers():
    found = cells(scale("2000-01-01", "2026-01-01"), "year")
    assert [cell.label for cell in found][:3] == ["2000", "2001", "2002"]
    narrow = [cell.label for cell in found if cell.label and not cell.wide]
    assert narrow == ["2000", "2005", "2010", "2015", "2020", "2025"]


def test_days_have_round_labels():
    found = cells(scale("2023-01-01", "2023-03-03"), "day")
    narrow = [cell.label for cell in found if cell.label and not cell.wide]
    assert narrow == ["1", "11", "21", "1", "11", "21", "1"]


def test_stretch_without_room_has_no_label_but_a_name():
    found = cells(scale("1900-01-01", "1960-01-01"), "year")
    unlabelled = [cell for cell in found if not cell.label]
    assert [cell.words for cell in unlabelled][:2] == ["1901", "1902"]


def test_cells_fill_the_scale():
    found = cells(scale("2023-01-15", "2024-03-20"), "month")
    assert (found[0].left, round(found[-1].left + found[-1].width, 6)) == (0, 100)


@pytest.mark.parametrize(
    ("first", "last", "unit", "expected"),
    [
        ("2023-02-01", "2023-03-01", "month", ["February 2023"]),
        ("2023-02-21", "2023-02-22", "day", ["Tuesday, 21 February 2023"]),
        ("1990-01-01", "2000-01-01", "decade", ["1990s"]),
    ],
)
def test_upper_row_says_the_whole_date(first, last, unit, expected):
    assert labels(first, last, unit, upper=True) == expected
