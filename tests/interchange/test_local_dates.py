"""Dates on the event's own clock: as exact as they are known and no more."""

from datetime import date

import pytest

from events.dates import When
from events.interchange.local_dates import LocalDate, local_date, single_day

DAY = date(2023, 2, 24)


@pytest.mark.parametrize(
    ("edtf", "zone", "known"),
    [
        ("2023-02-24", "Asia/Shanghai", LocalDate(DAY, 2, 2023)),
        ("2023-02-24", None, LocalDate(DAY, 2, 2023)),
        ("2023-02-24T00:30", "Asia/Shanghai", LocalDate(DAY, 2, 2023)),
        ("2023-02-24T23:30-05:00", None, LocalDate(DAY, 2, 2023)),
        ("2023-02-24?", None, LocalDate(DAY, 2, 2023)),
        ("2023-02-24~", None, LocalDate(None, 2, 2023)),
        ("2023-02", None, LocalDate(None, 2, 2023)),
        ("2023-02-20/2023-02-26", None, LocalDate(None, 2, 2023)),
        ("2023-02~", None, LocalDate(None, None, 2023)),
        ("2023-02-27/2023-03-05", None, LocalDate(None, None, 2023)),
        ("2023", None, LocalDate(None, None, 2023)),
        ("2023-21", None, LocalDate(None, None, 2023)),
        ("2023-24", None, LocalDate()),  # the winter ends in the next year
        ("2023~", None, LocalDate()),
        ("202X", None, LocalDate()),
        ("2022-12-31/2023-01-01", None, LocalDate()),
        ("2023-02-24/..", None, LocalDate()),
        ("../2023-02-24", None, LocalDate()),
        ("9999-12-31", None, LocalDate(date(9999, 12, 31), 12, 9999)),
        ("0001-01-01", None, LocalDate(date(1, 1, 1), 1, 1)),
    ],
)
def test_date_is_filled_as_far_as_it_is_known(edtf, zone, known):
    assert local_date(When.parse(edtf, timezone=zone)) == known


def test_no_date_is_nothing():
    assert local_date(None) == LocalDate()
    assert single_day(None) is None


@pytest.mark.parametrize(
    ("edtf", "day"),
    [("2023-02-24~", DAY), ("2023-02-24T16:00Z", DAY), ("2023-02", None), ("2023-02-24/..", None)],
)
def test_single_day_may_be_approximate(edtf, day):
    assert single_day(When.parse(edtf)) == day
