"""Edit conflicts: two editors save the same event."""

from events.dates import When
from events.models import Event
from tests import newsroom
from tests.admin.pages import errors_of, event_form, event_path, form_of, save


def test_second_editor_sees_both_values_and_keeps_the_input(editor, reviewer):
    event = newsroom.draft_event()
    first, second = event_form(reviewer, event), event_form(editor, event)
    save(reviewer, event_path(event), first, start_text="2023-02-22", reason="Tass says so")
    response = save(
        editor,
        event_path(event),
        second,
        occurrence="ongoing",
        **{"texts-0-title": "My title", "citations-0-quote": "My quote"},
    )
    errors = " ".join(errors_of(response))
    assert "reviewer has changed this event in the meantime (changed, " in errors
    conflicts = {row.label: (row.current, row.submitted) for row in response.context["conflicts"]}
    assert conflicts["Start"] == (
        "Wednesday, 22 February 2023 (2023-02-22)",
        "Tuesday, 21 February 2023 (2023-02-21)",
    )
    assert conflicts["Occurrence"] == ("took place", "ongoing")
    assert ("Talks in Moscow", "My title") in conflicts.values()
    assert ("", "My quote") in conflicts.values()
    typed = form_of(response)
    assert (typed["start_text"], typed["texts-0-title"]) == ("2023-02-21", "My title")
    event = Event.objects.get(pk=event.pk)
    assert (event.start, event.label) == (When.parse("2023-02-22"), "Talks in Moscow")


def test_saving_again_overwrites(editor, reviewer):
    event = newsroom.draft_event()
    first, second = event_form(reviewer, event), event_form(editor, event)
    save(reviewer, event_path(event), first, start_text="2023-02-22")
    again = form_of(save(editor, event_path(event), second, start_text="2023-02-20"))
    assert again["expected_version"] == "2"
    assert save(editor, event_path(event), again).status_code == 302
    assert Event.objects.get(pk=event.pk).start == When.parse("2023-02-20")


def differences(response):
    return [(row.label, row.current, row.submitted) for row in response.context["conflicts"]]


def test_nested_rows_are_compared_with_their_place(editor, reviewer):
    event = newsroom.linked_event(publish_it=False)
    first, second = event_form(reviewer, event), event_form(editor, event)
    save(reviewer, event_path(event), first, reason="Changed")
    typed = {"claims-0-citations-0-via-0-wording": "so die Tass", "claims-1-quote": "Nein"}
    response = save(editor, event_path(event), second, **typed)
    citation = (
        "claim “accusation – Speaker of Linked talks: A…”: "
        "citation “Report 1 ← Wire of Linked talks”: "
    )
    title = event.citations.get().source.title
    assert differences(response) == [
        (
            f"{citation}step in the chain “Wire of Linked talks”: As worded".replace(
                "Report 1", title
            ),
            "laut Angaben der Agentur",
            "so die Tass",
        ),
        ("claim “denial – Host of Linked talks: Denial i…”: Short quote", "", "Nein"),
    ]


def test_deleted_and_new_rows_are_listed(editor, reviewer):
    event = newsroom.draft_event()
    first, second = event_form(reviewer, event), event_form(editor, event)
    save(reviewer, event_path(event), first, reason="Changed")
    typed = {"citations-0-DELETE": "on", "texts-1-title": "Gespräche", "texts-1-language": "de"}
    response = save(editor, event_path(event), second, **typed)
    title = event.citations.get().source.title
    assert differences(response) == [("text", "", "a new row"), ("citation", title, "delete")]


def test_records_and_choices_are_compared_by_their_labels(editor, reviewer):
    event = newsroom.linked_event(publish_it=False)
    other = newsroom.draft_event("Other talks", start=None)
    first, second = event_form(reviewer, event), event_form(editor, event)
    save(reviewer, event_path(event), first, reason="Changed")
    typed = {"place": "", "claims-0-also_about": [other.pk], "claims-0-modality": "possible"}
    response = save(editor, event_path(event), second, **typed)
    claim = "claim “accusation – Speaker of Linked talks: A…”: "
    assert differences(response) == [
        ("Place", "Moscow", ""),
        (f"{claim}Modality", "asserted", "possible"),
        (f"{claim}Also about", "", "Other talks"),
    ]
