"""The page that answers “Did it happen?”."""

import pytest
from django.contrib.messages import get_messages

from events.models import Event
from tests import factories, newsroom
from tests.admin.event_states import announced
from tests.admin.pages import context_of, event_path, form_of


def page_of(event, outcome="occurred"):
    return f"{event_path(event, 'resolve')}?outcome={outcome}"


def answer(client, event, **changes):
    """What a browser would send for the page, with what was typed."""
    data = form_of(client.get(page_of(event)), "resolve_form")
    return client.post(page_of(event), {**data, **changes})


def errors_of(response):
    return dict(response.context["form"].errors)


def messages_of(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_button_chooses_the_answer(editor):
    event = announced()
    data = form_of(editor.get(page_of(event, "cancelled")), "resolve_form")
    assert (data["outcome"], data["expected_version"]) == ("cancelled", str(event.version))


def test_reviewer_answers_and_publishes_in_one_step(reviewer):
    event, source = announced(), factories.SourceFactory()
    response = answer(reviewer, event, source=source.pk, note="It took place.")
    assert (response.status_code, response["Location"]) == (302, "/admin/")
    assert messages_of(response) == ["“Summit”: the answer is public."]
    public = newsroom.current(event)
    assert (public.occurrence, public.edition.note) == ("occurred", "It took place.")


def test_editor_answers_and_a_reviewer_publishes(editor):
    event, source = announced(), factories.SourceFactory()
    response = answer(editor, event, source=source.pk)
    assert messages_of(response) == ["“Summit”: the answer is saved and waits for a reviewer."]
    assert newsroom.current(event).occurrence == "announced"
    event.refresh_from_db()
    assert event.occurrence == "occurred"


def test_answer_to_a_draft_is_saved_and_submitted(editor):
    event, source = announced(publish=False), factories.SourceFactory()
    response = answer(editor, event, source=source.pk)
    assert messages_of(response) == ["“Summit”: the answer is saved, and the event is in review."]
    event.refresh_from_db()
    assert event.state == "in_review"


def test_new_date_is_read_as_people_write_it(reviewer):
    event, source = announced(), factories.SourceFactory()
    answer(reviewer, event, outcome="postponed", start_text="21.5.2023", source=source.pk)
    assert newsroom.current(event).start.edtf == "2023-05-21"


MISTAKES = [
    ({"outcome": ""}, "outcome", "This field is required."),
    ({"outcome": "<nonsense>"}, "outcome", "Select a valid choice. "),
    ({"source": ""}, "source", "This field is required."),
    ({"source": "<nonsense>"}, "source", "This record does not exist."),
    ({"source": "2222-2222-2222"}, "source", "Select a valid choice. "),
    ({"outcome": "postponed"}, "start", "Give the new date."),
    (
        {"outcome": "postponed", "start_text": "2023-03-20"},
        "start",
        "This is the date that has passed.",
    ),
    ({"start_text": "May 2023"}, "start", "There is a new date only if it was postponed."),
    ({"start_text": "nonsense"}, "start", ""),
    ({"note": "x" * 10_001}, "note", ""),
]


@pytest.mark.parametrize(("changes", "field", "message"), MISTAKES)
def test_mistake_is_told_at_its_field_and_nothing_typed_is_lost(reviewer, changes, field, message):
    event, source = announced(), factories.SourceFactory(title="Report")
    response = answer(reviewer, event, **{"source": source.pk, "note": "Typed.", **changes})
    assert response.status_code == 200
    assert list(errors_of(response)) == [field]
    [error] = errors_of(response)[field]
    assert error.startswith(message)
    assert "<nonsense>" not in response.content.decode()
    assert changes.get("note", "Typed.") in response.content.decode()
    event.refresh_from_db()
    assert event.occurrence == "announced"


def test_somebody_elses_change_is_told_and_the_answer_can_be_sent_again(reviewer):
    event, source = announced(), factories.SourceFactory(title="Report of Monday")
    stale = {"source": source.pk, "note": "Typed.", "expected_version": event.version - 1}
    response = answer(reviewer, event, **stale)
    assert "has changed this record" in str(response.context["form"].non_field_errors())
    again = form_of(response, "resolve_form")
    assert (again["note"], again["source"]) == ("Typed.", source.pk)
    assert reviewer.post(page_of(event), again).status_code == 302
    assert newsroom.current(event).occurrence == "occurred"


@pytest.mark.parametrize("version", ["", "x", "0", "9" * 40])
def test_answer_without_a_version_is_refused(reviewer, version):
    event, source = announced(), factories.SourceFactory()
    response = answer(reviewer, event, source=source.pk, expected_version=version)
    assert response.status_code == 200
    assert newsroom.current(event).occurrence == "announced"


def test_what_is_on_record_is_not_asked(editor):
    event = newsroom.published_event()
    response = editor.get(page_of(event))
    assert (response.status_code, response["Location"]) == (302, event_path(event))


def test_page_says_that_other_changes_are_published_too(reviewer):
    event = announced()
    assert "are published together" not in reviewer.get(page_of(event)).content.decode()
    Event.objects.filter(pk=event.pk).update(version=event.version + 1)
    assert "are published together" in reviewer.get(page_of(event)).content.decode()


def test_page_is_for_those_who_may_change_events(client, editor):
    event = announced()
    assert client.get(page_of(event)).status_code == 302
    client.force_login(factories.UserFactory())
    assert client.get(page_of(event)).status_code == 403
    assert client.post(page_of(event), {"outcome": "occurred"}).status_code == 403
    for key in ("2222-2222-2222", "x"):
        assert editor.get(f"/admin/events/event/{key}/resolve/").status_code == 404


def test_unknown_answer_in_the_address_chooses_nothing(editor):
    event = announced()
    assert context_of(editor, page_of(event, "<b>"))["form"]["outcome"].value() == "<b>"
    assert "<b>" not in editor.get(page_of(event, "<b>")).content.decode().split("resolve_form")[1]
