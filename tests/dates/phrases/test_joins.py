"""Two dates that are one expression."""

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
