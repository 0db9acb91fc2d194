"""The logo of an installation: shown instead of its name, and served by itself."""

import pytest
from playwright.sync_api import Page

from events.web.caching import release
from tracker.environment import Logo

pytestmark = pytest.mark.django_db
# Drawn with an inline style and a script, which must not run.
DRAWN = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10" width="40" height="10">'
    b"<style>rect { fill: #c00 }</style><rect width='40' height='10'/>"
    b"<script>document.title = 'run'</script></svg>"
)
LIGHT = Logo("0123456789abcdef.svg", "image/svg+xml", DRAWN)
DARK = Logo("fedcba9876543210.svg", "image/svg+xml", DRAWN.replace(b"#c00", b"#0c0"))


def test_page_has_the_logo_instead_of_the_name(client, settings):
    settings.SITE_NAME, settings.SITE_LOGO = 'Paper "A"', LIGHT
    page = client.get("/").text
    assert (
        '<img class="brand-logo" src="/logo/0123456789abcdef.svg" alt="Paper &quot;A&quot;">'
    ) in page
    assert ("brand-name" in page, "<source" in page) == (False, False)
    settings.SITE_LOGO_DARK = DARK
    assert (
        '<source media="(prefers-color-scheme: dark)" srcset="/logo/fedcba9876543210.svg">'
    ) in client.get("/").text


def test_logo_is_served_by_the_site_and_cached_for_good(client, settings):
    settings.SITE_LOGO, settings.SITE_LOGO_DARK = LIGHT, DARK
    response = client.get("/logo/fedcba9876543210.svg")
    assert (response.content, response["Content-Type"]) == (DARK.content, "image/svg+xml")
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert client.get("/logo/0000000000000000.svg").status_code == 404
    assert client.post("/logo/fedcba9876543210.svg").status_code == 405


def test_new_logo_makes_kept_pages_stale(settings):
    before = release()
    settings.SITE_LOGO = LIGHT
    middle = release()
    settings.SITE_LOGO = DARK
    assert len({before, middle, release()}) == 3


@pytest.mark.browser
@pytest.mark.parametrize(("scheme", "color"), [("light", [204, 0, 0]), ("dark", [0, 204, 0])])
def test_browser_shows_the_logo_of_its_color_scheme(new_page, settings, scheme, color):
    settings.SITE_LOGO, settings.SITE_LOGO_DARK = LIGHT, DARK
    page: Page = new_page(color_scheme=scheme, viewport={"width": 390, "height": 844})
    page.goto("/")
    logo = page.get_by_role("img", name="Event Tracker")
    drawn = logo.evaluate(
        """image => {
            const canvas = document.createElement("canvas").getContext("2d");
            canvas.drawImage(image, 0, 0);
            return Array.from(canvas.getImageData(5, 5, 1, 1).data).slice(0, 3);
        }"""
    )
    assert drawn == color
    assert logo.bounding_box()["height"] == 36
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.title() != "run"
