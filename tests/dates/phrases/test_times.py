"""Resolvers of clock times, parts of the day, and dates relative to a mentioned date."""

from dataclasses import replace
from datetime import date

import pytest

from events.dates.phrases.calendar import month, part_of_year, period
from events.dates.phrases.reader import RESOLVERS
from tests.dates.phrases.resolving import context_of, dates, matches_of, resolve


def after(spoken, text, resolver, language="en"):
    """The resolutions of a text that follows a mention of a date."""
    match = matches_of(context_of(text, language), resolver)[0]
    context = replace(match.context, last_mentioned=(spoken, 0))
    return RESOLVERS[resolver](replace(match, context=context))


MAY_3 = period("day", date(2022, 5, 3))


@pytest.mark.parametrize(
    ("text", "language", "clock"),
    [
        ("16:00", "en", "16:00"),
        ("4 p.m.", "en", "16:00"),
        ("11:30 pm", "en", "23:30"),
        ("12 a.m.", "en", "00:00"),
        ("12 p.m.", "en", "12:00"),
        ("noon", "en", "12:00"),
        ("16 Uhr", "de", "16:00"),
        ("16.30 Uhr", "de", "16:30"),
        ("16 Uhr 15", "de", "16:15"),
        ("halb neun", "de", "08:30"),
        ("acht Uhr abends", "de", "20:00"),
        ("24 Uhr", "de", "24:00"),
    ],
)
def test_clock_time(text, language, clock):
    (one,) = resolve(context_of(text, language), "clock")
    assert (one.clock, one.period.edtf, one.kind, one.tier) == (clock, "2023-02-22", "time", 2)


@pytest.mark.parametrize("text", ["25 Uhr", "24.30 Uhr", "16.60 Uhr"])
def test_time_that_no_clock_shows_is_none(text):
    assert dates(text, "clock", "de") == []


def test_clock_time_is_on_the_day_mentioned_before():
    (one,) = after(MAY_3, "16:00", "clock")
    assert (one.period.edtf, one.why.details) == ("2022-05-03", {"date": "2022-05-03"})


@pytest.mark.parametrize(
    ("text", "clocks"),
    [("16 bis 17.30 Uhr", ["16:00", "17:30"]), ("10 und 12 Uhr", ["10:00", "12:00"])],
)
def test_two_clock_times(text, clocks):
    first, last = resolve(context_of(text, "de"), "clocks")
    assert [first.clock, last.clock] == clocks
    assert first.span[1] < last.span[0]


@pytest.mark.parametrize(
    ("text", "edtf", "part", "tier"),
    [
        ("tonight", "2023-02-22", "night", 1),
        ("this morning", "2023-02-22", "morning", 1),
        ("last night", "2023-02-21", "night", 1),
        ("overnight", "2023-02-22", "night", 2),
    ],
)
def test_part_of_a_day_near_the_anchor(text, edtf, part, tier):
    (one,) = resolve(context_of(text), "tonight")
    assert (one.period.edtf, one.part, one.tier) == (edtf, part, tier)


def test_part_of_the_day_is_on_the_day_mentioned_before():
    assert [one.period.edtf for one in after(MAY_3, "am Abend", "part_of_day", "de")] == [
        "2022-05-03"
    ]
    (one,) = resolve(context_of("am Abend", "de"), "part_of_day")
    assert (one.period.edtf, one.part) == ("2023-02-22", "evening")


def test_night_to_a_weekday_has_the_date_of_that_weekday():
    (one,) = resolve(context_of("in der Nacht auf Dienstag", "de"), "part_of_day")
    assert (one.period.edtf, one.part) == ("2023-02-21", "night")


@pytest.mark.parametrize(
    ("text", "language", "spoken", "edtf"),
    [
        ("the next day", "en", MAY_3, "2022-05-04"),
        ("the day before", "en", MAY_3, "2022-05-02"),
        ("the same day", "en", MAY_3, "2022-05-03"),
        ("am Tag darauf", "de", MAY_3, "2022-05-04"),
        ("am Vortag", "de", MAY_3, "2022-05-02"),
        ("in der Woche darauf", "de", MAY_3, "2022-05-09/2022-05-15"),
        ("im Jahr darauf", "de", month(1992, 3), "1993"),
        ("the next day", "en", month(1992, 3), "2023-02-23"),  # a month is no day
    ],
)
def test_date_next_to_the_one_mentioned_before(text, language, spoken, edtf):
    assert [one.period.edtf for one in after(spoken, text, "neighbour", language)] == [edtf]


def test_date_next_to_nothing_counts_from_the_anchor():
    assert dates("the next day", "neighbour") == ["2023-02-23"]


def test_evening_before_has_its_part():
    (one,) = after(MAY_3, "am Abend zuvor", "neighbour", "de")
    assert (one.period.edtf, one.part, one.kind) == ("2022-05-02", "evening", "time")


@pytest.mark.parametrize(
    ("spoken", "edtf"),
    [
        (part_of_year(2023, 33), ["2022-33"]),
        (part_of_year(2023, 41), ["2022-41"]),
        (part_of_year(2022, 24), ["2021-24"]),
        (month(2023, 1), ["2022-01"]),
        (period("year", date(2023, 1, 1)), []),
        (MAY_3, []),
    ],
)
def test_same_period_of_the_year_before(spoken, edtf):
    found = after(spoken, "im gleichen Zeitraum des Vorjahres", "same_period", "de")
    assert [one.period.edtf for one in found] == edtf
    assert dates("im gleichen Zeitraum des Vorjahres", "same_period", "de") == []


def test_the_day_is_the_one_mentioned_before_else_the_anchors():
    assert [one.period.edtf for one in after(MAY_3, "later in the day", "the_day")] == [
        "2022-05-03"
    ]
    assert dates("later in the day", "the_day") == ["2023-02-22"]
