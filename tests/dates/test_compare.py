"""Extents, windows and overlap, and the order of dates."""

import itertools
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.dates import (
    PRECISIONS,
    SORT_KEY_LENGTH,
    DateError,
    When,
    Window,
    extent,
    overlaps,
    window,
)
from tests.dates.strategies import whens

FAR = datetime.max.replace(tzinfo=UTC)


def documented_key(when):
    """The rule of ``events.dates.when`` in other words."""
    low, high = when.earliest, when.latest
    return (
        1 if low is None else 2,
        0 if low is None else when.day_earliest.toordinal(),
        PRECISIONS.index(when.precision),
        datetime.min.replace(tzinfo=UTC) if low is None else low,
        (high is None, FAR if high is None else high),
        "".join(letter for letter in when.edtf if letter not in ":[]"),
    )


def test_order_of_mixed_precision():
    in_order = [
        When("[..2023-02]"),
        When("../2023-02-20"),
        When("[..2023-02-21]"),
        When("20XX"),
        When("202X"),
        When("2022-24"),
        When("2022-12-31"),
        When("2023"),
        When("2023-XX"),
        When("2023-40"),
        When("2023-33"),
        When("2023-01"),
        When("2023-01-01"),
        When("2023-01-01T00:00"),
        When("2023-02"),
        When("2023-02-01"),
        When("2023-02-20/2023-02-26"),
        When("2023-02-20"),
        When("2023-02-20/2023-02-22"),
        When("2023-02-20/.."),
        When("2023-02-21", "Asia/Tokyo"),
        When("2023-02-21", "Europe/Moscow"),
        When("2023-02-21"),
        When("2023-02-21T09:00", "Asia/Tokyo"),
        When("2023-02-21T08:00", "Europe/Moscow"),
        When("2023-02-21T08:00:00", "Europe/Moscow"),
        When("2023-02-22", "Pacific/Kiritimati"),
        When("9999-12-31"),
    ]
    for i, j in itertools.combinations(range(len(in_order)), 2):
        assert in_order[i] < in_order[j], (in_order[i], in_order[j])
        assert in_order[j] > in_order[i]


def test_sort_key_is_pinned():
    moscow = When("2023-02-21", "Europe/Moscow")
    assert moscow.sort_key == "2023-02-21 9 0tbcbuc0 0tbcdp00 2023-02-21"
    year_one = datetime(1, 1, 1, tzinfo=UTC)
    assert int("0tbcbuc0", 36) == (moscow.earliest - year_one).total_seconds()
    assert int("0tbcdp00", 36) == (moscow.latest - year_one).total_seconds()
    assert When("[..2023-02-21]").sort_key == " 9 - 0tbcdxc0 ..2023-02-21"
    assert When("2023-02-20/..").sort_key == "2023-02-20 9 0tbca800 ~ 2023-02-20/.."


def test_longest_text_fits_the_sort_key():
    longest = When("[2023-02-21T16:00:00+03:00%..2023-02-21T16:00:01+03:00%]")
    assert len(longest.sort_key) == SORT_KEY_LENGTH - 1


@given(whens())
def test_sort_key_is_short_ascii(when):
    assert when.sort_key.isascii()
    assert when.sort_key.isprintable()
    assert len(when.sort_key) <= SORT_KEY_LENGTH


# A few days and zones, so that ties of the first stages are common.
near = st.builds(
    When,
    st.sampled_from(
        [
            "2023",
            "2023-XX",
            "2023?",
            "2023-01",
            "2023-33",
            "2023-01-01",
            "2023-01-01~",
            "2023-01-01/2023-01-02",
            "[2023-01-01..2023-01-02]",
            "2023-01-01/..",
            "2023-01-01/",
            "../2023-01-01",
            "[..2023-01-01]",
            "2023-01-01T00:00",
            "2023-01-01T00:00Z",
            "2023-01-01T00:00:00+09:00",
            "2022-12-31T15:00Z",
            "9999-12-31T23:59:59Z",
            "9999-12-31T23:59:58Z",
        ]
    ),
    st.sampled_from([None, "UTC", "Asia/Tokyo", "America/Los_Angeles"]),
)


def sign(a, b):
    return (a > b) - (a < b)


@given(whens() | near, whens() | near)
def test_order_is_the_documented_rule(a, b):
    assert sign(a.sort_key.encode(), b.sort_key.encode()) == sign(
        documented_key(a), documented_key(b)
    )
    order = sign(documented_key(a), documented_key(b))
    assert (a < b, a <= b, a > b, a >= b) == (order < 0, order <= 0, order > 0, order >= 0)


@given(st.lists(whens() | near, min_size=3, max_size=3))
def test_order_is_transitive(three):
    a, b, c = sorted(three)
    assert a <= b <= c
    assert a <= c


@given(whens(), whens())
def test_ties_have_the_same_text_and_bounds(a, b):
    if a.sort_key == b.sort_key:
        assert (a.edtf, a.earliest, a.latest) == (b.edtf, b.earliest, b.latest)


