"""Desk documents, as they stand in the working copy."""

from datetime import datetime

import msgspec
import pytest

from events.dates import When
from events.editorial.drafts import showing
from events.editorial.graph import load_event
from events.models import Actor, Event, EventType, Office, Source, Storyline
from events.record.desk import DeskEvent
from tests import factories, newsroom
from tests.editorial.drafts.conftest import Desk


def test_event_is_a_document_of_its_declaration(db):
    event = newsroom.linked_event(publish_it=False)
    document = showing.event_document(load_event(event.pk))
    assert msgspec.convert(showing.as_json(document), DeskEvent) == document
    assert showing.desk_event(event.pk) == showing.as_json(document)


def test_unknown_record_is_none_of_its_kind(db):
    for show, model in (
        (showing.desk_event, Event), (showing.desk_actor, Actor), (showing.desk_office, Office),
        (showing.desk_source, Source), (showing.desk_storyline, Storyline),
        (showing.desk_event_type, EventType),
    ):  # fmt: skip
        with pytest.raises(model.DoesNotExist):
            show("2222-2222-2222")


def test_instants_are_shown_in_utc(desk: Desk):
    Source.objects.update(accessed_at=datetime.fromisoformat("2023-02-22T16:20:00+01:00"))
    shown = showing.desk_source(desk.source.pk)
    assert shown["accessed_at"] == "2023-02-22T15:20:00Z"
    row = Source(accessed_at=datetime.fromisoformat("2023-02-22T16:20:00+01:00"))
    assert showing.source_document(row).accessed_at == "2023-02-22T15:20:00Z"


def test_dates_are_shown_without_what_follows_from_them():
    when = When.parse("2023-02-21~", basis="inferred", timezone="Europe/Moscow")
    shown = showing.desk_when(when)
    assert shown is not None
    assert showing.as_json(shown) == {
        "edtf": "2023-02-21~", "timezone": "Europe/Moscow", "basis": "inferred", "phrase": "",
        "phrase_language": "", "anchor": None,
    }  # fmt: skip
    assert showing.desk_when(None) is None


def test_reference_is_shown_by_what_the_desk_calls_the_record(desk: Desk):
    Actor.objects.filter(pk=desk.actor.pk).update(label="Wang (CN)")
    event = desk.create(
        participants=[{"actor": desk.actor.pk}], citations=[{"source": desk.source.pk}]
    )
    assert event["participants"][0]["actor"] == {"id": desk.actor.pk, "name": "Wang (CN)"}
    # Without the web address by which it may be found.
    assert event["citations"][0]["source"] == {"id": desk.source.pk, "title": "A report"}


def test_event_is_shown_in_the_same_statements_whatever_it_holds(db, django_assert_max_num_queries):
    event = newsroom.linked_event(publish_it=False)
    with django_assert_max_num_queries(45) as captured:
        showing.desk_event(event.pk)
    before = len(captured)
    for number in range(5):
        actor = newsroom.actor(f"Actor {number}")
        factories.ParticipationFactory(event=event, actor=actor)
        factories.CitationFactory(event=event, source=factories.SourceFactory())
    with django_assert_max_num_queries(before + 2):
        showing.desk_event(event.pk)
