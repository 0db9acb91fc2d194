"""The band of time above lists: what it shows, where it leads, what it refuses."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.dates import When
from events.web import band as band_module
from tests import factories, newsroom
from tests.web import pages

pytestmark = pytest.mark.django_db

MARK = re.compile(r'<a class="o-(\w+)" href="(/events/[^"]+)" tabindex="-1"><title>([^<]*)</title>')
ZOOM = re.compile(r'<a href="(\?[^"]*)" tabindex="-1"><title>([^<]*)</title>')


def published(title: str, edtf: str = "", **fields):
    event = newsroom.draft_event(title, start=When.parse(edtf) if edtf else None, **fields)
    newsroom.publish(event)
    return event


def marks(response) -> list[tuple[str, str]]:
    return [(kind, words) for kind, _url, words in MARK.findall(response.content.decode())]


def zooms(response) -> dict[str, str]:
    found = ZOOM.findall(response.content.decode())
    return {words: url.replace("&amp;", "&") for url, words in found}


@pytest.fixture
def many(monkeypatch):
    """As if two marks were all that a screen could hold."""
    monkeypatch.setattr(band_module, "MOST_MARKS", 2)


def test_every_event_has_a_mark_that_leads_to_it(reader):
    event = published("Talks", "2023-02-21")
    response = reader.get("/")
    assert MARK.findall(response.content.decode()) == [
        ("occurred", f"/events/{event.pk}/", "Talks, Tuesday, 21 February 2023")
    ]
    assert reader.get(f"/events/{event.pk}/", follow=True).status_code == 200


def test_what_is_the_case_is_told_in_shape_and_word(reader):
    published("A raid", "2023-02-20", occurrence="alleged")
    response = reader.get("/")
    assert marks(response) == [("alleged", "Alleged: A raid, Monday, 20 February 2023")]
    assert '<use href="#m-alleged"' in response.content.decode()


def test_date_known_to_the_year_is_a_fading_bar_and_no_dot(reader):
    published("Talks", "2023")
    content = reader.get("/").content.decode()
    assert 'mask="url(#fade-both)"' in content
    assert '<use href="#m-occurred"' not in content


def test_undated_events_are_counted_in_the_sentence(reader):
    published("Talks", "2023-02-21")
    published("Some day")
    response = reader.get("/")
    assert len(marks(response)) == 1
    assert "2 events, Tuesday, 21 February 2023; 1 undated" in pages.text(response)


def test_nothing_is_drawn_for_nothing(reader):
    assert "band-svg" not in reader.get("/").content.decode()
    published("Some day")
    assert "band-svg" not in reader.get("/").content.decode()


def test_stretches_lead_to_their_period_and_keep_the_other_conditions(reader):
    published("Talks", "2023-02-21")
    published("More talks", "2022-06-30")
    response = reader.get("/?occurrence=occurred&ordering=date&lanes=type")
    assert zooms(response)["January 2023"].lstrip("?").split("&") == [
        "from=2023-01",
        "to=2023-01",
        "occurrence=occurred",
        "ordering=date",
        "lanes=type",
    ]


def test_zoomed_period_is_the_scale_with_ways_out(reader):
    published("Talks", "2023-02-21")
    published("Long before", "2020")
    response = reader.get("/?from=2023-02&to=2023-02")
    assert marks(response) == [("occurred", "Talks, Tuesday, 21 February 2023")]
    assert "Tuesday, 21 February 2023" in zooms(response)
    links = pages.links(response)
    assert links["Earlier"] == "?from=2023-01&to=2023-01"
    assert links["Later"] == "?from=2023-03&to=2023-03"
    assert links["Whole period"] == "?"
    for name in ("Earlier", "Later", "Whole period"):
        assert reader.get(f"/{links[name]}", follow=True).status_code == 200


def test_table_has_the_same_numbers_with_links(reader):
    published("Talks", "2023-02-21")
    published("More talks", "2023-02-22")
    response = reader.get("/")
    links = pages.links(response)
    url = links["Tuesday, 21 February 2023"]
    assert url == "?from=2023-02-21&to=2023-02-21"
    assert "1 event, Tuesday, 21 February 2023" in pages.text(reader.get(f"/{url}"))


@pytest.mark.parametrize("value", ["nonsense", "", "one&lanes=type"])
def test_unknown_lanes_are_refused_and_nothing_is_shown(reader, value):
    published("Talks", "2023-02-21")
    response = reader.get(f"/?lanes={value}", follow=True)
    if value:
        assert response.status_code == 400
        assert "Talks" not in pages.text(response)
    else:
        assert response.status_code == 200


def test_lanes_by_actor_name_them_and_gather_the_rest(reader):
    ann = newsroom.actor("Ann")
    event = newsroom.draft_event("With Ann", start=When.parse("2023-02-20"))
    factories.ParticipationFactory(event=event, actor=ann)
    newsroom.publish(event)
    published("Alone", "2023-02-21")
    content = reader.get("/?lanes=actor").content.decode()
    assert re.findall(r'<text class="lane"[^>]*>([^<]+)<', content) == ["Ann", "others"]


def test_density_replaces_the_marks_of_many_events(reader, many):
    for number in range(3):
        published(f"Talks {number}", "2023-02-21")
    published("Some time", "2023")
    response = reader.get("/")
    content = response.content.decode()
    assert marks(response) == []
    assert '<path class="columns"' in content
    assert "up to 3 a" in content
    assert "4 events" in pages.text(response)


@pytest.mark.parametrize("lanes", ["type", "occurrence", "actor", "storyline"])
def test_density_has_lanes_too(reader, many, lanes):
    newsroom.linked_event("One")
    newsroom.linked_event("Two")
    response = reader.get(f"/?lanes={lanes}")
    content = response.content.decode()
    assert response.status_code == 200
    assert re.findall(r'<text class="lane"', content) != []


def test_past_shows_what_was_known_then(reader):
    published("Talks", "2023-02-21")
    later = newsroom.draft_event("Later", start=When.parse("2023-02-22"))
    newsroom.publish(later, now=newsroom.NOW + timedelta(days=9))
    response = reader.get("/?as_of=2023-03-02")
    assert [words for _kind, words in marks(response)] == ["Talks, Tuesday, 21 February 2023"]


def test_titles_are_escaped(reader):
    published("<script>alert(1)</script> & co", "2023-02-21")
    content = reader.get("/").content.decode()
    assert "<script>alert" not in content
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; co" in content


def test_no_style_attributes_which_the_policy_refuses(reader):
    newsroom.linked_event()
    assert " style=" not in reader.get("/").content.decode()


def test_draft_is_not_drawn(reader):
    published("Talks", "2023-02-21")
    newsroom.draft_event("Secret", start=When.parse("2023-02-22"))
    assert len(marks(reader.get("/"))) == 1


@pytest.mark.parametrize("kind", ["actors", "sources", "storylines"])
def test_profiles_have_a_band_of_their_own_events(reader, kind):
    event = newsroom.linked_event("Linked")
    published("Unrelated", "2023-02-21")
    subject = {
        "actors": event.participations.get(position=0).actor_id,
        "sources": event.citations.get().source_id,
        "storylines": event.pins.get().storyline_id,
    }[kind]
    response = reader.get(f"/{kind}/{subject}/")
    assert [words.partition(",")[0] for _kind, words in marks(response)] == ["Linked"]
    zoomed = reader.get(f"/{kind}/{subject}/?from=1999&to=1999")
    assert (zoomed.status_code, marks(zoomed)) == (200, [])
    assert pages.links(zoomed)["Whole period"] == "?"


@pytest.mark.parametrize("query", ["from=nonsense", "lanes=nonsense", "q=talks", "nonsense=1"])
@pytest.mark.parametrize("kind", ["actors", "sources", "storylines"])
def test_profiles_refuse_what_they_do_not_understand(reader, kind, query):
    event = newsroom.linked_event("Linked")
    subject = {
        "actors": event.participations.get(position=0).actor_id,
        "sources": event.citations.get().source_id,
        "storylines": event.pins.get().storyline_id,
    }[kind]
    response = reader.get(f"/{kind}/{subject}/?{query}")
    assert response.status_code == 400
    assert "Linked" not in pages.text(response)


def test_band_costs_the_same_queries_for_one_and_for_three(reader):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            reader.get("/?lanes=actor")
        return len(captured)

    newsroom.linked_event("One")
    once = queries()
    newsroom.linked_event("Two")
    newsroom.linked_event("Three")
    assert queries() == once


def test_band_of_many_marks_stays_light(reader):
    for number in range(60):
        published(
            f"Talks on subject number {number}", f"2022-{number % 12 + 1:02d}-{number % 28 + 1:02d}"
        )
    content = reader.get("/").content.decode()
    svg = content[content.index('<svg class="band-svg"') : content.index("</section>")]
    assert len(marks(reader.get("/"))) + sum(map(int, re.findall(r">\+(\d+)</text>", svg))) == 60
    assert len(svg) / 60 < 260