def test_when_of_another_kind_is_not_compared():
    with pytest.raises(TypeError):
        assert When("2023") < "2024"


# Extents


def utc(text):
    return None if text is None else datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "end", "earliest", "latest", "starts_by", "ends_from"),
    [
        ("2023-02-21", None, "2023-02-21", "2023-02-22", "2023-02-22", "2023-02-21"),
        ("2023-02", None, "2023-02-01", "2023-03-01", "2023-03-01", "2023-02-01"),
        ("2023-02-20", "2023-02-26", "2023-02-20", "2023-02-27", "2023-02-21", "2023-02-26"),
        ("2023-02", "2023-03-03", "2023-02-01", "2023-03-04", "2023-03-01", "2023-03-03"),
        # the end bounds the start, the start bounds the end
        ("2023-02", "2023-02-10", "2023-02-01", "2023-02-11", "2023-02-11", "2023-02-10"),
        ("2023-02-20", "2023-02", "2023-02-20", "2023-03-01", "2023-02-21", "2023-02-20"),
        ("[..2023-02-21]", "2023-03", None, "2023-04-01", "2023-02-22", "2023-03-01"),
        ("[..2023-02-21]", None, None, "2023-02-22", "2023-02-22", None),
        ("2023-02-20/..", None, "2023-02-20", None, None, "2023-02-20"),
        ("2023-02-20", "[2023-02-22..]", "2023-02-20", None, "2023-02-21", "2023-02-22"),
    ],
)
def test_extent(*, start, end, earliest, latest, starts_by, ends_from):
    found = extent(When(start), When(end) if end else None)
    expected = tuple(map(utc, (earliest, latest, starts_by, ends_from)))
    assert (found.earliest, found.latest, found.starts_by, found.ends_from) == expected
    assert (
        found.day_earliest,
        found.day_latest,
        found.day_starts_by,
        found.day_ends_from,
    ) == expected


def test_extent_keeps_the_floating_days_of_each_zone():
    found = extent(When("2023-02-21", "Asia/Tokyo"), When("2023-02-22", "Europe/Moscow"))
    assert found.earliest == utc("2023-02-20T15:00")
    assert found.latest == utc("2023-02-22T21:00")
    assert found.day_earliest == utc("2023-02-21")
    assert found.day_latest == utc("2023-02-23")


@pytest.mark.parametrize("arrival", ["2023-02-21T08:00-10:00", "2023-02-21T08:00-10:00?"])
def test_extent_over_the_date_line_stays_on_the_days_of_its_start(arrival):
    found = extent(When("2023-02-21T20:00+09:00"), When(arrival))
    assert found.day_earliest == utc("2023-02-21T20:00")
    assert found.day_latest == utc("2023-02-21T20:01")
    assert found.latest == utc("2023-02-21T18:01")


def test_end_before_the_start_is_refused():
    with pytest.raises(DateError) as caught:
        extent(When("2023-02-21"), When("2023-02-20"))
    assert caught.value.code == "reversed"


@given(whens(), st.none() | whens())
def test_extent_begins_before_it_ends(start, end):
    if end and start.earliest and end.latest and start.earliest >= end.latest:
        with pytest.raises(DateError):
            extent(start, end)
        return
    found = extent(start, end)
    lows = (found.earliest, found.day_earliest)
    highs = (found.latest, found.day_latest)
    sure = ((found.starts_by, found.ends_from), (found.day_starts_by, found.day_ends_from))
    for low, high, (starts_by, ends_from) in zip(lows, highs, sure, strict=True):
        assert low is None or high is None or low < high
        assert low is None or starts_by is None or low < starts_by
        assert high is None or ends_from is None or ends_from < high


# Windows


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (None, None, (None, None, True)),
        ("2023-02-21", "2023-02-21", ("2023-02-21", "2023-02-22", True)),
        ("2023-02", "2023", ("2023-02-01", "2024-01-01", True)),
        ("2023-02", None, ("2023-02-01", None, True)),
        (None, "202X", (None, "2030-01-01", True)),
        ("2023-02-21T16:00", None, ("2023-02-21T16:00", None, True)),
        ("2023-02-21T16:00+03:00", None, ("2023-02-21T13:00", None, False)),
        ("2023-02-21", "2023-02-21T16:00Z", ("2023-02-21", "2023-02-21T16:01", False)),
        ("2023-02-20/2023-02-22", None, ("2023-02-20", None, True)),
        (None, "../2023", (None, "2024-01-01", True)),
        # reversed as texts, but February is in 2023
        ("2023-02", "2023-02-01", ("2023-02-01", "2023-02-02", True)),
    ],
)
def test_window(first, last, expected):
    start, end, floating = expected
    assert window(first, last) == Window(utc(start), utc(end), floating)


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        ("2023-02-22", "2023-02-21", "reversed"),
        ("2024", "2023", "reversed"),
        ("2023-02-21T16:00Z", "2023-02-21T16:00+01:00", "reversed"),
        ("../2023", None, "unbounded"),
        ("[..2023]", "2024", "unbounded"),
        (None, "2023/..", "unbounded"),
        (None, "2023/", "unbounded"),
        ("", None, "empty"),
        (None, "", "empty"),
        ("02.03.2023", None, "not_in_profile"),
        (None, "2023-02-30", "no_such_day"),
    ],
)
def test_window_that_would_mislead_is_refused(first, last, code):
    with pytest.raises(DateError) as caught:
        window(first, last)
    assert caught.value.code == code


