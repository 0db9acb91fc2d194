"""What a form that is not saved changes, in words."""

from events.admin.form_differences import form_differences
from tests import newsroom
from tests.admin.pages import event_form, event_path


def differences(client, event, **changes):
    data = {**event_form(client, event), "expected_version": "", **changes}
    context = client.post(event_path(event), data).context  # refused: nothing is saved
    found = form_differences(context["adminform"].form, context["inline_admin_formsets"])
    return [(one.label, one.current, one.submitted) for one in found]


def test_nothing_differs_in_an_untouched_form(editor):
    assert differences(editor, newsroom.linked_event(publish_it=False)) == []


def test_fields_and_rows_are_told_by_their_labels(editor):
    event = newsroom.draft_event()
    actor = newsroom.actor("Wang Yi")
    changes = {
        "occurrence": "alleged",
        "start_text": "2023-03",
        "texts-0-title": "Visit",
        "citations-0-DELETE": "on",
        "participations-0-actor": actor.pk,
    }
    title = event.texts.get()
    assert differences(editor, event, **changes) == [
        ("Occurrence", "took place", "alleged"),
        ("Start", "Tuesday, 21 February 2023 (2023-02-21)", "March 2023 (2023-03)"),
        (f"text “{title.title}”: Title", "Talks in Moscow", "Visit"),
        ("participant", "", "a new row"),
        ("citation", str(event.citations.get().source.title), "delete"),
    ]
