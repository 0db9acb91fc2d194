"""Clock times of composed dates."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from events.dates import read
from events.dates.phrases.clocks import ClockZone, clock_doubts, next_day, timed
from tests.dates.phrases.resolving import REPORT

BERLIN = datetime(2023, 3, 27, 12, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.mark.parametrize(
    ("text", "zone", "expected"),
    [
        ("2023-02-22T16:00", "", "2023-02-22T16:00+01:00"),
        ("2023-02-22T16:00", "Z", "2023-02-22T16:00Z"),
        ("2023-02-22T16:00:30", "-05:30", "2023-02-22T16:00:30-05:30"),
        ("2023-02-22T16:00", "America/New_York", "2023-02-22T16:00-05:00"),
        ("2023-07-22T16:00", "America/New_York", "2023-07-22T16:00-04:00"),
        ("2023-02-22T16:00", "local", "2023-02-22T16:00"),
        ("2022-12-31T24:00", "", "2023-01-01T00:00+01:00"),
        ("2023-02-22T16:00+03:00", "", "2023-02-22T16:00+03:00"),
        ("2023-02-22", "", "2023-02-22"),
    ],
)
def test_clock_time_is_in_its_zone(text, zone, expected):
    assert timed(text, ClockZone(zone, REPORT)) == expected


def test_clock_time_without_anchor_and_zone_has_no_offset():
    assert timed("2023-02-22T16:00", ClockZone("", None)) == "2023-02-22T16:00"


def test_next_day_keeps_the_time():
    assert next_day("2022-12-31T02:00") == "2023-01-01T02:00"


@pytest.mark.parametrize(
    ("text", "code", "other"),
    [
        ("2023-03-26T02:30", "clock_skipped", "2023-03-26T02:30+02:00"),
        ("2023-10-29T02:30", "clock_twice", "2023-10-29T02:30+01:00"),
    ],
)
def test_change_of_the_clocks_is_said(text, code, other):
    reason, alternative = clock_doubts(text, ClockZone("", BERLIN))
    assert (reason.code, alternative) == (code, other)
    assert clock_doubts(text, ClockZone("Z", BERLIN)) is None


def test_distant_clock_time_at_a_mere_offset_is_not_sure():
    reason, alternative = clock_doubts("2023-07-05T10:00", ClockZone("", REPORT))
    assert (reason.code, reason.details, alternative) == ("clock_offset", {"offset": "+01:00"}, "")
    assert clock_doubts("2023-03-05T10:00", ClockZone("", REPORT)) is None
    assert clock_doubts("2023-07-05T10:00", ClockZone("", REPORT.astimezone(UTC))) is None
    assert clock_doubts("2023-07-05T10:00", ClockZone("", BERLIN)) is None


@pytest.mark.parametrize(
    ("text", "language", "edtf"),
    [
        ("4 p.m. GMT", "en", "2023-02-22T16:00Z"),
        ("16 Uhr MEZ", "de", "2023-02-22T16:00+01:00"),
        ("10 bis 12 Uhr MESZ", "de", "2023-02-22T10:00+02:00/2023-02-22T12:00+02:00"),
        ("24 Uhr", "de", "2023-02-23T00:00+01:00"),
        ("0300 GMT", "en", "2023-02-22T03:00Z"),
        ("2023-02-21T16:00:00.123Z", "en", "2023-02-21T16:00:00Z"),
        ("Tue, 21 Feb 2023 10:00:00 -0500", "en", "2023-02-21T10:00:00-05:00"),
        ("9 a.m. Moscow time", "en", "2023-02-22T09:00+03:00"),
    ],
)
def test_zone_of_a_phrase(text, language, edtf):
    assert read(text, REPORT, language).when.edtf == edtf


def test_double_hour_is_asked_about():
    reading = read("am 29. Oktober 2023 um 2.30 Uhr", BERLIN, "de")
    assert (reading.when.edtf, reading.tier, reading.asks) == ("2023-10-29T02:30+02:00", 2, True)
    assert [one.when.edtf for one in reading.alternatives] == ["2023-10-29T02:30+01:00"]
