"""What is stored of a version."""

import orjson
from hypothesis import given
from hypothesis import strategies as st

from events.record.patches import is_same, patch_of, patched
from tests.record.desk_documents import edited, edits, event

SCALARS = st.one_of(st.none(), st.booleans(), st.integers(-9, 9), st.text(max_size=3))
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.sampled_from("abcid"), inner, max_size=4)
    ),
    max_leaves=20,
)
OBJECTS = st.dictionaries(st.sampled_from("abcid"), VALUES, max_size=5)


@given(OBJECTS, OBJECTS)
def test_patch_makes_the_newer_object_from_the_older_one(old, new):
    stored = orjson.loads(orjson.dumps(patch_of(old, new)))
    assert is_same(patched(old, stored), new)


@given(edits("mine"))
def test_patch_of_a_document_survives_storing(changes):
    new = edited(event(), changes)
    patch = orjson.loads(orjson.dumps(patch_of(event(), new)))
    assert patched(event(), patch) == new


def test_patch_holds_only_what_changed():
    new = edited(event(), [("row", "claims", 1, "new text")])
    assert patch_of(event(), new) == {
        "patch": {"claims": {"list": [0, [1, {"set": {"text": "new text"}}], 2]}}
    }
    assert patch_of(event(), event()) == {}


def test_true_is_not_one():
    assert patch_of({"a": 1}, {"a": True}) == {"set": {"a": True}}
