"""Resolvers of years, their parts, decades and centuries."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from events.dates.phrases.calendar import month
from events.dates.phrases.reader import RESOLVERS
from tests.dates.phrases.resolving import context_of, dates, matches_of, resolve, summary


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("first quarter of 2023", ("2023-33", 1, "stated")),
        ("4th quarter of 2022", ("2022-36", 1, "stated")),
        ("final quarter of 2022", ("2022-36", 1, "stated")),
        ("second half of 2022", ("2022-41", 1, "stated")),
        ("the first quarter", ("2023-33", 2, "year_closest")),
        ("second half", ("2022-41", 2, "year_closest")),
        ("autumn 2022", ("2022-23", 1, "stated")),
        ("last summer", ("2022-22", 1, "season_last")),
        ("next spring", ("2023-21", 1, "season_next")),
        ("this quarter", ("2023-33", 1, "unit_0")),
    ],
)
def test_part_of_a_year(text, expected):
    assert summary(text, "part_of_year") == expected


@pytest.mark.parametrize("text", ["the fifth quarter of 2023", "third half of 2023"])
def test_part_that_no_year_has_is_none(text):
    assert dates(text, "part_of_year") == []


def test_quarter_takes_the_year_mentioned_before():
    match = matches_of(context_of("the first quarter"), "part_of_year")[0]
    context = replace(match.context, last_explicit=(month(2019, 3), 0))
    (one,) = RESOLVERS["part_of_year"](replace(match, context=context))
    assert (one.period.edtf, one.why.code, one.tier) == ("2019-33", "year_mentioned", 2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in 2022", ("2022", 1, "year_number")),
        ("2022", ("2022", 2, "year_number")),
        ("in 1848", ("1848", 1, "year_number")),
        ("1900", ("1900", 2, "year_number")),
        ("2053", ("2053", 2, "year_number")),
        ("in 2054", ("2054", 2, "year_number")),
        ("around 1931", ("1931", 1, "year_number")),
        ("'22", ("2022", 2, "short_year")),
        ("'98", ("1998", 2, "short_year")),
        ("the end of last year", ("2022", 1, "unit_-1")),
        ("at the end of the year", ("2023", 2, "unit_0")),
    ],
)
def test_year(text, expected):
    assert summary(text, "year") == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("1848", "en"),
        ("1899", "en"),
        ("2054", "en"),
        ("2022 BC", "en"),
    ],
)
def test_number_that_is_no_year(text, language):
    context = context_of(text, language)
    assert not any(RESOLVERS["year"](match) for match in matches_of(context, "year"))


@pytest.mark.parametrize("text", ["2022 - 13", "2022-", "2022 –seat"])
def test_dash_that_joins_nothing_leaves_a_year(text):
    assert dates(text, "year")[0] == "2022"


def test_year_without_an_anchor():
    assert dates("2099", "year", anchor=None) == ["2099"]
    assert dates("2100", "year", anchor=None) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2009-2011", ["2009", "2011"]),
        ("2009-11", ["2009", "2011"]),
        ("2010 and 2012", ["2010", "2012"]),
        ("1998/99", ["1998/1999"]),
        ("1998/2001", ["1998", "2001"]),
        ("1998/1999", ["1998/1999"]),
        ("1900-2020", ["1900", "2020"]),
        ("1900-2021", []),
        ("2012-2012", []),
        ("2012-2010", []),
    ],
)
def test_two_years(text, expected):
    assert dates(text, "years") == expected


@pytest.mark.parametrize(("text", "relation"), [("2009-2011", "until"), ("2009 and 2011", "")])
def test_relation_of_two_years(text, relation):
    assert [one.relation for one in resolve(context_of(text), "years")] == ["", relation]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the 1990s", ("199X", 1, "stated")),
        ("the 60s", ("196X", 2, "stated")),
        ("the 20s", ("202X", 2, "stated")),
        ("the 30s", ("193X", 2, "stated")),
        ("the eighties", ("198X", 2, "stated")),
    ],
)
def test_decade(text, expected):
    assert summary(text, "decade") == expected


@pytest.mark.parametrize("text", ["A380s", "1995s", "the 65s", "the 120s"])
def test_number_that_is_no_decade(text):
    context = context_of(text)
    assert [
        one for match in matches_of(context, "decade") for one in RESOLVERS["decade"](match)
    ] == []


def test_short_decade_in_its_first_year_has_begun():
    anchor = datetime(2030, 1, 1, tzinfo=UTC)
    assert dates("the 30s", "decade", anchor=anchor) == ["203X"]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [("the 19th century", "18XX"), ("the first century", "00XX"), ("21st century", "20XX")],
)
def test_century(text, edtf):
    assert summary(text, "century") == (edtf, 1, "stated")
