"""The forms of records with a version."""

from tests import factories, newsroom
from tests.admin.pages import (
    errors_of,
    event_form,
    event_path,
    messages_of,
    previews,
    report,
    save,
    saved,
)


def test_saving_while_the_event_is_published_overwrites_nothing(editor):
    event = newsroom.draft_event()
    data = event_form(editor, event)
    newsroom.publish(event)
    response = save(editor, event_path(event), data, occurrence="ongoing")
    assert messages_of(response)[0].startswith(
        "reviewer has changed this record in the meantime (published, "
    )
    event.refresh_from_db()
    assert (event.state, event.occurrence) == ("published", "ongoing")
    assert event.has_unpublished_changes


def test_form_without_its_version_is_refused(editor):
    event = newsroom.draft_event()
    data = event_form(editor, event)
    del data["expected_version"]
    response = save(editor, event_path(event), data, occurrence="ongoing")
    assert errors_of(response) == [
        "The form was incomplete when it was submitted. Reload the page."
    ]


def test_source_is_not_named_to_users_who_cannot_view_sources(editor):
    event = newsroom.draft_event(source=report())
    claim = factories.ClaimFactory(event=event)
    factories.CitationFactory(claim=claim, source=report("2023-02-10"))
    data = event_form(editor, event)
    group = newsroom.editor().groups.get()
    typed = {"start_text": "am Dienstag", "claims-0-said_text": "am Montag", "type": ""}
    shown = previews(save(editor, event_path(event), data, **typed))
    assert sum("Report of Wednesday" in text for text in shown) == 2
    group.permissions.remove(group.permissions.get(codename="view_source"))
    shown = previews(save(editor, event_path(event), data, **typed))
    assert sum("Relative to today" in text for text in shown) == 2
    assert not any("Report of Wednesday" in text for text in shown)


def test_form_without_a_version_says_so_and_saves_nothing(editor):
    event = newsroom.draft_event()
    data = {**event_form(editor, event), "expected_version": "x", "occurrence": "ongoing"}
    assert errors_of(save(editor, event_path(event), data)) == ["Enter a whole number."]
    assert saved(event).occurrence == "occurred"


def test_form_of_a_later_version_is_refused(editor):
    event = newsroom.draft_event()
    data = {**event_form(editor, event), "expected_version": "9"}
    response = save(editor, event_path(event), data, occurrence="ongoing")
    assert errors_of(response) == [
        "The form was incomplete when it was submitted. Reload the page."
    ]
    assert saved(event).occurrence == "occurred"
