"""The page of what changed."""

from datetime import timedelta

import pytest

from tests import newsroom
from tests.newsroom import NOW
from tests.web import pages

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=2)


@pytest.fixture
def talks():
    """Published on one day, corrected on another."""
    event = newsroom.published_event("Talks in Moscow")
    corrected(event, "They were in Beijing.")
    return event


def corrected(event, note, now=LATER):
    event.texts.update(summary=f"Better: {note}")
    newsroom.correct(event, note=note, now=now)


def titles(response) -> list[str]:
    return pages.headings(response, 3)


def test_latest_change_comes_first_under_its_day(reader, talks):
    newsroom.published_event("Visit to Budapest", now=LATER + timedelta(hours=1))
    response = reader.get("/changes/")
    assert pages.headings(response, 2) == ["Friday, 3 March 2023", "Wednesday, 1 March 2023"]
    assert titles(response) == ["Visit to Budapest", "Talks in Moscow", "Talks in Moscow"]


def test_correction_says_why_and_leads_to_the_event_and_its_edition(reader, talks):
    response = reader.get("/changes/?kind=corrected")
    assert "Corrected · Friday, 3 March 2023" in pages.text(response)
    assert "They were in Beijing." in pages.text(response)
    links = pages.links(response)
    assert links["Talks in Moscow"] == f"/events/{talks.pk}/"
    assert links["Edition 2"] == f"/events/{talks.pk}/history/#edition-2"


def test_retraction_has_its_title_and_reason_and_leads_to_the_history(reader, talks):
    newsroom.retract(talks, reason="It never took place.", now=LATER + timedelta(days=1))
    response = reader.get("/changes/?kind=retracted")
    assert titles(response) == ["Talks in Moscow"]
    assert "It never took place." in pages.text(response)
    assert pages.links(response)["Talks in Moscow"] == f"/events/{talks.pk}/history/"


def test_drafts_and_what_is_not_published_are_nowhere(reader, talks):
    newsroom.draft_event("Secret talks")
    talks.texts.update(title="Not yet published")
    text = pages.text(reader.get("/changes/"))
    assert "Secret" not in text
    assert "Not yet" not in text


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("since=2023-03-03", ["Edition 2"]),
        ("until=2023-03-02", ["Edition 1"]),
        ("since=2023-03&until=2023-03", ["Edition 2", "Edition 1"]),
        ("kind=published&kind=retracted", ["Edition 1"]),
        ("q=budapest", []),
        ("q=moscow&kind=corrected", ["Edition 2"]),
    ],
)
def test_conditions_choose_changes(reader, talks, query, numbers):
    links = pages.links(reader.get(f"/changes/?{query}"))
    assert [text for text in links if text.startswith("Edition ")] == numbers


def test_event_that_met_the_conditions_once_is_followed_until_it_is_retracted(reader, talks):
    newsroom.published_event("Visit to Budapest")
    newsroom.retract(talks, reason="It never took place.", now=LATER + timedelta(days=1))
    response = reader.get("/changes/?q=moscow")
    assert titles(response) == ["Talks in Moscow"] * 3


def test_dates_are_read_as_people_write_them(reader, talks):
    response = reader.get("/changes/?since=03.03.2023&until=&q=Moscow")
    assert response.headers["Location"] == "/changes/?q=Moscow&since=2023-03-03"


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("since=soon", "Changed since: Write a date such as 2023"),
        ("kind=forgotten", "What changed: Choose from: published, updated, corrected,"),
        ("as_of=2023-03-03", "as_of: There is no such parameter."),
        ("ordering=date", "ordering: There is no such parameter."),
        ("actor=nobody-at-all", "actor: "),
    ],
)
def test_bad_condition_is_named_and_nothing_is_shown(reader, talks, query, problem):
    response = reader.get(f"/changes/?{query}")
    assert response.status_code == 400
    assert problem in pages.text(response)
    assert titles(response) == []


def test_all_problems_are_named_at_once(reader):
    text = pages.text(reader.get("/changes/?since=soon&kind=forgotten&role=king&x=1"))
    for name in ("Changed since:", "What changed:", "role:", "x:"):
        assert name in text


def test_cursor_of_another_list_is_refused(reader, talks):
    response = reader.get("/changes/?cursor=abc")
    assert response.status_code == 400
    assert "This cursor does not belong to this list." in pages.text(response)


def test_pages_follow_each_other_without_gap(reader):
    made = [
        newsroom.published_event(f"Event {n}", now=NOW + timedelta(minutes=n)) for n in range(60)
    ]
    first = reader.get("/changes/")
    second = reader.get(pages.links(first)["Earlier"])
    assert titles(first) + titles(second) == [f"Event {n}" for n in reversed(range(len(made)))]
    assert titles(reader.get(pages.links(second)["Later"])) == titles(first)


def test_page_asks_no_more_for_many_changes_than_for_one(reader, talks, django_assert_num_queries):
    reader.get("/changes/")
    with django_assert_num_queries(4):
        reader.get("/changes/")
    for number in range(5):
        corrected(talks, f"Number {number}.", LATER + timedelta(days=number + 1))
    with django_assert_num_queries(4):
        reader.get("/changes/")


def test_empty_archive_says_so(reader):
    assert "Nothing has been published yet" in pages.text(reader.get("/changes/"))


def test_german_page(leser, talks):
    response = leser.get("/changes/?kind=corrected")
    assert pages.headings(response, 1) == ["Was sich geändert hat"]
    assert "Korrigiert · Freitag, 3. März 2023" in pages.text(response)


def test_timeline_leads_to_the_changes_of_what_it_shows(reader, talks):
    links = pages.links(reader.get("/?q=Moscow"))
    assert links["last change: Friday, 3 March 2023"] == "/changes/?q=Moscow"
