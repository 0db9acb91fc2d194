"""Dumps pass on the stored documents as they are, and let go of the database when stopped."""

import logging
from datetime import timedelta

import orjson
import pytest
from django.db import connection

from events import record
from events.models import Edition
from events.search import copying
from events.timeline.filters import EventFilter
from events.timeline.stream import last_change, stream, tombstones
from tests import factories, newsroom
from tests.newsroom import NOW
from tests.timeline.conftest import as_shape_1, clean, denied_elsewhere, event_on, published

HOSTILE = 'A "quoted" \\ back\\slash, a %s, a tab\tand Путин 習 𐍈'
LATER = NOW + timedelta(days=1)


@pytest.mark.django_db
def test_documents_of_today_are_passed_on_as_they_are_stored():
    event = newsroom.published_event(HOSTILE)
    stored = Edition.objects.get(event=event).document

    assert list(stream(EventFilter())) == [stored]


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


def titles_of(texts) -> list[str]:
    return [record.read_event(text).title for text in texts]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("ordering", "expected"),
    [("date", ["2021", "2022", "2023"]), ("-date", ["2023", "2022", "2021"])],
)
def test_stream_is_in_the_order_of_the_list(monkeypatch, ordering, expected):
    monkeypatch.setattr(copying, "BATCH", 2)
    for edtf in ("2022", "2021", "2023"):
        event_on(edtf)

    assert titles_of(stream(EventFilter(ordering=ordering))) == expected


@pytest.mark.django_db
@pytest.mark.parametrize("batch", [1, 2, 500])
def test_older_shapes_are_brought_up_to_date_with_the_answers_of_others(monkeypatch, batch):
    """On PostgreSQL the answers cannot be looked up while the stream is being copied."""
    monkeypatch.setattr(copying, "BATCH", batch)
    concern, denial = denied_elsewhere(now=NOW)
    event_on("2020")
    expected = {record.read_event(text).id: text for text in stream(EventFilter())}
    as_shape_1(Edition.objects.all())

    found = [record.read_event(text) for text in stream(EventFilter())]

    assert {event.id for event in found} == set(expected)
    answered = next(event for event in found if event.id == concern.pk)
    (answer,) = answered.claims[0].answered_by
    assert (answer.type, answer.event.id) == ("denies", denial.pk)
    assert [answer] == record.read_event(expected[concern.pk]).claims[0].answered_by


@pytest.mark.django_db
def test_a_document_that_cannot_be_read_is_left_out(caplog):
    for edtf in ("2021", "2022"):
        event_on(edtf)
    Edition.objects.filter(seq=1).update(document='{"id":"')

    with caplog.at_level(logging.ERROR):
        assert titles_of(stream(EventFilter())) == ["2022"]
    assert "edition 1:" in caplog.text


@pytest.mark.django_db
def test_upgraded_documents_take_the_place_of_stored_ones():
    event = newsroom.published_event("Talks")
    Edition.objects.update(document="{}", upgraded=Edition.objects.get().document)

    assert [record.read_event(text).id for text in stream(EventFilter())] == [event.pk]


@pytest.mark.django_db
def test_tombstones_are_the_retracted_newest_first():
    for n, title in enumerate(("First", "Second")):
        event = newsroom.published_event(title)
        newsroom.retract(event, reason=title, now=LATER + timedelta(hours=n))
    newsroom.published_event("Talks")

    def reasons(query: str) -> list[str]:
        texts = tombstones(clean(query, now=LATER + timedelta(days=9)))
        return [orjson.loads(text)["edition"]["note"] for text in texts]

    assert reasons("") == ["Second", "First"]
    assert reasons("ordering=date") == ["Second", "First"]
    assert reasons("updated_since=2023-03-02T12:30:00Z") == ["Second"]
    assert reasons("as_of=2023-03-02T12:30:00Z") == ["First"]
    assert reasons("as_of=2023-03-01") == []
    assert reasons("type=talks") == []


@pytest.mark.django_db
def test_last_change_is_that_of_the_newest_edition_of_the_list():
    assert last_change(EventFilter()) is None
    newsroom.published_event("Talks", now=NOW)
    newsroom.published_event("Visit", now=LATER, occurrence="alleged")

    assert last_change(EventFilter()) == LATER
    assert last_change(clean("occurrence=occurred")) == NOW


def stopped_after_one():
    documents = stream(EventFilter())
    first = next(documents)
    documents.close()
    return first


@pytest.mark.django_db
@pytest.mark.parametrize("older", [False, True])
def test_who_stops_early_can_go_on_asking_in_the_same_transaction(monkeypatch, older):
    monkeypatch.setattr(copying, "BATCH", 1)
    for n in range(3):
        talks = newsroom.draft_event(f"Talks {n}")
        factories.ClaimTextFactory(claim=factories.ClaimFactory(event=talks))
        newsroom.publish(talks)
    if older:
        as_shape_1(Edition.objects.all())

    assert "Talks" in stopped_after_one()
    assert Edition.objects.current().count() == 3
    assert published(talks).title == "Talks 2"


@pytest.mark.django_db(transaction=True)
def test_who_stops_early_leaves_no_transaction_open():
    newsroom.published_event("Talks")

    assert "Talks" in stopped_after_one()
    assert not connection.in_atomic_block
    assert len(list(stream(EventFilter()))) == 1
