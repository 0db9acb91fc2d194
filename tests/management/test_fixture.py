"""Reading the files: what is missing or of the wrong kind is said with its place."""

from pathlib import Path
from typing import Any

import pytest

from events.management.fixture import FixtureError, Node, read_fixture


def node(value: Any) -> Node:
    return Node(value, "file.json")


def test_read_fixture_names_the_missing_file(tmp_path: Path):
    with pytest.raises(FixtureError, match=r"^vocabulary\.json: this file is missing\.$"):
        read_fixture(tmp_path)


def test_read_fixture_names_the_line_that_is_not_json(tmp_path: Path):
    (tmp_path / "vocabulary.json").write_text('{\n  "talks": {,}\n}')

    with pytest.raises(FixtureError, match=r"^vocabulary\.json, line 2: not JSON \("):
        read_fixture(tmp_path)


def test_read_fixture_names_the_file_that_is_not_utf_8(tmp_path: Path):
    (tmp_path / "vocabulary.json").write_bytes(b'{"\xff": 1}')

    with pytest.raises(FixtureError, match=r"^vocabulary\.json: not UTF-8\.$"):
        read_fixture(tmp_path)


@pytest.mark.parametrize(
    ("value", "ask", "message"),
    [
        ([], lambda n: n.text("a"), "file.json, top: an object is expected here."),
        ({"a": 1}, lambda n: n.text("a"), "file.json, a: a text is expected here."),
        (
            {"a": {"b": 1}},
            lambda n: n.node("a").items("b"),
            "file.json, a.b: a list is expected here.",
        ),
        (
            {"a": [1]},
            lambda n: n.items("a")[0].as_text(),
            "file.json, a[0]: a text is expected here.",
        ),
        ({}, lambda n: n.text("a"), "file.json, top: “a” is missing."),
        ({"a": "noon"}, lambda n: n.instant("a"), "file.json, a: an instant looks like"),
    ],
)
def test_node_of_the_wrong_kind_is_refused_with_its_place(value: Any, ask: Any, message: str):
    with pytest.raises(FixtureError) as refused:
        ask(node(value))

    assert str(refused.value).startswith(message)


def test_when_of_a_missing_key_is_no_date():
    assert node({}).when("start") is None


def test_when_without_basis_is_refused():
    with pytest.raises(FixtureError, match=r"^file\.json, start: “basis” is missing\.$"):
        node({"start": {"edtf": "2023"}}).when("start")
