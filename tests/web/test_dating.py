"""Dates in words, and how they are known."""

from datetime import UTC, datetime

import pytest
from django.utils.translation import override
from msgspec.structs import replace

from events.web.dating import (
    date_in_words,
    dating,
    day_in_words,
    instant_in_words,
    moment_in_words,
    period_in_words,
    plain_source_date,
    span_in_words,
)
from tests.web import records
from tests.web.pages import words

ANCHOR = datetime(2023, 2, 22, 15, 0, tzinfo=UTC)
STAND = records.when("2023-02-22T16:00+01:00", timezone="Europe/Berlin")


def reasons(when, *sources, beside=None, **known) -> list[str]:
    event = records.event(sources=known)
    found = dating(when, event, [records.source(title) for title in sources], beside=beside)
    return [words(reason) for reason in found.reasons]


def test_no_date_has_no_words():
    assert date_in_words(None) == ""
    assert dating(None, records.event()) is None


def test_date_is_worded_for_the_reader():
    with override("de"):
        assert date_in_words(records.when("2023-02-21")) == "Dienstag, 21. Februar 2023"


@pytest.mark.parametrize("display", [{}, {"ru": "21 февраля 2023"}])
def test_date_without_words_in_the_readers_language_is_worded_from_its_edtf(display):
    stored = replace(records.when("2023-02-21~"), display=display)
    with override("de"):
        assert date_in_words(stored) == "etwa Dienstag, 21. Februar 2023"


def test_period_is_worded_as_one():
    start, end = records.when("2023-02-20"), records.when("2023-02-26")
    event = records.event(start=start, end=end)
    assert period_in_words(event) == "20–26 February 2023"
    assert period_in_words(replace(event, period={})) == "20–26 February 2023"
    assert period_in_words(records.event()) == "date not known"


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2023-02-20", "2023-02-22", "Monday, 20 February 2023 to Wednesday, 22 February 2023"),
        ("2023", None, "2023"),
        (None, "2024", "2024"),
        (None, None, ""),
    ],
)
def test_span_is_worded_from_end_to_end(start, end, expected):
    ends = (edtf and records.when(edtf) for edtf in (start, end))
    assert span_in_words(*ends) == expected


@pytest.mark.parametrize(
    ("moment", "timezone", "expected"),
    [
        ("2023-02-22T15:00:12.345Z", None, "Wednesday, 22 February 2023, 15:00 UTC"),
        ("2023-02-22T16:00:00+01:00", "Europe/Berlin", "Wednesday, 22 February 2023, 16:00 CET"),
        ("not a moment", None, "not a moment"),
    ],
)
def test_instant_is_worded_to_the_minute(moment, timezone, expected):
    assert instant_in_words(moment, timezone) == expected


def test_day_of_an_instant_is_worded():
    assert day_in_words("2023-03-01T23:59:59Z") == "Wednesday, 1 March 2023"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Stated by the source."),
        ({"phrase": "on Tuesday", "phrase_language": "en"}, "Stated by the source as on Tuesday."),
        ({"basis": "inferred"}, "Inferred by the editors; no source states it."),
        ({"basis": "inferred", "phrase": "then"}, "Inferred by the editors from then."),
        ({"basis": "external"}, "Known from outside this report."),
        (
            {"basis": "external", "phrase": "then"},
            "Known from outside this report, which says then.",
        ),
        ({"basis": "resolved_phrase"}, "Worked out from the source's wording."),
        ({"basis": "resolved_phrase", "phrase": "then"}, "Worked out from then."),
        (
            {"basis": "resolved_phrase", "phrase": "then", "anchor": ANCHOR},
            "Worked out from then, read as of Wednesday, 22 February 2023, 15:00 UTC.",
        ),
    ],
)
def test_basis_of_a_date_is_said(fields, sentence):
    assert reasons(records.when("2023-02-21", **fields)) == [sentence]


def test_basis_that_is_newer_than_the_program_is_left_out():
    assert reasons(replace(records.when("2023-02-21"), basis="revealed")) == []


def test_phrase_keeps_language_and_direction():
    when = records.when("2023-02-21", phrase="يوم الثلاثاء", phrase_language="ar")
    (reason,) = dating(when, records.event()).reasons
    assert '<q lang="ar" dir="rtl">يوم الثلاثاء</q>' in reason


