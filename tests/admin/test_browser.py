"""What needs JavaScript at the desk: rows in rows, searching selects, dates while typing."""

import pytest
from playwright.sync_api import expect

from events.models import Event, Hop
from tests import newsroom
from tests.admin.browsing import add, choose, faults, sign_in
from tests.admin.pages import event_path

pytestmark = pytest.mark.browser


def test_rows_are_added_three_levels_deep_and_saved(scene, page):
    sign_in(page, event_path(scene))
    add(page, "claims")
    choose(page, "claims-0-speaker", "Moskau", "Moskau → Russia (state)")
    page.fill("[name='claims-0-texts-0-text']", "It will not happen.")
    page.fill("[name='claims-0-texts-0-language']", "en")
    add(page, "claims-0-citations")
    choose(page, "claims-0-citations-0-source", "tuesday", "Report of Tuesday")
    add(page, "claims-0-citations-0-via")
    add(page, "claims-0-citations-0-via")
    choose(page, "claims-0-citations-0-via-0-actor", "Tass", "Tass (organisation)")
    page.check("[name='claims-0-citations-0-via-1-DELETE']")
    page.click("input[name=_continue]")
    expect(page.locator(".messagelist .success")).to_be_visible()
    hop = Hop.objects.get()
    assert (hop.actor.label, hop.citation.source.title) == ("Tass", "Report of Tuesday")
    assert hop.citation.claim.speaker.label == "Russia"
    assert hop.citation.claim.texts.get().text == "It will not happen."


def test_rows_are_added_below_a_row_that_came_with_the_page(scene, page):
    newsroom_citation = scene.citations.get()
    sign_in(page, event_path(scene))
    page.locator("#citations-0 > details > summary").click()
    add(page, "citations-0-via")
    choose(page, "citations-0-via-0-actor", "Tass", "Tass (organisation)")
    page.click("input[name=_save]")
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert newsroom_citation.via.get().actor.label == "Tass"


def test_untouched_page_with_javascript_saves_without_complaint(scene, page):
    sign_in(page, event_path(scene))
    page.click("input[name=_save]")
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert Event.objects.get().version == 2


def test_page_without_javascript_has_a_spare_row_at_each_level(scene, new_page):
    page = new_page(java_script_enabled=False)
    sign_in(page, event_path(scene))
    page.select_option("[name='relations-0-type']", "")
    for name in ("claims-0-quote", "claims-0-citations-0-via-0-wording", "citations-1-quote"):
        expect(page.locator(f"[name='{name}']")).to_be_visible()
    expect(page.locator(".add-form").first).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_event_form_has_no_fault_that_a_screen_reader_meets(scene, new_page, scheme):
    page = new_page(color_scheme=scheme, bypass_csp=True)  # axe brings a style of its own
    sign_in(page, event_path(scene))
    for rows in ("claims", "claims-0-citations", "claims-0-citations-0-via", "relations"):
        add(page, rows)
    page.wait_for_load_state("networkidle")
    assert faults(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_other_pages_have_no_fault_that_a_screen_reader_meets(scene, new_page, scheme):
    page = new_page(color_scheme=scheme, bypass_csp=True)
    newsroom.published_event("Public")
    actor = newsroom.actor("Wang Yi")
    paths = [
        "/admin/",
        "/admin/events/event/",
        "/admin/events/event/?date_from=nonsense",
        f"/admin/events/actor/{actor.pk}/change/",
        event_path(scene, "workflow/submit"),
    ]
    sign_in(page, "/admin/")
    for path in paths:
        page.goto(path)
        assert (path, faults(page)) == (path, [])


def test_language_is_switched_where_one_is(scene, page):
    sign_in(page, event_path(scene))
    page.get_by_role("button", name="Deutsch").click()
    expect(page.locator("html")).to_have_attribute("lang", "de")
    assert page.url.endswith(event_path(scene))


@pytest.mark.parametrize("path", ["/admin/", "/admin/events/event/", "/admin/events/event/add/"])
def test_pages_fit_a_phone(scene, new_page, path):
    page = new_page(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    sign_in(page, path)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
