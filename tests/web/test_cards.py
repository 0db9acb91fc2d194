"""What a card says, and above all what it must not leave out."""

import pytest
from django.utils.translation import override
from msgspec.structs import replace

from events import record
from events.record.vocabulary import ClaimLinkType, Occurrence
from events.web.cards import card
from tests.web import records
from tests.web.pages import words

ACCUSATION = records.claim("USA", "They do it.", kind="accusation")


def answered(kind: str, *, elsewhere: bool = False) -> record.Event:
    """An event with a claim that China answers, in it or with another event."""
    home = "Press conference" if elsewhere else "Talks"
    answer = records.claim("China", "Well.", home, answers=[(kind, "They do it.", "Talks")])
    if not elsewhere:
        return records.event(claims=[ACCUSATION, answer])
    other = records.event("Press conference", claims=[answer])
    return records.answered(records.event(claims=[ACCUSATION]), other)


@pytest.mark.parametrize("elsewhere", [False, True])
def test_denial_is_named_wherever_it_is_recorded(elsewhere):
    shown = card(answered("denies", elsewhere=elsewhere))
    assert [str(name) for name in shown.denied_by] == ["China"]
    assert "Contains a claim that is denied by China" in words(shown.html)


@pytest.mark.parametrize("kind", [kind for kind in ClaimLinkType.values if kind != "denies"])
def test_answer_that_is_no_denial_is_not_shown_as_one(kind):
    shown = card(answered(kind))
    assert shown.denied_by == ()
    assert "denied" not in words(shown.html)


def test_claim_that_was_taken_back_is_named():
    shown = card(answered("retracts"))
    assert "Contains a claim that was taken back by China" in words(shown.html)
    assert card(answered("repeats")).taken_back_by == ()


def test_who_denies_twice_is_named_once():
    more = records.claim("China", "Never.", answers=[("denies", "They do it.", "Talks")])
    event = answered("denies")
    event = records.event(claims=[*event.claims, more])
    assert [str(name) for name in card(event).denied_by] == ["China"]


@pytest.mark.parametrize("language", ["en", "de"])
def test_no_two_occurrences_look_or_read_alike(language):
    with override(language):
        looks = {value: card(records.event(occurrence=value)).html for value in Occurrence.values}
    assert len({words(html) for html in looks.values()}) == len(Occurrence.values)
    assert len(set(looks.values())) == len(Occurrence.values)
    assert {value for value in looks if "card-caution" not in looks[value]} == {"occurred"}
    assert {value for value in looks if "card-open" not in looks[value]} == {"occurred", "ongoing"}


@pytest.mark.parametrize(
    ("edtf", "shown"),
    [
        ("2023-02-21", "Tuesday, 21 February 2023"),
        ("2023-02-21~", "around Tuesday, 21 February 2023"),
        ("2023-02-21?", "Tuesday, 21 February 2023 (uncertain)"),
        ("2023-02", "February 2023"),
        ("2023", "2023"),
    ],
)
def test_date_is_worded_as_exactly_as_it_is_known(edtf, shown):
    assert card(records.event(start=records.when(edtf))).period == shown


def test_overdue_card_says_so():
    event = records.event(occurrence="announced", start=records.when("2023-03-20"))
    assert "That has passed;" in words(card(event, overdue=True).html)
    assert "has passed" not in words(card(event).html)


@pytest.mark.parametrize(
    ("kind", "cause", "corrected"),
    [
        ("corrected", "editors", True),
        ("corrected", "answer", False),
        ("corrected", "reference", False),
        ("updated", "editors", False),
        ("updated", "answer", False),
    ],
)
def test_only_a_correction_by_the_editors_is_marked(kind, cause, corrected):
    event = records.event(edition=records.edition(2, kind=kind, cause=cause))
    shown = card(event)
    assert shown.corrected is corrected
    assert ("Corrected" in words(shown.html)) is corrected
    assert "Updated" not in words(shown.html)


def test_four_participants_are_named_and_the_others_counted():
    parts = [records.participation(name) for name in "ABCDEA"]
    shown = card(records.event(participants=parts))
    assert [str(name) for name in shown.participants] == ["A", "B", "C", "D"]
    assert shown.more_participants == 1
    assert "A, B, C, D and 1 other" in words(shown.html)


def test_card_names_the_origins():
    event = records.event(
        citations=[records.citation("Report", records.hop(records.actor("Tass")))]
    )
    assert "one origin: Tass, by way of one report" in words(card(event).html)


def test_card_keeps_the_past_in_its_link():
    event = records.event()
    assert card(event, "?as_of=2023").url == f"{event.url}talks/?as_of=2023"


def test_card_names_type_and_place():
    place = record.Place(
        name="Moscow", names={"en": "Moscow", "de": "Moskau"}, country="RU", precision="city",
        latitude=None, longitude=None,
    )  # fmt: skip
    event = records.event(place=place, type_names={"en": "Talks", "de": "Gespräche"})
    with override("de"):
        shown = card(event)
    assert (str(shown.place), shown.type) == ("Moskau", "Gespräche")
    assert card(replace(event, type_names={}, place=None)).type == "talks"
