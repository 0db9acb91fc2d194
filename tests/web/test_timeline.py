"""The timeline: lists, conditions, refusals, pages."""

import pytest
import time_machine
from django.test import Client

from events.dates import When
from events.models import Edition
from tests import factories, newsroom
from tests.web.pages import headings, links, text, title


def titles(response) -> list[str]:
    return headings(response, 5)


def test_empty_timeline_says_so(reader):
    response = reader.get("/")
    assert "Nothing has been published yet" in text(response)
    assert titles(response) == []


def test_newest_comes_first_and_the_order_can_be_switched(reader):
    newsroom.published_event("Earlier talks", start=When.parse("2023-02-20"))
    newsroom.published_event("Later talks", start=When.parse("2023-02-21"))
    response = reader.get("/")
    assert titles(response) == ["Later talks", "Earlier talks"]
    turned = reader.get(links(response)["oldest first"])
    assert titles(turned) == ["Earlier talks", "Later talks"]


@pytest.mark.parametrize(
    ("occurrence", "badge", "sentence"),
    [
        (
            "announced",
            "Announced",
            "Announced. Not known to have taken place as of Wednesday, 1 March 2023.",
        ),
        (
            "scheduled",
            "Scheduled",
            "Scheduled. Not known to have taken place as of Wednesday, 1 March 2023.",
        ),
        (
            "alleged",
            "Alleged",
            "Alleged – somebody says that it happened; it is not established.",
        ),
        ("hypothetical", "Hypothetical", "Hypothetical: not reported as having happened."),
        ("postponed", "Postponed", "Postponed – did not take place on the date first announced."),
        ("cancelled", "Cancelled", "Cancelled – it will not take place."),
        ("did_not_occur", "Did not take place", "It was expected, but did not take place."),
        (
            "unknown",
            "Not known",
            "Whether it took place was not known as of Wednesday, 1 March 2023.",
        ),
    ],
)
@time_machine.travel(newsroom.NOW)
def test_what_did_not_happen_says_so_in_lists_titles_and_heading(
    reader, occurrence, badge, sentence
):
    event = newsroom.draft_event(
        "Xi to visit Russia", occurrence=occurrence, start=When.parse("2023-03-20")
    )
    claim = factories.ClaimFactory(event=event, kind="announcement")
    factories.ClaimTextFactory(claim=claim)
    factories.CitationFactory(claim=claim, source=event.citations.get().source)
    newsroom.publish(event)
    listed = reader.get("/")
    assert titles(listed) == [f"{badge}: Xi to visit Russia"]
    assert sentence in text(listed)
    page = reader.get(event.get_absolute_url(), follow=True)
    assert title(page) == f"{badge}: Xi to visit Russia – Event Tracker"
    assert headings(page, 1) == [f"{badge}: Xi to visit Russia"]
    assert sentence in text(page)


def test_what_took_place_carries_no_caution(reader):
    newsroom.published_event("Talks in Moscow")
    response = reader.get("/")
    assert titles(response) == ["Talks in Moscow"]
    assert b"card-caution" not in response.content


@pytest.mark.parametrize("language", ["en", "de"])
def test_announcement_whose_date_has_passed_says_so(db, language):
    event = newsroom.draft_event(
        "Xi to visit Russia", occurrence="announced", start=When.parse("2023-03-20")
    )
    event.citations.update(field="occurrence")
    newsroom.publish(event)
    reader = Client(headers={"accept-language": language})
    sentence = {
        "en": "Announced for: Monday, 20 March 2023. That has passed; whether it took place is not"
        " on record (as of Wednesday, 1 March 2023).",
        "de": "Angekündigt für: Montag, 20. März 2023. Der Termin ist vorbei; ob es stattgefunden"
        " hat, ist nicht verzeichnet (Stand: Mittwoch, 1. März 2023).",
    }[language]
    assert sentence in text(reader.get("/"))


