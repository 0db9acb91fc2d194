from datetime import timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from events.timeline.filters import EventFilter, FilterError
from events.timeline.histogram import clean_interval, histogram
from tests import newsroom
from tests.newsroom import NOW
from tests.timeline.conftest import clean, event_on

pytestmark = pytest.mark.django_db

DATED = [
    "2023-02", "2023-02-21", "2023-02-26", "2023-02-27", "2024", "0001-01-01", "202X", "2023-01~",
    "2023-02-20/2023-02-26", "2023-21", "[2023-02-21..2023-02-22]", "2023-12-31/2024-01-01",
    "2023-03/..", "2023-02-21T23:30-05:00", "9999-12-31",
]  # fmt: skip
UNDATED = [None, "../2023-02-01"]
EVERYTHING, COUNTED = "", "occurrence=unknown&occurrence=occurred"
"""Two filters of the same events: one reads the stored counts, the other counts."""


@pytest.fixture
def dated(db):
    for edtf in (*DATED, *UNDATED):
        event_on(edtf)


@pytest.mark.parametrize("query", [EVERYTHING, COUNTED])
@pytest.mark.parametrize(
    ("interval", "expected", "coarser"),
    [
        ("year", {"0001": 1, "2023": 9, "2024": 1, "9999": 1}, 3),
        ("month", {"0001-01": 1, "2023-01": 1, "2023-02": 7, "9999-12": 1}, 5),
        (
            "week",
            {"0001-01-01": 1, "2023-02-20": 5, "2023-02-27": 1, "9999-12-27": 1},
            7,
        ),
        (
            "day",
            {
                "0001-01-01": 1,
                "2023-02-21": 2,
                "2023-02-26": 1,
                "2023-02-27": 1,
                "9999-12-31": 1,
            },
            9,
        ),
    ],
)
def test_histogram_counts_events_where_they_start(dated, query, interval, expected, coarser):
    """An event whose start may lie in several intervals is in none of them."""
    assert histogram(clean(query), interval) == {
        "interval": interval,
        "results": [{"start": start, "count": count} for start, count in expected.items()],
        "coarser": coarser,
        "undated": len(UNDATED),
    }


@pytest.mark.parametrize("query", [EVERYTHING, COUNTED])
def test_histogram_counts_the_start_and_not_the_end(db, query):
    event_on("2023-02-17", end="2024-02-19")
    event_on("2023-02", end="2023-02-03")

    assert histogram(clean(query), "day") == {
        "interval": "day",
        "results": [{"start": "2023-02-17", "count": 1}],
        "coarser": 1,
        "undated": 0,
    }
    assert histogram(clean(query), "month")["results"] == [{"start": "2023-02", "count": 2}]


def test_histogram_is_of_the_filtered_set(dated):
    assert histogram(clean("from=2024-06&to=2024-07"), "year") == {
        "interval": "year",
        "results": [{"start": "2024", "count": 1}],
        "coarser": 2,
        "undated": 1,
    }
    assert histogram(clean("q=nothing"), "day") == {
        "interval": "day",
        "results": [],
        "coarser": 0,
        "undated": 0,
    }


def test_histogram_follows_a_correction_and_a_retraction(db):
    event = event_on("2023-02-21")
    later = NOW + timedelta(days=1)
    event.start = None
    event.save()
    newsroom.publish(event, note="No day is known.", now=later)
    assert [histogram(clean(q), "day")["undated"] for q in (EVERYTHING, COUNTED)] == [1, 1]
    assert histogram(EventFilter(), "day")["results"] == []
    assert histogram(EventFilter(as_of=NOW), "day")["results"] == [
        {"start": "2023-02-21", "count": 1}
    ]

    newsroom.retract(event, reason="Wrong", now=later + timedelta(days=1))
    assert histogram(EventFilter(), "day")["undated"] == 0


@pytest.mark.parametrize("query", [EVERYTHING, COUNTED])
def test_histogram_takes_one_query(dated, query):
    chosen = clean(query)
    with CaptureQueriesContext(connection) as queries:
        histogram(chosen, "week")

    assert len(queries) == 1


def test_clean_interval_takes_the_four():
    for interval in ("day", "week", "month", "year"):
        assert clean_interval(QueryDict(f"interval={interval}")) == interval


@pytest.mark.parametrize(
    "query", ["", "interval=", "interval=Day", "interval=day&interval=day", "interval=hour"]
)
def test_clean_interval_refuses_the_rest(query):
    with pytest.raises(FilterError) as caught:
        clean_interval(QueryDict(query))

    assert [(p.parameter, p.detail) for p in caught.value.problems] == [
        ("interval", "Choose from: day, week, month, year.")
    ]
