"""A When in a model: one attribute over real columns."""

from datetime import UTC, datetime

import pytest

from events.dates import When
from events.models import Event
from tests import factories

pytestmark = pytest.mark.django_db


def test_when_comes_back_as_it_was_given():
    when = When.parse(
        "2023-02-21~",
        timezone="Europe/Moscow",
        basis="resolved_phrase",
        phrase="am Dienstag",
        phrase_language="de",
        anchor=datetime.fromisoformat("2023-02-22T16:00:00+01:00"),
    )
    event = factories.EventFactory(start=when)
    found = Event.objects.get(pk=event.pk).start
    assert found == when
    assert found.anchor.isoformat() == "2023-02-22T16:00:00+01:00"


def test_columns_hold_the_bounds_so_that_plain_sql_can_sort_and_filter():
    event = factories.EventFactory(start=When.parse("2023-02", timezone="Europe/Moscow"))
    row = Event.objects.values(
        "start_edtf", "start_earliest", "start_latest", "start_precision", "start_approximate"
    ).get(pk=event.pk)
    assert row == {
        "start_edtf": "2023-02",
        "start_earliest": datetime(2023, 1, 31, 21, tzinfo=UTC),
        "start_latest": datetime(2023, 2, 28, 21, tzinfo=UTC),
        "start_precision": "month",
        "start_approximate": False,
    }


def test_none_clears_every_column():
    event = factories.EventFactory(start=When.parse("2023", timezone="Europe/Moscow"))
    event.start = None
    event.save()
    found = Event.objects.get(pk=event.pk)
    assert found.start is None
    assert (found.start_edtf, found.start_timezone, found.start_earliest) == ("", "", None)


def test_deferred_columns_are_loaded_when_the_date_is_asked_for():
    event = factories.EventFactory(start=When.parse("2023-02"))
    assert Event.objects.only("label").get(pk=event.pk).start == When.parse("2023-02")


def test_sort_is_by_bytes_on_every_database():
    order = [
        "2022",
        "2023",
        "2023-02",
        "2023-02-01",
        "2023-02-01T10:00",
        "[2023-02-20..2023-02-22]",
    ]
    for text in reversed(order):
        factories.EventFactory(start=When.parse(text))
    assert (
        list(Event.objects.order_by("start_sort_key").values_list("start_edtf", flat=True)) == order
    )
