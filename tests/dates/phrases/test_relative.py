"""Resolvers of days and periods relative to the anchor."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from events.dates.phrases.calendar import year
from events.dates.phrases.relative import read_relative
from tests.dates.phrases.resolving import REPORT, context_of, dates, matches_of, resolve, summary

SUNDAY = datetime(2023, 2, 26, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "language", "expected", "part"),
    [
        ("yesterday", "en", ("2023-02-21", 1, "deictic_-1"), ""),
        ("today", "en", ("2023-02-22", 1, "deictic_0"), ""),
        ("the day before yesterday", "en", ("2023-02-20", 1, "deictic_-2"), ""),
        ("übermorgen", "de", ("2023-02-24", 1, "deictic_2"), ""),
        ("gestern Abend", "de", ("2023-02-21", 1, "deictic_-1"), "evening"),
        ("am gestrigen Dienstagabend", "de", ("2023-02-21", 1, "deictic_-1"), "evening"),
    ],
)
def test_deictic_day(text, language, expected, part):
    assert summary(text, "deictic", language) == expected
    (one,) = resolve(context_of(text, language), "deictic")
    assert (one.part, one.kind) == (part, "time" if part else "date")


@pytest.mark.parametrize(
    ("text", "attributes", "kind"),
    [
        ("heute", {}, "present"),
        ("heute", {"is_field": True}, "date"),
        ("heute", {"is_daily_report": True}, "date"),
        ("heute wie 1990", {"is_daily_report": True}, "present"),  # a contrast with a year
        ("heute wie damals", {"is_daily_report": True}, "present"),
        ("heute um 16 Uhr", {}, "date"),
        ("heute Abend", {}, "time"),
    ],
)
def test_heute_is_the_day_or_nowadays(text, attributes, kind):
    (one,) = resolve(context_of(text, "de", **attributes), "deictic")
    assert one.kind == kind
    if kind == "present":
        assert [period.edtf for period, _ in one.others] == ["2023-02-22"]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("last week", "en", ("2023-02-13/2023-02-19", 1, "unit_-1")),
        ("diese Woche", "de", ("2023-02-20/2023-02-26", 1, "unit_0")),
        ("next month", "en", ("2023-03", 1, "unit_1")),
        ("letztes Quartal", "de", ("2022-36", 1, "unit_-1")),
        ("next decade", "en", ("203X", 1, "unit_1")),
        ("im Vorjahr", "de", ("2022", 1, "unit_-1")),
        ("heuer", "de", ("2023", 1, "unit_0")),
    ],
)
def test_period_relative_to_the_anchor(text, language, expected):
    assert summary(text, "relative", language) == expected


def test_unit_shorter_than_a_week_is_no_period():
    assert dates("next day", "relative") == []


@pytest.mark.parametrize(
    ("text", "anchor", "edtf", "tier", "others"),
    [
        ("the weekend", REPORT, "2023-02-18/2023-02-19", 2, ["2023-02-25/2023-02-26"]),
        ("the weekend", SUNDAY, "2023-02-25/2023-02-26", 2, []),
        ("last weekend", REPORT, "2023-02-18/2023-02-19", 1, []),
        ("last weekend", SUNDAY, "2023-02-18/2023-02-19", 1, []),
        ("next weekend", REPORT, "2023-02-25/2023-02-26", 1, []),
        ("next weekend", SUNDAY, "2023-03-04/2023-03-05", 1, []),
        ("this weekend", REPORT, "2023-02-25/2023-02-26", 2, ["2023-02-18/2023-02-19"]),
        ("He will come at the weekend", REPORT, "2023-02-25/2023-02-26", 2, None),
    ],
)
def test_weekend(text, anchor, edtf, tier, others):
    (one,) = resolve(context_of(text, anchor=anchor), "relative")
    assert (one.period.edtf, one.tier) == (edtf, tier)
    if others is not None:
        assert [period.edtf for period, _ in one.others] == others


def test_reason_of_the_other_weekend_is_true_of_it():
    (one,) = resolve(context_of("this weekend"), "relative")
    assert [why.words("en") for _, why in one.others] == [
        "the latest one that had begun by Wednesday, 22 February 2023"
    ]


def test_year_before_counts_from_the_year_mentioned_before():
    match = matches_of(context_of("the year prior"), "relative")[0]
    context = replace(match.context, last_mentioned=(year(1992), 0))
    (one,) = read_relative(replace(match, context=context))
    assert (one.period.edtf, one.why.details["anchor"]) == ("1991", "1992")


@pytest.mark.parametrize(
    ("text", "anchor", "edtf", "part"),
    [
        ("Jahresende", REPORT, "2023", "end"),
        ("Jahresende 2021", REPORT, "2021", "end"),
        ("Jahresende des vergangenen Jahres", REPORT, "2022", "end"),
        ("Wochenbeginn", REPORT, "2023-02-20/2023-02-26", "start"),
        ("Monatsende", REPORT, "2023-02", "end"),
        # in the past tense and early in the year, that of the last year
        ("Er kam zum Jahresende", REPORT, "2022", "end"),
        ("Er kam zum Jahresende", REPORT.replace(month=6), "2023", "end"),
        ("Er kam zum Jahresbeginn", REPORT, "2023", "start"),
    ],
)
def test_section_of_a_period_in_one_word(text, anchor, edtf, part):
    (one,) = resolve(context_of(text, "de", anchor=anchor), "section_of")
    assert (one.period.edtf, one.part) == (edtf, part)


def test_week_at_the_end_of_the_year():
    assert dates("last week", "relative", anchor=datetime(2023, 1, 2, tzinfo=UTC)) == [
        "2022-12-26/2023-01-01"
    ]
    assert date(2022, 12, 26).weekday() == 0
