"""The pages in Chromium: accessible, complete without JavaScript, small screens, keyboard."""

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe

from events.record.meaning import HAPPENED
from events.record.vocabulary import Occurrence
from tests import factories, newsroom

pytestmark = pytest.mark.browser

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}
OPEN = [value for value in Occurrence.values if value not in HAPPENED]


@pytest.fixture
def addresses(transactional_db) -> dict[str, str]:
    """A page of every kind, on a record that shows every look."""
    event = newsroom.linked_event("Deliveries")
    event.texts.filter(language="en").update(summary="What we know better now.")
    newsroom.correct(event, note="The summary was wrong.")
    actor = event.claims.get(kind="accusation").speaker
    long = newsroom.actor("Donaudampfschifffahrtsgesellschaftskapitänsvereinigungsvorsitzender")
    for occurrence in [*OPEN, "ongoing"]:
        draft = newsroom.draft_event(f"It is {occurrence}", occurrence=occurrence)
        claim = factories.ClaimFactory(event=draft, kind="announcement", speaker=actor)
        factories.ClaimTextFactory(claim=claim)
        factories.CitationFactory(claim=claim, source=draft.citations.get().source)
        factories.ParticipationFactory(event=draft, actor=long)
        newsroom.publish(draft)
    gone = newsroom.published_event("A meeting that never was")
    newsroom.retract(gone, reason="It never took place.")
    return {
        "timeline": "/",
        "filtered": "/?from=2023&occurrence=alleged&occurrence=announced",
        "nothing": "/?from=2050",
        "refused": "/?from=2024&to=2023",
        "past": "/?as_of=2023-03-02",
        "lanes": "/?lanes=actor&from=2023-02&to=2023-03",
        "changes": "/?ordering=-updated",
        "record of changes": "/changes/",
        "facets": "/facets/?language=en",
        "day": "/days/2023-02-21/",
        "about": "/about/",
        "event": f"/events/{event.pk}/deliveries/",
        "history": f"/events/{event.pk}/history/",
        "gone": f"/events/{gone.pk}/",
        "missing": "/events/2222-2222-2222/",
        "actors": "/actors/",
        "actor": f"/actors/{actor.pk}/",
        "sources": "/sources/",
        "source": f"/sources/{event.citations.get().source_id}/",
        "embed": f"/embed/events/{event.pk}/",
        "embedded timeline": "/embed/timeline/?theme=dark",
        "storylines": "/storylines/",
        "storyline": f"/storylines/{event.pins.get().storyline_id}/",
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_has_no_accessibility_fault(new_page, addresses, scheme):
    page = new_page(color_scheme=scheme)
    found = {}
    for name, address in addresses.items():
        page.goto(address)
        for details in page.locator("details").all():
            details.evaluate("element => element.open = true")
        report = Axe().run(page, options=RULES)
        if report.violations_count:
            found[name] = report.generate_report()
    assert found == {}


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_page_scrolls_sideways(new_page, addresses, width):
    page = new_page(viewport={"width": width, "height": 700})
    wide = {}
    for name, address in addresses.items():
        page.goto(address)
        for details in page.locator("details").all():
            details.evaluate("element => element.open = true")
        reached = page.evaluate("document.documentElement.scrollWidth")
        if reached > width:
            wide[name] = reached
    assert wide == {}


def test_conditions_work_without_javascript(new_page, addresses):
    page = new_page(java_script_enabled=False)
    page.goto("/")
    page.get_by_text("Filters").click()
    page.get_by_label("Alleged").check()
    page.get_by_role("button", name="Show these events").click()
    page.wait_for_url("**/?occurrence=alleged")
    shown = [" ".join(text.split()) for text in page.locator(".card-title").all_inner_texts()]
    assert shown == ["Alleged : It is alleged"]
    page.get_by_role("link", name="Remove the condition").click()
    page.wait_for_url(lambda url: url.endswith("/"))
    assert page.locator(".card-title").count() == 3 + len(OPEN)


@pytest.fixture
def other_site(tmp_path) -> Iterator[str]:
    """The address of a folder, `tmp_path`, that is served from another origin."""
    handler = partial(SimpleHTTPRequestHandler, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_embed_in_a_page_of_another_site_is_as_high_as_its_content(
    new_page, addresses, live_server, other_site, tmp_path
):
    (tmp_path / "article.html").write_text(f"""<!doctype html><title>Paper</title>
        <iframe src="{live_server.url}/embed/timeline/?limit=50" width="100%" height="80"></iframe>
        <script src="{live_server.url}/static/events/embedding.js" async></script>""")
    article = f"{other_site}/article.html"
    page = new_page(viewport={"width": 700, "height": 900})
    page.route(article, lambda route: route.continue_())
    page.goto(article)
    frame = page.frames[1]
    frame.wait_for_selector("footer")
    page.wait_for_function("document.querySelector('iframe').height > 500")
    inside = frame.evaluate("document.documentElement.scrollHeight")
    assert abs(page.evaluate("document.querySelector('iframe').clientHeight") - inside) <= 1
    assert page.context.cookies() == []
    # Links of the list and of the band open beside the article, not inside it.
    for link in (".rows a", ".band-svg a"):
        with page.context.expect_page() as opened:
            frame.locator(link).first.click()
        assert opened.value.url.startswith(live_server.url)
        opened.value.close()
    assert page.url == article


def test_language_can_be_switched_without_javascript(new_page, addresses):
    page = new_page(java_script_enabled=False)
    page.goto(addresses["event"])
    assert page.locator("h1").inner_text() == "Deliveries"
    page.get_by_role("button", name="Deutsch").click()
    # The page was cached under this address a moment ago.
    page.wait_for_selector("html[lang=de]")
    assert page.locator("h1").inner_text() == "Deliveries (deutsch)"
    assert page.url.endswith(addresses["event"])


def test_keyboard_reaches_the_content_and_every_focus_is_seen(page, addresses):
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    seen = []
    for _step in range(12):
        page.keyboard.press("Tab")
        seen.append(
            page.evaluate(
                "getComputedStyle(document.activeElement).outlineStyle !== 'none'"
                " && document.getElementById('content').contains(document.activeElement)"
            )
        )
    assert seen == [True] * 12


def test_conditions_unfold_by_keyboard(page, addresses):
    page.goto("/")
    page.get_by_text("Filters").focus()
    page.keyboard.press("Enter")
    assert page.get_by_label("From", exact=True).is_visible()


def test_what_did_not_happen_differs_in_more_than_colour(page, addresses):
    page.goto("/")
    looks = page.locator(".card").evaluate_all(
        "cards => cards.map(card => [card.className.split(' ')[1],"
        " getComputedStyle(card).borderTopStyle, card.querySelector('.card-mark').innerHTML])"
    )
    borders = {kind: border for kind, border, _mark in looks}
    assert {borders.pop("card-occurred"), borders.pop("card-ongoing")} == {"none"}
    assert borders == {
        "card-announced": "dashed",
        "card-scheduled": "dashed",
        "card-postponed": "dashed",
        "card-alleged": "dashed",
        "card-hypothetical": "dotted",
        "card-cancelled": "double",
        "card-did_not_occur": "double",
        "card-unknown": "dotted",
    }
    marks = {kind: mark for kind, _border, mark in looks}
    assert len(set(marks.values())) == len(marks)


def test_denial_and_claim_stand_side_by_side_at_equal_weight(new_page, addresses):
    page = new_page(viewport={"width": 1280, "height": 900})
    page.goto(addresses["event"])
    boxes = [box.bounding_box() for box in page.locator(".exchange-denied .claim").all()]
    assert len(boxes) == 2
    claim, denial = boxes
    assert abs(claim["y"] - denial["y"]) < 2
    assert abs(claim["width"] - denial["width"]) < 2
    assert denial["x"] > claim["x"] + claim["width"]
