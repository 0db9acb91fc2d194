"""The codebook has every member and every term, as they are declared."""

from types import NoneType
from typing import get_args

from events import record
from events.dates import LANGUAGES
from events.record.codebook import DESK, Codebook, CodebookMember, codebook
from events.record.members import documents_in, members_of
from events.record.vocabulary import Occurrence


def member(document: str, name: str) -> CodebookMember:
    (found,) = [one for one in codebook().documents if one.name == document]
    (described,) = [one for one in found.members if one.name == name]
    return described


def test_every_document_and_member_is_there():
    documents = {one.__name__: one for one in documents_in(*record.PUBLIC, *DESK)}
    found = {one.name: [member.name for member in one.members] for one in codebook().documents}
    assert found == {name: list(members_of(one)) for name, one in documents.items()}


def test_documents_are_public_or_of_the_desk_or_both():
    sides = {one.name: (one.public, one.desk) for one in codebook().documents}
    assert sides["Event"] == (True, False)
    assert sides["DeskEvent"] == (False, True)
    assert sides["ActorName"] == (True, True)
    assert (False, False) not in sides.values()


def test_types_are_those_of_json():
    def described(document, name):
        found = member(document, name)
        return found.type, found.holds, found.nullable

    assert described("Event", "title") == ("text", "one", False)
    assert described("Event", "start") == ("When", "one", True)
    assert described("Event", "claims") == ("Claim", "list", False)
    assert described("Event", "texts") == ("EventText", "map", False)
    assert described("Event", "type_names") == ("text", "map", False)
    assert described("Place", "latitude") == ("number", "one", True)
    assert described("Edition", "seq") == ("integer", "one", False)
    assert described("When", "uncertain") == ("boolean", "one", False)
    assert described("Retraction", "retracted") == ("boolean", "one", False)
    assert described("DeskSourceRef", "canonical_url") == ("text", "one", False)


def test_type_of_every_member_is_known():
    types = {"text", "integer", "number", "boolean"} | {one.name for one in codebook().documents}
    assert {one.type for document in codebook().documents for one in document.members} <= types
    for document in documents_in(*record.PUBLIC):
        for name, declared in members_of(document).items():
            nullable = NoneType in get_args(declared.type)
            assert member(document.__name__, name).nullable is nullable


def test_what_changes_the_meaning_or_came_later_is_marked():
    occurrence = member("Event", "occurrence")
    assert (occurrence.meaning, occurrence.since, occurrence.read_only) == (True, 1, False)
    answers = member("Claim", "answered_by")
    assert (answers.meaning, answers.since, answers.read_only) == (True, 2, True)


def test_terms_have_labels_in_every_language():
    vocabularies = {one.name: one for one in codebook().vocabularies}
    terms = {term.value: term.labels for term in vocabularies["Occurrence"].terms}
    assert list(terms) == Occurrence.values
    assert terms["occurred"] == {"en": "took place", "de": "stattgefunden"}
    assert {tuple(labels) for labels in terms.values()} == {tuple(LANGUAGES)}
    assert member("Event", "occurrence").vocabulary == "Occurrence"
    assert member("Event", "occurrence").labels["de"] == "Sachstand"


def test_every_vocabulary_that_a_member_names_is_there_once():
    named = {
        one.vocabulary
        for document in codebook().documents
        for one in document.members
        if one.vocabulary
    }
    assert sorted(named) == [one.name for one in codebook().vocabularies]


def test_codebook_is_of_todays_shape_and_describes_itself():
    assert codebook().shape == record.SHAPE
    assert list(members_of(Codebook)) == ["shape", "documents", "vocabularies"]
