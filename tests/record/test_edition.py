"""Which version a document is, and the tombstones of what was taken back."""

import pytest
from msgspec.structs import replace

from events import record
from events.record import Edition, Merger, Retraction
from events.record.members import members_of
from tests.record.decoding import fault, not_required, read_again, value_of
from tests.record.documents import EVENT, OTHER, event

EDITION = replace(event().edition, number=2, kind="corrected", cause="answer", note="Not he.")
GONE = Retraction(id=EVENT, url=f"/events/{EVENT}/", retracted=True, edition=EDITION)
MERGED = Merger(id=EVENT, url=f"/events/{EVENT}/", merged_into=OTHER, edition=EDITION)


@pytest.mark.parametrize("document", [EDITION, GONE, MERGED])
def test_document_is_read_as_it_was_written(document):
    assert read_again(document) == document


def test_edition_of_an_older_shape_was_the_editors_own():
    assert not_required(EDITION) == {"shape": 1, "cause": "editors"}
    assert value_of(EDITION) == {
        "seq": 1,
        "number": 2,
        "shape": record.SHAPE,
        "kind": "corrected",
        "cause": "answer",
        "at": "2023-03-01T12:00:00Z",
        "note": "Not he.",
    }


@pytest.mark.parametrize("tombstone", [GONE, MERGED])
def test_tombstone_says_no_more_than_it_must(tombstone):
    assert not_required(tombstone) == {}
    assert len(value_of(tombstone)) == 4


def test_retraction_is_never_false():
    assert fault(GONE, retracted=False) == "Invalid enum value False - at `$.retracted`"
    assert members_of(Retraction)["retracted"].member.meaning is True


def test_fault_in_an_edition_is_told_with_its_place():
    assert fault(MERGED, edition={**value_of(EDITION), "seq": None}) == (
        "Expected `int`, got `null` - at `$.edition.seq`"
    )


@pytest.mark.parametrize("document", [record.Event, Retraction, Merger])
def test_id_comes_first_and_the_edition_last(document):
    """The reader of stored documents looks at both ends alone to know whether they are whole."""
    names = list(members_of(document))
    assert (names[0], names[-1]) == ("id", "edition")


def test_later_members_of_an_edition_are_marked():
    later = {name: one.member.since for name, one in members_of(Edition).items()}
    assert {name for name, since in later.items() if since > 1} == {"shape", "cause"}
