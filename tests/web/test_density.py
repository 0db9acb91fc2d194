"""Columns of many events."""

from datetime import UTC, datetime

import pytest

from events.web.density import Group, density, exact, scale_of
from events.web.scales import LAST, Scale


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def group(first: str, last: str, count: int = 1) -> Group:
    return at(first), at(last), count


YEAR = Scale(at("2020-01-01"), at("2026-01-01"))  # columns are months


def test_day_counts_in_its_column():
    found = density([group("2023-02-21", "2023-02-22", 3)], YEAR)
    filled = {one.bounds[0]: n for one, n in zip(found.bins, found.exact, strict=True) if n}
    assert (filled, found.vague, found.highest) == ({"2023-02": 3.0}, 0, 3.0)


def test_year_is_spread_over_its_months_and_no_peak_on_1_january():
    found = density([group("2023-01-01", "2024-01-01", 365)], YEAR)
    veil = [round(n) for n in found.veil if n]
    assert veil == [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    assert (sum(found.exact), found.vague) == (0, 365)


def test_week_across_two_months_is_shared_between_them():
    found = density([group("2023-02-27", "2023-03-06", 7)], YEAR)
    assert [n for n in found.exact if n] == [pytest.approx(2), pytest.approx(5)]
    assert found.vague == 0


def test_every_event_is_counted_once():
    groups = [
        group("2020-01-01", "2020-01-02", 5),
        group("2021-01-01", "2022-01-01", 7),
        group("2025-12-31", "2026-01-01", 2),
    ]
    found = density(groups, YEAR)
    assert sum(found.exact) + sum(found.veil) == pytest.approx(14)


def test_event_that_began_before_is_counted_apart():
    found = density([group("2019-05-05", "2019-05-06", 4)], YEAR)
    assert (found.earlier, found.highest) == (4, 0)


def test_open_end_is_vague_and_nearly_invisible():
    found = density([(at("2023-01-01"), LAST, 9)], YEAR)
    assert (found.vague, found.highest < 0.1) == (9, True)


def test_scale_is_that_of_events_known_to_the_year():
    groups = [group("1900-01-01", "2000-01-01"), group("2001-01-01", "2002-01-01")]
    assert exact(groups) == groups[1:]
    assert scale_of(groups).start == at("2001-01-01")
    assert scale_of(groups[:1]).start == at("1900-01-01")
    assert scale_of([]) is None
