"""Embeds: what other sites show inside their pages, and who may."""

import re
from html import unescape

import pytest
from django.test import Client

from events.dates import When
from tests import factories, newsroom

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    """What a reader sees."""
    body = re.sub(r"<svg.*?</svg>", "", response.text.partition("<body>")[2], flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def titles(response) -> list[str]:
    rows = response.text.partition("<ol")[2].partition("</ol>")[0]
    links = re.findall(r'<p><a href="[^"]*">(.*?)</a>', rows)
    return [re.sub(r"<[^>]+>", "", link) for link in links]


def test_event_says_what_changes_its_meaning(reader):
    event = newsroom.published_event("Talks", occurrence="alleged", start=When.parse("2023-02?"))
    shown = text_of(reader.get(f"/embed/events/{event.pk}/"))
    assert shown.startswith(
        "Alleged talks Alleged: Talks February 2023 (uncertain) "
        "Alleged – somebody says that it happened; it is not established."
    )
    assert "One origin: Report" in shown
    assert shown.endswith("Edition 1, published on Wednesday, 1 March 2023, 12:00 UTC")


def test_denial_is_named(reader):
    event = newsroom.linked_event("Deliveries")
    shown = text_of(reader.get(f"/embed/events/{event.pk}/"))
    assert "Contains a claim that is denied by" in shown
    assert "Contains a claim that is denied by" in text_of(reader.get("/embed/timeline/"))


def test_timeline_has_the_events_of_the_filter(reader):
    newsroom.published_event("Then", start=When.parse("2022-05-01"))
    newsroom.published_event("Now", start=When.parse("2023-02-21"))
    newsroom.draft_event("Secret", start=When.parse("2023-02-22"))
    assert titles(reader.get("/embed/timeline/")) == ["Now", "Then"]
    assert titles(reader.get("/embed/timeline/?from=2023&lanes=type")) == ["Now"]
    page = reader.get("/embed/timeline/?limit=1")
    assert titles(page) == ["Now"]
    assert "All events of this timeline" in page.text
    assert titles(reader.get("/embed/timeline/?as_of=2020-01-01")) == []


def test_storyline_has_its_events_in_order(reader):
    story = factories.StorylineTextFactory(storyline__public=True).storyline
    for title, date in (("Second", "2023-02-22"), ("First", "2023-02-21")):
        event = newsroom.draft_event(title, start=When.parse(date))
        factories.StorylinePinFactory(storyline=story, event=event)
        newsroom.publish(event)
    newsroom.published_event("Another")
    assert titles(reader.get(f"/embed/storylines/{story.pk}/")) == ["First", "Second"]
    assert titles(reader.get(f"/embed/storylines/{story.pk}/?from=2023-02-22")) == ["Second"]


def test_links_lead_to_the_pages_in_the_same_language_and_past(reader):
    event = newsroom.published_event("Talks")
    page = reader.get(f"/embed/events/{event.pk}/?hl=de&as_of=2023-03-05")
    assert '<html lang="de"' in page.text
    path = f"/events/{event.pk}/talks/?as_of=2023-03-05T23%3A59%3A59.999999Z&amp;hl=de"
    assert f'<h1><a href="{path}">' in page.text
    assert "Stand vom Sonntag, 5. März 2023, 23:59 Uhr UTC" in text_of(page)


@pytest.mark.parametrize(("query", "theme"), [("", "auto"), ("?theme=dark", "dark")])
def test_theme_is_that_of_the_page_around(reader, query, theme):
    assert f'class="theme-{theme}"' in reader.get(f"/embed/timeline/{query}").text


def test_retracted_event_says_so_in_the_frame(reader):
    event = newsroom.published_event("Talks")
    newsroom.retract(event, reason="It was another city.")
    page = reader.get(f"/embed/events/{event.pk}/")
    assert page.status_code == 410
    assert "This event has been retracted It was another city." in text_of(page)
    assert "Talks" not in page.text


def test_drafts_look_like_unknown_ids(reader):
    draft = newsroom.draft_event("Secret")
    hidden = factories.StorylineTextFactory(storyline__public=False).storyline
    for path in (f"events/{draft.pk}", f"storylines/{hidden.pk}"):
        unknown = f"{path.partition('/')[0]}/bq4d-7hkm-x2tz"
        one, other = (reader.get(f"/embed/{name}/") for name in (path, unknown))
        assert (one.status_code, one.content) == (404, other.content)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("limit=0", "limit: A whole number from 1 to 50."),
        ("limit=51", "limit: A whole number from 1 to 50."),
        ("theme=pink", "theme: Choose from: auto, light, dark."),
        ("cursor=x", "cursor: There is no such parameter."),
        ("lanes=moon", "lanes: Choose from:"),
        ("from=2024&to=2023", "from:"),
    ],
)
def test_bad_parameters_are_named_and_nothing_is_shown(reader, query, said):
    newsroom.published_event("Talks")
    page = reader.get(f"/embed/timeline/?{query}")
    assert page.status_code == 400
    assert said in text_of(page)
    assert "Talks" not in page.text


def test_only_the_sites_of_the_setting_can_frame_them(reader, settings):
    settings.EMBED_ANCESTORS = ["https://paper.example", "https://*.paper.example"]
    event = newsroom.published_event("Talks")
    for path in (f"events/{event.pk}", "timeline", "events/bq4d-7hkm-x2tz"):
        response = reader.get(f"/embed/{path}/")
        policy = response["Content-Security-Policy"].split("; ")
        assert "frame-ancestors https://paper.example https://*.paper.example" in policy
        assert "default-src 'none'" in policy
        assert "X-Frame-Options" not in response
        assert not response.cookies
    page = reader.get(f"/events/{event.pk}/talks/")
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "DENY"


def test_browser_that_holds_it_is_not_sent_it_again(reader):
    newsroom.published_event("Talks")
    first = reader.get("/embed/timeline/")
    again = reader.get("/embed/timeline/", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "frame-ancestors *" in again["Content-Security-Policy"]
    assert reader.get("/embed/timeline/?hl=de")["ETag"] != first["ETag"]


def test_list_costs_the_same_queries_for_more_events(reader, django_assert_max_num_queries):
    for number in range(3):
        newsroom.linked_event(f"Talks {number}")
    reader.get("/embed/timeline/")
    with django_assert_max_num_queries(8):
        reader.get("/embed/timeline/?limit=50")


def test_fifty_events_weigh_less_than_forty_kilobytes(client: Client):
    for number in range(50):
        newsroom.published_event(f"Talks in Moscow, round {number}", start=When.parse("2023-02-21"))
    page = client.get("/embed/timeline/?limit=50")
    assert len(titles(page)) == 50
    assert len(page.content) < 40_000
