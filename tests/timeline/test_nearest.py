"""Words on SQLite: the nearest events are looked through before the index is asked."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.dates import When
from events.timeline import paging
from events.timeline.paging import order_of, page
from tests import newsroom
from tests.timeline.conftest import clean, event_on, event_with

pytestmark = pytest.mark.django_db


def look(monkeypatch: pytest.MonkeyPatch, first: int, longest: int) -> None:
    monkeypatch.setattr(paging, "FIRST_LOOK", first)
    monkeypatch.setattr(paging, "LONGEST_LOOK", longest)


@pytest.fixture
def nine_talks(db):
    """Events of nine days in a row, every third without the word; one known to the year alone."""
    for day in range(1, 10):
        title = "Talks on grain" if day % 3 else "A visit"
        event_on(f"2023-02-{day:02d}", title=f"{title} {day}")
    event_on("2023", title="Talks some time")


@pytest.mark.parametrize("looks", [(1, 0), (1, 1), (1, 3), (1, 100), (2, 4), (3, 1000)])
@pytest.mark.parametrize("ordering", ["date", "-date", "updated", "-updated"])
@pytest.mark.parametrize(
    "query",
    ["q=talk", "q=grain+talks", "q=visit", "q=tal&to=2023-02-07", "q=some&from=2023", "q=x"],
)
def test_pages_of_words_are_the_same_wherever_they_are_looked_for(
    nine_talks, monkeypatch, looks, ordering, query
):
    chosen = clean(f"{query}&ordering={ordering}")
    due = list(chosen.apply().order_by(*order_of(chosen)).values_list("pk", flat=True))
    look(monkeypatch, *looks)
    found, cursors, cursor = [], [], None
    while True:
        part = page(chosen, limit=2, cursor=cursor)
        found += [record.pk for record in part.records]
        cursors.append(part.previous)
        if (cursor := part.next) is None:
            break
    assert found == due
    if len(cursors) > 1:  # and the same on the way back
        before = page(chosen, limit=2, cursor=cursors[1])
        assert [record.pk for record in before.records] == due[:2]


def statements(query: str, limit: int) -> list[bool]:
    """Of each statement for a page, whether it asks the index of words."""
    with CaptureQueriesContext(connection) as queries:
        page(clean(query), limit=limit)
    return ["MATCH" in query["sql"] or "tsquery" in query["sql"] for query in queries]


@pytest.mark.parametrize(
    ("query", "limit", "asked"),
    [
        ("q=talks", 2, [False]),
        ("q=talks&to=2023-02-07", 2, [False]),
        # Fewer than a page: only the index knows that there are no more.
        ("q=talks", 50, [False, False, True]),
        ("q=nothing", 2, [False, True]),
        ("q=talks&as_of=2023-02-01", 2, [True]),
    ],
)
def test_words_that_the_nearest_events_have_need_no_index(nine_talks, query, limit, asked):
    assert statements(query, limit) == (asked if connection.vendor == "sqlite" else [True])


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite alone looks through the nearest")
def test_as_many_more_are_looked_through_as_the_first_promise(nine_talks, monkeypatch):
    look(monkeypatch, 1, 1000)
    with CaptureQueriesContext(connection) as queries:
        found = page(clean("q=talks"), limit=3).records
    among = [re.findall(r"LIMIT (\d+)\) AS near", query["sql"]) for query in queries]
    # Two of the first four have the word, and four are due: four times 4 / 2, and half again.
    assert (len(found), among) == (3, [["4"], ["12"]])


@pytest.mark.parametrize("looks", [(1, 0), (1, 1), (1, 100), (3, 1000)])
@pytest.mark.parametrize(
    "more", ["", "&from=2023-02-02&to=2023-02", "&ordering=date", "&role=host"]
)
def test_words_of_the_events_of_actors_are_found_among_the_nearest(db, monkeypatch, looks, more):
    wang, qin = newsroom.actor("Wang Yi"), newsroom.actor("Qin Gang")
    for day in range(1, 7):
        both = [(wang, "host"), (qin, "visitor")][: day % 3]
        title = "Talks on grain" if day % 2 else "A visit"
        event_with(f"{title} {day}", *both, start=When.parse(f"2023-02-{day:02d}"))
    look(monkeypatch, *looks)
    for query in (f"actor={wang.pk}", f"actor={wang.pk}&actor={qin.pk}"):
        chosen = clean(f"{query}&q=grain{more}")
        due = chosen.apply().order_by(*order_of(chosen)).values_list("pk", flat=True)

        assert [record.pk for record in page(chosen).records] == list(due)
        assert [record.pk for record in page(chosen, limit=1).records] == list(due)[:1]
