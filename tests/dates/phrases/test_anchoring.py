"""Incomplete dates: the year or the day that the anchor, the tense or a mentioned date gives."""

from dataclasses import replace
from datetime import date

import pytest

from events.dates.phrases.anchoring import (
    anchor_date,
    anchor_iso,
    expand_short_year,
    explicit_year,
    infer_year,
    last_or_next,
    mentioned_day,
    mentioned_year,
    nearest_year,
    resolve_with_year,
    unit_details,
)
from events.dates.phrases.calendar import NoSuchDay, OutOfRange, day, month, period
from tests.dates.phrases.resolving import context_of, matches_of

TODAY = date(2023, 2, 22)


def day_of(number, month_number):
    return lambda year: period("day", day(year, month_number, number))


def match_of(text, resolver="month", language="en", **attributes):
    return matches_of(context_of(text, language, **attributes), resolver)[0]


def test_anchor_is_needed():
    context = context_of("yesterday", anchor=None)
    for function in (anchor_date, anchor_iso):
        with pytest.raises(OutOfRange):
            function(context)


def test_anchor_is_the_day_in_its_own_offset():
    context = context_of("yesterday")
    assert (anchor_date(context), anchor_iso(context)) == (TODAY, "2023-02-22")
    assert unit_details("week", context) == {
        "unit": "week",
        "units": "week",
        "anchor": "2023-02-22",
    }


@pytest.mark.parametrize(
    ("text", "language", "year"),
    [
        ("March 2019", "en", 2019),
        ("March", "en", None),
        ("March last year", "en", 2022),
        ("March of next year", "en", 2024),
        ("März des Vorjahres", "de", 2022),
        ("März dieses Jahres", "de", 2023),
    ],
)
def test_explicit_year(text, language, year):
    match = match_of(text, language=language) if year else match_of(f"in {text}", language=language)
    assert explicit_year(match) == year


def test_relative_year_without_an_anchor_is_unknown():
    assert explicit_year(match_of("March last year", anchor=None)) is None


@pytest.mark.parametrize(
    ("text", "edtf", "code", "relative"),
    [
        ("March 2019", "2019-03", "stated", False),
        ("March last year", "2022-03", "year_relative", True),
        ("in March", "2023-03", "year_closest", True),
    ],
)
def test_resolve_with_year(text, edtf, code, relative):
    one = resolve_with_year(match_of(text), lambda year: month(year, 3))
    assert (one.period.edtf, one.why.code, one.relative) == (edtf, code, relative)


@pytest.mark.parametrize(
    ("direction", "make", "best", "others"),
    [
        (0, day_of(21, 2), "2023-02-21", ["2024-02-21"]),
        (0, day_of(12, 12), "2022-12-12", ["2023-12-12"]),
        (1, day_of(12, 12), "2023-12-12", ["2022-12-12"]),
        (-1, day_of(12, 12), "2022-12-12", ["2023-12-12"]),
        (-1, day_of(22, 2), "2023-02-22", ["2022-02-22"]),
        (1, day_of(22, 2), "2023-02-22", ["2022-02-22"]),
        # never after the report, even if next week is much closer
        (-1, day_of(1, 3), "2022-03-01", ["2023-03-01"]),
        (-1, day_of(10, 4), "2022-04-10", ["2023-04-10"]),
        (0, lambda year: month(year, 2), "2023-02", ["2024-02"]),
    ],
)
def test_nearest_year(direction, make, best, others):
    found, alternatives = nearest_year(make, TODAY, direction)
    assert (found.edtf, [one.edtf for one in alternatives]) == (best, others)


def test_29_february_is_in_a_leap_year_nearby():
    assert nearest_year(day_of(29, 2), TODAY, 0)[0].edtf == "2024-02-29"
    with pytest.raises(NoSuchDay):
        nearest_year(day_of(29, 2), date(2022, 2, 22), 0)


