"""The differences of two documents."""

from hypothesis import given
from hypothesis import strategies as st

from events.record.comparing import changes, word_differences
from events.record.desk import DeskEvent
from tests.record.desk_documents import claim, edited, edits, event


def compared(*acts):
    found = changes(DeskEvent, event(), edited(event(), list(acts)))
    return [("/".join(one.place.path), one.old, one.new) for one in found]


def test_members_are_compared_in_the_language_that_they_are_in():
    assert compared(("set", "title", "new"), ("translate", "de", "neu")) == [
        ("texts/en/title", "first title", "new"),
        ("texts/de/title", "german title", "neu"),
    ]


def test_rows_are_compared_with_themselves():
    [(path, old, new)] = compared(("row", "claims", 1, "new"))
    assert path == f"claims/{claim('claim 1')['id']}/texts/en"
    assert (old, new) == ("text of claim 1", "new")


def test_new_and_removed_rows_are_whole():
    [(path, old, new)] = compared(("add", "claims", 0, "new"))
    assert (path, old, new["text"]) == (f"claims/{claim('new')['id']}", None, "text of new")
    [(_path, old, new)] = compared(("remove", "claims", 0))
    assert (old["text"], new) == ("text of claim 0", None)


def test_another_order_is_one_difference():
    [found] = changes(DeskEvent, event(), edited(event(), [("move", "claims", 0)]))
    assert (found.place.path, found.order) == (("claims",), True)
    assert [row["text"] for row in found.new] == [
        "text of claim 1", "text of claim 2", "text of claim 0",
    ]  # fmt: skip


def test_what_is_read_only_or_only_called_otherwise_is_no_difference():
    other = {**event(), "version": 9, "state": "published"}
    other["claims"][0]["speaker"]["name"] = "Another name"
    assert changes(DeskEvent, event(), other) == []


@given(edits("mine"))
def test_documents_without_differences_are_the_same(acts):
    new = edited(event(), acts)
    assert changes(DeskEvent, new, new) == []


def test_words_are_told_apart():
    assert word_differences("He met Putin in Moscow.", "He met Lavrov in Moscow, twice.") == [
        ("same", "He met "), ("removed", "Putin"), ("added", "Lavrov"), ("same", " in Moscow"),
        ("added", ", twice"), ("same", "."),
    ]  # fmt: skip
    assert word_differences("", "") == []


@given(st.text(), st.text())
def test_parts_make_both_texts(old, new):
    parts = word_differences(old, new)
    assert "".join(text for kind, text in parts if kind != "added") == old
    assert "".join(text for kind, text in parts if kind != "removed") == new
