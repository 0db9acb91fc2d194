"""Resolvers of weekdays."""

from datetime import date, timedelta

import pytest

from events.dates import find, read
from tests.dates.phrases.resolving import REPORT, context_of, dates, resolve, summary


@pytest.mark.parametrize(
    ("text", "expected", "others"),
    [
        ("Tuesday", ("2023-02-21", 2, "weekday_past"), ["2023-02-28"]),
        ("Wednesday", ("2023-02-22", 2, "weekday_past"), ["2023-02-15", "2023-03-01"]),
        ("Thursday", ("2023-02-16", 2, "weekday_past"), ["2023-02-23"]),
        ("He will come on Tuesday", ("2023-02-28", 2, "weekday_future"), ["2023-02-21"]),
        (
            "He will come on Wednesday",
            ("2023-02-22", 2, "weekday_future"),
            ["2023-02-15", "2023-03-01"],
        ),
        ("this Friday", ("2023-02-24", 2, "weekday_future"), ["2023-02-17"]),
        ("He came this Friday", ("2023-02-17", 2, "weekday_past"), ["2023-02-24"]),
        ("last Wednesday", ("2023-02-15", 1, "weekday_last"), []),
        ("last Thursday", ("2023-02-16", 1, "weekday_last"), []),
        ("next Wednesday", ("2023-03-01", 1, "weekday_next"), []),
        ("next Thursday", ("2023-02-23", 1, "weekday_next"), []),
        ("Thursday of next week", ("2023-03-02", 1, "weekday_week"), []),
        ("Sunday of this week", ("2023-02-26", 1, "weekday_week"), []),
        ("Monday last week", ("2023-02-13", 1, "weekday_week"), []),
    ],
)
def test_weekday(text, expected, others):
    assert summary(text, "weekday") == expected
    (one,) = resolve(context_of(text), "weekday")
    assert [period.edtf for period, _ in one.others] == others


@pytest.mark.parametrize(
    ("text", "part"),
    [("am Dienstagabend", "evening"), ("am Dienstag", ""), ("am Dienstag früh", "morning")],
)
def test_weekday_with_a_part_of_the_day(text, part):
    (one,) = resolve(context_of(text, "de"), "weekday")
    assert (one.part, one.kind, one.period.edtf) == (part, "time" if part else "date", "2023-02-21")


def test_weekday_alone_in_quotation_marks_is_a_title():
    assert dates("„Freitag“", "weekday", "de") == []
    assert dates("„am Freitag kam er“", "weekday", "de") == ["2023-02-17"]
    assert dates("Freitag“", "weekday", "de") == ["2023-02-17"]


def test_weekday_of_the_day_itself_is_that_day_with_its_neighbours_beside_it():
    reading = read("am Mittwoch", REPORT, "de")
    assert reading.when.edtf == "2023-02-22"
    assert [one.when.edtf for one in reading.alternatives] == ["2023-02-15", "2023-03-01"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Monday to Friday", ["2023-02-13", "2023-02-17"]),
        ("Tuesday and Thursday", ["2023-02-14", "2023-02-16"]),
        ("Friday and Monday", ["2023-02-17", "2023-02-20"]),
        ("He will come Friday and Monday", ["2023-02-24", "2023-02-27"]),
        ("Monday, Tuesday and Monday", ["2023-02-13", "2023-02-14", "2023-02-20"]),
    ],
)
def test_several_weekdays_are_consecutive(text, expected):
    assert dates(text, "weekdays") == expected


def test_several_weekdays_have_the_relation_of_their_words():
    relations = [one.relation for one in resolve(context_of("Monday to Friday"), "weekdays")]
    assert relations == ["", "until"]


DAYS = date(2023, 2, 21), date(2023, 2, 27)


@pytest.mark.parametrize(
    ("text", "days", "edtf", "code"),
    [
        ("Am Samstag spielt er", DAYS, "2023-02-25", "weekday_announced"),
        ("Samstag", DAYS, "2023-02-25", "weekday_announced"),
        ("Er kam am Samstag", DAYS, "2023-02-18", "weekday_past"),  # past tense, still ahead
        ("Er kam am Dienstag", DAYS, "2023-02-21", "weekday_announced"),
        ("Samstag", (date(2023, 2, 21), date(2023, 2, 22)), "2023-02-18", "weekday_past"),
        ("Mittwoch", (date(2023, 2, 19), date(2023, 2, 22)), "2023-02-22", "weekday_announced"),
        ("Montag", (date(2023, 2, 13), date(2023, 2, 21)), "2023-02-20", "weekday_past"),  # over
    ],
)
def test_weekday_in_the_days_that_the_text_announces(text, days, edtf, code):
    assert summary(text, "weekday", "de", announced_days=days) == (edtf, 2, code)


def test_range_in_the_text_announces_its_days():
    text = "Das Festival läuft vom 24. Februar bis 5. März. Am Donnerstag singt der Chor."
    assert [one.when.edtf for one in find(text, REPORT, "de")] == [
        "2023-02-24/2023-03-05",
        "2023-03-02",
    ]


def test_range_of_more_than_ten_days_announces_none():
    text = "Das Festival läuft vom 24. Februar bis 6. März. Am Donnerstag singt der Chor."
    assert [one.when.edtf for one in find(text, REPORT, "de")][1] == "2023-02-23"


@pytest.mark.parametrize("offset", range(7))
def test_weekday_follows_the_anchor(offset):
    anchor = REPORT + timedelta(days=offset)
    (past,) = dates("Tuesday", "weekday", anchor=anchor)
    (future,) = dates("next Tuesday", "weekday", anchor=anchor)
    assert timedelta(0) <= anchor.date() - date.fromisoformat(past) < timedelta(7)
    assert timedelta(0) < date.fromisoformat(future) - anchor.date() <= timedelta(7)
