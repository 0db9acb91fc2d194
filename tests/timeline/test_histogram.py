import pytest
from django.http import QueryDict

from events.timeline.filters import EventFilter, FilterError
from events.timeline.histogram import clean_interval, histogram
from tests.timeline.conftest import clean, event_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def dated():
    for edtf in ["2023-02", "2023-02-21", "2023-02-26", "2023-02-27", "2024", "0001-01-01"]:
        event_on(edtf)
    event_on(None)
    event_on("../2023-02-01")
    event_on("2023-02-21T23:30-05:00")


@pytest.mark.parametrize(
    ("interval", "expected"),
    [
        ("year", {"0001": 1, "2023": 5, "2024": 1}),
        ("month", {"0001-01": 1, "2023-02": 5, "2024-01": 1}),
        (
            "week",
            {"0001-01-01": 1, "2023-01-30": 1, "2023-02-20": 3, "2023-02-27": 1, "2024-01-01": 1},
        ),
        (
            "day",
            {
                "0001-01-01": 1,
                "2023-02-01": 1,
                "2023-02-21": 2,
                "2023-02-26": 1,
                "2023-02-27": 1,
                "2024-01-01": 1,
            },
        ),
    ],
)
def test_histogram_counts_events_where_they_begin(dated, interval, expected):
    bars = histogram(EventFilter(), interval)

    assert [(bar["start"], bar["count"]) for bar in bars] == list(expected.items())


def test_histogram_is_of_the_filtered_set(dated):
    assert histogram(clean("from=2024"), "year") == [{"start": "2024", "count": 1}]
    assert histogram(clean("q=nothing"), "day") == []


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
