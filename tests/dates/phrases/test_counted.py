"""Resolvers of offsets ("three days ago") and windows ("the past three days")."""

from dataclasses import replace
from datetime import date

import pytest

from events.dates.phrases.calendar import OutOfRange, period
from events.dates.phrases.counted import VAGUE_AMOUNTS, length_of, offset_from, read_offset
from events.dates.phrases.reading import Length
from tests.dates.phrases.resolving import REPORT, context_of, dates, matches_of, resolve, summary


@pytest.mark.parametrize(
    ("text", "language", "length"),
    [
        ("three hours", "en", Length(3, "hour")),
        ("two and a half years", "en", Length(2.5, "year")),
        ("half an hour", "en", Length(0.5, "hour")),
        ("a week", "en", Length(1, "week")),
        ("several weeks", "en", Length(None, "week")),
        ("one hundred days", "en", Length(100, "day")),
        ("eineinhalb Jahre", "de", Length(1.5, "year")),
    ],
)
def test_length(text, language, length):
    assert length_of(matches_of(context_of(text, language), "duration")[0]) == length


@pytest.mark.parametrize(
    ("text", "edtf", "code"),
    [
        ("three days ago", "2023-02-19", "counted_back"),
        ("a week ago", "2023-02-15~", "counted_back"),
        ("two months ago", "2022-12~", "counted_back"),
        ("18 months ago", "2021-08~", "counted_back"),
        ("19 months ago", "2021~", "counted_back"),
        ("half a year ago", "2022-08~", "counted_back"),
        ("a year ago", "2022-02~", "counted_back"),
        ("five years ago", "2018~", "counted_back"),
        ("a decade ago", "2013~", "counted_back"),
        ("about three days ago", "2023-02-19~", "counted_back"),
        ("three hours ago", "2023-02-22~", "counted_back"),
        ("17 hours ago", "2023-02-21~", "counted_back"),
        ("two days later", "2023-02-24", "counted_on"),
    ],
)
def test_offset_is_as_exact_as_its_unit(text, edtf, code):
    assert summary(text, "offset") == (edtf, 2, code)


def test_offset_has_its_length_in_the_reason():
    (one,) = resolve(context_of("three days ago"), "offset")
    assert one.length == Length(3, "day")
    assert one.why.details == {"number": "3", "units": "day", "anchor": "2023-02-22"}


@pytest.mark.parametrize(
    ("length", "sign", "edtf"),
    [
        (Length(1, "day"), 1, "2023-02-23"),
        (Length(1.5, "day"), 1, "2023-02-24~"),
        (Length(1, "weekend"), -1, "2023-02-15~"),
        (Length(1, "quarter"), 1, "2023-05~"),
        (Length(1, "century"), -1, "1923~"),
        (Length(48, "hour"), -1, "2023-02-20~"),
        (Length(30, "minute"), -1, "2023-02-22~"),
    ],
)
def test_offset_from_a_day(length, sign, edtf):
    assert offset_from(length, date(2023, 2, 22), sign).edtf == edtf


def test_hours_need_the_clock_of_the_anchor():
    with pytest.raises(OutOfRange):
        dates("three hours ago", "offset", anchor=None)
    assert dates("two hours ago", "offset", anchor=REPORT.replace(hour=1)) == ["2023-02-21~"]


def test_later_counts_from_the_date_mentioned_before():
    match = matches_of(context_of("two days later"), "offset")[0]
    context = replace(match.context, last_mentioned=(period("day", date(2022, 5, 3)), 0))
    (one,) = read_offset(replace(match, context=context))
    assert one.edtf == "2022-05-05"
    assert one.why.details["anchor"] == "2022-05-03"


@pytest.mark.parametrize(
    ("text", "is_field", "kind"),
    [
        ("in zwei Wochen", True, "date"),
        ("Er kommt in zwei Wochen", False, "date"),
        ("Er baute es in zwei Wochen", False, "duration"),
    ],
)
def test_length_in_the_past_tense_is_a_duration(text, is_field, kind):
    (one,) = resolve(context_of(text, "de", is_field=is_field), "offset")
    assert one.kind == kind


@pytest.mark.parametrize(
    ("text", "edtf", "tier"),
    [
        ("the past three weeks", "2023-02-01~/2023-02-22~", 2),
        ("the next three days", "2023-02-22/2023-02-25", 2),
        ("the last days", "2023-02-15~/2023-02-22~", 3),
        ("the past weeks", "2023-01-25~/2023-02-22~", 3),
        ("the past months", "2022-08~/2023-02~", 3),
        ("the past quarters", "2022-02~/2023-02~", 3),
        ("the coming years", "2023~/2028~", 3),
        ("the past decades", "1993~/2023~", 3),
        ("the past year", "2022-02~/2023-02~", 2),
        ("the past month", "2023-01-22~/2023-02-22~", 2),
        ("the last 48 hours", "2023-02-20~/2023-02-22~", 2),
        ("the last 12 hours", "2023-02-21~/2023-02-22~", 2),
        ("the past century", "1923~/2023~", 2),
        ("the past hours", "duration", 3),
    ],
)
def test_window(text, edtf, tier):
    (one,) = resolve(context_of(text), "window")
    assert (one.edtf or one.kind, one.tier) == (edtf, tier)
    assert one.relation == ("window" if "/" in edtf else "")


def test_window_without_a_direction_is_now():
    assert summary("in diesen drei Tagen", "window", "de") == ("present", 3, "present")


def test_first_weeks_are_a_duration():
    assert summary("in den ersten drei Wochen", "window", "de") == ("duration", 3, "duration")


def test_vague_amounts_are_those_of_the_documentation():
    assert VAGUE_AMOUNTS == {"day": 7, "week": 4, "month": 6, "quarter": 4, "year": 5, "decade": 3}
