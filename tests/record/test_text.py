"""One rule for the characters of a text, and that every input follows it."""

import re
import sys
import unicodedata

import pytest

from events.record.text import (
    CONTROL_RANGES,
    clean_text,
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


@pytest.mark.parametrize(
    ("pasted", "stored", "removed"),
    [
        ("Wang Yi\ntraf\tPutin 🙂", "Wang Yi\ntraf\tPutin 🙂", {}),
        ("one\x0btwo\x00", "one\ntwo", {"control": 2}),
        ("one\u2028two\x0c\x85", "one\ntwo\n\n", {"control": 3}),
        ("Ver\u00adhand\u200blung\ufeff", "Verhandlung", {"soft_hyphen": 1, "zero_width": 2}),
        ("\u202egnal\u202c \u2066x\u2069", "gnal x", {"direction": 4}),
        ("a\u200db \u200c", "ab ", {"zero_width": 2}),
        ("می\u200cخواهد", "می\u200cخواهد", {}),
        ("👩\u200d💻 क्\u200dष", "👩\u200d💻 क्\u200dष", {}),
        ("שלום\u200f (x)\u200e", "שלום\u200f (x)\u200e", {}),
        ("Łódz\u0301 e\u0301", "Łódź é", {}),
    ],
)
def test_pasted_text_is_cleaned(pasted, stored, removed):
    text, found = clean_text(pasted)
    assert (text, dict(found)) == (stored, removed)
    assert clean_text(text) == (text, {})
