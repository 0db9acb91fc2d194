import logging
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import Edition, Profile
from events.record import SHAPE, Event, Merger, Retraction, UnreadableDocument, read_record
from events.timeline import documents
from events.timeline.filters import EventFilter
from events.timeline.paging import page
from events.timeline.reading import editions, event_edition, profile
from tests import newsroom
from tests.newsroom import NOW
from tests.timeline.conftest import as_shape_1, denied_elsewhere, event_with

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(days=1)
CUT = '{"id":"'


@pytest.fixture
def concern():
    """The event of a claim that another event denies, from tomorrow on; both in shape 1."""
    first, _second = denied_elsewhere(now=LATER)
    as_shape_1(Edition.objects.all())
    return first


def answers_of(event) -> list[str]:
    return [answer.type for claim in event.claims for answer in claim.answered_by]


# Editions


def test_edition_record_is_the_edition_as_it_was_published(concern):
    first = editions(concern.pk)[0]

    found = documents.edition_record(first)

    assert isinstance(found, Event)
    assert (found.title, found.edition.shape, answers_of(found)) == ("Concern", SHAPE, [])
    assert read_record(documents.edition_text(first)) == found


def test_current_event_of_an_older_shape_has_the_answers_of_others(concern):
    edition = editions(concern.pk)[0]

    assert answers_of(documents.current_event(edition)) == ["denies"]
    assert answers_of(documents.current_event(edition, as_of=NOW)) == []
    assert answers_of(documents.current_events([edition])[0]) == ["denies"]
    assert answers_of(documents.current_events([edition], as_of=NOW)[0]) == []


def test_current_texts_say_what_current_events_say(concern):
    rows = list(Edition.objects.current().order_by("seq"))
    edition = editions(concern.pk)[0]

    for moment in (None, NOW):
        texts = documents.current_texts(rows, as_of=moment)
        assert [read_record(text) for text in texts] == documents.current_events(rows, as_of=moment)
        text = documents.current_text(edition, as_of=moment)
        assert read_record(text) == documents.current_event(edition, as_of=moment)


def test_documents_of_today_are_passed_on_unread_and_without_a_query():
    newsroom.linked_event("Talks")
    rows = page(EventFilter()).records
    with CaptureQueriesContext(connection) as queries:
        texts = documents.current_texts(rows)

    assert len(queries) == 0
    assert all(text is row.text for text, row in zip(texts, rows, strict=True))


def test_answers_are_looked_up_once_for_all_documents_of_older_shapes(concern):
    rows = page(EventFilter()).records
    called = []
    with CaptureQueriesContext(connection) as queries:
        documents.current_texts(rows, before_lookup=lambda: called.append(len(queries)))

    assert (len(queries), called) == (1, [0])


def test_a_newer_text_takes_the_place_of_the_stored_one(concern):
    edition = editions(concern.pk)[0]
    edition.upgraded = documents.current_text(edition)
    edition.document = CUT

    assert answers_of(documents.edition_record(edition)) == ["denies"]


def test_tombstones_are_records_and_no_events():
    event = newsroom.published_event("Talks")
    newsroom.retract(event, reason="Wrong", now=LATER)
    tombstone = event_edition(event.pk)

    assert isinstance(documents.current_event(tombstone), Retraction)
    assert documents.current_events([tombstone]) == []
    assert documents.current_texts([tombstone]) == [tombstone.document]
    merger = Edition(document=tombstone.document.replace('"retracted":true', '"merged_into":"x"'))
    assert isinstance(documents.edition_record(merger), Merger)


READERS = [
    documents.edition_record,
    documents.edition_text,
    documents.current_event,
    documents.current_text,
]


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("text", [CUT, "", "null", '{"id":"x","edition":{"shape":99}}'])
def test_a_document_that_cannot_be_read_is_named_by_its_number(read, text):
    with pytest.raises(UnreadableDocument, match="edition 17:"):
        read(Edition(seq=17, event_id="x", document=text))


@pytest.mark.parametrize("read", [documents.current_events, documents.current_texts])
def test_lists_leave_out_and_log_what_cannot_be_read(read, caplog):
    newsroom.published_event("Damaged")
    newsroom.published_event("Talks")
    Edition.objects.filter(seq=1).update(document=CUT)

    with caplog.at_level(logging.ERROR):
        found = read(list(Edition.objects.order_by("seq")))

    assert len(found) == 1
    assert "A stored document cannot be read: edition 1:" in caplog.text


def test_an_answer_that_cannot_be_read_is_left_out(concern, caplog):
    Edition.objects.exclude(event=concern).update(document=CUT)

    assert answers_of(documents.current_event(event_edition(concern.pk))) == []


def test_a_damaged_shape_keeps_no_other_document_from_being_read(concern):
    damaged = Edition(seq=9, event_id="x", document='{"claims":[{}],"edition":{"shape":x}}')
    good = event_edition(concern.pk)

    assert len(documents.current_texts([damaged, good])) == 1
    assert [event.id for event in documents.current_events([damaged, good])] == [concern.pk]


# Profiles


def test_profiles_are_read_by_their_kind():
    wang = newsroom.actor("Wang Yi")
    event_with("Talks", (wang, "host"))
    row = profile("actor", wang.pk)

    assert documents.profile_record(row).name == "Wang Yi"
    assert documents.profile_text(row) == row.document
    assert documents.profile_texts([row]) == [row.document]
    assert documents.profile_records([row]) == [documents.profile_record(row)]
    assert documents.storyline_records([row]) == []


def test_storylines_are_typed():
    newsroom.linked_event("Talks")
    rows = Profile.objects.current().filter(kind="storyline")

    assert [story.title for story in documents.storyline_records(rows)] == ["Story of Talks"]


@pytest.mark.parametrize("read", [documents.profile_record, documents.profile_text])
def test_a_profile_that_cannot_be_read_is_named(read):
    with pytest.raises(UnreadableDocument, match="actor bq4d-7hkm-x2tz:"):
        read(Profile(kind="actor", subject="bq4d-7hkm-x2tz", document=CUT))


@pytest.mark.parametrize("read", [documents.profile_records, documents.profile_texts])
def test_lists_leave_out_and_log_profiles_that_cannot_be_read(read, caplog):
    newsroom.linked_event("Talks")
    rows = list(Profile.objects.current())
    rows[0].document = CUT

    with caplog.at_level(logging.ERROR):
        assert len(read(rows)) == len(rows) - 1
    assert f"{rows[0].kind} {rows[0].subject}:" in caplog.text
