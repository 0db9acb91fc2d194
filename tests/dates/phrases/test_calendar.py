"""Calendar periods."""

from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from events.dates import When
from events.dates.phrases.calendar import (
    NoSuchDay,
    OutOfRange,
    day,
    days_after,
    month,
    months_after,
    part_of_year,
    period,
    section,
    shifted,
    year,
)

UNITS = (
    "day", "weekend", "week", "month", "quarter", "season", "half", "year", "decade", "century",
)  # fmt: skip
DAYS = st.dates(date(2100, 1, 1), date(7900, 12, 31))
LONG_UNITS = [unit for unit in UNITS if unit != "weekend"]


@pytest.mark.parametrize(
    "parts", [(2023, 2, 30), (2023, 13, 1), (2023, 0, 1), (0, 1, 1), (10_000, 1, 1)]
)
def test_day_that_does_not_exist(parts):
    with pytest.raises(NoSuchDay):
        day(*parts)


def test_steps_out_of_the_calendar_are_refused():
    for step in (
        lambda: days_after(date.max, 1),
        lambda: days_after(date.min, -1),
        lambda: months_after(date.max, 1),
        lambda: months_after(date.min, -1),
        lambda: shifted(year(9999), 1),
        lambda: shifted(period("decade", date(9999, 1, 1)), 1),
        lambda: shifted(period("century", date(1, 1, 1)), -1),
    ):
        with pytest.raises(OutOfRange):
            step()


@given(DAYS, st.integers(-2000, 2000))
def test_months_after_is_dateutils(start, number):
    assert months_after(start, number) == start + relativedelta(months=number)


@pytest.mark.parametrize(
    ("unit", "edtf"),
    [
        ("day", "2023-02-22"),
        ("week", "2023-02-20/2023-02-26"),
        ("weekend", "2023-02-25/2023-02-26"),
        ("month", "2023-02"),
        ("quarter", "2023-33"),
        ("season", "2022-24"),
        ("half", "2023-40"),
        ("year", "2023"),
        ("decade", "202X"),
        ("century", "20XX"),
    ],
)
def test_period_of_a_day(unit, edtf):
    assert period(unit, date(2023, 2, 22)).edtf == edtf


@given(DAYS, st.sampled_from(LONG_UNITS))
def test_period_contains_its_day_and_its_text_has_its_bounds(around, unit):
    one = period(unit, around)
    assert one.contains(around)
    when = When(one.edtf)
    assert when.earliest.date() == one.first
    assert (when.latest - timedelta(microseconds=1)).date() == one.last


@given(DAYS, st.sampled_from(UNITS), st.integers(-20, 20))
def test_shifting_forth_and_back_is_the_same_period(around, unit, number):
    one = period(unit, around)
    assert shifted(shifted(one, number), -number) == one


@given(DAYS, st.sampled_from(LONG_UNITS))
def test_next_period_begins_the_day_after(around, unit):
    one = period(unit, around)
    assert shifted(one, 1).first == one.last + timedelta(days=1)
    assert shifted(one, -1).last == one.first - timedelta(days=1)


@pytest.mark.parametrize(
    ("outside", "expected"),
    [
        (date(2023, 1, 31), False),
        (date(2023, 2, 1), True),
        (date(2023, 2, 28), True),
        (date(2023, 3, 1), False),
    ],
)
def test_period_contains_both_its_ends(outside, expected):
    assert month(2023, 2).contains(outside) is expected


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        (21, date(2023, 3, 1), date(2023, 5, 31)),
        (24, date(2023, 12, 1), date(2024, 2, 29)),
        (33, date(2023, 1, 1), date(2023, 3, 31)),
        (36, date(2023, 10, 1), date(2023, 12, 31)),
        (40, date(2023, 1, 1), date(2023, 6, 30)),
        (41, date(2023, 7, 1), date(2023, 12, 31)),
    ],
)
def test_part_of_year_by_its_code(code, first, last):
    one = part_of_year(2023, code)
    assert (one.first, one.last, one.edtf) == (first, last, f"2023-{code}")


@pytest.mark.parametrize(
    ("whole", "start", "middle", "end"),
    [
        (year(2023), "2023-01~/2023-04~", "2023-05~/2023-08~", "2023-09~/2023-12~"),
        (period("decade", date(1990, 1, 1)), "1990~/1993~", "1994~/1996~", "1997~/1999~"),
        (period("century", date(1, 1, 1)), "0001~/0033~", "0034~/0066~", "0067~/0099~"),
        (
            month(2023, 2),
            "2023-02-01~/2023-02-09~",
            "2023-02-10~/2023-02-19~",
            "2023-02-20~/2023-02-28~",
        ),
        (
            period("week", date(2023, 2, 22)),
            "2023-02-20~/2023-02-21~",
            "2023-02-22~/2023-02-24~",
            "2023-02-25~/2023-02-26~",
        ),
        (period("weekend", date(2023, 2, 22)), "2023-02-25~", "2023-02-26~", "2023-02-26~"),
        (period("day", date(2023, 2, 22)), "2023-02-22", "2023-02-22", "2023-02-22"),
    ],
)
def test_sections_are_thirds(whole, start, middle, end):
    assert [section(whole, part) for part in ("start", "middle", "end")] == [start, middle, end]


def test_units_are_in_order_of_length():
    lengths = [period(unit, date(2023, 2, 22)) for unit in UNITS]
    spans = [(one.last - one.first).days for one in lengths]
    assert spans == sorted(spans)
