"""How records name each other, and what they say once of what they name."""

from typing import get_type_hints

import pytest

from events import record
from events.record import EventRef, Linked, NamedActor, NamedSource, StorylineRef
from events.record.members import members_of
from events.record.references import SourceDetails, SourceMembers
from tests.record.decoding import fault, not_required, read_again, value_of
from tests.record.documents import EVENT, OTHER, actor, known_source, source, when

EVENT_REF = EventRef(id=EVENT, title="Talks", titles={"de": "Gespräche"}, url=f"/events/{EVENT}/")
STORYLINE_REF = StorylineRef(id=OTHER, title="One year", titles={}, url=f"/storylines/{OTHER}/")
NAMED_ACTOR = NamedActor(names={"en": "Wang Yi", "de": "Wang Yi"}, kind="person")
NAMED_SOURCE = known_source(
    actor(),
    canonical_url="https://paper.example/a",
    archive_url="https://archive.example/a",
    published=when("2023-02-22"),
    modified=when("2023-02-23"),
    held=False,
)


@pytest.mark.parametrize(
    "document",
    [actor(), source(), EVENT_REF, STORYLINE_REF, NAMED_ACTOR, NAMED_SOURCE, known_source()],
)
def test_document_is_read_as_it_was_written_and_lacks_nothing(document):
    assert read_again(document) == document
    assert not_required(document) == {}


@pytest.mark.parametrize("document", [actor(), source(), EVENT_REF, STORYLINE_REF])
def test_reference_leads_to_a_page(document):
    assert value_of(document)["url"].endswith(f"/{document.id}/")
    members = members_of(type(document))
    assert (members["id"].member.read_only, members["url"].member.read_only) == (False, True)


def test_source_is_described_once_with_its_publisher():
    assert value_of(NAMED_SOURCE) == {
        "kind": "article",
        "language": "de",
        "canonical_url": "https://paper.example/a",
        "archive_url": "https://archive.example/a",
        "held": False,
        "publisher": value_of(actor()),
        "published": value_of(when("2023-02-22")),
        "modified": value_of(when("2023-02-23")),
    }


def test_fault_in_a_reference_is_told_with_its_place():
    assert fault(NAMED_SOURCE, publisher={"id": "x"}) == (
        "Object missing required field `name` - at `$.publisher`"
    )
    assert fault(EVENT_REF, titles={"de": None}) == (
        "Expected `str`, got `null` - at `$.titles[...]`"
    )


def test_source_is_described_alike_in_its_profile_and_where_it_is_named():
    shared = members_of(SourceMembers)
    assert members_of(NamedSource) == shared
    assert {name: members_of(record.Source)[name] for name in shared} == shared
    assert members_of(SourceDetails).items() <= shared.items()


def test_web_address_is_the_column_url_of_the_desk():
    columns = {name: one.member.column for name, one in members_of(SourceDetails).items()}
    assert {name: column for name, column in columns.items() if column} == {"canonical_url": "url"}


def test_documents_that_describe_what_they_name_are_linked():
    promised = {
        name: get_type_hints(getattr(Linked, name).fget)["return"] for name in ("actors", "sources")
    }
    linked = {
        document.__name__
        for document in record.PUBLIC
        if {name: one.type for name, one in members_of(document).items()}.items()
        >= promised.items()
    }
    assert linked == {"Event", "Actor"}
