"""Claims, and the answers that stand with them."""

import pytest

from events.record import Answer, Claim, ClaimLink
from events.record.answers import event_reference
from events.record.members import members_of
from tests.record.decoding import fault, not_required, read_again, value_of
from tests.record.documents import EVENT, NO_ORIGINS, OTHER, actor, citation, claim, event, when

LINK = ClaimLink(type="denies", claim="claim-1", event=EVENT)
ANSWER = Answer(
    type="denies",
    claim="denial",
    event=event_reference(event(OTHER)),
    speaker=actor(),
    kind="denial",
    modality="asserted",
    text="No.",
    language="en",
    texts={"de": "Nein."},
    said=when("2023-02-22"),
    edition=3,
)
SAID = claim(
    texts={"de": "Gesagt."},
    quote="said",
    quote_language="en",
    said=when("2023-02-21"),
    links=[LINK],
    citations=[citation()],
    answered_by=[ANSWER],
)


@pytest.mark.parametrize("document", [SAID, LINK, ANSWER])
def test_document_is_read_as_it_was_written_and_lacks_nothing(document):
    assert read_again(document) == document
    assert not_required(document) == {}


def test_plain_claim_is_written_with_all_its_members():
    assert value_of(claim()) == {
        "id": "claim-1",
        "kind": "assertion",
        "modality": "asserted",
        "text": "Text of claim-1.",
        "language": "en",
        "texts": {},
        "quote": "",
        "quote_language": "",
        "event": EVENT,
        "speaker": value_of(actor()),
        "said": None,
        "links": [],
        "citations": [],
        "origins": value_of(NO_ORIGINS),
        "answered_by": [],
    }


def test_answer_of_the_same_edition_names_none():
    assert read_again(ANSWER, edition=None).edition is None
    assert fault(ANSWER, edition="3") == "Expected `int | null`, got `str` - at `$.edition`"


def test_fault_in_an_answer_is_told_with_its_place():
    nameless = {**value_of(ANSWER), "speaker": {"id": "x", "name": "X"}}
    assert fault(SAID, answered_by=[value_of(ANSWER), nameless]) == (
        "Object missing required field `url` - at `$.answered_by[1].speaker`"
    )


def test_what_follows_from_other_records_is_never_read_from_a_desk_document():
    assert [name for name, one in members_of(Claim).items() if one.member.read_only] == [
        "origins",
        "answered_by",
    ]
    assert [name for name, one in members_of(ClaimLink).items() if one.member.read_only] == [
        "event"
    ]


def test_claim_cannot_be_changed():
    with pytest.raises(AttributeError, match="immutable type: 'Claim'"):
        SAID.text = "Something else"
