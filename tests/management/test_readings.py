"""Readings as text: marked where they stand, in a table, as JSON lines; and no control escapes."""

import json
from dataclasses import replace
from datetime import datetime

import pytest

from events.dates import Reading, find
from events.management.readings import (
    TEXT_WIDTH,
    highlights,
    json_lines,
    legend,
    printable,
    table,
)

ANCHOR = datetime.fromisoformat("2023-02-22T16:00+01:00")
EVIL = "\x1b[2J2023-02-21\x07\x00\x9b31m\x7f\u202e\u2028\r\n\tend"
HARMLESS = "␛[2J2023-02-21␇␀\\u009b31m\\u007f\\u202e\\u2028\n\tend"


def reading(**members) -> Reading:
    """The reading of one plain date, or another one made from it."""
    [found] = find("2023-02-21", None, "en")
    return replace(found, **members)


# --- Marked in the text ---------------------------------------------------------------------------
def test_highlights_put_the_date_or_the_kind_behind_each_expression():
    text = "Am Dienstag, vier Wochen lang."
    assert highlights(text, find(text, ANCHOR, "de"), coloured=False) == (
        "Am [Dienstag]{2023-02-21}, [vier Wochen lang]{duration}.\n"
    )


@pytest.mark.parametrize("text", ["", "No date.", "No date.\n", "Two\nlines"])
def test_highlights_without_readings_are_the_text_on_whole_lines(text):
    for coloured in (True, False):
        assert highlights(text, [], coloured=coloured) == text.removesuffix("\n") + "\n"


def test_colour_ends_with_the_line():
    text = "am 3. Oktober\n2021"
    assert highlights(text, find(text, ANCHOR, "de"), coloured=True) == (
        "am \x1b[32;1m3. Oktober\x1b[0m\n\x1b[32;1m2021\x1b[0m\x1b[32m{2021-10-03}\x1b[0m\n"
    )


@pytest.mark.parametrize(("tier", "colour"), [(1, 32), (2, 33), (3, 35)])
def test_expression_has_the_colour_of_its_tier(tier, colour):
    assert highlights("2023-02-21", [reading(tier=tier)], coloured=True) == (
        f"\x1b[{colour};1m2023-02-21\x1b[0m\x1b[{colour}m{{2023-02-21}}\x1b[0m\n"
    )


def test_legend_has_a_word_for_each_colour():
    assert legend() == (
        "\x1b[32msure\x1b[0m  \x1b[33mlikely\x1b[0m  \x1b[35mvague or no date\x1b[0m\n"
    )


# --- As a table -----------------------------------------------------------------------------------
def test_table_of_nothing_says_so():
    assert table("No date.", []) == "No temporal expression was found.\n"


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_however_they_end(line_end):
    text = line_end.join(["习近平", "", "כן 2023-02-21, 2023-02-22"])
    rows = table(text, find(text, None, "de")).splitlines()
    assert [row.split()[0] for row in rows] == ["LINE", "3:4", "3:16"]


def test_columns_stand_below_each_other_in_wide_letters_and_long_words():
    wide, long = (reading(text=text) for text in ("习" * 30, "x" * 60))
    rows = table("2023-02-21", [wide, long]).splitlines()
    assert [row.split()[1] for row in rows[1:]] == ["习" * 19 + "…", "x" * (TEXT_WIDTH - 1) + "…"]
    assert [row.index("date") for row in rows[1:]] == [6 + 20 + 3, 6 + TEXT_WIDTH + 2]


def test_letters_of_no_width_take_no_cell():
    plain, accented = reading(text="ae"), reading(text="a\u0301e")
    first, second = table("2023-02-21", [plain, accented]).splitlines()[1:]
    assert second == first.replace("ae", "a\u0301e")


@pytest.mark.parametrize(("length", "shown"), [(TEXT_WIDTH, "x" * 40), (41, "x" * 39 + "…")])
def test_words_are_cut_only_where_they_do_not_fit(length, shown):
    assert table("2023-02-21", [reading(text="x" * length)]).splitlines()[1].split()[1] == shown


# --- As JSON lines --------------------------------------------------------------------------------
def test_json_lines_are_an_object_for_each_reading():
    readings = find("2023-02-21 and 2023-02-22", None, "en")
    lines = json_lines(readings).splitlines()
    assert [json.loads(line) for line in lines] == [one.as_json() for one in readings]
    assert len(lines) == 2
    assert json_lines([]) == ""


def test_json_lines_spell_letters_but_no_controls():
    [line] = json_lines([reading(text="März\u202e\u2028\ud800")]).splitlines()
    assert "März\\u202e\\u2028\\ud800" in line
    assert json.loads(line) == reading(text="März\u202e\u2028\ud800").as_json()


# --- Hostile texts --------------------------------------------------------------------------------
def test_printable_text_shows_what_would_command_a_terminal():
    assert printable(EVIL) == HARMLESS
    assert printable("one\rtwo\r\nthree\tfour") == "one\ntwo\nthree\tfour"


def test_no_format_lets_a_control_through():
    # One reading whose words hold all of them, as a reader of dates might once make it.
    hostile = reading(text=EVIL)
    assert highlights("2023-02-21", [hostile], coloured=False) == f"[{HARMLESS}]{{2023-02-21}}\n"
    allowed = set(map(chr, range(0x20, 0x7F))) | set("\n␛␇␀…")
    assert set(table("2023-02-21", [hostile])) <= allowed
    assert [letter for letter in json_lines([hostile]) if letter < " "] == ["\n"]
