"""As of when a page shows the record."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.test import RequestFactory

from events.timeline.filters import FilterError
from events.web.as_of import past_moment

NOW = datetime(2023, 3, 5, 12, 34, 56, tzinfo=UTC)


def past(address, *names):
    with time_machine.travel(NOW, tick=False):
        return past_moment(RequestFactory().get(address), *names)


def test_present_counts_to_the_hour():
    found = past("/actors/?q=putin&cursor=x", "q", "cursor")
    assert (found.moment, found.now) == (None, datetime(2023, 3, 5, 12, tzinfo=UTC))
    assert (found.suffix, found.text) == ("", "")


def test_past_is_its_own_now_and_stays_in_the_links():
    found = past("/?as_of=2023-03-01T12:00:00Z")
    assert found.moment == found.now == datetime(2023, 3, 1, 12, tzinfo=UTC)
    assert found.suffix == "?as_of=2023-03-01T12%3A00%3A00Z"
    assert found.words == "Wednesday, 1 March 2023, 12:00 UTC"


@pytest.mark.parametrize(
    ("address", "present"),
    [
        ("/?as_of=2023-03-01", "/"),
        ("/?as_of=2023-03-01&from=2023&cursor=x", "/?from=2023"),
    ],
)
def test_way_back_keeps_the_other_conditions(address, present):
    assert past(address, "from", "cursor").here_and_now == present


@pytest.mark.parametrize("address", ["/?q=putin", "/?as_of=2023-03-01&cursor=x", "/?nonsense="])
def test_parameters_without_use_are_refused(address):
    if address.endswith("="):  # an empty field of a form
        assert past(address).moment is None
        return
    with pytest.raises(FilterError):
        past(address)


def test_empty_moment_is_the_present():
    assert past("/?as_of=").moment is None


@pytest.mark.parametrize("value", ["soon", "2023-03-06", "2023-03-01&as_of=2023-03-02"])
def test_bad_moment_is_refused(value):
    with pytest.raises(FilterError):
        past(f"/?as_of={value}")
