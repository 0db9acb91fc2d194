"""What the page of one event shows."""

from datetime import UTC, datetime

import pytest
from django.template import loader
from django.test import RequestFactory
from django.utils.translation import override

from events import record
from events.record.vocabulary import Modality, Occurrence
from events.timeline.reading import Related
from events.web.event_page import event_page, relations
from tests.web import records
from tests.web.pages import words
from tests.web.test_facts import LaterEvent

NOW = datetime(2023, 3, 1, 12, tzinfo=UTC)
TASS = records.hop(records.actor("Tass"))


def rendered(event, now=NOW, **context) -> str:
    request = RequestFactory().get("/")
    page = event_page(event, now, **context)
    return loader.render_to_string("events/event.html", {"event": page}, request)


def main(event, now=NOW, **context) -> str:
    html = rendered(event, now, **context)
    return words(html.split("<main")[1].split(">", 1)[1].split("</main>")[0])


@pytest.mark.parametrize("language", ["en", "de"])
def test_no_two_occurrences_look_or_read_alike(language):
    with override(language):
        pages = {value: rendered(records.event(occurrence=value)) for value in Occurrence.values}
    heads = {
        value: html.split('class="event-head"')[1].split("</header>")[0]
        for value, html in pages.items()
    }
    assert len({words(head) for head in heads.values()}) == len(Occurrence.values)
    assert len(set(heads.values())) == len(Occurrence.values)
    assert {value for value in heads if "caution" not in heads[value]} == {"occurred"}


@pytest.mark.parametrize("occurrence", ["announced", "scheduled"])
def test_event_whose_date_has_passed_says_so(occurrence):
    event = records.event(occurrence=occurrence, start=records.when("2023-03-20"))
    before = datetime(2023, 3, 20, tzinfo=UTC)
    after = datetime(2023, 3, 21, tzinfo=UTC)
    assert "has passed" not in main(event, before)
    assert "That has passed;" in main(event, after)
    assert "(as of Wednesday, 1 March 2023)" in main(event, after)
    with override("de"):
        assert "Termin ist vorbei; ob es stattgefunden hat, ist nicht verzeichnet" in (
            main(event, after)
        )


def test_modalities_of_claims_read_differently():
    shown = {
        main(records.event(claims=[records.claim("USA", "So.", modality=value)]))
        for value in Modality.values
    }
    assert len(shown) == len(Modality.values)


@pytest.mark.parametrize(
    ("edtf", "sentence"),
    [("2023-02-21?", "The date is uncertain."), ("2023-02-21~", "The date is approximate.")],
)
def test_uncertain_and_approximate_are_said(edtf, sentence):
    assert sentence in main(records.event(start=records.when(edtf)))
    assert sentence not in main(records.event(start=records.when("2023-02-21")))


def test_origins_and_their_reason_are_said():
    event = records.event(
        citations=[records.citation("Report", TASS), records.citation("Second", TASS)],
        sources={"Second": records.named_source()},
    )
    shown = main(event)
    assert "One origin: Tass, by way of two reports" in shown
    assert "Several reports go back to the same agency." in shown


def test_claim_and_date_have_origins_of_their_own():
    wire = records.hop(records.actor("Reuters"))
    event = records.event(
        citations=[records.citation(), records.citation("Report", TASS, field="start")],
        claims=[records.claim("USA", "So.", citations=[records.citation("Report", wire)])],
        start=records.when("2023-02-21"),
    )
    shown = main(event)
    assert "One origin: Tass, by way of one report (for the date)" in shown
    assert "One origin: Reuters, by way of one report" in shown
    assert "(for the date)" not in main(records.event(start=records.when("2023-02-21")))


def test_new_member_stands_on_the_page_without_a_place_made_for_it():
    event = records.event(kind=LaterEvent, access="closed")
    assert "Access Behind closed doors" in main(event)


