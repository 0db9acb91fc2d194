"""What needs JavaScript at the desk: rows in rows, searching selects, dates while typing."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.apps import apps
from django.contrib.auth.models import Group
from django.db import connection
from playwright.sync_api import Page, expect

from events.models import Event, Hop
from tests import factories, newsroom
from tests.admin.pages import event_path

pytestmark = pytest.mark.browser


@pytest.fixture
def scene(transactional_db):
    """An event, and who and what can be chosen."""
    if not Group.objects.exists():
        # Playwright's event loop hides from Django the rows that a flush is to be made good with.
        groups = import_module("events.migrations.0003_groups")
        groups.create_groups(apps, SimpleNamespace(connection=connection))
    russia = newsroom.actor("Russia", kind="state")
    newsroom.name(russia, "Moskau", "de", kind="metonym")
    newsroom.actor("Tass", kind="organisation")
    factories.SourceFactory(title="Report of Tuesday")
    return newsroom.draft_event()


def sign_in(page: Page, path: str) -> None:
    newsroom.editor()
    page.goto(f"/admin/login/?next={path}")
    page.fill("#id_username", "editor")
    page.fill("#id_password", "correct horse battery")
    page.click("input[type=submit]")
    page.wait_for_url(lambda address: "/login/" not in address)


def choose(page: Page, name: str, typed: str, shown: str) -> None:
    page.locator(f"select[name='{name}'] + .select2").click()
    page.locator(".select2-container--open .select2-search__field").fill(typed)
    page.get_by_role("option", name=shown, exact=True).click()


def add(page: Page, rows: str) -> None:
    page.locator(f"[data-prefix='{rows}'] > .rows-add button").click()


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
    expect(page.locator(".add-row").first).to_be_hidden()


def test_date_is_understood_while_it_is_typed(scene, page):
    sign_in(page, event_path(scene))
    shown = page.locator(".field-start .when-understood").first
    page.fill("#id_start_edtf", "2023-02~")
    expect(shown).to_contain_text("around February 2023")
    page.fill("#id_start_edtf", "2023-02-30")
    expect(shown).to_contain_text("There is no such day in this month.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_event_form_has_no_fault_that_a_screen_reader_meets(scene, new_page, scheme):
    page = new_page(color_scheme=scheme, bypass_csp=True)  # axe brings a style of its own
    sign_in(page, event_path(scene))
    for rows in ("claims", "claims-0-citations", "claims-0-citations-0-via", "relations"):
        add(page, rows)
    page.wait_for_load_state("networkidle")
    assert faults(page) == []


def faults(page: Page) -> list[tuple[str, str]]:
    found = Axe().run(page).response["violations"]
    return [(fault["id"], fault["nodes"][0]["html"][:200]) for fault in found]


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
        event_path(scene, "act/submit"),
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
