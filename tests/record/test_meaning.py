"""The table of meanings: every outlet has an answer to each, and to nothing else."""

import pytest

from events import record
from events.record.meaning import (
    DERIVED,
    HAPPENED,
    OPEN,
    PLANNED,
    TABLE,
    UNDATED,
    UNRESOLVED,
    Handling,
    How,
    Meaning,
    handling,
    meanings,
)
from events.record.members import documents_in
from events.record.vocabulary import ClaimLinkType, Modality, Occurrence, Precision


@pytest.mark.parametrize("outlet", TABLE)
def test_outlet_has_an_answer_to_every_meaning(outlet):
    for meaning in meanings():
        assert handling(outlet, meaning).words
    known = {meaning.name for meaning in meanings()} | {meaning.member for meaning in meanings()}
    assert set(TABLE[outlet]) <= known


def test_meanings_follow_from_the_declaration():
    declared = {
        f"{document.__name__}.{name}"
        for document in documents_in(record.Event, record.Retraction)
        for name, member in record.members_of(document).items()
        if member.member.meaning and member.document is None
    }
    assert {meaning.member for meaning in meanings() if meaning not in DERIVED} == declared


def test_meanings_are_the_derived_ones_and_each_declared_value_once():
    names = [meaning.name for meaning in meanings()]
    assert names[:3] == ["Event.occurrence=unresolved", "Event.start=null", "When.bounds=open"]
    assert len(names) == len(set(names))
    assert set(names[3:]) == {
        *(f"Event.occurrence={value}" for value in Occurrence.values),
        *(f"Claim.modality={value}" for value in Modality.values),
        *(f"Answer.type={value}" for value in ClaimLinkType.values),
        *(f"When.precision={value}" for value in Precision.values),
        "When.approximate=true",
        "When.uncertain=true",
        "Retraction.retracted=true",
    }


def test_answer_to_one_meaning_goes_before_that_to_its_member():
    occurred, alleged = (
        Meaning("Event.occurrence", value, "occurrence") for value in ("occurred", "alleged")
    )
    assert handling("ics", occurred) == Handling(How.SAID, "`STATUS:CONFIRMED`")
    assert handling("ics", alleged) == Handling(
        How.LEFT_OUT, "An event that nobody planned or saw is left out."
    )


@pytest.mark.parametrize(
    ("outlet", "meaning"),
    [("telex", UNDATED), ("page", Meaning("Event.colour", "red", "colour"))],
)
def test_what_has_no_answer_is_an_error(outlet, meaning):
    with pytest.raises(KeyError):
        handling(outlet, meaning)


def test_nobody_may_say_that_what_was_planned_took_place():
    assert set() == HAPPENED & PLANNED
    assert OPEN < PLANNED
    assert set(Occurrence.values) - HAPPENED - PLANNED == {
        "did_not_occur",
        "alleged",
        "hypothetical",
        "unknown",
    }


@pytest.mark.parametrize("outlet", TABLE)
def test_outlet_leaves_out_no_event_that_took_place_on_a_known_day(outlet):
    for member, value in (("Event.occurrence", "occurred"), ("When.precision", "day")):
        assert handling(outlet, Meaning(member, value, "")).how is How.SAID


@pytest.mark.parametrize("outlet", TABLE)
def test_announcement_is_shown_with_what_became_of_it_or_not_at_all(outlet):
    announced = handling(outlet, Meaning("Event.occurrence", "announced", ""))
    assert handling(outlet, UNRESOLVED).how is announced.how
