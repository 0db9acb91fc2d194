"""oEmbed: an address of a page in, its embed out."""

from urllib.parse import urlencode

import pytest

from events.dates import When
from tests import factories, newsroom

pytestmark = pytest.mark.django_db
SITE = "https://tracker.example"


@pytest.fixture(autouse=True)
def _site(settings):
    settings.PUBLIC_URL = SITE


def ask(reader, path: str, **more):
    return reader.get(f"/oembed?{urlencode({'url': path, **more})}")


def source_of(response) -> str:
    return response.json()["html"].partition('src="')[2].partition('"')[0].replace("&amp;", "&")


def test_event_is_embedded_by_its_permanent_address(reader):
    event = newsroom.published_event("Talks", occurrence="alleged", start=When.parse("2023-02-20"))
    answer = ask(reader, f"{SITE}/events/{event.pk}/talks/", maxwidth=400)
    assert answer.json() == {
        "version": "1.0",
        "type": "rich",
        "title": "Alleged: Talks",
        "provider_name": "Event Tracker",
        "provider_url": f"{SITE}/",
        "cache_age": 3600,
        "html": f'<iframe src="{SITE}/embed/events/{event.pk}/" title="Alleged: Talks" width="400" '
        'height="320" loading="lazy" frameborder="0"></iframe>',
        "width": 400,
        "height": 320,
    }
    assert reader.get(source_of(answer).removeprefix(SITE)).status_code == 200


def test_timeline_and_storyline_keep_filter_past_and_language(reader):
    story = factories.StorylineTextFactory(storyline__public=True).storyline
    event = newsroom.draft_event("Talks")
    factories.StorylinePinFactory(storyline=story, event=event)
    newsroom.publish(event)
    query = "?from=2023&lanes=type&as_of=2023-03-02&hl=de"
    assert source_of(ask(reader, f"{SITE}/{query}")) == f"{SITE}/embed/timeline/{query}"
    path = f"/storylines/{story.pk}/?from=2023"
    assert source_of(ask(reader, SITE + path)) == f"{SITE}/embed{path}"
    for address in (f"{SITE}/{query}", SITE + path):
        source = source_of(ask(reader, address)).removeprefix(SITE)
        assert reader.get(source).status_code == 200


def test_quotes_in_titles_stay_in_the_attribute(reader):
    event = newsroom.published_event('Talks "on" <peace>')
    found = ask(reader, f"{SITE}/events/{event.pk}/").json()
    assert 'title="Talks &quot;on&quot; &lt;peace&gt;"' in found["html"]


def test_what_is_not_public_here_has_no_embed(reader):
    draft = newsroom.draft_event("Secret")
    gone = newsroom.published_event("Talks")
    newsroom.retract(gone, reason="Wrong.")
    hidden = factories.StorylineTextFactory(storyline__public=False).storyline
    for address in (
        f"{SITE}/events/{draft.pk}/",
        f"{SITE}/events/bq4d-7hkm-x2tz/",
        f"{SITE}/events/{gone.pk}/",
        f"{SITE}/storylines/{hidden.pk}/",
        f"{SITE}/admin/",
        f"{SITE}/nowhere",
        "https://other.example/",
        "//tracker.example/",
        "http://[",
        "javascript:alert(1)",
    ):
        answer = ask(reader, address)
        assert (answer.status_code, answer.json()["detail"]) == (
            404,
            "There is no embed of this address.",
        ), address


@pytest.mark.parametrize(
    ("more", "status", "parameter"),
    [
        ({"format": "xml"}, 501, None),
        ({"maxwidth": "wide"}, 400, "maxwidth"),
        ({"maxheight": "0"}, 400, "maxheight"),
        ({"colour": "red"}, 400, "colour"),
    ],
)
def test_bad_parameters_are_named(reader, more, status, parameter):
    answer = ask(reader, f"{SITE}/", **more)
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    errors = answer.json().get("errors", [])
    assert [one["parameter"] for one in errors] == ([parameter] if parameter else [])


def test_address_is_required_and_its_filter_is_checked(reader):
    assert reader.get("/oembed").json()["errors"] == [
        {"parameter": "url", "detail": "Give the address of a page."}
    ]
    answer = ask(reader, f"{SITE}/?from=2024&to=2023")
    assert answer.status_code == 400
    assert {one["parameter"] for one in answer.json()["errors"]} == {"from", "to"}


def test_pages_say_where_their_embed_is(reader):
    event = newsroom.published_event("Talks")
    page = reader.get(f"/events/{event.pk}/talks/").text
    address = f"{SITE}/oembed?url=https%3A%2F%2Ftracker.example%2Fevents%2F{event.pk}%2Ftalks%2F"
    assert f'type="application/json+oembed" href="{address}"' in page
    assert reader.get(address.removeprefix(SITE)).json()["title"] == "Talks"
    assert f"&lt;iframe src=&quot;{SITE}/embed/events/{event.pk}/" in page.replace('"', "&quot;")
