"""When a failed delivery is retried."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

ATTEMPTS: Final = 8
"""A delivery is dead after the last attempt. The delays between them add up to about a day."""
FIRST_DELAY: Final = timedelta(seconds=15)
FACTOR: Final = 4
SPREAD: Final = 0.2
LONGEST_DELAY: Final = timedelta(hours=24)
COOLDOWN: Final = timedelta(seconds=15)
"""How long nothing at all is sent to a receiver after a failure."""


def retry_delay(attempts: int, *, random: float) -> timedelta:
    """Return the exponential backoff after a number of attempts: 15 s, 1 min, 4 min, … 17 h.

    `random`, from 0 to 1, spreads it by up to 20 % either way, so that deliveries that failed
    together are not retried together.
    """
    factor: int = FACTOR ** (attempts - 1)
    return FIRST_DELAY * factor * (1 - SPREAD + 2 * SPREAD * random)


def retry_after_delay(retry_after: str, *, now: datetime) -> timedelta:
    """Return the delay that a ``Retry-After`` header asks for (RFC 9110, section 10.2.3).

    It is at most a day, and zero if the header is invalid or in the past.
    """
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        # Do not convert more digits than any delay has.
        return min(timedelta(seconds=int(text[:9])), LONGEST_DELAY)
    try:
        until = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return timedelta(0)
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(timedelta(0), min(until - now, LONGEST_DELAY))
