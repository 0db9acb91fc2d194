"""The date box in the browser: read while typing, chosen with one click, saved as shown."""

import pytest
from playwright.sync_api import expect

from events.dates import When
from events.models import Event
from tests import factories, newsroom
from tests.admin.browsing import add, choose, faults, sign_in
from tests.admin.pages import event_path

pytestmark = pytest.mark.browser


def report():
    return factories.SourceFactory(
        title="Report of Wednesday", language="de", modified=When.parse("2023-02-22")
    )


def told(page, name="start"):
    return page.locator(f".field-{name} [data-told]").first


def saved(page, event):
    page.click("input[name=_save]")
    expect(page.locator(".messagelist .success")).to_be_visible()
    return Event.objects.get(pk=event.pk).start


def test_date_is_understood_while_it_is_typed(scene, page):
    sign_in(page, event_path(scene))
    page.fill("#id_start_text", "2023-02~")
    expect(told(page)).to_contain_text("around February 2023")
    page.fill("#id_start_text", "2023-02-30")
    expect(told(page)).to_have_text("There is no such day.")
    page.fill("#id_start_text", "")
    expect(told(page)).to_have_text("")


def test_phrase_is_saved_as_it_was_shown(scene, page):
    source = report()
    factories.CitationFactory(event=scene, source=source, field="start")
    sign_in(page, event_path(scene))
    page.fill("#id_start_text", "am Dienstag")
    expect(told(page)).to_contain_text("Tuesday, 21 February 2023")
    expect(told(page)).to_contain_text(
        "Relative to Wednesday, 22 February 2023, when “Report of Wednesday” was last modified."
    )
    start = saved(page, scene)
    assert (start.edtf, start.phrase, start.phrase_language) == ("2023-02-21", "am Dienstag", "de")
    assert start.anchor.isoformat() == "2023-02-22T12:00:00+00:00"


def test_other_reading_is_one_click_away_and_the_keyboard_reaches_it(scene, page):
    sign_in(page, event_path(scene))
    page.fill("#id_start_text", "02/03/2023")
    other = page.locator(".field-start .when-other")
    expect(other).to_contain_text("Thursday, 2 March 2023")
    other.focus()
    page.keyboard.press("Enter")
    expect(told(page)).to_contain_text("Thursday, 2 March 2023")
    expect(told(page)).to_contain_text("your choice")
    expect(page.locator("#id_start_text")).to_be_focused()
    expect(other).to_contain_text("Friday, 3 February 2023")
    start = saved(page, scene)
    assert (start.edtf, start.phrase) == ("2023-03-02", "02/03/2023")


def test_choice_is_dropped_when_the_words_change(scene, page):
    sign_in(page, event_path(scene))
    page.fill("#id_start_text", "02/03/2023")
    page.locator(".field-start .when-other").click()
    expect(told(page)).to_contain_text("your choice")
    page.fill("#id_start_text", "5 May 2023")
    expect(told(page)).to_contain_text("Friday, 5 May 2023")
    assert saved(page, scene).edtf == "2023-05-05"


def test_date_is_read_again_when_another_source_is_chosen(scene, page):
    report()
    sign_in(page, event_path(scene))
    page.fill("#id_start_text", "gestern")
    expect(told(page)).to_contain_text("Relative to today")
    add(page, "citations")
    choose(page, "citations-1-source", "wednesday", "Report of Wednesday")
    expect(told(page)).to_contain_text("Tuesday, 21 February 2023")
    assert saved(page, scene).edtf == "2023-02-21"


def test_date_of_a_new_claim_counts_from_the_source_of_that_claim(scene, page):
    report()
    sign_in(page, event_path(scene))
    add(page, "claims")
    add(page, "claims-0-citations")
    choose(page, "claims-0-citations-0-source", "wednesday", "Report of Wednesday")
    page.fill("#id_claims-0-said_text", "gestern")
    expect(page.locator("#claims-0 .field-said [data-told]")).to_contain_text(
        "Tuesday, 21 February 2023"
    )


def test_without_javascript_the_page_asks_which_is_meant(scene, new_page):
    page = new_page(java_script_enabled=False)
    sign_in(page, event_path(scene))
    page.fill("#id_start_text", "02/03/2023")
    page.click("input[name=_save]")
    choice = page.locator(".field-start .when-choice")
    expect(choice.locator("legend")).to_have_text("Which one is meant?")
    choice.get_by_label("Thursday, 2 March 2023").check()
    assert saved(page, scene).edtf == "2023-03-02"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_box_has_no_fault_that_a_screen_reader_meets(scene, new_page, scheme):
    page = new_page(color_scheme=scheme, bypass_csp=True)  # axe brings a style of its own
    newsroom.editor()
    sign_in(page, event_path(scene))
    page.fill("#id_start_text", "02/03/2023")
    page.fill("#id_end_text", "drei Stunden")
    page.locator(".when-origin summary").first.click()
    expect(page.locator(".field-start .when-other")).to_be_visible()
    expect(page.locator(".field-end .when-problem")).to_be_visible()
    assert faults(page) == []