@pytest.mark.parametrize("stamp", ["modified", "published"])
def test_anchor_is_named_after_the_source_whose_date_it_is(stamp):
    when = records.when("2023-02-21", basis="resolved_phrase", phrase="am Dienstag", anchor=ANCHOR)
    report = records.named_source(**{stamp: STAND})
    sentence = (
        "Worked out from am Dienstag, read as of Wednesday, 22 February 2023, 16:00 CET,"
        " the date of Article."
    )
    other = records.named_source()
    assert reasons(when, "Other", "Article", Other=other, Article=report) == [sentence]


@pytest.mark.parametrize(
    "anchor", [ANCHOR, datetime(2023, 2, 22, tzinfo=UTC)], ids=["in the day", "its first moment"]
)
def test_anchor_is_not_named_after_a_source_of_the_same_day_alone(anchor):
    when = records.when("2023-02-21", basis="resolved_phrase", phrase="am Dienstag", anchor=anchor)
    report = records.named_source(published=records.when("2023-02-22"))
    assert "Article" not in reasons(when, "Article", Article=report)[0]


@pytest.mark.parametrize(
    ("edtf", "said"),
    [
        ("2023-02-21~", ["The date is approximate."]),
        ("2023-02-21?", ["The date is uncertain."]),
        ("2023-02-21%", ["The date is approximate.", "The date is uncertain."]),
        ("2023-02-21", []),
    ],
)
def test_uncertain_and_approximate_are_told_apart(edtf, said):
    assert reasons(records.when(edtf))[1:] == said


def test_clock_is_named_for_a_time_of_day_alone():
    timed = records.when("2023-02-21T09:00", timezone="Europe/Moscow")
    assert "Time zone: Europe/Moscow." in reasons(timed)
    whole_day = records.when("2023-02-21", timezone="Europe/Moscow")
    assert reasons(whole_day) == ["Stated by the source."]


def test_date_beside_another_gives_only_reasons_of_its_own():
    start, end = records.when("2023-02-20"), records.when("2023-02-22~")
    assert reasons(end, beside=start) == ["The date is approximate."]
    inferred = records.when("2023-02-22", basis="inferred")
    assert reasons(inferred, beside=start) == ["Inferred by the editors; no source states it."]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"modified": STAND}, "as of Wednesday, 22 February 2023, 16:00 CET"),
        ({"published": STAND}, "published Wednesday, 22 February 2023, 16:00 CET"),
        (
            {"modified": STAND, "published": records.when("2023")},
            "as of Wednesday, 22 February 2023, 16:00 CET",
        ),
        ({}, ""),
    ],
)
def test_source_says_its_own_age(fields, expected):
    assert plain_source_date(records.named_source(**fields)) == expected


@pytest.mark.parametrize(
    ("zone", "moment", "words"),
    [
        ("UTC", "2023-03-01T12:00:00Z", "Wednesday, 1 March 2023, 12:00 UTC"),
        ("Europe/Berlin", "2023-03-01T12:00:00Z", "Wednesday, 1 March 2023, 13:00 CET"),
        ("Europe/Berlin", "2023-07-01T22:30:00.5Z", "Sunday, 2 July 2023, 00:30 CEST"),
        ("Asia/Kolkata", "2023-03-01T12:00:00Z", "Wednesday, 1 March 2023, 17:30 UTC+05:30"),
        # Local mean time has an offset with seconds.
        ("Europe/Berlin", "1850-01-01T00:00:00Z", "Tuesday, 1 January 1850, 00:00 UTC"),
        ("Asia/Tokyo", "9999-12-31T23:59:59Z", "Friday, 31 December 9999, 23:59 UTC"),
        ("Europe/Berlin", "not a date", "not a date"),
    ],
)
def test_moment_of_the_record_is_worded_by_the_clock_of_the_installation(
    settings, zone, moment, words
):
    settings.TIME_ZONE = zone
    assert moment_in_words(moment) == words


def test_day_of_the_record_is_that_of_the_installation(settings):
    assert day_in_words("2023-03-01T23:30:00Z") == "Wednesday, 1 March 2023"
    settings.TIME_ZONE = "Europe/Berlin"
    assert day_in_words("2023-03-01T23:30:00Z") == "Thursday, 2 March 2023"
