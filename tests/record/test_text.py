"""One rule for the characters of a text, and that every input follows it."""

import re
import sys
import unicodedata

import pytest

from events.record.text import (
    CONTROL_RANGES,
    has_control_characters,
    has_invalid_characters,
    has_surrogates,
)

CHARACTERS = [chr(number) for number in range(sys.maxunicode + 1)]


def test_control_characters_are_those_of_unicode():
    control = {one for one in CHARACTERS if unicodedata.category(one) == "Cc"}
    assert {one for one in CHARACTERS if has_control_characters(one)} == control
    assert {one for one in control if re.fullmatch(f"[{CONTROL_RANGES}]", one)} == control


def test_text_of_several_lines_may_have_tabs_and_line_breaks():
    allowed = {
        one
        for one in CHARACTERS
        if has_control_characters(one) and not has_control_characters(one, multiline=True)
    }
    assert allowed == set("\t\n\r")


def test_surrogates_are_those_of_unicode():
    surrogates = {one for one in CHARACTERS if unicodedata.category(one) == "Cs"}
    assert {one for one in CHARACTERS if has_surrogates(one)} == surrogates


@pytest.mark.parametrize(
    ("text", "one_line", "multiline"),
    [
        ("", False, False),
        ("Wang Yi traf Putin – „gestern“ 🙂", False, False),
        ("one\ntwo", True, False),
        ("one\x00", True, True),
        ("\x7f", True, True),
        ("a\x85b", True, True),
        ("half \ud83d", True, True),
        ("\u200b\u202e\u2028", False, False),  # format characters are no control characters
    ],
)
def test_invalid_characters(text, one_line, multiline):
    assert has_invalid_characters(text) is one_line
    assert has_invalid_characters(text, multiline=True) is multiline
