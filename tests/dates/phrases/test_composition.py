"""Adjacent readings that form one expression."""

import pytest

from events.dates import find
from tests.dates.phrases.resolving import REPORT


def found(text, language="en"):
    return [
        (one.text, one.when.edtf if one.when else one.kind) for one in find(text, REPORT, language)
    ]


@pytest.mark.parametrize(
    ("text", "language", "edtf"),
    [
        ("from 3 March to 7 April 2022", "en", "2022-03-03/2022-04-07"),
        ("March 2022 – May 2022", "en", "2022-03/2022-05"),
        ("yesterday until tomorrow", "en", "2023-02-21/2023-02-23"),
        ("von gestern bis zum 3. März 2023", "de", "2023-02-21/2023-03-03"),
    ],
)
def test_range(text, language, edtf):
    (one,) = find(text, REPORT, language)
    assert one.when.edtf == one.period == edtf
    assert one.why.code == "range"
    assert one.ends[0].start >= one.start
    assert one.ends[1].end == one.end
    assert one.tier == max(end.tier for end in one.ends)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("March 2022 and May 2022", "en", ["2022-03", "2022-05"]),
        ("im März 2022, bis Mai 2022", "de", ["2022-03", "../2022-05"]),
        ("in March 2022 the talks began until May 2022", "en", ["2022-03", "../2022-05"]),
        ("from last week to last month", "en", ["2023-02-13/..", "2023-01"]),
        ("May 2022 to March 2022", "en", ["2022-05", "2022-03"]),  # reversed
    ],
)
def test_two_dates_that_are_no_range(text, language, expected):
    assert [edtf for _, edtf in found(text, language)] == expected


@pytest.mark.parametrize(
    ("text", "language", "edtf"),
    [
        ("21 February 2023, 16:00", "en", "2023-02-21T16:00+01:00"),
        ("4 p.m. GMT on Tuesday", "en", "2023-02-21T16:00Z"),
        ("gestern um 16 Uhr", "de", "2023-02-21T16:00+01:00"),
    ],
)
def test_date_and_clock_time(text, language, edtf):
    (one,) = find(text, REPORT, language)
    assert (one.when.edtf, one.kind, len(one.ends)) == (edtf, "time", 2)


def test_clock_time_is_not_joined_to_a_month():
    assert found("February 2023, 16:00") == [
        ("February 2023", "2023-02"),
        ("16:00", "2023-02-22T16:00+01:00"),
    ]


def test_direction_applies_to_the_day_with_its_clock_time():
    assert found("seit Dienstag, 16 Uhr", "de") == [
        ("seit Dienstag, 16 Uhr", "2023-02-21T16:00+01:00/..")
    ]


def test_distant_clock_time_stays_a_reading_of_its_own():
    assert len(find("21 February 2023 , , , , , 16:00", REPORT, "en")) == 2


def test_range_of_stated_dates_is_stated():
    (one,) = find("3 March 2022 to 7 April 2022", REPORT, "en")
    assert (one.when.basis, one.when.anchor) == ("stated", None)
    (one,) = find("yesterday until 3 March 2023", REPORT, "en")
    assert (one.when.basis, one.when.anchor) == ("resolved_phrase", REPORT)
    assert one.when.phrase == "yesterday until 3 March 2023"


@pytest.mark.parametrize(
    "text", ["Tuesday, 16:00 to 17:00", "March 2022 to April 2022 to May 2022"]
)
def test_ends_are_readings_that_were_not_joined_themselves(text):
    readings = find(text, REPORT, "en")
    assert any(one.ends for one in readings)
    assert not any(end.ends for one in readings for end in one.ends)


def beside(text, language="en"):
    """[(EDTF, tier, unread words)] of the dates in a text."""
    readings = find(text, REPORT, language)
    return [(one.when.edtf, one.tier, one.unread) for one in readings if one.when]


@pytest.mark.parametrize(
    ("text", "language", "edtf", "unread"),
    [
        ("-2022", "en", "2022", ("-",)),
        ("not Tuesday", "en", "2023-02-21", ("not",)),
        ("since before 2020", "en", "2020", ("since", "before")),
        ("Tuesday week", "en", "2023-02-21", ("week",)),
        ("the second Tuesday", "en", "2023-02-21", ("second",)),
        ("10:00 local time", "en", "2023-02-22T10:00", ("local time",)),
        ("Dienstag oder", "de", "2023-02-21", ("oder",)),
        ("der 2. Dienstag", "de", "2023-02-21", ("2.",)),
        ("fiscal 2023", "en", "2023", ("fiscal",)),
    ],
)
def test_word_that_touches_a_date_and_is_not_understood_makes_it_unsure(
    text, language, edtf, unread
):
    assert beside(text, language) == [(edtf, 3, unread)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Room 2022", "en"),
        ("$ 2022", "en"),
        ("2022 soldiers", "en"),
        ("2000-seat", "en"),
        ("2023-13", "en"),
        ("§ 2022", "de"),
        ("Nr 1930", "de"),
        ("44 BC", "en"),
        ("3. Jahrhundert v. Chr.", "de"),
        ("March 15, 44 B.C.", "en"),
        ("10.1.12.3", "en"),
        ("Version 10.4.11", "de"),
        ("a population of 2012", "en"),
        ("von 2000 auf 1850 Euro", "de"),
    ],
)
def test_words_that_deny_a_date_leave_none(text, language):
    assert beside(text, language) == []


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
