"""The `ModelAdmin` of the desk's log."""

from events.models import Action
from tests import newsroom
from tests.admin.pages import listed_keys, path


def test_log_is_listed_with_a_link_to_the_event(editor):
    event = newsroom.published_event("Talks")
    page = editor.get(path("action")).content.decode()
    assert f'<a href="/admin/events/event/{event.pk}/change/">Talks</a>' in page
    assert '<td class="field-editor_name">reviewer</td>' in page


def test_log_is_filtered_by_event(editor):
    event = newsroom.published_event("Talks")
    newsroom.published_event("Visit")
    assert Action.objects.count() == 2
    found = listed_keys(editor, path("action"), event__exact=event.pk)
    assert found == {event.actions.get().pk}


def test_log_entry_shows_the_reason(reviewer):
    event = newsroom.published_event()
    newsroom.retract(event, reason="It never took place.")
    entry = event.actions.get(verb="retracted")
    page = reviewer.get(path("action", f"{entry.pk}/change/")).content.decode()
    assert "It never took place." in page
