"""Cells of a CSV: what is written is what is read."""

from datetime import date

import pytest

from events.interchange.cells import cell_of, items_of, line, marked_text, without_formula


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        ("text", "text"),
        ("=1+1", "'=1+1"),
        (-33.5, "-33.5"),
        (7, "7"),
        (True, "true"),
        (False, "false"),
        (date(950, 3, 1), "0950-03-01"),
        ([], ""),
        (["host: A|B", "C"], r"host: A\|B | C"),
        (["-1", "x"], "'-1 | x"),
    ],
)
def test_value_becomes_a_cell(value, cell):
    assert cell_of(value) == cell


@pytest.mark.parametrize("begin", list("=+-@\t\r＝＋－＠"))
@pytest.mark.parametrize("marks", ["", "'", "''"])
def test_formula_is_marked_and_read_back(begin, marks):
    text = f"{marks}{begin}SUM(1)"
    assert without_formula(text) == f"'{text}"
    assert marked_text(without_formula(text)) == text


@pytest.mark.parametrize("text", ["", "'", "'tis", "x=1", "'x'", " =1"])
def test_other_texts_stay_as_they_are(text):
    assert without_formula(text) == marked_text(text) == text


@pytest.mark.parametrize("items", [[], ["a"], ["a|b", "|", "c"], ["host: a", "b"]])
def test_list_is_read_back(items):
    assert items_of(marked_text(cell_of(items))) == items


def test_empty_entries_of_a_list_are_none():
    assert items_of(" a | | b|") == ["a", "b"]


def test_line_is_that_of_rfc_4180():
    assert line(["a", 'b"c', "d,e", "f\ng"]) == b'a,"b""c","d,e","f\ng"\r\n'