@pytest.mark.parametrize(
    ("text", "edtf", "tier", "code"),
    [
        ("He arrived on 20 February", "2023-02-20", 1, "year_past"),
        ("He arrived on 20 November", "2022-11-20", 2, "year_past"),
        ("He will arrive on 20 November", "2023-11-20", 2, "year_future"),
        ("20 February", "2023-02-20", 1, "year_closest"),
        ("8 April", "2023-04-08", 1, "year_closest"),
        ("9 April", "2023-04-09", 2, "year_closest"),  # 46 days away
    ],
)
def test_infer_year_is_sure_only_of_near_days(text, edtf, tier, code):
    match = match_of(text, "day")
    number, month_number = int(edtf[8:]), int(edtf[5:7])
    one = infer_year(match, day_of(number, month_number))
    assert (one.period.edtf, one.tier, one.why.code) == (edtf, tier, code)


def test_month_without_a_year_or_tense_is_never_sure():
    assert infer_year(match_of("in February"), lambda year: month(year, 2)).tier == 2


TEXT = "In March 1992 he fled. In April he arrived."


def april_after(text=TEXT, **attributes):
    context = context_of(text, **attributes)
    match = next(one for one in matches_of(context, "month") if one.number("month") == 4)
    spoken = month(1992, 3), 3
    return replace(match, context=replace(context, last_explicit=spoken, last_mentioned=spoken))


def test_date_of_an_earlier_year_gives_its_year_to_the_next_sentence():
    match = april_after()
    assert mentioned_year(match, -1).edtf == "1992-03"
    found = infer_year(match, lambda year: month(year, 4))
    assert (found.period.edtf, found.tier, found.why.code) == ("1992-04", 2, "year_mentioned")


@pytest.mark.parametrize(
    "text",
    [
        "In March 1992 he fled. He hid. In April he arrived.",  # a sentence between
        "In March 1992 he fled " + "and fled " * 40 + "until in April he arrived.",  # too far
    ],
)
def test_date_further_away_gives_no_year(text):
    assert mentioned_year(april_after(text), -1) is None


def test_year_is_not_given_to_the_future():
    assert mentioned_year(april_after(), 1) is None


@pytest.mark.parametrize("spoken", [month(2023, 1), period("decade", date(1990, 1, 1))])
def test_this_year_and_a_decade_give_no_year(spoken):
    match = april_after()
    context = replace(match.context, last_explicit=(spoken, 3))
    assert mentioned_year(replace(match, context=context), -1) is None


@pytest.mark.parametrize(
    ("shift", "edtf", "tier", "code"),
    [
        (-1, "2022-03", 1, "season_last"),
        (0, "2023-03", 2, "year_closest"),
        (1, "2023-03", 1, "season_next"),
    ],
)
def test_last_or_next_month(shift, edtf, tier, code):
    one = last_or_next(match_of("in March"), shift, lambda year: month(year, 3))
    assert (one.period.edtf, one.tier, one.why.code) == (edtf, tier, code)


@pytest.mark.parametrize(("shift", "edtf"), [(-1, "2022-02"), (0, "2023-02"), (1, "2024-02")])
def test_month_under_way_is_neither_last_nor_next(shift, edtf):
    one = last_or_next(match_of("in February"), shift, lambda year: month(year, 2))
    assert one.period.edtf == edtf


@pytest.mark.parametrize(
    ("digits", "year"), [(0, 2000), (23, 2023), (33, 2033), (34, 1934), (99, 1999)]
)
def test_two_digit_year_is_at_most_ten_years_ahead(digits, year):
    assert expand_short_year(digits, TODAY) == year


@pytest.mark.parametrize(
    ("spoken", "distance", "coarse", "edtf"),
    [
        (period("day", TODAY), 80, False, "2023-02-22"),
        (period("day", TODAY), 81, False, None),
        (month(2023, 1), 1, False, None),
        (month(2023, 1), 1, True, "2023-01"),
    ],
)
def test_mentioned_day(spoken, distance, coarse, edtf):
    match = match_of("word " * 100 + "the next day", "neighbour")
    context = replace(match.context, last_mentioned=(spoken, match.first - distance))
    found = mentioned_day(replace(match, context=context), coarse=coarse)
    assert (found.edtf if found else None) == edtf


def test_nothing_mentioned_gives_no_day():
    assert mentioned_day(match_of("the next day", "neighbour"), coarse=True) is None
