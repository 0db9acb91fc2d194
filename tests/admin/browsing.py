"""Using the desk in Chromium."""

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

THEMES = {"light": {}, "dark": {"runOnly": ["color-contrast"]}}


def choose(page: Page, name: str, term: str, label: str) -> None:
    """Choose a record in an autocomplete field, whether it is public or not."""
    page.locator(f"select[name='{name}'] + .select2").click()
    page.locator(".select2-container--open .select2-search__field").fill(term)
    marked = re.compile(rf"^{re.escape(label)}( – not public yet)?$")
    page.get_by_role("option", name=marked).click()


def add_form(page: Page, prefix: str) -> None:
    """Add a form to a formset."""
    page.locator(f"[data-prefix='{prefix}'] > .formset-add button").click()


def accessibility_violations(page: Page) -> list[tuple[str, str, str]]:
    """What axe finds on the page, in the light and in the dark theme."""
    found = []
    for theme, options in THEMES.items():
        page.emulate_media(color_scheme=theme)
        page.wait_for_timeout(200)  # until colours have faded
        violations = Axe().run(page, options=options).response["violations"]
        found += [(theme, one["id"], one["nodes"][0]["html"][:200]) for one in violations]
    return found
