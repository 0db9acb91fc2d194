"""When a delivery that failed is tried again."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

ATTEMPTS: Final = 8
"""After the last of them a delivery is dead; the seven pauses between them are a day, about."""
FIRST_PAUSE: Final = timedelta(seconds=15)
FACTOR: Final = 4
SPREAD: Final = 0.2
LONGEST_PAUSE: Final = timedelta(hours=24)
REST: Final = timedelta(seconds=15)
"""How long a receiver that has failed is left alone, with whatever else waits for it."""


def pause(attempts: int, *, chance: float) -> timedelta:
    """How long to wait after so many attempts: 15 s, 1 min, 4 min, … 17 h.

    `chance` from 0 to 1 spreads it by a fifth to either side, so that what failed together is not
    tried again together.
    """
    times: int = FACTOR ** (attempts - 1)
    return FIRST_PAUSE * times * (1 - SPREAD + 2 * SPREAD * chance)


def asked_pause(retry_after: str, *, now: datetime) -> timedelta:
    """What a ``Retry-After`` asks for (RFC 9110, section 10.2.3), a day at most.

    Zero for one that cannot be read or lies in the past.
    """
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        # More digits than any pause has are not even counted.
        return min(timedelta(seconds=int(text[:9])), LONGEST_PAUSE)
    try:
        until = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return timedelta(0)
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(timedelta(0), min(until - now, LONGEST_PAUSE))
