"""What differs between a form that was typed into and the record: labels, and both values."""

from tests import newsroom
from tests.admin.pages import event_path, form_of
from tests.admin.test_autosave import keep


def differences(editor, event, **typed):
    """What the page says when the form comes back."""
    keep(editor, form_of(editor.get(event_path(event))), event_path(event), **typed)
    page = editor.get(event_path(event))
    return [(row.label, row.current, row.submitted) for row in page.context["restored_differences"]]


def test_fields_are_compared_by_what_the_editor_sees(editor):
    event = newsroom.draft_event()
    assert differences(editor, event, start_text="2023-02-22", occurrence="ongoing") == [
        ("Occurrence", "took place", "ongoing"),
        (
            "Start",
            "Tuesday, 21 February 2023 (2023-02-21)",
            "Wednesday, 22 February 2023 (2023-02-22)",
        ),
    ]


def test_nested_rows_are_compared_with_their_place(editor):
    event = newsroom.linked_event(publish_it=False)
    typed = {"claims-0-citations-0-via-0-wording": "so die Tass", "claims-1-quote": "Nein"}
    claim = event.claims.order_by("position").first()
    title = claim.citations.get().source.title
    assert differences(editor, event, **typed) == [
        (
            (
                "claim “accusation – Speaker of Linked talks: A…”: "
                f"citation “{title} ← Wire of Linked talks”: "
                "step in the chain “Wire of Linked talks”: As worded"
            ),
            "laut Angaben der Agentur",
            "so die Tass",
        ),
        ("claim “denial – Host of Linked talks: Denial i…”: Short quote", "", "Nein"),
    ]


def test_deleted_and_new_rows_are_listed(editor):
    event = newsroom.draft_event()
    typed = {"citations-0-DELETE": "on", "texts-1-title": "Gespräche", "texts-1-language": "de"}
    title = event.citations.get().source.title
    assert differences(editor, event, **typed) == [
        ("text", "", "a new row"),
        ("citation", title, "delete"),
    ]


def test_records_and_choices_are_compared_by_their_labels(editor):
    event = newsroom.linked_event(publish_it=False)
    other = newsroom.draft_event("Other talks", start=None)
    typed = {"place": "", "claims-0-also_about": [other.pk], "claims-0-modality": "possible"}
    claim = "claim “accusation – Speaker of Linked talks: A…”: "
    assert differences(editor, event, **typed) == [
        ("Place", "Moscow", ""),
        (f"{claim}Modality", "asserted", "possible"),
        (f"{claim}Also about", "", "Other talks"),
    ]