def test_note_of_an_edition_that_no_editor_made_is_left_out():
    """It is worded by the program, in one language."""
    edition = records.edition(2, cause="answer", note="China denies a claim of this event.")
    assert "China denies" not in main(records.event(edition=edition))


@pytest.mark.parametrize(
    ("edition", "shown"),
    [
        (records.edition(), "Edition 1, published on Wednesday, 1 March 2023, 12:00 UTC"),
        (records.edition(2, note="More."), "Edition 2, updated on"),
        (records.edition(2, cause="answer"), "Edition 2, answers updated on"),
        (records.edition(2, cause="reference"), "Edition 2, names updated on"),
    ],
)
def test_edition_says_what_it_does(edition, shown):
    page = main(records.event(edition=edition))
    assert shown in page
    assert "Correction:" not in page
    assert ("More." in page) == (edition.note == "More.")


def test_correction_is_said_first_and_once():
    page = main(records.event(edition=records.edition(2, kind="corrected", note="It was Minsk.")))
    assert "Correction: It was Minsk." in page
    assert page.count("It was Minsk.") == 1


@pytest.mark.parametrize(
    ("kind", "outgoing", "heading"),
    [
        ("part_of", True, "Part of"),
        ("part_of", False, "Includes"),
        ("announces", False, "Announced by"),
        ("mirrors", True, "mirrors"),
    ],
)
def test_relation_is_worded_from_this_side(kind, outgoing, heading):
    other = records.event("Visit")
    (relation,) = relations([Related(kind, outgoing, other)], NOW)
    assert relation.words == heading
    assert [str(card.title) for card in relation.events] == ["Visit"]


def test_event_related_twice_in_one_way_is_shown_once():
    other = records.event("Visit")
    found = relations([Related("follows", True, other), Related("follows", True, other)], NOW)
    assert [len(relation.events) for relation in found] == [1]


def test_related_event_that_is_overdue_says_so():
    other = records.event("Visit", occurrence="announced", start=records.when("2023-02-20"))
    (relation,) = relations([Related("part_of", True, other)], NOW)
    assert "has passed" in relation.events[0].caution


@pytest.mark.parametrize(
    ("precision", "shown"),
    [
        ("city", ""),
        ("country", "known only as a country"),
        ("unknown", "where exactly is not known"),
        ("planet", ""),
    ],
)
def test_place_says_how_exactly_it_is_known(precision, shown):
    place = record.Place(
        name="Moscow", names={}, country="RU", precision=precision, latitude=None, longitude=None
    )
    assert event_page(records.event(place=place), NOW).place_precision == shown


def test_participant_has_role_office_and_the_wording_of_the_source():
    part = records.participation(
        "Patrushev", role="host", office="Secretary", described_as="Nationaler Sicherheitsberater",
        described_as_language="de", citations=[records.citation("Report", TASS)],
    )  # fmt: skip
    (shown,) = event_page(records.event(participants=[part]), NOW).participants
    assert (shown.role, shown.office) == ("Host", "Secretary")
    assert shown.described_as.language == "de"
    assert [words(chain) for chain in shown.chains] == ["according to Tass, in this report"]


def test_other_date_names_its_kind_its_source_and_why():
    other = record.OtherDate(
        kind="differing_account", start=records.when("2023-02-20"), end=None,
        source=records.source("Report"), note="a day earlier",
    )  # fmt: skip
    (shown,) = event_page(records.event(other_dates=[other]), NOW).other_dates
    assert shown.kind == "Date according to another source"
    assert (shown.wording, shown.note) == ("Monday, 20 February 2023", "a day earlier")
    assert str(shown.source.link.text) == "Report"
    assert [words(reason) for reason in shown.reasons] == ["Stated by the source."]


@pytest.mark.parametrize(
    ("occurrence", "title"),
    [("occurred", "Talks"), ("ongoing", "Talks"), ("alleged", "Alleged: Talks")],
)
def test_title_of_the_tab_says_what_did_not_happen(occurrence, title):
    assert event_page(records.event(occurrence=occurrence), NOW).head_title == title
