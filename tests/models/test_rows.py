"""Rows made many at a time are the rows that the constructor makes."""

import pytest

from events.models import (
    Edition,
    EditionActor,
    Event,
    EventText,
    EventType,
    Participation,
    Webhook,
)
from events.models.rows import related, row
from tests import factories, newsroom


def columns(record):
    return {field.attname: getattr(record, field.attname) for field in record._meta.concrete_fields}


@pytest.mark.parametrize("model", [EditionActor, Participation, Edition])
def test_what_is_not_named_has_its_default(model):
    assert columns(row(model)) == columns(model())


def test_default_that_is_asked_for_is_asked_for_each_row():
    first, second = row(Event), row(Event)

    assert len({first.pk, second.pk}) == 2
    assert first.created_at <= second.created_at
    assert row(Event, id="abcd-efgh-ijkl").pk == "abcd-efgh-ijkl"
    assert row(Webhook).resumes_at is not None


def test_relation_is_known_without_a_query(db, django_assert_num_queries):
    kind = EventType(id=7, key="talks")

    with django_assert_num_queries(0):
        assert row(Event, type=kind).type is kind
    assert row(Event, type=kind).type_id == row(Event, type_id=7).type_id == 7
    assert row(Event, place=None).place_id is None


def test_unknown_column_is_refused():
    with pytest.raises(TypeError, match="EditionActor has no column 'actress'"):
        row(EditionActor, actress="x")


@pytest.mark.django_db
def test_it_is_new_until_it_is_saved():
    event = factories.EventFactory()
    made = row(Participation, event=event, actor=factories.ActorFactory())

    assert made._state.adding
    made.save()
    assert columns(Participation.objects.get()) == columns(made)


def test_what_hangs_on_a_row_is_asked_for_unless_it_was_prefetched(db, django_assert_num_queries):
    event = newsroom.draft_event()
    fetched = Event.objects.prefetch_related("texts").get(pk=event.pk)
    with django_assert_num_queries(1):
        asked = list(related(event, "texts"))
    with django_assert_num_queries(0):
        known = list(related(fetched, "texts"))
    assert known == asked == list(EventText.objects.filter(event=event))
    assert len(known) == 1
