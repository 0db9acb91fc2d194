import pytest

from events.editorial.redacting import redact_text
from events.models import Edition
from events.timeline.redactions import redactions
from tests import newsroom
from tests.newsroom import NOW


@pytest.mark.django_db
def test_redactions_of_a_record_have_their_ground(django_assert_num_queries):
    edition = newsroom.publish(newsroom.draft_event("About Zelda"))
    with django_assert_num_queries(0):
        assert redactions(edition.event_id, edition.text) == []
    for text, ground in (("Zelda", "First"), ("About", "Second")):
        redact_text(
            subject=edition.event_id,
            text=text,
            editor=newsroom.administrator(),
            now=NOW,
            ground=ground,
        )
    now = Edition.objects.current().get().text
    assert [row.ground for row in redactions(edition.event_id, now)] == ["Second", "First"]
    assert redactions("another", now) == []
