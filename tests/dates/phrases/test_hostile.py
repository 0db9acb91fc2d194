"""All resolvers on hostile text: no exception, valid spans, and work linear in the length."""

import sys
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.dates import LANGUAGES_READ, find, read
from tests.dates.phrases.families import ENGLISH, FRENCH, GERMAN

REPORT = datetime(2023, 2, 22, 16, 0, tzinfo=UTC)
LANGUAGES = st.sampled_from(LANGUAGES_READ)
WORDS = sorted(
    {word for table in (GERMAN, ENGLISH, FRENCH) for key in table for word in key.split()}
)
# What the rules are made of in any order is worse than any letters.
SHUFFLED = st.lists(
    st.one_of(
        st.sampled_from(WORDS), st.sampled_from([*".,;:-–/()\"„“'", "\r\n", "🙂", "e\u0301"])
    ),
    max_size=40,
).map(" ".join)
LENGTHS = 1000, 8000
MOMENTS = st.datetimes(timezones=st.just(UTC))


@given(text=st.one_of(SHUFFLED, st.text(max_size=200)), language=LANGUAGES, anchor=MOMENTS)
def test_any_text_is_read_without_an_exception(text, language, anchor):
    read(text, anchor, language)
    last = 0
    for reading in find(text, anchor, language):
        assert last <= reading.start < reading.end <= len(text)
        assert text[reading.start : reading.end] == reading.text
        last = reading.end


@given(text=SHUFFLED, language=LANGUAGES)
def test_same_text_is_read_alike_every_time(text, language):
    first, again = (find(text, REPORT, language) for _ in range(2))
    assert [one.as_json() for one in first] == [one.as_json() for one in again]


def steps(text, language):
    """Calls of functions, Python's own included: what a slow machine does not change."""
    count = 0

    def step(frame, event, argument):
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(step)
    try:
        find(text, REPORT, language)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize(
    "piece",
    [
        *("1", "1 ", "1.", "1,", "a", ".", "(", "„", "\n", "the ", "vor vor ", "Mai ", "May 3 "),
        *("3., 4. und ", "Tuesday and ", "Dienstag ", "gestern sagte ", "drei Tage ", "2023 "),
        *(
            "„gestern“, sagte er am Montag ",
            "from 20 to 22 February ",
            "early late mid ",
            "derzeit 22. heute ",
            "2023-02-24 ",
            "am 24. Februar ",
            "Tuesday will ",
            "in the ",
            "()[],",
            "2020 or ",
        ),
    ],
)
def test_work_grows_with_the_length_of_a_text_and_not_with_its_square(piece, language):
    find(piece, REPORT, language)  # tables are loaded once
    short, long = (steps(piece * (length // len(piece)), language) for length in LENGTHS)
    assert long < 8.8 * short + 500


@pytest.mark.parametrize(
    ("piece", "language", "most"),
    [
        ("Der Minister sprach mit Abgeordneten über das Gesetz, ", "de", 135),
        ("He met the envoy, ", "en", 110),
        ("Tuesday ", "en", 460),
        ("Dienstag ", "de", 470),
        ("3 May, ", "en", 720),
        ("am 24. Februar ", "de", 730),
        ("16:00 ", "en", 435),
        ("from 20 to 22 February ", "en", 1630),
    ],
)
def test_words_and_dates_of_a_long_sentence_cost_few_calls(piece, language, most):
    find(piece, REPORT, language)
    assert steps(piece * 200, language) < 200 * most
