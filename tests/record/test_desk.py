"""Desk documents: what they share with the public ones, and what they take."""

from typing import Any

import jsonschema
import pytest

from events import record
from events.record import desk
from events.record.citation import CitationMembers
from events.record.claim import ClaimMembers
from events.record.event import EventMembers, OtherDateMembers, ParticipationMembers, PlaceMembers
from events.record.members import documents_in, members_of
from events.record.profiles import ActorMembers, StorylineMembers, TenureMembers
from events.record.references import SourceDetails
from events.record.schema import schemas_of
from events.record.when import DeskWhen
from tests.record.decoding import fault, not_required, read_again, value_of
from tests.record.documents import EVENT, OTHER, REPORT, WANG

ACTOR = desk.DeskActorRef(id=WANG, name="Wang Yi")
SOURCE = desk.DeskSourceRef(id=REPORT, title="Report")
CITATION = desk.DeskCitation(
    id=OTHER,
    source=SOURCE,
    field="",
    quote="",
    quote_language="",
    locator="",
    stance="reports",
    confidence="",
    via=[desk.DeskHop(actor=ACTOR, source=None, wording="says Wang")],
)
CLAIM = desk.DeskClaim(
    id=OTHER,
    kind="denial",
    modality="asserted",
    text="No.",
    language="en",
    texts={},
    quote="",
    quote_language="",
    speaker=ACTOR,
    said=DeskWhen(edtf="2023-02"),
    also_about=[EVENT],
    links=[desk.DeskClaimLink(type="denies", claim=REPORT)],
    citations=[CITATION],
)
SCHEMAS = schemas_of(
    [desk.DeskEvent, desk.DeskActor, desk.DeskOffice, desk.DeskSource, desk.DeskStoryline],
    partial=True,
    template="#/$defs/{name}",
)
PAIRS = {
    desk.DeskEvent: (record.Event, EventMembers),
    desk.DeskActor: (record.Actor, ActorMembers),
    desk.DeskSource: (record.Source, SourceDetails),
    desk.DeskStoryline: (record.Storyline, StorylineMembers),
    desk.DeskClaim: (record.Claim, ClaimMembers),
    desk.DeskCitation: (record.Citation, CitationMembers),
    desk.DeskParticipation: (record.Participation, ParticipationMembers),
    desk.DeskOtherDate: (record.OtherDate, OtherDateMembers),
    desk.DeskPlace: (record.Place, PlaceMembers),
    desk.DeskTenure: (record.Tenure, TenureMembers),
}


def refusals(name: str, document: dict[str, Any]) -> list[tuple[str, str]]:
    """Where the schema of a desk document refuses one that is sent in, and why."""
    validator = jsonschema.Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": SCHEMAS})
    return sorted((error.json_path, error.validator) for error in validator.iter_errors(document))


@pytest.mark.parametrize("document", PAIRS, ids=lambda document: document.__name__)
def test_desk_and_public_share_what_is_declared_once(document):
    public, shared = PAIRS[document]
    for name, declared in members_of(shared).items():
        assert members_of(document)[name] == members_of(public)[name] == declared


@pytest.mark.parametrize(
    ("document", "public"),
    [
        (desk.DeskEvent, record.Event),
        (desk.DeskSource, record.Source),
        (desk.DeskStoryline, record.Storyline),
        (desk.DeskCitation, record.Citation),
        (desk.DeskHop, record.Hop),
        (desk.DeskOtherDate, record.OtherDate),
        (desk.DeskPlace, record.Place),
        (desk.DeskClaimLink, record.ClaimLink),
        (desk.DeskRelation, record.Relation),
    ],
)
def test_public_member_that_the_desk_lacks_is_read_only(document, public):
    """So a document that was read from the public API can be sent to the desk."""
    lacking = members_of(public).keys() - members_of(document).keys()
    assert [name for name in lacking if not members_of(public)[name].member.read_only] == []


def test_what_the_verbs_alone_set_is_read_only():
    found = {
        document.__name__: names
        for document in documents_in(*PAIRS, desk.DeskOffice, desk.DeskEventType)
        if (names := [n for n, one in members_of(document).items() if one.member.read_only])
    }
    assert found == {
        "DeskEvent": ["version", "state", "published_version", "updated_at"],
        "DeskActor": ["version", "updated_at"],
        "DeskSource": ["version", "updated_at"],
        "DeskStoryline": ["version", "updated_at", "public"],
        "DeskOffice": ["version", "updated_at"],
    }


@pytest.mark.parametrize("document", [CITATION, CLAIM, ACTOR, CLAIM.links[0], CITATION.via[0]])
def test_document_is_shown_whole_and_read_again(document):
    assert read_again(document) == document
    assert not_required(document) == {}


def test_web_address_of_a_source_finds_it_and_is_never_shown():
    assert value_of(SOURCE) == {"id": REPORT, "title": "Report"}
    address = "https://paper.example/a"
    assert read_again(SOURCE, canonical_url=address).canonical_url == address


def test_fault_in_a_desk_document_is_told_with_its_place():
    assert fault(CLAIM, said={"edtf": 2023}) == "Expected `str`, got `int` - at `$.said.edtf`"
    assert fault(CITATION, via=[{"actor": None}]) == (
        "Object missing required field `source` - at `$.via[0]`"
    )


def test_document_that_is_sent_in_may_lack_any_member():
    assert [refusals(name, {}) for name in SCHEMAS] == [[]] * len(SCHEMAS)
    event = {"claims": [value_of(CLAIM)], "citations": [value_of(CITATION)], "start": None}
    assert refusals("DeskEvent", event) == []


def test_member_that_is_not_known_is_refused_with_its_place():
    assert refusals("DeskEvent", {"titel": "Talks"}) == [("$", "additionalProperties")]
    strange = {**value_of(CLAIM), "speaker": {"id": WANG, "nick": "W"}}
    assert refusals("DeskEvent", {"claims": [value_of(CLAIM), strange]}) == [
        ("$.claims[1].speaker", "additionalProperties")
    ]


def test_value_that_cannot_be_is_refused_with_its_place():
    wrong = {
        "id": "7",
        "occurrence": "perhaps",
        "claims": [{"language": "german!"}],
    }
    assert refusals("DeskEvent", wrong) == [
        ("$.claims[0].language", "pattern"),
        ("$.id", "pattern"),
        ("$.occurrence", "enum"),
    ]


def test_key_of_a_type_is_a_word_of_the_interface():
    found = schemas_of([desk.DeskEventType], partial=True)["DeskEventType"]["properties"]
    assert found["key"]["pattern"] == "^[a-z][a-z0-9_]*$"
