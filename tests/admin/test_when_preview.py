"""The preview of a date while an editor types."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from events.models import Event
from tests import factories, newsroom
from tests.admin.browsing import accessibility_violations, add_form, choose
from tests.admin.pages import event_path, report

PREVIEW = "/admin/when-preview/"


def ask(client, text, **others):
    return client.get(PREVIEW, {"text": text, **others}).json()


def test_preview_shows_the_date(editor):
    answer = ask(editor, "2023-02-20/2023-02-22")
    assert answer["problem"] is False
    assert "<strong>20–22 February 2023</strong>" in answer["preview"]
    assert (answer["alternatives"], answer["edtf"]) == ("", "")


def test_preview_offers_the_alternatives_as_buttons(editor):
    answer = ask(editor, "02/03/2023")
    assert re.findall(
        r'<button type="button"[^>]* data-edtf="([^"]+)"', answer["alternatives"]
    ) == ["2023-03-02"]
    taken = ask(editor, "02/03/2023", edtf="2023-03-02")
    assert "Thursday, 2 March 2023" in taken["preview"]
    assert 'data-edtf="2023-02-03"' in taken["alternatives"]


def test_preview_counts_from_a_source_that_is_not_cited_yet(editor):
    answer = ask(editor, "am Dienstag", source=report().pk)
    assert "Tuesday, 21 February 2023" in answer["preview"]
    assert "Report of Wednesday" in answer["preview"]


def test_preview_shows_no_source_to_users_who_cannot_view_sources(editor):
    source = report()
    group = newsroom.editor().groups.get()
    group.permissions.remove(*group.permissions.filter(codename="view_source"))
    answer = ask(editor, "gestern", source=source.pk)
    assert "Report of Wednesday" not in answer["preview"]
    today = timezone.localdate()
    assert str(today.year) in answer["preview"]


def test_preview_shows_the_error_without_the_input(editor):
    answer = ask(editor, "2023-02-31")
    assert answer == {
        "problem": True,
        "preview": '<p class="when-problem">There is no such day.</p>',
        "alternatives": "",
        "edtf": "",
        "shown": "",
    }


def test_preview_escapes_the_input(editor):
    answer = ask(editor, "21 February 2023 <img src=x>")
    assert "<img" not in answer["preview"] + answer["alternatives"]


@pytest.mark.parametrize("source", ["x", "9" * 5000, "2222-2222-2222", "'"])
def test_preview_ignores_invalid_sources(editor, source):
    assert "around February 2023" in ask(editor, "2023-02~", source=source)["preview"]


def test_preview_queries_the_database_once_for_the_sources(editor, django_assert_max_num_queries):
    keys = [report().pk for _ in range(30)]
    editor.get(PREVIEW)  # moves the end of the session, once a minute
    with django_assert_max_num_queries(5):  # session, account, permissions of it and its group
        editor.get(PREVIEW, {"text": "gestern", "source": keys})


def test_preview_is_in_the_language_of_the_editor(editor):
    answer = editor.get(
        PREVIEW,
        {"text": "vor einem Jahr", "anchor": "2023-02-22"},
        headers={"Accept-Language": "de"},
    ).json()
    assert "<strong>etwa Februar 2022</strong>" in answer["preview"]
    assert "1 Jahr vor Mittwoch, 22. Februar 2023." in answer["preview"]


def preview(page, name="start"):
    return page.locator(f".field-{name} [data-preview]").first


def save_form(page, event):
    page.click("input[name=_save]")
    expect(page.locator(".messagelist .success")).to_be_visible()
    return Event.objects.get(pk=event.pk).start


@pytest.mark.browser
def test_date_is_shown_while_it_is_typed(scene, open_desk):
    page = open_desk(event_path(scene))
    page.fill("#id_start_text", "2023-02~")
    expect(preview(page)).to_contain_text("around February 2023")
    page.fill("#id_start_text", "2023-02-30")
    expect(preview(page)).to_have_text("There is no such day.")
    page.fill("#id_start_text", "")
    expect(preview(page)).to_have_text("")


@pytest.mark.browser
def test_phrase_is_saved_as_it_was_shown(scene, open_desk):
    source = report("2023-02-22")
    factories.CitationFactory(event=scene, source=source, field="start")
    page = open_desk(event_path(scene))
    page.fill("#id_start_text", "am Dienstag")
    expect(preview(page)).to_contain_text("Tuesday, 21 February 2023")
    expect(preview(page)).to_contain_text(
        "Relative to Wednesday, 22 February 2023, when “Report of Wednesday” was last modified."
    )
    start = save_form(page, scene)
    assert (start.edtf, start.phrase, start.phrase_language) == ("2023-02-21", "am Dienstag", "de")
    assert start.anchor.isoformat() == "2023-02-22T12:00:00+00:00"


@pytest.mark.browser
def test_alternative_is_one_click_away_and_the_keyboard_reaches_it(scene, open_desk):
    page = open_desk(event_path(scene))
    page.fill("#id_start_text", "02/03/2023")
    other = page.locator(".field-start .when-alternative")
    expect(other).to_contain_text("Thursday, 2 March 2023")
    other.focus()
    page.keyboard.press("Enter")
    expect(preview(page)).to_contain_text("Thursday, 2 March 2023")
    expect(preview(page)).to_contain_text("your choice")
    expect(page.locator("#id_start_text")).to_be_focused()
    expect(other).to_contain_text("Friday, 3 February 2023")
    start = save_form(page, scene)
    assert (start.edtf, start.phrase) == ("2023-03-02", "02/03/2023")


@pytest.mark.browser
def test_choice_is_dropped_when_the_text_changes(scene, open_desk):
    page = open_desk(event_path(scene))
    page.fill("#id_start_text", "02/03/2023")
    page.locator(".field-start .when-alternative").click()
    expect(preview(page)).to_contain_text("your choice")
    page.fill("#id_start_text", "5 May 2023")
    expect(preview(page)).to_contain_text("Friday, 5 May 2023")
    assert save_form(page, scene).edtf == "2023-05-05"


@pytest.mark.browser
def test_date_is_read_again_when_another_source_is_chosen(scene, open_desk):
    report("2023-02-22")
    page = open_desk(event_path(scene))
    page.fill("#id_start_text", "gestern")
    expect(preview(page)).to_contain_text("Relative to today")
    add_form(page, "citations")
    choose(page, "citations-1-source", "wednesday", "Report of Wednesday")
    expect(preview(page)).to_contain_text("Tuesday, 21 February 2023")
    assert save_form(page, scene).edtf == "2023-02-21"


@pytest.mark.browser
def test_date_of_a_new_claim_counts_from_the_source_of_that_claim(scene, open_desk):
    report("2023-02-22")
    page = open_desk(event_path(scene))
    add_form(page, "claims")
    add_form(page, "claims-0-citations")
    choose(page, "claims-0-citations-0-source", "wednesday", "Report of Wednesday")
    page.fill("#id_claims-0-said_text", "gestern")
    expect(page.locator("#claims-0 .field-said [data-preview]")).to_contain_text(
        "Tuesday, 21 February 2023"
    )


@pytest.mark.browser
def test_field_is_accessible(scene, open_desk):
    page = open_desk(event_path(scene), bypass_csp=True)  # axe adds styles
    page.fill("#id_start_text", "02/03/2023")
    page.fill("#id_end_text", "drei Stunden")
    page.locator(".when-details summary").first.click()
    expect(page.locator(".field-start .when-alternative")).to_be_visible()
    expect(page.locator(".field-end .when-problem")).to_be_visible()
    assert accessibility_violations(page) == []
