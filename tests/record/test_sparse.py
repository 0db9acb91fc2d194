"""Documents without their empty members."""

import pytest
from hypothesis import given

from events.record import desk
from events.record.sparse import filled, stripped
from tests.record.desk_documents import edited, edits, event


@given(edits("mine"))
def test_document_is_the_same_after_storing(changes):
    document = edited(event(), changes)
    assert filled(desk.DeskEvent, stripped(desk.DeskEvent, document)) == document


def test_empty_members_are_left_out_at_every_depth():
    sparse = stripped(desk.DeskEvent, event())
    assert "summary" not in sparse["texts"]["de"]
    assert sparse["start"] == {"edtf": "2023-02-21", "basis": "stated"}
    assert not {"end", "relations"} & sparse.keys()


def test_null_and_empty_text_are_told_apart():
    document = filled(desk.DeskSource, {"id": "2222-2222-2222"})
    assert (document["accessed_at"], document["title"]) == (None, "")
    document["accessed_at"] = ""
    assert stripped(desk.DeskSource, document)["accessed_at"] == ""


@pytest.mark.parametrize("sparse", [{"no such member": 1}, {"claims": [{"gone": 1}]}])
def test_member_that_is_no_longer_declared_is_left_out(sparse):
    assert "gone" not in str(filled(desk.DeskEvent, sparse))
