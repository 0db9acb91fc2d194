"""Dates composed of several terms, with their directions."""

import pytest

from events.dates import find, read
from tests.dates.phrases.resolving import REPORT


@pytest.mark.parametrize(
    ("text", "language", "edtf"),
    [
        ("the day before 1 March 2023", "en", "2023-02-28"),
        ("two days before 24 February 2022", "en", "2022-02-22"),
        ("a week after Easter 2023", "en", "2023-04-16~"),
        ("drei Tage nach dem 1. März 2023", "de", "2023-03-04"),
        ("the week of 8 May 2023", "en", "2023-05-08/2023-05-14"),
        ("the month of May 2022", "en", "2022-05"),
        ("either 5 May or 6 May 2022", "en", "[2022-05-05,2022-05-06]"),
        ("12, 13 or 14 May 2022", "en", "[2022-05-12,2022-05-13,2022-05-14]"),
        ("from 9 a.m. to 5 p.m. on Friday", "en", "2023-02-17T09:00+01:00/2023-02-17T17:00+01:00"),
        ("gestern ab 14 Uhr", "de", "2023-02-21T14:00+01:00/.."),
        ("20 bis 2 Uhr", "de", "2023-02-22T20:00+01:00/2023-02-23T02:00+01:00"),
        ("30. Dezember bis 2. Januar 2023", "de", "2022-12-30/2023-01-02"),
    ],
)
def test_composed_date(text, language, edtf):
    assert [one.when.edtf for one in find(text, REPORT, language) if one.when] == [edtf]


def test_alternatives_of_two_dates_are_combined():
    (one,) = find("Monday to Friday", REPORT, "en")
    assert [other.when.edtf for other in one.alternatives] == ["2023-02-20/2023-02-24"]
    (one,) = find("between Monday and Wednesday", REPORT, "en")
    assert [other.when.edtf for other in one.alternatives] == [
        "2023-02-20/2023-02-22",
        "[2023-02-27..2023-03-01]",
    ]


@pytest.mark.parametrize(
    ("text", "edtf", "alternative"),
    [
        ("until 6 p.m. on Friday", "../2023-02-24T18:00+01:00", "../2023-02-17T18:00+01:00"),
        ("since 6 p.m. on Friday", "2023-02-17T18:00+01:00/..", "2023-02-24T18:00+01:00/.."),
    ],
)
def test_direction_decides_about_the_weekday_of_a_clock_time(text, edtf, alternative):
    reading = read(text, REPORT, "en")
    assert reading.when.edtf == edtf
    assert alternative in {other.when.edtf for other in reading.alternatives}


def test_fiscal_year_is_asked_about():
    reading = read("the third quarter of fiscal 2022", REPORT, "en")
    assert (reading.when.edtf, reading.tier, reading.asks) == ("2022-35", 3, True)
    assert [other.when.edtf for other in reading.alternatives] == ["2022-34"]
    assert [one.code for one in reading.why.more] == ["fiscal", "unread"]


def test_sunday_of_a_vote_is_not_after_sunday():
    (one,) = find("It came after Sunday's vote.", REPORT, "en")
    assert (one.text, one.when.edtf) == ("Sunday's", "2023-02-19")