def test_denial_is_named_on_the_card(reader):
    newsroom.linked_event("Deliveries")
    assert "Contains a claim that is denied by Host of Deliveries" in text(reader.get("/"))


def test_denial_that_another_event_records_is_named_on_the_card(reader):
    accused = newsroom.draft_event("Accusation made")
    claim = factories.ClaimFactory(event=accused, kind="accusation")
    factories.ClaimTextFactory(claim=claim)
    factories.CitationFactory(claim=claim)
    newsroom.publish(accused)
    assert "denied by" not in text(reader.get("/"))
    denied = newsroom.draft_event("Denial given")
    denial = factories.ClaimFactory(event=denied, speaker=newsroom.actor("Accused"), kind="denial")
    factories.ClaimTextFactory(claim=denial)
    factories.CitationFactory(claim=denial)
    factories.ClaimLinkFactory(from_claim=denial, to_claim=claim)
    newsroom.publish(denied)
    assert "Contains a claim that is denied by Accused" in text(reader.get("/"))


def test_damaged_document_is_left_out_of_the_list(reader):
    newsroom.published_event("Talks in Moscow")
    damaged = newsroom.published_event("Talks in Minsk")
    Edition.objects.filter(event=damaged).update(document="{", upgraded=None)
    assert titles(reader.get("/")) == ["Talks in Moscow"]


def test_chips_name_the_conditions_and_remove_them_one_by_one(reader):
    event = newsroom.linked_event("Deliveries")
    speaker = event.participations.get(position=0).actor
    response = reader.get("/", {"actor": speaker.pk, "from": "2023", "occurrence": "occurred"})
    assert titles(response) == ["Deliveries"]
    found = links(response)
    assert (
        found["Remove the condition with: Speaker of Deliveries"]
        == "/?from=2023&occurrence=occurred"
    )
    assert found["Remove all"] == "/"


def test_actor_is_found_by_name(reader):
    newsroom.linked_event("Deliveries")
    assert titles(reader.get("/", {"actor": "Speaker of Deliveries"})) == ["Deliveries"]


def test_empty_fields_of_the_form_leave_a_clean_address(reader):
    response = reader.get("/?q=&from=2023&to=&actor=&match=may&type=")
    assert (response.status_code, response["Location"]) == (302, "/?from=2023")


def test_conditions_that_find_nothing_offer_a_way_out(reader):
    newsroom.published_event("Talks in Moscow")
    response = reader.get("/", {"from": "2050"})
    assert "No event meets these conditions" in text(response)
    assert links(response)["without any condition"] == "/"


def test_one_day_finds_what_is_known_only_to_the_month(reader):
    newsroom.published_event("Some day in February", start=When.parse("2023-02"))
    day = {"from": "2023-02-21", "to": "2023-02-21"}
    assert titles(reader.get("/", day)) == ["Some day in February"]
    assert titles(reader.get("/", {**day, "match": "must"})) == []


@pytest.mark.parametrize(
    ("query", "field", "sentence"),
    [
        ("from=2024&to=2023", "from", "The period ends before it begins."),
        ("from=someday", "from", "Write a date such as"),
        ("to=2023-13", "to", "There is no such month."),
        ("match=perhaps", "match", "Choose from: may, must."),
        ("actor=Nobody%20at%20all", "actor", "No actor has this name."),
        ("type=nonsense", "type", "There is no such type of event."),
        ("occurrence=maybe", "occurrence", "Choose from:"),
        ("source=12", "source", "This is not an id."),
        ("storyline=12", "storyline", "This is not an id."),
        ("language=%21", "language", "Write a language tag such as en or de."),
        ("q=%22", "q", "There is nothing to search for"),
        ("as_of=soon", "as_of", "Write a date such as"),
        ("as_of=9999-01-01", "as_of", "This moment has not come yet."),
        ("ordering=random", "ordering", "Choose from:"),
        ("q=a&q=b", "q", "Give this parameter only once."),
    ],
)
def test_bad_condition_is_said_beside_its_field_and_shows_nothing(reader, query, field, sentence):
    newsroom.published_event("Talks in Moscow")
    response = reader.get(f"/?{query}")
    assert response.status_code == 400
    assert titles(response) == []
    assert f'id="{field}-error"' in response.content.decode()
    problem = response.content.decode().split(f'id="{field}-error"')[1].split("</p>")[0]
    assert sentence in problem


