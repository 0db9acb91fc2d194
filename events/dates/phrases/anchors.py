"""The anchor of relative dates, as text: the instant at which a report was written."""

from datetime import UTC, date, datetime, time
from typing import Final

from events.dates.errors import DateError

ANCHOR_YEARS: Final = range(1000, 9001)
"""Offsets from these years stay within the calendar (years 1 to 9999)."""
_DATE_LENGTH: Final = len("2023-02-22")


def anchor_of(text: str) -> datetime:
    """Parse an ISO 8601 instant with an offset from UTC; a bare date is noon UTC of that day.

    Raises ``DateError``: ``anchor_unreadable``, ``anchor_naive`` or ``anchor_out_of_range``.
    """
    try:
        if len(text) == _DATE_LENGTH:
            anchor = datetime.combine(date.fromisoformat(text), time(12), UTC)
        else:
            anchor = datetime.fromisoformat(text)
    except ValueError:
        raise DateError(
            "anchor_unreadable", "The anchor is not an ISO 8601 date or instant."
        ) from None
    if anchor.utcoffset() is None:
        raise DateError("anchor_naive", "The anchor needs an offset from UTC.")
    if anchor.year not in ANCHOR_YEARS:
        first, last = ANCHOR_YEARS[0], ANCHOR_YEARS[-1]
        message = f"The anchor lies outside the years {first} to {last}."
        raise DateError("anchor_out_of_range", message)
    return anchor
