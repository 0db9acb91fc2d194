from datetime import UTC, datetime

import pytest

from events.dates import When, extent
from events.editorial.editions import LAST_MOMENT
from events.models import Edition
from events.search.intervals import count_intervals, interval_facets, intervals_of
from tests import newsroom

NOTHING = {"day": None, "week": None, "month": None, "year": None}


def columns_of(start: str, end: str | None = None, **fields) -> tuple[str, datetime]:
    """`date_key` and `day_starts_by` of an event."""
    first = When.parse(start, **fields)
    bounds = extent(first, When.parse(end, **fields) if end else None)
    return first.sort_key, bounds.day_starts_by or LAST_MOMENT


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2023-02-21", {"day": "2023-02-21", "week": "2023-02-20", "month": "2023-02"}),
        ("2023-02-21T23:59", {"day": "2023-02-21", "week": "2023-02-20", "month": "2023-02"}),
        ("2023-02-19", {"day": "2023-02-19", "week": "2023-02-13", "month": "2023-02"}),
        ("2023-02-20/2023-02-26", {"week": "2023-02-20", "month": "2023-02"}),
        ("2023-02-20/2023-02-27", {"month": "2023-02"}),
        ("2023-02-27/2023-03-05", {"week": "2023-02-27"}),
        ("2023-02", {"month": "2023-02"}),
        ("2023", {}),
    ],
)
def test_intervals_of_a_start_are_those_that_hold_all_of_it(start, expected):
    assert intervals_of(*columns_of(start)) == {**NOTHING, "year": "2023", **expected}


@pytest.mark.parametrize("start", ["202X", "2022-12-31/2023-01-01", "2023/..", "19XX"])
def test_intervals_of_a_start_in_several_years_are_none(start):
    found = intervals_of(*columns_of(start))

    assert (found["year"], found["month"], found["day"]) == (None, None, None)


def test_a_week_may_lie_in_two_years():
    assert intervals_of(*columns_of("2022-12-31/2023-01-01"))["week"] == "2022-12-26"


def test_intervals_are_those_of_the_event_s_own_clock():
    assert intervals_of(*columns_of("2023-02-21", timezone="Asia/Tokyo"))["day"] == "2023-02-21"


def test_intervals_are_of_the_start_which_the_end_bounds():
    assert intervals_of(*columns_of("2023-02-17", "2024-01-01"))["day"] == "2023-02-17"
    assert intervals_of(*columns_of("2023", "2023-01-03"))["month"] == "2023-01"


@pytest.mark.parametrize("key", ["", When.parse("../2023").sort_key])
def test_an_undated_event_has_no_intervals(key):
    assert intervals_of(key, LAST_MOMENT) == {}
    assert interval_facets(key, LAST_MOMENT) == {("undated", "")}


def test_interval_facets_are_intervals_or_coarser():
    assert interval_facets(*columns_of("2023-02")) == {
        ("coarser", "day"),
        ("coarser", "week"),
        ("month", "2023-02"),
        ("year", "2023"),
    }


@pytest.mark.parametrize("text", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_have_intervals(text):
    assert intervals_of(*columns_of(text))["day"] == text


@pytest.mark.django_db
@pytest.mark.parametrize("interval", ["day", "week", "month", "year"])
def test_counting_says_what_the_columns_of_each_edition_say(interval):
    for text in ("2023-02-21", "2023-02-20/2023-02-26", "2023-02", "2023", "202X", "2023-01-31"):
        newsroom.published_event(start=When.parse(text))
    newsroom.published_event(start=When.parse("2023-02-21T23:30-05:00"))
    newsroom.published_event(start=None)
    expected = [
        intervals_of(edition.date_key, edition.day_starts_by) for edition in Edition.objects.all()
    ]

    counts = count_intervals(Edition.objects.order_by(), interval)

    known = [found[interval] for found in expected if found]
    assert dict(counts.exact) == {name: known.count(name) for name in known if name}
    assert (counts.coarser, counts.undated) == (known.count(None), expected.count({}))


def test_a_period_that_ends_at_midnight_ends_on_the_day_before():
    midnight = datetime(2023, 2, 22, tzinfo=UTC)

    assert intervals_of("2023-02-21 9", midnight)["day"] == "2023-02-21"
    assert intervals_of("2023-02-21 9", midnight.replace(second=1))["day"] is None