@pytest.mark.parametrize("query", ["nonsense=1", "cursor=forged", "role=king", "updated_since=x"])
def test_bad_condition_without_a_field_is_said_above_the_form(reader, query):
    newsroom.published_event("Talks in Moscow")
    response = reader.get(f"/?{query}")
    assert response.status_code == 400
    assert titles(response) == []
    assert "Please check these conditions" in text(response)
    assert "Talks in Moscow" not in text(response)


def test_bad_value_comes_back_escaped(reader):
    response = reader.get("/", {"from": '"><script>alert(1)</script>'})
    assert response.status_code == 400
    assert b"<script" not in response.content


def test_long_list_is_cut_into_pages_without_loss(reader):
    source = factories.SourceFactory()
    for number in range(53):
        newsroom.published_event(
            f"Event {number:02d}", source=source, start=When.parse(f"19{number:02d}")
        )
    first = reader.get("/")
    second = reader.get(links(first)["Earlier"])
    assert titles(first) + titles(second) == [f"Event {n:02d}" for n in range(52, -1, -1)]
    assert titles(reader.get(links(second)["Later"])) == titles(first)


def test_past_state_is_announced_and_the_way_back_offered(reader):
    event = newsroom.published_event("Talks in Moscow")
    event.texts.update(title="Talks in Minsk")
    newsroom.correct(event, note="It was Minsk.", now=newsroom.NOW.replace(day=5))
    response = reader.get("/", {"as_of": "2023-03-02"})
    assert titles(response) == ["Talks in Moscow"]
    banner = text(response, "aside")
    assert "This is the record as it stood on Thursday, 2 March 2023, 23:59 UTC." in banner
    assert titles(reader.get(links(response)["Back to the present"])) == ["Talks in Minsk"]
    page = reader.get(links(response)["Talks in Moscow"])
    assert headings(page, 1) == ["Talks in Moscow"]


def test_facets_count_and_toggle(reader):
    newsroom.published_event("Talks in Moscow")
    newsroom.published_event("Talks in Minsk", occurrence="ongoing")
    response = reader.get("/")
    narrowed = reader.get(links(response)["Ongoing"])
    assert titles(narrowed) == ["Ongoing: Talks in Minsk"]
    assert links(narrowed)["Ongoing"] == "/"


def test_order_by_change_has_the_days_of_change_as_headings(reader):
    event = newsroom.published_event("Talks")
    newsroom.published_event("Other talks")
    event.texts.filter(language="en").update(summary="Better.")
    newsroom.correct(event, note="The place was wrong.")
    response = reader.get("/?ordering=-updated")
    assert "Wednesday, 1 March 2023" in headings(response, 2)
    assert headings(response, 3)[:2] == ["Talks", "Other talks"]
    assert "Corrected Wednesday, 1 March 2023, 12:00 UTC: The place was wrong." in text(response)


@pytest.mark.parametrize("page", ["/events/{id}/", "/events/{id}/history/"])
def test_pages_of_events_refuse_what_they_have_no_use_for(reader, page):
    event = newsroom.published_event("Talks")
    response = reader.get(page.format(id=event.pk) + "?actor=Ann")
    assert response.status_code == 400
    assert "Talks" not in text(response)


def test_page_that_is_missing_offers_a_search(reader):
    response = reader.get("/nowhere/")
    assert response.status_code == 404
    assert b'name="q"' in response.content
