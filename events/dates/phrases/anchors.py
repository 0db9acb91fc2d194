"""What relative dates are counted from, as interfaces are given it."""

from datetime import UTC, date, datetime, time
from typing import Final

from events.dates.errors import DateError

ANCHOR_YEARS: Final = range(1000, 9001)
"""Far enough from the edges of the calendar that nothing counted from an anchor leaves it."""
_DAY: Final = len("2023-02-22")


def anchor_of(text: str) -> datetime:
    """An instant with an offset from UTC (ISO 8601); of a bare date its noon in UTC.

    Raises ``DateError``: ``anchor_unreadable``, ``anchor_naive`` or ``anchor_out_of_range``.
    """
    try:
        if len(text) == _DAY:
            anchor = datetime.combine(date.fromisoformat(text), time(12), UTC)
        else:
            anchor = datetime.fromisoformat(text)
    except ValueError:
        raise DateError("anchor_unreadable", "The anchor is no instant.") from None
    if anchor.utcoffset() is None:
        raise DateError("anchor_naive", "The anchor needs an offset from UTC.")
    if anchor.year not in ANCHOR_YEARS:
        first, last = ANCHOR_YEARS[0], ANCHOR_YEARS[-1]
        message = f"The anchor lies outside the years {first} to {last}."
        raise DateError("anchor_out_of_range", message)
    return anchor
