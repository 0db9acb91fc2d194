"""Dumps read the stored documents octet by octet, and let go of the database when stopped."""

import pytest
from django.db import connection

from events.models import Edition
from events.timeline.filters import EventFilter
from events.timeline.stream import stream
from tests import newsroom
from tests.timeline.conftest import clean

HOSTILE = 'A "quoted" \\ back\\slash, a %s, a tab\tand Путин 習 𐍈'


@pytest.mark.django_db
def test_documents_are_the_stored_octets():
    event = newsroom.published_event(HOSTILE)
    stored = Edition.objects.get(event=event).document

    assert list(stream(EventFilter())) == [stored.encode()]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "count"),
    [("q=100%25", 0), ("q=it's", 0), ("q=%25tab", 1), ("q=%25s", 1), ("q=back\\slash", 1)],
)
def test_values_of_the_filter_are_values(query, count):
    newsroom.published_event(HOSTILE)

    assert len(list(stream(clean(query)))) == count


@pytest.mark.django_db
def test_nothing_meets_a_type_that_is_not_there():
    newsroom.published_event("Talks")

    assert list(stream(EventFilter(types=("nowhere",), type_ids=()))) == []


def stopped_after_one():
    documents = stream(EventFilter())
    first = next(documents)
    documents.close()
    return first


@pytest.mark.django_db
def test_who_stops_early_can_go_on_asking_in_the_same_transaction():
    for n in range(3):
        newsroom.published_event(f"Talks {n}")

    assert b"Talks" in stopped_after_one()
    assert Edition.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_who_stops_early_leaves_no_transaction_open():
    newsroom.published_event("Talks")

    assert b"Talks" in stopped_after_one()
    assert not connection.in_atomic_block
    assert len(list(stream(EventFilter()))) == 1
