"""The forms of records with a version."""

from tests import newsroom
from tests.admin.pages import errors_of, event_form, event_path, save


def test_saving_while_the_event_is_published_overwrites_nothing(editor):
    event = newsroom.draft_event()
    data = event_form(editor, event)
    newsroom.publish(event)
    response = save(editor, event_path(event), data, occurrence="ongoing")
    assert "reviewer has changed this event in the meantime (published, " in str(
        errors_of(response)
    )
    event.refresh_from_db()
    assert (event.state, event.occurrence) == ("published", "occurred")


def test_form_without_its_version_is_refused(editor):
    event = newsroom.draft_event()
    data = event_form(editor, event)
    del data["expected_version"]
    response = save(editor, event_path(event), data, occurrence="ongoing")
    assert errors_of(response) == [
        "The form was incomplete when it was submitted. Reload the page."
    ]
