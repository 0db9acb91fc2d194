import base64
from datetime import timedelta

import orjson
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import Edition, Event
from events.timeline.filters import EventFilter, FilterError
from events.timeline.keyset import Order, Slice, paginate
from events.timeline.paging import page
from tests import factories
from tests.newsroom import NOW
from tests.timeline.conftest import clean, event_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def six_events():
    for n, edtf in enumerate(["2021", "2022-05", "2022-05-01", "2023-01-01", "2023-02-21", None]):
        event_on(edtf, now=NOW + timedelta(minutes=n))


# Querysets


def drafts(limit: int, cursor: str | None = None, *, descending: bool = False) -> Slice[Event]:
    order = Order(("created_at", "id"), descending=descending)
    return paginate(Event.objects.all(), order, query="drafts", limit=limit, cursor=cursor)


def test_paginate_goes_through_a_queryset_there_and_back():
    pks = sorted(factories.EventFactory(created_at=NOW).pk for _n in range(5))

    first = drafts(2)
    second = drafts(2, first.next)
    third = drafts(2, second.next)
    back = drafts(2, third.previous)

    assert [[event.pk for event in part.rows] for part in (first, second, third, back)] == [
        pks[:2],
        pks[2:4],
        pks[4:],
        pks[2:4],
    ]
    assert (first.previous, third.next) == (None, None)


def test_paginate_compares_the_whole_key():
    early = factories.EventFactory(created_at=NOW)
    late = factories.EventFactory(created_at=NOW + timedelta(seconds=1))

    newest = drafts(1, descending=True)

    assert [event.pk for event in newest.rows] == [late.pk]
    assert [event.pk for event in drafts(1, newest.next, descending=True).rows] == [early.pk]


def test_paginate_joins_what_the_queryset_joins_and_nothing_else():
    factories.EventFactory(place=factories.PlaceFactory())
    order = Order(("id",))

    for rows, queries_due in ((Event.objects.select_related("place"), 0), (Event.objects.all(), 1)):
        (found,) = paginate(rows, order, query="", limit=5, cursor=None).rows
        with CaptureQueriesContext(connection) as queries:
            assert found.place.country == "RU"
        assert len(queries) == queries_due


def test_paginate_takes_two_queries_and_one_for_nothing():
    for due in (1, 2):
        with CaptureQueriesContext(connection) as queries:
            drafts(2)
        assert len(queries) == due
        factories.EventFactory()


# Cursors


def forged(cursor: str, **changes) -> str:
    """The cursor with some of its parts (0 digest, 1 direction, 2… key) replaced."""
    parts = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    for place, value in changes.items():
        parts[int(place[1:])] = value
    return base64.urlsafe_b64encode(orjson.dumps(parts)).decode().rstrip("=")


@pytest.mark.parametrize(
    "changes",
    [
        {"_0": "0" * 16},
        {"_0": None},
        {"_1": 2},
        {"_1": []},
        {"_2": "a\x00b"},
        {"_2": 5},
        {"_2": "ä"},
        {"_2": "x" * 301},
        {"_3": "no id"},
        {"_3": None},
    ],
)
def test_forged_cursor_is_a_problem(six_events, changes):
    cursor = page(EventFilter(ordering="date"), limit=2).next
    assert cursor is not None
    assert forged(cursor) == cursor

    assert_no_cursor(EventFilter(ordering="date"), forged(cursor, **changes))


@pytest.mark.parametrize(
    "changes",
    [{"_2": "2023-13-01T00:00:00Z"}, {"_2": "now"}, {"_3": 2**63}, {"_3": -1}, {"_3": True}],
)
def test_forged_cursor_of_updates_is_a_problem(six_events, changes):
    cursor = page(EventFilter(ordering="updated"), limit=2).next
    assert cursor is not None

    assert_no_cursor(EventFilter(ordering="updated"), forged(cursor, **changes))


GARBAGE = ["x", "%%%", "ä", "W10", "e30", "MQ", "bnVsbA", "W1tdXQ", "====", "�"]


@pytest.mark.parametrize("cursor", ["", "a b", "A" * 5000, *GARBAGE])
def test_garbage_is_no_cursor(six_events, cursor):
    assert_no_cursor(EventFilter(), cursor)


@pytest.mark.parametrize("query", ["ordering=-date", "ordering=date&q=talks", "as_of=2023-02-01"])
def test_cursor_of_another_query_is_a_problem(six_events, query):
    cursor = page(EventFilter(ordering="date"), limit=2).next

    assert_no_cursor(clean(query), cursor)


def assert_no_cursor(chosen: EventFilter, cursor: str | None) -> None:
    with pytest.raises(FilterError) as caught:
        page(chosen, limit=2, cursor=cursor)
    assert [problem.parameter for problem in caught.value.problems] == ["cursor"]


def test_cursor_of_an_empty_page_leads_back(six_events):
    order = Order(("seq",))
    first = paginate(Edition.objects.all(), order, query="", limit=5, cursor=None)

    nothing = paginate(Edition.objects.none(), order, query="", limit=5, cursor=first.next)

    assert (nothing.rows, nothing.next) == ([], None)
    back = paginate(Edition.objects.all(), order, query="", limit=5, cursor=nothing.previous)
    assert [edition.seq for edition in back.rows] == [1, 2, 3, 4]