# Overlap


@pytest.mark.parametrize(
    ("start", "end", "first", "last", "may", "must"),
    [
        # a one-day filter finds an event known only to its month, but not as certain
        ("2023-02", None, "2023-02-21", "2023-02-21", True, False),
        ("2023-02", None, "2023-02", "2023-02", True, True),
        ("2023", None, "2023-02", "2023-02", True, False),
        ("2023-02-21", None, "2023-02-21", "2023-02-21", True, True),
        ("2023-02-21", None, "2023-02-22", None, False, False),
        ("2023-02-21", None, None, "2023-02-20", False, False),
        ("2023-02-28", None, "2023-03", "2023-03", False, False),
        ("2023-02-21T23:59", None, "2023-02-21", "2023-02-21", True, True),
        # lasting: sure as soon as the sure core touches
        ("2023-02-20", "2023-02-26", "2023-02-22", "2023-02-22", True, True),
        ("2023-02-20", "2023-02-26", "2023-02-26", "2023-02-28", True, True),
        ("2023-02", "2023-03", "2023-02-10", "2023-02-20", True, False),
        ("2023-01", "2023-03", "2023-02", "2023-02", True, True),
        # unbounded
        ("[..2023-02-21]", None, "2000", "2000", True, False),
        ("[..2023-02-21]", None, None, "2023-02-21", True, True),
        ("[..2023-02-21]", None, "2023-02-22", None, False, False),
        ("[2023-02-22..]", None, "2030", "2030", True, False),
        ("[2023-02-22..]", None, "2023-02-22", None, True, True),
        ("2023-02-20", "[2023-02-22..]", "2023-02-21", "2023-02-21", True, True),
        ("[..2023-02-21]", None, None, None, True, True),
    ],
)
def test_overlap(*, start, end, first, last, may, must):
    event = extent(When(start), When(end) if end else None)
    period = window(first, last)
    assert overlaps(event, period) is may
    assert overlaps(event, period, "may") is may
    assert overlaps(event, period, match="must") is must


def test_all_day_event_in_any_zone_is_found_on_its_own_day_only():
    for timezone in ("Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Tokyo", None):
        event = When("2023-02-21", timezone)
        assert overlaps(event, window("2023-02-21", "2023-02-21"), "must")
        assert not overlaps(event, window("2023-02-20", "2023-02-20"))
        assert not overlaps(event, window("2023-02-22", "2023-02-22"))


def test_window_with_an_offset_compares_instants():
    event = When("2023-02-21", "Asia/Tokyo")
    assert overlaps(event, window("2023-02-20T15:00Z", "2023-02-20T15:00Z"))
    assert not overlaps(event, window("2023-02-21T15:00Z", "2023-02-21T23:59Z"))


@pytest.mark.parametrize("match", ["", "MAY", "all", None])
def test_unknown_match_is_refused(match):
    with pytest.raises(DateError) as caught:
        overlaps(When("2023"), window(None, None), match)
    assert caught.value.code == "match_unknown"


@given(whens(), st.none() | whens(), whens(), whens())
def test_what_must_overlap_may_overlap(start, end, first, last):
    try:
        event, period = extent(start, end), window(first.edtf, last.edtf)
    except DateError:
        return
    assert overlaps(event, window(None, None), "must")
    if overlaps(event, period, "must"):
        assert overlaps(event, period, "may")


february = st.integers(1, 28)


def range_text(first, last):
    return f"[2023-02-{first:02d}..2023-02-{last:02d}]"


@given(st.tuples(february, february), st.none() | st.tuples(february, february), february, february)
def test_overlap_agrees_with_trying_every_reading(start, end, first, last):
    first, last = sorted((first, last))
    a, b = sorted(start)
    readings = [(day, day) for day in range(a, b + 1)]
    if end is not None:
        c, d = sorted(end)
        readings = [(s, e) for s in range(a, b + 1) for e in range(c, d + 1) if s <= e]
    touching = [s <= last and e >= first for s, e in readings]
    try:
        event = extent(When(range_text(a, b)), None if end is None else When(range_text(c, d)))
    except DateError:
        assert readings == []
        return
    period = window(f"2023-02-{first:02d}", f"2023-02-{last:02d}")
    assert overlaps(event, period, "may") is any(touching)
    assert overlaps(event, period, "must") is all(touching)
