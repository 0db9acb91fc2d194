"""What titles and texts say where a format has no other place for it."""

import pytest
from msgspec.structs import replace

from events.interchange import wording
from tests.interchange.dumping import EXCHANGE, dated, told, without_answers
from tests.record import documents


@pytest.mark.parametrize(
    ("occurrence", "language", "title"),
    [
        ("occurred", "en", "Talks"),
        ("ongoing", "en", "Ongoing: Talks"),
        ("announced", "en", "Announced: Talks"),
        ("scheduled", "en", "Scheduled: Talks"),
        ("postponed", "en", "Postponed: Talks"),
        ("cancelled", "en", "Cancelled: Talks"),
        ("did_not_occur", "en", "Did not take place: Talks"),
        ("alleged", "en", "Alleged: Talks"),
        ("hypothetical", "en", "Hypothetical: Talks"),
        ("unknown", "en", "Not known whether it took place: Talks"),
        ("alleged", "de-AT", "Behauptet: Talks"),
        ("unknown", "de", "Nicht bekannt, ob es stattgefunden hat: Talks"),
        ("alleged", "fr", "Alleged: Talks"),
        ("of_a_later_release", "en", "Of_a_later_release: Talks"),
    ],
)
def test_title_begins_with_what_is_the_case(occurrence, language, title):
    event = documents.event(occurrence=occurrence, language=language)
    assert wording.headline(event) == title


def test_text_says_the_date_as_of_when_the_summary_and_the_claims():
    event = told("announced", start="2023-03~", summary="First line.\n\nSecond line.")
    assert wording.body(event) == [
        "around March 2023",
        "As of Wednesday, 1 March 2023",
        "First line.",
        "Second line.",
        EXCHANGE,
    ]
    assert wording.paragraphs(event) == wording.body(event)[1:]


@pytest.mark.parametrize("occurrence", ["occurred", "ongoing", "cancelled", "alleged", "unknown"])
def test_only_what_is_expected_has_a_state_of_knowledge(occurrence):
    assert wording.as_of(documents.event(occurrence=occurrence)) == ""


def test_text_is_in_the_language_of_the_event():
    event = told("scheduled", language="de", start="2023-02-21?")
    claim, denial = event.claims
    event = replace(
        event, claims=[replace(claim, texts={"de": "China könnte Waffen liefern."}), denial]
    )
    assert wording.body(event)[:2] == [
        "Dienstag, 21. Februar 2023 (unsicher)", "Stand: Mittwoch, 1. März 2023",
    ]  # fmt: skip
    assert wording.body(event)[3] == (
        "Antony Blinken (Vorwurf, als Möglichkeit): China könnte Waffen liefern. – "
        "Wang Yi (dementiert, verneint): China delivers none."
    )


def test_claim_that_answers_nothing_here_is_said_by_itself():
    assert wording.paragraphs(without_answers(told()))[1:] == [
        "Antony Blinken (accusation, possible): China could deliver weapons.",
        "Wang Yi (denial, negated): China delivers none.",
    ]


def test_statement_without_labels_has_the_values():
    claim = documents.claim(kind="no_statement", modality="future", text="Later.")
    assert wording.statement(claim, "de") == "Wang Yi (no_statement, future): Later."


def test_event_without_a_date_names_none():
    assert wording.body(dated(None, summary="What is known.")) == ["What is known."]
