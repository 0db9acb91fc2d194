"""Time zones by their IANA name."""

import zoneinfo

import pytest

from events.dates import DateError, zone_names
from events.dates.zones import zone


def test_zone_is_that_of_its_name():
    assert zone("Europe/Moscow") == zoneinfo.ZoneInfo("Europe/Moscow")


def test_names_are_those_of_places():
    names = zone_names()
    assert {"UTC", "Europe/Moscow", "Asia/Kathmandu"} <= names
    assert not {"localtime", "Factory", "posixrules", "Europe", ""} & names


@pytest.mark.parametrize(
    "name",
    ["Nowhere/Land", "Europe", "europe/moscow", "../UTC", "UTC\x00", "localtime", "", None, 5],
)
def test_unknown_name_is_refused(name):
    with pytest.raises(DateError) as caught:
        zone(name)
    assert caught.value.code == "zone_unknown"
