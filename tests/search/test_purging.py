"""Nothing of a deleted word is left in the index, and no writer is overtaken."""

import pytest
from django.db import connection

from events.models import EditionText, Event
from events.search.purging import (
    empty_log,
    lock_writers,
    purge_words,
    vacuum_statement,
    wait_for_redaction,
)
from tests import newsroom

sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="FTS5 is SQLite's")


def index() -> bytes:
    with connection.cursor() as cursor:
        cursor.execute("SELECT block FROM events_editiontext_search_data")
        return b"".join(row[0] for row in cursor)


@sqlite
@pytest.mark.django_db
def test_words_of_changed_rows_leave_the_index():
    newsroom.publish(newsroom.draft_event("Xylophone"))
    EditionText.objects.update(words="other")
    assert b"ylophon" in index()
    purge_words()
    assert b"ylophon" not in index()


@sqlite
@pytest.mark.django_db
def test_deleted_content_is_overwritten():
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete")
        assert cursor.fetchone() == (1,)


@pytest.mark.django_db(transaction=True)
def test_log_can_be_emptied_at_any_time():
    newsroom.draft_event()
    empty_log()
    assert Event.objects.count() == 1


@pytest.mark.django_db
def test_writers_are_locked_within_a_transaction():
    event = newsroom.draft_event()
    lock_writers(Event)
    assert Event.objects.filter(pk=event.pk).update(label="own changes go on") == 1


@pytest.mark.django_db
def test_waiting_for_a_redaction_lets_others_write():
    event = newsroom.draft_event()
    wait_for_redaction(Event)
    assert Event.objects.filter(pk=event.pk).update(label="goes on") == 1


def test_only_postgresql_keeps_former_rows():
    expected = "VACUUM (FULL, ANALYZE);" if connection.vendor == "postgresql" else ""
    assert vacuum_statement() == expected
