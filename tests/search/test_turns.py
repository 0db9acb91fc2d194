"""Short transactions of long work leave the lock to others."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from events.models import EventType
from events.search import turns
from events.search.turns import Pace, patience, short_transaction
from tests import factories


def keys() -> list[str]:
    return list(EventType.objects.order_by("key").values_list("key", flat=True))


def in_thread(act: Callable[[], object]) -> threading.Thread:
    def run() -> None:
        act()
        connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def fail() -> None:
    with short_transaction():
        factories.EventTypeFactory(key="b")
        raise ZeroDivisionError


@pytest.mark.django_db(transaction=True)
def test_short_transaction_is_committed_as_a_whole_or_not_at_all():
    with short_transaction():
        factories.EventTypeFactory(key="a")
    with pytest.raises(ZeroDivisionError):
        fail()
    assert keys() == ["a"]
    assert not connection.in_atomic_block


@pytest.mark.django_db
def test_short_transaction_within_another_is_a_savepoint():
    with transaction.atomic():
        with pytest.raises(ZeroDivisionError):
            fail()
        with short_transaction():
            factories.EventTypeFactory(key="a")
        assert connection.in_atomic_block
    assert keys() == ["a"]


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_short_transaction_waits_for_whoever_is_writing():
    begun, may_end = threading.Event(), threading.Event()

    def write() -> None:
        with transaction.atomic():
            factories.EventTypeFactory(key="a")
            begun.set()
            may_end.wait(30)

    def write_later() -> None:
        with short_transaction():
            factories.EventTypeFactory(key=f"b{len(keys())}")

    first = in_thread(write)
    begun.wait(30)
    second = in_thread(write_later)
    assert keys() == []
    may_end.set()
    first.join(30)
    second.join(30)
    assert keys() == ["a", "b1"]


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_how_long_the_connection_waits_is_as_before():
    def milliseconds() -> int:
        with connection.cursor() as cursor:
            return cursor.execute("PRAGMA busy_timeout").fetchone()[0]

    assert milliseconds() == 5000
    with short_transaction():
        assert milliseconds() == 5000
    with patience():
        assert milliseconds() == 60_000
        with short_transaction():
            assert milliseconds() == 60_000
    assert milliseconds() == 5000


def test_pace_is_as_many_rows_as_fit(monkeypatch):
    now = 100.0
    monkeypatch.setattr(turns.time, "monotonic", lambda: now)
    pace = Pace(rows=10, most=50)
    pace.begin()
    assert not pace.is_over
    now += turns.WRITE_SECONDS
    assert pace.is_over
    pace.learn(5)
    assert pace.rows == 5
    for took, expected in ((10, 1), (0, 2), (0, 4), (0.01, 8)):
        pace.begin()
        now += took
        pace.learn(pace.rows)
        assert pace.rows == expected
    for _n in range(9):
        pace.begin()
        pace.learn(pace.rows)
    assert pace.rows == 50
