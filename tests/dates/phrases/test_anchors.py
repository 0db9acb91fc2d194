"""The anchor as text."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from events.dates import ANCHOR_YEARS, DateError, anchor_of


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("2023-02-22", datetime(2023, 2, 22, 12, tzinfo=UTC)),
        ("2023-02-22T16:00Z", datetime(2023, 2, 22, 16, tzinfo=UTC)),
        ("2023-02-22T16:00+01:00", datetime(2023, 2, 22, 16, tzinfo=timezone(timedelta(hours=1)))),
        ("1000-01-01", datetime(1000, 1, 1, 12, tzinfo=UTC)),
        ("9000-12-31T23:59:59Z", datetime(9000, 12, 31, 23, 59, 59, tzinfo=UTC)),
    ],
)
def test_anchor_keeps_its_offset(text, anchor):
    found = anchor_of(text)
    assert (found, found.utcoffset()) == (anchor, anchor.utcoffset())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "anchor_unreadable"),
        ("Tuesday", "anchor_unreadable"),
        ("2023-02-30", "anchor_unreadable"),
        ("2023-02-30T10:00Z", "anchor_unreadable"),
        ("2023-02", "anchor_unreadable"),
        ("2023-02-22T16:00", "anchor_naive"),
        ("0999-12-31", "anchor_out_of_range"),
        ("9001-01-01", "anchor_out_of_range"),
        ("9001-01-01T00:00Z", "anchor_out_of_range"),
    ],
)
def test_anchor_that_cannot_be_used_is_refused(text, code):
    with pytest.raises(DateError) as caught:
        anchor_of(text)
    assert caught.value.code == code
    assert text not in str(caught.value) or not text


def test_message_names_the_years():
    with pytest.raises(DateError, match="outside the years 1000 to 9000"):
        anchor_of("0001-01-01")
    assert (ANCHOR_YEARS[0], ANCHOR_YEARS[-1]) == (1000, 9000)
