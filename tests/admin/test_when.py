"""The one box of a date: what is typed is what is kept, never more."""

from datetime import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from events.admin.when import MESSAGES, WhenFormField, understood
from events.dates import When
from events.models import Event
from tests import newsroom
from tests.admin.pages import errors_of, event_form, event_path, save


def boxes(*filled, basis="stated"):
    """The six boxes of which the first were filled."""
    return [*filled, *[""] * (5 - len(filled)), basis]


def test_when_field_reads_all_boxes():
    typed = boxes(
        "2023-02-21",
        "Europe/Moscow",
        "am Dienstag",
        "de",
        "2023-02-22T16:00+01:00",
        basis="resolved_phrase",
    )
    assert WhenFormField().clean(typed) == When.parse(
        "2023-02-21",
        timezone="Europe/Moscow",
        basis="resolved_phrase",
        phrase="am Dienstag",
        phrase_language="de",
        anchor=datetime.fromisoformat("2023-02-22T16:00:00+01:00"),
    )


def test_when_field_left_empty_is_no_date():
    assert WhenFormField().clean(boxes()) is None
    assert WhenFormField().clean(None) is None


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (boxes("2023-13"), "no_such_month"),
        (boxes("2023-02-30"), "no_such_day"),
        (boxes("21.02.2023"), "not_in_profile"),
        (boxes("2023-02-22/2023-02-20"), "reversed"),
        (boxes("2023", "Moscow"), "zone_unknown"),
        (boxes("2023", basis="guessed"), "basis_unknown"),
        (boxes("2023", "", "", "", "2023-02-22T16:00"), "anchor_naive"),
        (boxes("2023", "", "", "", "yesterday"), "anchor"),
        (boxes("2023", "", "", "", "0001-01-01T00:00+14:00"), "anchor"),
        (boxes("", "", "am Dienstag"), "edtf_missing"),
        (boxes("2" * 5000), "too_long"),
        (boxes("2023", "", "x" * 201), "too_long"),
    ],
)
def test_when_field_refuses_what_cannot_be_read(typed, code):
    with pytest.raises(ValidationError) as refused:
        WhenFormField().clean(typed)
    assert refused.value.code == code


def test_when_field_required_asks_for_the_date():
    with pytest.raises(ValidationError, match="Give the date"):
        WhenFormField(required=True).clean(boxes())


@pytest.mark.parametrize("code", ["not_in_profile", "too_long", "zone_unknown", "no_such_day"])
def test_when_messages_do_not_repeat_what_was_typed(code):
    assert "%" not in str(MESSAGES[code])


def test_when_field_has_changed_only_when_the_date_has():
    field = WhenFormField()
    when = When.parse("2023-02", phrase="im Februar", phrase_language="de")
    assert field.has_changed(None, boxes()) is False
    assert field.has_changed(when, boxes("2023-02", "", "im Februar", "de")) is False
    assert field.has_changed(when, boxes("2023", "", "im Februar", "de")) is True
    assert field.has_changed(when, boxes()) is True
    assert field.has_changed(None, boxes("nonsense")) is True


@pytest.mark.parametrize(
    ("language", "words"), [("en", "around February 2023"), ("de", "etwa Februar 2023")]
)
def test_understood_is_worded_in_the_active_language(language, words):
    with override(language):
        assert understood(boxes("2023-02~")) == words


def test_understood_says_nothing_of_nonsense():
    assert understood(boxes("soon")) == ""


@pytest.mark.parametrize(
    "typed", ["2023", "2023-02", "2023-02~", "../2023", "2023-02-20/2023-02-22"]
)
def test_event_form_gives_back_the_date_as_typed(editor, typed):
    event = newsroom.draft_event()
    save(editor, event_path(event), event_form(editor, event), start_edtf=typed)
    event = Event.objects.get(pk=event.pk)
    assert event.start == When.parse(typed)
    assert event_form(editor, event)["start_edtf"] == event.start.edtf


def test_event_form_keeps_a_year_a_year(editor):
    event = newsroom.draft_event()
    response = save(editor, event_path(event), event_form(editor, event), start_edtf="2023")
    assert response.status_code == 302
    assert "1 January" not in editor.get(event_path(event)).content.decode()
    assert "1 January" not in editor.get("/admin/events/event/").content.decode()
    assert Event.objects.get(pk=event.pk).start.precision == "year"


def test_event_form_keeps_what_was_typed_beside_the_message(editor):
    event = newsroom.draft_event()
    response = save(
        editor,
        event_path(event),
        event_form(editor, event),
        start_edtf="21.02.2023",
        start_phrase="am Dienstag",
    )
    assert errors_of(response)[0].startswith("This is not written as a date that we can read.")
    page = response.content.decode()
    assert 'value="21.02.2023"' in page
    assert 'value="am Dienstag"' in page
    assert Event.objects.get(pk=event.pk).start == When.parse("2023-02-21")


def test_event_form_refuses_an_end_before_the_start(editor):
    event = newsroom.draft_event()
    response = save(editor, event_path(event), event_form(editor, event), end_edtf="2022")
    assert errors_of(response) == ["An event cannot end before it starts."]


def test_event_form_refuses_an_end_without_a_start(editor):
    event = newsroom.draft_event()
    data = event_form(editor, event)
    response = save(editor, event_path(event), data, start_edtf="", end_edtf="2023")
    assert errors_of(response) == ["An event with an end needs a start, however vague."]


def test_understand_answers_while_typing(editor):
    answer = editor.get("/admin/understand/", {"text": "2023-02-20/2023-02-22", "timezone": ""})
    assert answer.json() == {"words": "20–22 February 2023", "problem": ""}


def test_understand_names_the_problem_without_the_text(editor):
    answer = editor.get("/admin/understand/", {"text": "2023-02-31", "timezone": ""}).json()
    assert answer == {"words": "", "problem": "There is no such day in this month."}
