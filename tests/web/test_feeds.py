"""The feed and the calendar at their addresses, read by other software."""

from datetime import timedelta

import feedparser
import icalendar
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.dates import When
from tests import newsroom
from tests.editorial.scenes import retitle

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def feed(client, address: str = "/feed.atom", **headers):
    found = feedparser.parse(client.get(address, headers=headers).content)
    assert found.bozo is False
    return found


def entries(found) -> list[str]:
    return [entry.title for entry in found.entries]


def relations(found) -> dict[str, str]:
    return {link.rel: link.href for link in found.feed.links}


def events_of(client, address: str = "/calendar.ics") -> list[str]:
    found = icalendar.Calendar.from_ical(client.get(address).content)
    return [str(entry["SUMMARY"]) for entry in found.walk("VEVENT")]


def test_what_changed_last_comes_first_whatever_its_date(client):
    first = newsroom.published_event("Talks", start=When.parse("2023-02-20"))
    newsroom.published_event("Earlier talks", start=When.parse("2023-02-10"))
    retitle(first, "New talks")
    newsroom.correct(first, now=newsroom.NOW + DAY, note="The place was wrong.")
    found = feed(client)
    assert entries(found) == ["New talks", "Earlier talks"]
    assert found.feed.updated == "2023-03-02T12:00:00Z"


def test_drafts_are_in_neither(client):
    newsroom.draft_event("Secret talks", start=When.parse("2023-02-20"))
    assert (entries(feed(client)), events_of(client)) == ([], [])


def test_filter_is_that_of_the_timeline_and_in_the_title(client, settings):
    settings.SITE_NAME = "Paper"
    newsroom.published_event("Talks", start=When.parse("2023-02-20"))
    newsroom.published_event("Visit", start=When.parse("2023-01-20"))
    found = feed(client, "/feed.atom?to=2023-01")
    assert entries(found) == ["Visit"]
    assert found.feed.title == "Paper: until January 2023"
    assert relations(found)["alternate"] == "http://testserver/?to=2023-01"
    assert events_of(client, "/calendar.ics?to=2023-01") == ["Visit"]


def test_id_is_the_same_for_every_host_and_another_for_every_filter(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    own = feed(client).feed.id
    assert feed(client, host="other.example:8000").feed.id == own
    assert feed(client, "/feed.atom?from=2023").feed.id != own
    settings.PUBLIC_URL = "https://paper.example"
    assert feed(client).feed.id != own


def test_pages_lead_from_one_to_the_next(client, monkeypatch):
    monkeypatch.setattr("events.web.views.feeds.DEFAULT_LIMIT", 2)
    for number in range(5):
        newsroom.published_event(f"Talks {number}", now=newsroom.NOW + number * DAY)
    found = feed(client)
    pages, links = [entries(found)], relations(found)
    assert links["self"] == links["first"] == "http://testserver/feed.atom"
    while following := relations(found).get("next"):
        found = feed(client, following)
        assert relations(found)["self"] == following
        pages.append(entries(found))
    assert pages == [["Talks 4", "Talks 3"], ["Talks 2", "Talks 1"], ["Talks 0"]]
    assert "previous" in relations(found)


def test_feed_of_one_page_says_that_it_is_complete(client):
    newsroom.published_event("Talks")
    assert b"<fh:complete/>" in client.get("/feed.atom").content


def test_retracted_events_are_tombstones_and_change_the_feed(client):
    event = newsroom.published_event("Talks")
    newsroom.retract(event, reason="It never took place.", now=newsroom.NOW + DAY)
    found = feed(client)
    assert (entries(found), found.feed.updated) == ([], "2023-03-02T12:00:00Z")
    text = client.get("/feed.atom").text
    assert f'<at:deleted-entry ref="urn:event-tracker:event:{event.pk}"' in text
    assert "It never took place." in text


def test_what_did_not_happen_says_so(client):
    newsroom.published_event("Talks", occurrence="alleged", start=When.parse("2023-02-20"))
    assert (entries(feed(client)), events_of(client)) == (["Alleged: Talks"], [])


@pytest.mark.parametrize("address", ["/feed.atom", "/calendar.ics"])
@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("nonsense=1", "There is no such parameter."),
        ("ordering=date", "The order of a feed or calendar cannot be chosen."),
        ("from=yesterday-ish", "Write a date such as"),
        ("as_of=9999", "Write"),
        ("cursor=forged", ""),
    ],
)
def test_bad_filters_are_refused_in_words(client, address, query, words):
    newsroom.published_event("Talks")
    response = client.get(f"{address}?{query}", headers={"accept-language": "en"})
    assert (response.status_code, words in response.text) == (400, True)
    assert "Talks" not in response.text


def test_calendar_names_its_set_and_its_limit(client, settings, monkeypatch):
    settings.SITE_NAME = "Paper"
    monkeypatch.setattr("events.web.views.feeds.CALENDAR_EVENTS", 1)
    newsroom.published_event("Earlier", start=When.parse("2023-02-20"))
    assert "DESCRIPTION:Only" not in client.get("/calendar.ics").text
    newsroom.published_event("Later", start=When.parse("2023-02-21"))
    found = icalendar.Calendar.from_ical(client.get("/calendar.ics").content)
    assert [str(entry["SUMMARY"]) for entry in found.walk("VEVENT")] == ["Later"]
    assert str(found["NAME"]) == str(found["X-WR-CALNAME"]) == "Paper"
    assert str(found["DESCRIPTION"]) == "Only the 1 events with the latest dates."
    assert str(found["SOURCE"]) == "http://testserver/calendar.ics"


def test_unchanged_feed_is_not_sent_again(client):
    newsroom.published_event("Talks")
    etag = client.get("/feed.atom")["ETag"]
    again = client.get("/feed.atom", headers={"if-none-match": etag})
    assert (again.status_code, again.content) == (304, b"")
    newsroom.published_event("Visit")
    assert client.get("/feed.atom", headers={"if-none-match": etag}).status_code == 200


def test_feed_of_the_past_is_what_stood_then(client):
    newsroom.published_event("Talks")
    newsroom.published_event("Visit", now=newsroom.NOW + DAY)
    assert entries(feed(client, "/feed.atom?as_of=2023-03-01")) == ["Talks"]


@pytest.mark.parametrize("address", ["/feed.atom", "/calendar.ics"])
def test_number_of_queries_does_not_grow(client, django_assert_num_queries, address):
    newsroom.linked_event("Talks")
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    newsroom.linked_event("Visit")
    newsroom.linked_event("Summit")
    with django_assert_num_queries(len(queries)):
        client.get(address)
