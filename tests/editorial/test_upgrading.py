"""Preparing documents of older shapes, beside what is stored."""

import pytest

from events import record
from events.editorial.upgrading import _write, upgrade_record
from events.models import Edition, Profile
from tests.newsroom import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]


def test_prepared_documents_say_what_the_reader_makes_of_the_stored_ones():
    before = {
        row.pk: (row.document, record.current_record(row.text)) for row in Edition.objects.all()
    }
    found = upgrade_record()
    after = list(Edition.objects.exclude(upgraded=None))
    assert found.unreadable == 0
    assert len(after) + Profile.objects.exclude(upgraded=None).count() == found.prepared
    assert {row.pk: (row.document, row.upgraded) for row in after}.items() <= before.items()


def test_editions_that_others_answer_are_left_to_the_reader():
    upgrade_record()
    left = Edition.objects.filter(upgraded=None)
    assert left.exists()
    assert {row.event_id for row in left} == answered_by_others()


def test_second_run_passes_over_what_is_prepared():
    upgrade_record()
    steps = []
    assert upgrade_record(lambda done, total: steps.append((done, total))).prepared == 0
    total = Edition.objects.count() + Profile.objects.count()
    assert steps[-1] == (total, total)


def test_document_that_was_redacted_after_it_was_read_is_left_alone():
    read = list(Edition.objects.order_by("seq")[:2])
    for row in read:
        row.upgraded = "prepared from what was read"
    Edition.objects.filter(pk=read[0].pk).update(redacted_at=NOW)
    assert _write(read) == 1
    written = Edition.objects.filter(pk__in=[row.pk for row in read]).order_by("seq")
    assert [row.upgraded for row in written] == [None, "prepared from what was read"]


def test_damaged_document_is_counted_and_the_others_are_prepared(caplog):
    row = Edition.objects.order_by("seq").first()
    Edition.objects.filter(pk=row.pk).update(document=row.document[:-20])
    found = upgrade_record()
    assert (found.unreadable, Edition.objects.get(pk=row.pk).upgraded) == (1, None)
    assert found.prepared > 0
    assert str(row) in caplog.text


def answered_by_others() -> set[str]:
    found = set()
    for row in Edition.objects.all():
        told = record.read_record(row.document)
        if isinstance(told, record.Event):
            found |= {
                link.event for claim in told.claims for link in claim.links if link.event != told.id
            }
    return found
