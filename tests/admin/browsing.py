"""Using the desk in Chromium."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests import newsroom


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
    page.locator(f"[data-prefix='{rows}'] > .formset-add button").click()


def faults(page: Page) -> list[tuple[str, str]]:
    found = Axe().run(page).response["violations"]
    return [(fault["id"], fault["nodes"][0]["html"][:200]) for fault in found]
