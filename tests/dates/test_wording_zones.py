"""Labels of time zones after a clock time."""

import pytest

from events.dates import When, display
from events.dates.edtf import Point
from events.dates.wording_zones import zone_label

NOON = Point("minute", 2023, 2, 21, hour=12)
MEZ = {"CET": "MEZ"}


@pytest.mark.parametrize(
    ("offset", "timezone", "label"),
    [
        (None, None, ""),
        (0, None, "UTC"),
        (180, None, "UTC+03:00"),
        (-210, None, "UTC\N{MINUS SIGN}03:30"),
        (None, "Europe/Berlin", "MEZ"),
        (60, "Europe/Berlin", "MEZ"),
        (120, "Europe/Berlin", "UTC+02:00"),  # not in force there in February
        (None, "Europe/Moscow", "MSK"),
        (None, "Asia/Kathmandu", "UTC+05:45"),
        (None, "Asia/Shanghai", "UTC+08:00"),  # CST
        (None, "UTC", "UTC"),
    ],
)
def test_label(offset, timezone, label):
    point = Point("minute", 2023, 2, 21, hour=12, offset=offset)
    assert zone_label(point, timezone, MEZ) == label


def test_abbreviation_without_one_of_the_language_is_the_english_one():
    assert zone_label(NOON, "Europe/Berlin", {}) == "CET"


@pytest.mark.parametrize(
    ("text", "timezone", "english", "german"),
    [
        ("2023-02-21T16:00", "Europe/Berlin", "16:00 CET", "16:00 Uhr MEZ"),
        ("2023-07-21T16:00", "Europe/Berlin", "16:00 CEST", "16:00 Uhr MESZ"),
        ("2023-02-21T16:00", "Europe/Moscow", "16:00 MSK", "16:00 Uhr MSK"),
        ("2023-02-21T16:00+01:00", "Europe/Berlin", "16:00 CET", "16:00 Uhr MEZ"),
        ("2023-02-21T16:00+03:00", "Europe/Berlin", "16:00 UTC+03:00", "16:00 Uhr UTC+03:00"),
        ("2023-02-21T16:00", "Asia/Dubai", "16:00 UTC+04:00", "16:00 Uhr UTC+04:00"),
        ("2023-02-21T16:00", "Asia/Kathmandu", "16:00 UTC+05:45", "16:00 Uhr UTC+05:45"),
        ("2023-02-21T16:00", "UTC", "16:00 UTC", "16:00 Uhr UTC"),
        # CST is China, Cuba and the American Midwest
        ("2023-02-21T16:00", "Asia/Shanghai", "16:00 UTC+08:00", "16:00 Uhr UTC+08:00"),
        ("2023-02-21T16:00", "America/Chicago", "16:00 UTC−06:00", "16:00 Uhr UTC−06:00"),
    ],
)
def test_clock_time_names_its_zone(text, timezone, english, german):
    when = When(text, timezone)
    assert display(when, "en").endswith(f" 2023, {english}")
    assert display(when, "de").endswith(f" 2023, {german}")


def test_clock_time_at_the_edge_of_the_calendar_has_a_zone():
    assert display(When("0001-01-01T00:00-14:00", "Asia/Tokyo")).endswith("00:00 UTC−14:00")
    assert display(When("9999-12-31T23:59+14:00", "Asia/Tokyo")).endswith("23:59 UTC+14:00")
    assert display(When("9999-12-31T23:59Z", "Asia/Tokyo")).endswith("23:59 UTC")
