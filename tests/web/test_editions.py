"""An edition in a line."""

from events.web.editions import edition_line
from tests.web import records


def test_edition_says_what_it_did_and_when():
    line = edition_line(records.edition(2, kind="corrected", note="The day was wrong."))
    assert (line.number, line.does, line.note) == (2, "corrected", "The day was wrong.")
    assert line.at == "Wednesday, 1 March 2023, 12:00 UTC"


def test_note_of_an_edition_that_no_editor_made_is_left_out():
    """It is worded by the program, in one language."""
    edition = records.edition(2, cause="answer", note="China denies a claim of this event.")
    assert edition_line(edition).note == ""


def test_edition_of_a_kind_that_is_newer_than_the_program_is_shown_as_it_is():
    assert edition_line(records.edition(2, kind="translated", cause="machine")).does == "translated"
