"""When a delivery that failed is tried again."""

from datetime import timedelta

import pytest

from events.interchange.webhooks.retries import (
    ATTEMPTS,
    LONGEST_DELAY,
    retry_after_delay,
    retry_delay,
)
from tests.newsroom import NOW


def test_pauses_grow_to_a_day_in_all():
    pauses = [retry_delay(nth, random=0.5).total_seconds() for nth in range(1, ATTEMPTS)]
    assert pauses == [15, 60, 240, 960, 3840, 15360, 61440]
    assert timedelta(hours=22) < timedelta(seconds=sum(pauses)) < timedelta(hours=26)


def test_chance_spreads_a_pause_by_a_fifth():
    assert [retry_delay(2, random=chance).total_seconds() for chance in (0, 0.5, 1)] == [48, 60, 72]


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("0", 0),
        ("120", 120),
        (" 120 ", 120),
        ("86401", 86400),
        ("9" * 400, 86400),
        ("Wed, 01 Mar 2023 12:10:00 GMT", 600),
        ("Wed, 01 Mar 2023 12:10:00", 600),
        ("Wed, 01 Mar 2023 11:00:00 GMT", 0),
        ("Fri, 01 Mar 2999 12:00:00 GMT", 86400),
        ("", 0),
        ("-5", 0),
        ("soon", 0),
        ("1.5", 0),
        ("\u0665", 0),
        ("Wed, 99 Mar 2023 12:10:00 GMT", 0),
        ("Wed, 01 Mar 99999 12:10:00 GMT", 0),
    ],
)
def test_pause_that_is_asked_for(text, seconds):
    assert retry_after_delay(text, now=NOW) == timedelta(seconds=seconds)
    assert timedelta(days=1) == LONGEST_DELAY
