"""Scales of time: their stretches, and where moments lie on them."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.dates import window
from events.web.scales import (
    FIRST,
    LAST,
    MAX_BINS,
    Scale,
    Stretch,
    ceiling,
    fitting,
    floor,
    following,
    moved,
)

UNITS = ["century", "decade", "year", "quarter", "month", "week", "day", "hour"]
MOMENTS = st.datetimes(timezones=st.just(UTC))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def scale(first: str, last: str) -> Scale:
    return Scale(at(first), at(last))


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("century", ("19XX", "19XX")),
        ("decade", ("199X", "199X")),
        ("year", ("1999", "1999")),
        ("quarter", ("1999-10", "1999-12")),
        ("month", ("1999-12", "1999-12")),
        ("week", ("1999-12-27", "2000-01-02")),
        ("day", ("1999-12-31", "1999-12-31")),
        ("hour", ("1999-12-31T23:00", "1999-12-31T23:59")),
    ],
)
def test_stretch_filters_for_exactly_itself(unit, expected):
    start = floor(at("1999-12-31T23:30"), unit)
    stretch = Stretch(unit, start, following(start, unit))
    assert stretch.bounds == expected
    asked = window(*stretch.bounds)
    assert (asked.start, asked.end) == (stretch.start, stretch.end)


def test_first_years_of_the_calendar_have_four_digits():
    first = Scale(FIRST, at("0001-01-02"))
    assert next(first.stretches("hour")).bounds == ("0001-01-01T00:00", "0001-01-01T00:59")
    assert next(first.stretches("decade")).bounds == ("000X", "000X")


@pytest.mark.parametrize(
    ("first", "last", "rows", "bins"),
    [
        ("2023-02-21", "2023-02-22", ("day", "hour"), "hour"),
        ("2023-02-15", "2023-02-25", ("month", "day"), "day"),
        ("2023-01-01", "2023-05-01", ("month", "week"), "day"),
        ("2023-01-01", "2025-01-01", ("year", "month"), "week"),
        ("2000-01-01", "2026-01-01", ("decade", "year"), "quarter"),
        ("1800-01-01", "2026-01-01", ("century", "decade"), "decade"),
        ("0500-01-01", "2026-01-01", (None, "century"), "century"),
    ],
)
def test_scale_has_units_that_fit_its_span(first, last, rows, bins):
    assert (scale(first, last).rows, scale(first, last).bins) == (rows, bins)


def test_position_is_linear_in_time():
    year = scale("2023-01-01", "2024-01-01")
    days = [year.position(at("2023-01-01") + timedelta(days=number)) for number in (0, 73, 365)]
    assert days == [0, 20, 100]


def test_position_outside_is_at_the_nearer_end():
    year = scale("2023-01-01", "2024-01-01")
    assert [year.position(at("1999-01-01")), year.position(LAST)] == [0, 100]


@given(first=MOMENTS, last=MOMENTS)
def test_stretches_cover_every_fitting_scale_without_gaps(first, last):
    fitted = fitting(min(first, last), max(first, last))
    for unit in {*fitted.rows, fitted.bins} - {None}:
        stretches = list(fitted.stretches(unit))
        assert stretches[0].start <= fitted.start
        assert stretches[-1].end >= fitted.end
        assert all(a.end == b.start for a, b in pairwise(stretches))
        assert unit == "century" or len(stretches) <= MAX_BINS + 2


@given(moment=MOMENTS, unit=st.sampled_from(UNITS))
def test_floor_and_ceiling_hold_the_moment(moment, unit):
    start = floor(moment, unit)
    assert start <= moment <= ceiling(moment, unit)
    assert start <= moment < following(start, unit) or following(start, unit) == LAST


def test_fitting_ends_where_stretches_end():
    fitted = fitting(at("2001-05-05"), at("2019-02-02"))
    assert (fitted.start, fitted.end) == (at("2001-01-01"), at("2020-01-01"))


@pytest.mark.parametrize(
    ("period", "earlier", "later"),
    [
        (("2023", "2023"), ("2022", "2022"), ("2024", "2024")),
        (("2024-02", "2024-02"), ("2024-01", "2024-01"), ("2024-03", "2024-03")),
        (("2023-02-21",) * 2, ("2023-02-20",) * 2, ("2023-02-22",) * 2),
        (
            ("2023-02-06", "2023-02-12"),
            ("2023-01-30", "2023-02-05"),
            ("2023-02-13", "2023-02-19"),
        ),
        (
            ("2023-02-21T14:00", "2023-02-21T14:59"),
            ("2023-02-21T13:00", "2023-02-21T13:59"),
            ("2023-02-21T15:00", "2023-02-21T15:59"),
        ),
        (("199X", "199X"), ("198X", "198X"), ("200X", "200X")),
    ],
)
def test_moved_period_is_as_long_and_touches(period, earlier, later):
    asked = window(*period)
    own = Scale(asked.start, asked.end)
    assert (moved(own, -1), moved(own, 1)) == (earlier, later)


def test_nothing_lies_beyond_the_calendar():
    assert moved(Scale(FIRST, at("0002-01-01")), -1) is None
    assert moved(Scale(at("9999-01-01"), LAST), 1) is None
