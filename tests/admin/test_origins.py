"""Which of the events that were published last rest on one origin."""

import pytest

from events.admin.origins import on_one_origin
from events.models import Edition
from tests import factories, newsroom


@pytest.mark.django_db
def test_copies_of_one_report_are_one_origin():
    alone = newsroom.published_event("Alone")
    agency = newsroom.actor("Agency")
    copied = newsroom.draft_event("Copied", source=factories.SourceFactory(publisher=agency))
    factories.CitationFactory(event=copied, source=factories.SourceFactory(publisher=agency))
    newsroom.publish(copied)
    confirmed = newsroom.draft_event("Confirmed")
    factories.CitationFactory(event=confirmed, source=factories.SourceFactory())
    newsroom.publish(confirmed)
    newsroom.draft_event("Draft")
    assert set(on_one_origin()) == {alone.pk, copied.pk}


@pytest.mark.django_db
def test_retracted_event_and_record_of_the_oldest_shape_are_left_out():
    newsroom.retract(newsroom.published_event("Retracted"), reason="Wrong.")
    newsroom.published_event("Old")
    Edition.objects.current().listed().update(document='{"title": "Old"}')
    assert on_one_origin() == []


@pytest.mark.django_db
def test_damaged_document_is_passed_over():
    alone, damaged = newsroom.published_event("Alone"), newsroom.published_event("Damaged")
    Edition.objects.filter(event=damaged).update(document='{"origins": {"count"')
    assert on_one_origin() == [alone.pk]
