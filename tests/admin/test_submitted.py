"""The record that a submitted form describes."""

from events.editorial import drafts
from events.models import Version
from tests import newsroom
from tests.admin.pages import event_form, event_path, save


def test_form_that_changes_nothing_describes_the_record_as_it_is(editor):
    """Sent from an older version, it is merged as a document; nothing may differ."""
    event = newsroom.linked_event(publish_it=False)
    data = event_form(editor, event)
    save(editor, event_path(event), data, reason="Another version")
    before, count = drafts.desk_event(event.pk), Version.objects.count()
    assert save(editor, event_path(event), data).status_code == 302
    assert drafts.desk_event(event.pk) == before
    assert Version.objects.count() == count


def test_new_rows_come_last_and_deleted_ones_are_gone(editor):
    event = newsroom.linked_event(publish_it=False)
    data = event_form(editor, event)
    save(editor, event_path(event), data, reason="Another version")
    typed = {
        "texts-1-title": "Gespräche",
        "texts-1-language": "de",
        "texts-1-origin": "translation",
    }
    typed["citations-0-DELETE"] = "on"
    assert save(editor, event_path(event), data, **typed).status_code == 302
    document = drafts.desk_event(event.pk)
    assert (document["texts"]["de"]["title"], document["citations"]) == ("Gespräche", [])
