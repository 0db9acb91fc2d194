"""Resolvers of durations, repeated times and references without a date."""

import pytest

from events.dates.phrases.reading import Length
from tests.dates.phrases.resolving import context_of, dates, resolve


def length(text, resolver, language):
    (one,) = resolve(context_of(text, language), resolver)
    assert (one.kind, one.tier, one.relative, one.period) == (resolver, 3, False, None)
    return one.length


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("three hours", "en", Length(3, "hour")),
        ("several weeks", "en", Length(None, "week")),
        ("zehn Jahre", "de", Length(10, "year")),
        ("tagelang", "de", Length(None, "day")),
        ("zehntägig", "de", Length(10, "day")),
        ("eineinhalbstündig", "de", Length(1.5, "hour")),
        ("halbjährig", "de", Length(0.5, "year")),
        ("14-tägig", "de", Length(14, "day")),
    ],
)
def test_duration(text, language, expected):
    assert length(text, "duration", language) == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("16 Jahre alt", "de"),
        ("mit 16 Jahren", "de"),
        ("aged 40 years", "en"),
        ("40 years old", "en"),
        ("20-year-old", "en"),
    ],
)
def test_age_is_no_duration(text, language):
    assert dates(text, "duration", language) == []


def test_age_is_in_years():
    assert length("vier Wochen alt", "duration", "de") == Length(4, "week")


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("daily", "en", Length(1, "day")),
        ("every Tuesday", "en", Length(1, "week")),
        ("on Tuesdays", "en", Length(1, "week")),
        ("every two years", "en", Length(2, "year")),
        ("twice a week", "en", Length(1, "week")),
        ("every summer", "en", Length(1, "year")),
        ("täglich", "de", Length(1, "day")),
        ("alle drei Tage", "de", Length(3, "day")),
        ("pro Jahr", "de", Length(1, "year")),
        ("vierteljährlich", "de", Length(1, "quarter")),
    ],
)
def test_repeated_time(text, language, expected):
    assert length(text, "repeated", language) == expected


@pytest.mark.parametrize(
    ("text", "count"),
    [("im Jahr", 1), ("im Jahr 44", 0), ("im Jahr der Wahl", 0), ("im Jahr vor", 0)],
)
def test_year_that_is_specified_is_not_repeated(text, count):
    assert len(dates(text, "repeated", "de")) == count


@pytest.mark.parametrize(
    ("text", "kind"), [("recently", "past"), ("nowadays", "present"), ("in the future", "future")]
)
def test_reference_has_no_date(text, kind):
    (one,) = resolve(context_of(text), "reference")
    assert (one.kind, one.why.code, one.tier, one.relative) == (kind, kind, 3, False)
