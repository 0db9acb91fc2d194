"""An answer stands with the claim that it answers."""

from events.record import ClaimLink
from events.record.answers import answers_in, answers_to, event_reference, with_answers
from tests.record.documents import EVENT, OTHER, claim, event

LINK = ClaimLink(type="denies", claim="claim-1", event=EVENT)


def denial(**members):
    return claim("denial", kind="denial", links=[LINK], **members)


def test_answer_says_what_the_answering_claim_says():
    answering = event(OTHER, title="Statement", claims=[denial(event=OTHER)])
    [(answered, found)] = answers_in(answering, 3)
    assert answered == "claim-1"
    assert (found.type, found.claim, found.text, found.kind, found.edition) == (
        "denies",
        "denial",
        "Text of denial.",
        "denial",
        3,
    )
    assert found.event == event_reference(answering)


def test_claim_that_an_event_only_repeats_answers_nothing_there():
    assert list(answers_in(event(OTHER, claims=[denial(event=EVENT)]), 1)) == []


def test_answers_of_other_events_are_gathered_by_claim():
    answering = event(OTHER, claims=[denial(event=OTHER)])
    assert [one.claim for one in answers_to([EVENT], [(answering, 1)])["claim-1"]] == ["denial"]
    assert answers_to([OTHER], [(answering, 1)]) == {}


def test_answers_of_the_event_itself_are_not_those_of_others():
    own = event(claims=[claim(), denial()])
    assert answers_to([EVENT], [(own, 1)]) == {}


def test_own_answers_come_before_those_of_others():
    own = event(claims=[claim(), denial()])
    [(_answered, elsewhere)] = answers_in(event(OTHER, claims=[denial(event=OTHER)]), 1)
    found = with_answers(own, {"claim-1": [elsewhere]})
    assert [one.edition for one in found.claims[0].answered_by] == [None, 1]
    assert found.claims[1].answered_by == []
