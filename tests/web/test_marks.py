"""The places of single events on a scale."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.dates import When, extent
from events.web.marks import Bounds, Place, pack, place, scale_of
from events.web.scales import Scale


def bounds(start: str, end: str | None = None) -> Bounds:
    found = extent(When.parse(start), When.parse(end) if end else None)
    return Bounds(found.day_earliest, found.day_starts_by, found.day_ends_from, found.day_latest)


def year(number: int = 2023) -> Scale:
    return Scale(datetime(number, 1, 1, tzinfo=UTC), datetime(number + 1, 1, 1, tzinfo=UTC))


def test_day_is_a_dot_in_its_middle():
    spot = place(bounds("2023-02-21"), year())
    assert (spot.point, round(spot.middle, 2)) == (True, round(51.5 / 3.65, 2))


@pytest.mark.parametrize("text", ["2023-02", "2023-02-03/2023-02-20", "[2023-02-03..2023-02-20]"])
def test_ignorance_is_a_bar_that_fades_at_both_ends(text):
    spot = place(bounds(text), year())
    assert not spot.point
    assert (spot.sure, spot.fades_left, spot.fades_right) == (None, True, True)


def test_year_covers_its_whole_year_and_not_its_first_day():
    spot = place(bounds("2023"), year())
    assert (spot.left, spot.right, spot.before, spot.after) == (0, 100, False, False)


def test_duration_between_days_is_solid():
    spot = place(bounds("2023-03-01", "2023-06-30"), year())
    assert spot.sure == (spot.left, spot.right)
    assert (spot.fades_left, spot.fades_right) == (False, False)


def test_duration_with_a_rough_end_fades_there_alone():
    spot = place(bounds("2023-03-01", "2023-06"), year())
    assert (spot.fades_left, spot.fades_right) == (False, True)
    assert spot.sure[0] == spot.left
    assert round(spot.sure[1], 2) == round(151 / 3.65, 2)


def test_open_end_goes_on_beyond_the_scale():
    spot = place(bounds("2023-02-22/.."), year())
    assert (spot.right, spot.after, spot.fades_right) == (100, True, True)


def test_what_is_under_way_goes_on_from_its_day():
    known = bounds("2022-02-24")
    spot = place(known, year(), goes_on=True)
    assert (spot.left, spot.right, spot.sure) == (0, 100, (0, 100))
    assert (spot.before, spot.after) == (True, True)


@pytest.mark.parametrize("text", ["2022-12-31", "2024-01-01", "2024", "../2023-05"])
def test_nothing_is_drawn_outside_the_scale_or_without_a_beginning(text):
    assert place(bounds(text), year()) is None


def test_short_bar_is_wide_enough_to_be_seen():
    decades = Scale(datetime(1900, 1, 1, tzinfo=UTC), datetime(2000, 1, 1, tzinfo=UTC))
    spot = place(bounds("1950-06"), decades)
    assert round(spot.width, 2) == 1.6


def test_scale_of_one_day_shows_its_week():
    found = scale_of([bounds("2023-02-21")])
    assert timedelta(days=7) <= found.span <= timedelta(days=9)


def test_scale_of_nothing_is_none():
    assert scale_of([]) is None
    assert scale_of([bounds("../2023")]) is None


def test_century_does_not_make_a_scale_of_a_hundred_years():
    days = [bounds(f"2023-02-{day:02d}") for day in range(1, 21)]
    assert scale_of([*days, bounds("20XX")]) == scale_of(days)


def test_century_alone_is_its_own_scale():
    found = scale_of([bounds("19XX")])
    assert (found.start.year, found.end.year) == (1900, 2000)


def test_stray_event_of_long_before_does_not_squeeze_the_others():
    days = [bounds(f"2023-02-{day:02d}") for day in range(1, 21)]
    assert scale_of([bounds("1949-10-01"), *days]) == scale_of(days)


def test_two_events_far_apart_share_a_scale():
    found = scale_of([bounds("1949-10-01"), bounds("2023-02-01")])
    assert (found.start.year <= 1949, found.end.year > 2022) == (True, True)


def test_marks_at_one_place_are_stacked_up_to_the_last_row():
    here = Place(10, 10, point=True)
    assert pack([here, here, here, Place(50, 50, point=True)], rows=2) == [0, 1, None, 0]


@given(
    st.lists(st.tuples(st.floats(0, 100), st.floats(0, 40)), max_size=40),
    st.integers(min_value=1, max_value=5),
)
def test_marks_in_a_row_never_overlap(raw, rows):
    places = [Place(left, min(left + width, 100)) for left, width in raw]
    found = pack(places, rows)
    for row in range(rows):
        own = sorted(
            (spot.left, spot.right) for spot, at in zip(places, found, strict=True) if at == row
        )
        assert all(a[1] <= b[0] for a, b in pairwise(own))
