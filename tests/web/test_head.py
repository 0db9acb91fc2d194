"""The head of pages: permanent address, feed, and what those are told who link to the page."""

import json
import re
from html import unescape

import pytest

from events.dates import When
from events.models import EventText
from tests import newsroom

pytestmark = pytest.mark.django_db


def head(response) -> str:
    return response.text.partition("</head>")[0]


def link(response, rel: str) -> str:
    return unescape(re.findall(f'<link rel="{rel}"[^>]*? href="([^"]*)"', head(response))[0])


def meta(response) -> dict[str, str]:
    found = re.findall(r'<meta (?:name|property)="([^"]*)" content="([^"]*)"', head(response))
    return {name: unescape(content) for name, content in found}


def linked_data(response) -> dict:
    [text] = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', head(response), re.DOTALL
    )
    return json.loads(text)


def test_permanent_address_is_that_of_the_installation(reader, settings):
    settings.PUBLIC_URL = "https://paper.example"
    event = newsroom.published_event("Talks")
    page = reader.get(f"/events/{event.pk}/talks/?as_of=2023-03-01")
    assert link(page, "canonical") == f"https://paper.example/events/{event.pk}/talks/"
    assert meta(page)["og:url"] == f"https://paper.example/events/{event.pk}/talks/"


def test_address_in_each_language_is_named(reader):
    event = newsroom.published_event("Talks")
    path = f"http://testserver/events/{event.pk}/talks/"
    for asked, canonical in (("", path), ("?hl=de", f"{path}?hl=de")):
        page = reader.get(f"/events/{event.pk}/talks/{asked}")
        found = re.findall(r'hreflang="([^"]*)" href="([^"]*)"', head(page))
        assert dict(found) == {"en": f"{path}?hl=en", "de": f"{path}?hl=de", "x-default": path}
        assert link(page, "canonical") == canonical


def test_language_of_the_address_stays_on_redirects_and_links(reader):
    event = newsroom.published_event("Talks")
    moved = reader.get(f"/events/{event.pk}/?hl=de")
    assert moved["Location"] == f"/events/{event.pk}/talks/?hl=de"
    assert f'href="/events/{event.pk}/talks/?hl=de"' in reader.get("/?hl=de").text
    understood = reader.get("/?from=22.02.2023&hl=de")
    assert understood["Location"] == "/?from=2023-02-22&hl=de"
    # The switch leads to the same page without it: otherwise it would change nothing.
    assert 'name="next" value="/?from=2023"' in reader.get("/?from=2023&hl=de").text


def test_lists_have_the_feed_of_what_they_show(reader, minister):
    page = reader.get("/?ordering=updated&from=2023")
    assert link(page, "alternate") == "/feed.atom?from=2023"
    assert link(page, "canonical") == "http://testserver/?from=2023"
    page = reader.get(f"/actors/{minister.pk}/")
    assert link(page, "alternate") == f"/feed.atom?actor={minister.pk}"
    assert reader.get(link(page, "alternate")).status_code == 200
    assert '<a href="/calendar.ics?actor=' in page.text


def test_title_of_what_did_not_happen_says_so(reader):
    event = newsroom.published_event("Talks", occurrence="alleged", start=When.parse("2023-02-20"))
    found = meta(reader.get(f"/events/{event.pk}/talks/"))
    assert (found["og:title"], found["og:type"]) == ("Alleged: Talks", "article")
    assert found["description"] == found["og:description"]
    assert found["description"].startswith("Monday, 20 February 2023")


def test_long_description_is_cut_and_says_so(reader):
    event = newsroom.published_event("Talks")
    EventText.objects.filter(event=event).update(summary="They met. " * 100)
    newsroom.correct(event, note="Longer.")
    found = meta(reader.get(f"/events/{event.pk}/talks/"))["description"]
    assert (len(found), found[-1]) == (200, "…")


def test_record_as_linked_data_can_not_end_its_element(reader):
    event = newsroom.published_event("</script><script>alert(1)</script>&")
    page = reader.get(f"/events/{event.pk}/", follow=True)
    [node, *_others] = linked_data(page)["@graph"]
    assert node["name"] == "</script><script>alert(1)</script>&"
    assert "<script>alert" not in page.text
