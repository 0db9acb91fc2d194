"""The form field of a When: what is submitted, saved and shown again."""

from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from playwright.sync_api import expect

from events.admin.when_anchors import CitedSources
from events.admin.when_field import WhenFormField, parse_without_context
from events.admin.when_input import WhenInput
from events.dates import When
from tests import newsroom
from tests.admin.pages import (
    errors_of,
    event_form,
    event_path,
    form_of,
    previews,
    report,
    save,
    saved,
)
from tests.admin.when_inputs import RECORDED, error_code, field, parsed, source, values


def test_required_date_is_missing():
    assert field().clean(values()) is None
    assert field().clean(None) is None
    assert error_code(field(required=True), values()) == "empty"


@pytest.mark.parametrize(
    "when",
    [
        RECORDED,
        When.parse("2023-02-22", phrase="02/03/2023", phrase_language="en"),  # no machine's idea
        When.parse("2022~", phrase="vor dem Krieg", phrase_language="de", basis="inferred"),
        When.parse("2023-02", basis="external"),
        When.parse("2023-02-21T16:00+03:00"),
        None,
    ],
)
def test_unchanged_input_results_in_the_saved_date(when):
    # Even though the source says another date now, and its language is another one.
    made = field(source(published="2023-03-10", language="fr"))
    submitted = WhenInput.from_value(when).as_list()
    assert made.clean(submitted) == when
    assert made.has_changed(when, submitted) is False


def test_time_zone_is_changed_without_parsing_the_phrase_again():
    submitted = replace(WhenInput.from_value(RECORDED), timezone="Europe/Berlin").as_list()
    made = field(source(published="2023-03-10"))
    assert made.clean(submitted) == replace(RECORDED, timezone="Europe/Berlin")
    assert made.has_changed(RECORDED, submitted) is True


def test_new_phrase_is_parsed_again():
    submitted = replace(WhenInput.from_value(RECORDED), text="am Montag").as_list()
    when = field(source(published="2023-03-10")).parse(submitted).when
    assert (when.edtf, when.anchor) == ("2023-03-06", datetime(2023, 3, 10, 12, tzinfo=UTC))


def test_emptied_input_removes_the_date():
    submitted = replace(WhenInput.from_value(RECORDED), text="").as_list()
    assert field().clean(submitted) is None
    assert field().has_changed(RECORDED, submitted) is True


def test_date_shown_before_midnight_is_saved_after_midnight():
    seen = parsed(field(), "yesterday").snapshot
    later = WhenFormField()
    later.set_context(CitedSources(now=datetime(2023, 2, 25, 0, 1, tzinfo=UTC)))
    assert later.clean(values("yesterday", shown=seen)).edtf == "2023-02-23"


def test_parsing_without_a_form_needs_a_date_without_an_anchor():
    assert parse_without_context(values("Feb 2023")).when.edtf == "2023-02"
    with pytest.raises(ValidationError):
        parse_without_context(values("yesterday"))


@pytest.mark.parametrize(
    "typed", ["2023", "2023-02", "2023-02~", "../2023", "2023-02-20/2023-02-22"]
)
def test_event_form_gives_back_the_date_as_typed(editor, typed):
    event = newsroom.draft_event()
    save(editor, event_path(event), event_form(editor, event), start_text=typed)
    assert saved(event).start == When.parse(typed)
    assert event_form(editor, event)["start_text"] == typed


def test_event_form_keeps_a_year_a_year(editor):
    event = newsroom.draft_event()
    response = save(editor, event_path(event), event_form(editor, event), start_text="2023")
    assert response.status_code == 302
    assert "1 January" not in editor.get(event_path(event)).content.decode()
    assert "1 January" not in editor.get("/admin/events/event/").content.decode()
    assert saved(event).start.precision == "year"


