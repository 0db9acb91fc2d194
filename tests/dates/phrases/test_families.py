"""Families of phrases, across all resolvers: alone, in a text, and without an anchor."""

from datetime import UTC, datetime, timedelta

import pytest

from events.dates import find, read
from tests.dates.phrases.families import ENGLISH, FRENCH, GERMAN, NO_DATE
from tests.dates.phrases.resolving import REPORT

FAMILIES = [("de", GERMAN), ("en", ENGLISH), ("fr", FRENCH)]
PHRASES = [(language, *one) for language, table in FAMILIES for one in table.items()]


@pytest.mark.parametrize(("language", "phrase", "expected"), PHRASES)
def test_phrase_is_read_as_exactly_as_it_says(language, phrase, expected):
    reading = read(phrase, REPORT, language)
    assert (reading.when.edtf if reading.when else reading.kind) == expected
    assert (reading.when is None) == (expected in NO_DATE)
    assert phrase[reading.start : reading.end] == reading.text


@pytest.mark.parametrize(("language", "phrase", "expected"), PHRASES)
def test_same_phrase_is_found_in_a_text_at_its_place(language, phrase, expected):
    text = f"x\N{GRINNING FACE}. {phrase}. y"
    spans = [text[one.start : one.end] for one in find(text, REPORT, language)]
    assert spans == [one.text for one in find(text, REPORT, language)]
    assert spans, phrase


@pytest.mark.parametrize(("language", "phrase", "expected"), PHRASES)
def test_without_an_anchor_only_what_needs_none_is_a_date(language, phrase, expected):
    free = read(phrase, None, language)
    if free is not None and free.when is not None:
        later = read(phrase, REPORT + timedelta(days=4000), language)
        # A clock time has the anchor's offset, if there is an anchor.
        assert later.when.edtf.partition("+")[0] == free.when.edtf
        assert free.when.anchor is None


@pytest.mark.parametrize("year", [1, 9999])
def test_anchor_at_the_end_of_time_raises_nothing(year):
    edge = datetime(year, 1 if year == 1 else 12, 1 if year == 1 else 31, tzinfo=UTC)
    for _, phrase, _ in PHRASES:
        read(phrase, edge, "de")
        read(phrase, edge, "en")
