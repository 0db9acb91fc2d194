"""What directions make of dates."""

import pytest

from events.dates.phrases.directions import (
    directed,
    direction_after,
    direction_of_words,
    direction_start,
    is_lead,
    lead_start,
    step,
)
from tests.dates.phrases.resolving import context_of


@pytest.mark.parametrize(
    ("words", "language", "direction"),
    [
        ("since", "en", "since"),
        ("from", "en", "since"),
        ("by", "en", "not_after"),
        ("not before", "en", "not_before"),
        ("not after", "en", "not_after"),
        ("not until", "en", "not_before"),
        ("on or before", "en", "not_after"),
        ("in or after", "en", "not_before"),
        ("no later than", "en", "not_after"),
        ("earlier than", "en", "before"),
        ("at the latest by", "en", "not_after"),
        ("around", "en", "around"),
        ("on the", "en", ""),
        ("nicht vor dem", "de", "not_before"),
        ("spätestens bis zum", "de", "not_after"),
        ("am oder nach dem", "de", "not_before"),
        ("nicht später als am", "de", "not_after"),
        ("seit etwa", "de", "since"),
        ("um", "de", "around"),
        ("pas avant", "fr", "not_before"),
    ],
)
def test_direction_is_composed_from_its_words(words, language, direction):
    assert direction_of_words(context_of(words, language).tokens) == (direction, True)


@pytest.mark.parametrize("words", ["since before", "not", "not since", "until since"])
def test_words_that_make_no_direction_are_not_understood(words):
    assert direction_of_words(context_of(words).tokens) == ("", False)


def test_um_is_exact_before_a_clock_time():
    assert direction_of_words(context_of("um", "de").tokens, clock=True) == ("", True)
    assert direction_of_words(context_of("gegen", "de").tokens, clock=True) == ("around", True)


@pytest.mark.parametrize(
    ("words", "direction"),
    [
        ("or later", "not_before"),
        ("or earlier", "not_after"),
        ("at the latest", "not_after"),
        ("at the earliest", "not_before"),
        ("onwards", "since"),
        ("since", ""),
    ],
)
def test_direction_after_a_date(words, direction):
    assert direction_after(context_of(words).tokens[0]) == direction


def test_lead_is_what_can_stand_before_a_date():
    tokens = context_of("He left on or before the 3 March").tokens
    assert [is_lead(tokens, index) for index in range(7)] == [False, False, *[True] * 4, False]
    assert lead_start(tokens, 6) == 2
    assert lead_start(tokens, 6, 4) == 4
    assert direction_start(tokens, 2, 6) == 2
    assert direction_start(tokens, 5, 6) == 6


@pytest.mark.parametrize(
    ("direction", "edtf"),
    [
        ("since", "2023-02-13/.."),
        ("until", "../2023-02-19"),
        ("not_before", "[2023-02-13..]"),
        ("not_after", "[..2023-02-19]"),
        ("before", "[..2023-02-12]"),
        ("after", "[2023-02-20..]"),
        ("around", "2023-02-13~/2023-02-19~"),
    ],
)
def test_direction_of_an_interval(direction, edtf):
    assert directed(direction, "2023-02-13", "2023-02-19") == edtf


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        ("2023-03-01", -1, "2023-02-28"),
        ("2023-12", 1, "2024-01"),
        ("2023", -1, "2022"),
        ("2023-21", -1, "2022-24"),
        ("2022-24", 1, "2023-21"),
        ("2023-36", 1, "2024-33"),
        ("2023-40", -1, "2022-41"),
        ("199X", 1, "200X"),
        ("19XX", 1, "20XX"),
        ("2023-03-01~", -1, "2023-02-28~"),
        ("2023-02-22T16:00", 1, "2023-02-22T16:00"),
    ],
)
def test_step_has_the_precision_of_the_date(text, number, expected):
    assert step(text, number) == expected