def test_phrase_is_confirmed_once_and_kept_with_its_anchor_and_basis(editor):
    source = report()
    event = newsroom.draft_event(source=source)
    first = save(editor, event_path(event), event_form(editor, event), start_text="am Dienstag")
    assert errors_of(first) == [
        "This can mean more than one date. Choose the right one, then save again."
    ]
    shown = form_of(first)
    assert (shown["start_text"], shown["start_choice"]) == ("am Dienstag", "2023-02-21")
    assert saved(event).start == When.parse("2023-02-21")  # nothing is written meanwhile
    assert save(editor, event_path(event), shown).status_code == 302
    start = saved(event).start
    assert (start.edtf, start.phrase, start.phrase_language) == ("2023-02-21", "am Dienstag", "de")
    assert start.anchor.isoformat() == "2023-02-22T16:00:00+01:00"
    assert start.basis == "resolved_phrase"


def test_alternative_is_chosen_without_javascript(editor):
    event = newsroom.draft_event(source=report())
    first = save(editor, event_path(event), event_form(editor, event), start_text="am Dienstag")
    assert save(editor, event_path(event), form_of(first), start_choice="2023-02-28")
    start = saved(event).start
    assert (start.edtf, start.phrase) == ("2023-02-28", "am Dienstag")


def test_page_shows_the_date_and_its_anchor(editor):
    event = newsroom.draft_event(source=report())
    page = save(editor, event_path(event), event_form(editor, event), start_text="am Dienstag")
    assert previews(page)[0] == (
        "Read as: Tuesday, 21 February 2023 2023-02-21 likely Tuesday before or on "
        "Wednesday, 22 February 2023; nothing says otherwise. Read as German. Relative to "
        "Wednesday, 22 February 2023, 16:00 UTC+01:00, when “ Report of Wednesday ” was last "
        "modified."
    )


def test_saving_again_changes_nothing_when_the_source_has_a_new_date(editor):
    source = report()
    event = newsroom.draft_event(source=source)
    page = save(editor, event_path(event), event_form(editor, event), start_text="gestern")
    assert page.status_code == 302
    before = saved(event).start
    assert before.edtf == "2023-02-21"
    source.modified = When.parse("2023-03-10")
    source.save()
    assert save(editor, event_path(event), event_form(editor, event)).status_code == 302
    assert saved(event).start == before


def test_invalid_date_stays_in_the_input_next_to_the_error(editor):
    event = newsroom.draft_event()
    typed = {"start_text": "drei Stunden", "start_timezone": "Europe/Moscow"}
    response = save(editor, event_path(event), event_form(editor, event), **typed)
    assert errors_of(response) == ["This is a duration, not a date. Enter the day or the period."]
    again = form_of(response)
    assert {name: again[name] for name in typed} == typed
    assert saved(event).start == When.parse("2023-02-21")


@pytest.mark.browser
def test_without_javascript_the_page_offers_the_alternatives(scene, open_desk):
    page = open_desk(event_path(scene), java_script_enabled=False)
    page.fill("#id_start_text", "02/03/2023")
    page.click("input[name=_save]")
    choice = page.locator(".field-start .when-choice")
    expect(choice.locator("legend")).to_have_text("Which date do you mean?")
    choice.get_by_label("Thursday, 2 March 2023").check()
    page.click("input[name=_save]")
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert saved(scene).start.edtf == "2023-03-02"


def test_copy_of_a_field_parses_with_its_own_sources():
    """Forms copy their fields; the widget of a copy must not ask the field of another form."""
    made = field(source(published="2023-02-22"))
    copied = deepcopy(made)
    assert copied.widget.parse.__self__ is copied
    assert copied.sources.anchor is None
    assert made.sources.anchor is not None


def test_date_is_displayed_with_what_tells_it_from_another():
    assert field().display(RECORDED) == (
        "Tuesday, 21 February 2023 (2023-02-21, am Dienstag, Europe/Moscow). "
        "Relative to Wednesday, 22 February 2023, 16:05 UTC, as recorded."
    )
    assert field().display(values("nonsense")) == "nonsense"
    assert field().display(None) == ""
