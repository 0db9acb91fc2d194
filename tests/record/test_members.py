"""Every member of the record is declared, with all that is derived from it."""

import re
from typing import Annotated

import pytest
from django.utils.translation import override

from events import record
from events.record.members import Document, documents_in, member, members_of

PUBLIC = (
    record.Event,
    record.Retraction,
    record.Merger,
    record.Actor,
    record.Source,
    record.Storyline,
)
MEMBERS = [
    pytest.param(document, declared, id=f"{document.__name__}.{name}")
    for document in documents_in(*record.PUBLIC)
    for name, declared in members_of(document).items()
]


@pytest.mark.parametrize(("document", "declared"), MEMBERS)
def test_member_is_described_in_a_sentence_and_labelled_in_both_languages(document, declared):
    assert re.fullmatch(r"[A-Z“`].*[.]", declared.member.description, re.DOTALL)
    english = str(declared.member.label)
    with override("de"):
        assert "" not in (english, str(declared.member.label))


def test_member_since_a_later_shape_has_a_value_in_older_ones_or_a_step():
    later = {
        f"{document.__name__}.{name}"
        for document in documents_in(*record.PUBLIC)
        for name, declared in members_of(document).items()
        if declared.member.since > 2
    }
    assert later == set()


def test_what_changes_the_meaning_is_marked():
    marked = {
        f"{document.__name__}.{name}"
        for document in documents_in(*record.PUBLIC)
        for name, declared in members_of(document).items()
        if declared.member.meaning
    }
    assert marked == {
        "Event.occurrence",
        "Claim.modality",
        "Claim.answered_by",
        "Answer.type",
        "When.precision",
        "When.approximate",
        "When.uncertain",
        "Retraction.retracted",
    }


def test_documents_are_listed_once_the_outer_first():
    names = [document.__name__ for document in documents_in(record.Event)]
    assert names[0] == "Event"
    assert len(names) == len(set(names))
    assert {"When", "Hop", "Answer", "NamedSource"} <= set(names)


def test_undeclared_member_is_an_error():
    class Loose(Document, frozen=True, kw_only=True):
        declared: Annotated[str, member("label", "Description.")]
        undeclared: str

    with pytest.raises(TypeError, match=r"Loose\.undeclared"):
        members_of(Loose)
