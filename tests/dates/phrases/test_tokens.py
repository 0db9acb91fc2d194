"""The tokenizer."""

import pytest

from events.dates.phrases.grammar import NEUTRAL
from events.dates.phrases.tokens import TOKEN, Token, is_break, number_entries, shape_entries


def kinds(text):
    return [(match.lastgroup, match[0]) for match in TOKEN.finditer(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023-02-21", [("iso", "2023-02-21")]),
        ("2023-02-21T16:00+01:00", [("iso", "2023-02-21T16:00+01:00")]),
        ("21.2.2023", [("dotted", "21.2.2023")]),
        ("21. 2. 2023", [("dotted", "21. 2. 2023")]),
        ("21.2.", [("dotted", "21.2.")]),
        ("02/03/2023", [("slashed", "02/03/2023")]),
        ("16:30", [("clock", "16:30")]),
        ("16.30", [("dotclock", "16.30")]),
        ("1,234,567", [("figure", "1,234,567")]),
        ("3,5", [("figure", "3,5")]),
        ("'98", [("short", "'98")]),
        ("21st", [("nth", "21st")]),
        ("1er", [("nth", "1er")]),
        ("2023", [("number", "2023")]),
        ("März", [("word", "März")]),
        ("a_b", [("word", "a"), ("other", "_"), ("word", "b")]),
        ("x,", [("word", "x"), ("other", ",")]),
    ],
)
def test_kinds_of_tokens(text, expected):
    assert kinds(text) == expected


@pytest.mark.parametrize(
    "text", ["192.168.2.21", "2023-02-21-5", "12023-02-21", "1/2/3/2023", "10:20:30:40"]
)
def test_part_of_a_longer_number_is_no_date(text):
    assert not {"iso", "dotted", "slashed", "clock"} & {kind for kind, _ in kinds(text)}


def test_digits_of_other_scripts_are_no_numbers():
    assert [kind for kind, _ in kinds("٢٠٢٣ ２０２３")] == ["other"] * 8


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0", {("N", "0"), ("count", "0")}),
        ("1", {("D", "1"), ("count", "1")}),
        ("31", {("D", "31"), ("count", "31")}),
        ("32", {("N", "32"), ("count", "32")}),
        ("100", {("N", "100"), ("count", "100")}),
        ("0999", {("N", "0999"), ("count", "999")}),
        ("1000", {("Y", "1000")}),
        ("2199", {("Y", "2199")}),
        ("2200", {("N", "2200"), ("count", "2200")}),
        ("12345", {("N", "12345"), ("count", "12345")}),
        ("123456", {("F", "")}),
    ],
)
def test_classes_of_a_number(text, expected):
    assert set(number_entries(text)) == expected


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("nth", "21st", {("nth", "21")}),
        ("nth", "1er", {("nth", "1")}),
        ("nth", "32nd", {("ordinal", "32")}),
        ("nth", "0th", {("ordinal", "0")}),
        ("dotclock", "16.30", {("dotclock", "16.30"), ("F", "16.30")}),
        ("figure", "3,5", {("F", "3,5")}),
        ("other", "–", {("dash", "")}),
        ("other", "§", {("law", "")}),
        ("other", "🙂", {("plain", "")}),
        ("clock", "16:30", {("clock", "16:30")}),
    ],
)
def test_classes_of_other_tokens(kind, text, expected):
    assert set(shape_entries(kind, text)) == expected


@pytest.mark.parametrize(
    ("gap", "expected"),
    [
        (" ", False),
        ("\n", False),
        ("  ", False),
        ("\n\n", True),
        ("\r\n\r\n", True),
        ("\n \n", True),
    ],
)
def test_blank_line_is_a_break(gap, expected):
    text = f"a{gap}b"
    assert is_break(text, 1, len(text) - 1) is expected


def test_value_of_a_token_in_a_class():
    token = Token(0, 2, "21", frozenset({("D", "21"), ("count", "21")}), "x")
    assert (token.value("D"), token.value("count"), token.value("Y")) == ("21", "21", None)


def test_offsets_are_those_of_the_text():
    text = "🙂 Am 3. März,\r\n2023"
    assert [text[one.start : one.end] for one in NEUTRAL.tokens(text)] == [
        *("🙂", "Am", "3", ".", "März", ",", "2023"),
    ]
