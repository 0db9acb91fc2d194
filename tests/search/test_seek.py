from datetime import UTC, datetime

import pytest

from events.models import Edition, Event
from events.search.seek import (
    Order,
    Position,
    after_key,
    as_instant,
    conditions,
    fetch_editions,
)
from tests import factories, newsroom
from tests.newsroom import NOW

pytestmark = pytest.mark.django_db

BY_UPDATE = Order(("at", "seq"))


def seqs(
    position: Position | None = None, *, descending: bool = False, count: int = 9
) -> list[int]:
    chosen = conditions(Edition.objects.current().listed().order_by(), "seq")
    assert chosen is not None
    rows = fetch_editions(
        chosen,
        position,
        columns=("seq", "at"),
        order=BY_UPDATE,
        descending=descending,
        count=count,
    )
    return [seq for seq, _at in rows]


@pytest.fixture
def four():
    for _n in range(4):
        newsroom.published_event()


def test_editions_are_fetched_in_order_from_a_position_on(four):
    after_two = Position((NOW, 2), backward=False)

    assert seqs() == [1, 2, 3, 4]
    assert seqs(descending=True) == [4, 3, 2, 1]
    assert seqs(after_two) == [3, 4]
    assert seqs(after_two, descending=True) == [1]
    assert seqs(after_two, count=1) == [3]
    assert seqs(count=2, descending=True) == [4, 3]


def test_an_edition_is_fetched_with_its_newest_text_and_the_newest_number(four):
    Edition.objects.filter(seq=2).update(upgraded="newer")
    chosen = conditions(Edition.objects.filter(seq__in=[1, 2]).order_by(), "seq")

    rows = fetch_editions(
        chosen,
        None,
        columns=("seq", "event_id", "text", "newest"),
        order=Order(("seq",)),
        descending=False,
        count=9,
    )

    first, second = Edition.objects.filter(seq__in=[1, 2]).order_by("seq")
    assert rows == [(1, first.event_id, first.document, 4), (2, second.event_id, "newer", 4)]


def test_conditions_that_nothing_can_meet_are_none():
    assert conditions(Edition.objects.filter(seq__in=[]), "seq") is None


def test_after_key_compares_a_row_as_a_whole():
    order = Order(("created_at", "id"))
    first, second = sorted(factories.EventFactory(created_at=NOW).pk for _n in range(2))

    def after(key: str, *, descending: bool) -> list[str]:
        condition = after_key(Event, order, (NOW, key), descending=descending)
        return list(Event.objects.filter(condition).values_list("pk", flat=True))

    assert after(first, descending=False) == [second]
    assert after(second, descending=True) == [first]
    assert after(second, descending=False) == []


@pytest.mark.parametrize(
    "value",
    [
        "2023-03-01 12:00:00",
        datetime(2023, 3, 1, 12),  # noqa: DTZ001
        datetime(2023, 3, 1, 12, tzinfo=UTC),
    ],
)
def test_as_instant_is_in_utc_however_the_database_has_it(value):
    assert as_instant(value) == NOW
    assert as_instant(value).utcoffset() is not None
