"""Values of documents: read by their type, refused with their place."""

from datetime import datetime

import pytest

from events.dates import When
from events.editorial import EditorialError
from events.editorial.drafts.node import MOST_PROBLEMS, Node
from events.models import Source
from events.record import limits
from tests.editorial.drafts.conftest import said


@pytest.mark.parametrize(
    ("read", "value", "message"),
    [
        (Node.text, 5, "A text is expected here."),
        (Node.text, ["x"], "A text is expected here."),
        (Node.language, 5, "A text is expected here."),
        (lambda node, name: node.flag(name, True), "yes", "true or false is expected here."),
        (lambda node, name: node.flag(name, True), 1, "true or false is expected here."),
        (Node.integer, 1.5, "A whole number is expected here."),
        (Node.integer, True, "A whole number is expected here."),
        (Node.number, True, "A number is expected here."),
        (Node.number, "1", "A number is expected here."),
        (Node.items, {"a": 1}, "A list is expected here."),
        (Node.items, [1] * (limits.LIST + 1), "At most 500 entries."),
        (lambda node, name: list(node.translations(name)), [1], "An object is expected here."),
        (
            lambda node, name: list(node.translations(name)),
            {f"de-x-{n}": "x" for n in range(limits.LANGUAGES + 1)},
            "At most 100 entries.",
        ),
        (Node.when, 2023, "An object is expected here."),
        (Node.when, "2023-02-30", "There is no such day."),
        (Node.instant, "2023-01-01T00:00:00", "What the date is relative to needs an offset"),
    ],
)
def test_value_of_the_wrong_kind_is_a_problem_at_its_place(read, value, message):
    node = Node({"a": value})
    read(node, "a")
    [(place, words)] = said(node)
    assert (place, words[: len(message)]) == ("/a", message)


def test_missing_or_null_is_the_default():
    for value in ({}, {"a": None}):
        node = Node(value)
        assert (node.text("a"), node.text("a", "x"), node.flag("a", True)) == ("", "x", True)
        assert (node.integer("a"), node.number("a", 1.5)) == (None, 1.5)
        assert (node.items("a"), list(node.translations("a")), node.when("a")) == ([], [], None)
        assert node.instant("a") is None
        assert said(node) == []


def test_texts_come_without_spaces_around_them():
    assert Node({"a": " x\n"}).text("a") == "x"
    assert [text.value for _tag, text in Node({"a": {"de": " x "}}).texts("a")] == ["x"]


def test_numbers_and_flags_are_read_as_they_are():
    node = Node({"a": 0, "b": False, "c": -1.5})
    assert (node.integer("a"), node.flag("b", True), node.number("c")) == (0, False, -1.5)
    assert node.number("a") == 0


def test_languages_are_read_in_their_usual_spelling():
    node = Node({"language": "DE", "texts": {"zh-hans": 1, "EN-gb": 2}, "said": {
        "edtf": "2023", "phrase": "x", "phrase_language": "DE"}})  # fmt: skip
    assert node.language("language") == "de"
    assert [tag for tag, _text in node.translations("texts")] == ["zh-Hans", "en-GB"]
    when = node.when("said")
    assert when is not None
    assert when.phrase_language == "de"


def test_language_that_is_none_or_there_twice_names_the_key_as_it_was_sent():
    node = Node({"texts": {"de": "x", "DE": "y", "<b>": "z"}})
    assert [tag for tag, _text in node.translations("texts")] == ["de"]
    assert said(node) == [
        ("/texts/DE", "This is a duplicate."),
        ("/texts/<b>", "Enter a language tag, such as de, en or zh-Hans."),
    ]


def test_text_by_language_that_is_none_is_a_problem():
    node = Node({"names": {"de": "", "en": 5, "fr": "x"}})
    assert [(tag, text.pointer) for tag, text in node.texts("names")] == [("fr", "/names/fr")]
    assert [place for place, _words in said(node)] == ["/names/de", "/names/en"]


def test_pointer_escapes_and_cuts_names():
    node = Node({"a/b~c": {"x" * 200: 1}})
    inner = node["a/b~c"]["x" * 200]
    assert (inner.pointer, inner.value) == (f"/a~1b~0c/{'x' * 100}", 1)


def test_text_alone_stands_for_the_object_that_refers():
    assert Node("x").reference().value == {"id": "x"}
    assert Node("2023").reference("edtf").value == {"edtf": "2023"}
    assert Node({"name": "x"}).reference().value == {"name": "x"}
    assert Node(None).reference().value is None


def test_problems_of_parts_are_those_of_the_whole_and_all_are_raised():
    node = Node({"a": {"b": 1}})
    node["a"]["b"].problem("first")
    node["a"].problem("second", "c")
    with pytest.raises(EditorialError) as refusal:
        node["z"].finish()
    assert [problem.field for problem in refusal.value.problems] == ["/a/b", "/a/c"]
    assert node["a"].root is node


def test_last_problem_that_is_listed_ends_the_reading():
    node = Node({})
    for _n in range(MOST_PROBLEMS - 1):
        node.problem("x")
    with pytest.raises(EditorialError):
        node.problem("x")


def test_date_may_come_as_a_text_or_with_where_it_is_from():
    assert Node({"start": "2023-02"}).when("start") == When.parse("2023-02")
    whole = {"edtf": "2023-02-21", "timezone": "Europe/Moscow", "basis": "resolved_phrase",
             "phrase": "am Dienstag", "phrase_language": "de",
             "anchor": "2023-02-22T16:00:00+01:00"}  # fmt: skip
    when = Node({"start": whole}).when("start")
    assert when is not None
    assert when.as_json()["anchor"] == whole["anchor"]
    assert (when.timezone, when.basis, when.phrase) == (
        "Europe/Moscow",
        "resolved_phrase",
        "am Dienstag",
    )


def test_part_of_a_date_that_is_no_text_is_named_once():
    node = Node({"start": {"edtf": 2023, "basis": "guess"}})
    assert node.when("start") is None
    assert said(node) == [("/start/edtf", "A text is expected here.")]


def test_what_follows_from_a_date_may_be_there_if_it_does_follow():
    public = When.parse("2023-02-21~").as_json()
    assert Node({"start": public}).when("start") == When.parse("2023-02-21~")
    for name, wrong in (
        ("earliest", "2023-01-01T00:00:00Z"),
        ("latest", None),
        ("precision", "year"),
        ("approximate", False),
        ("uncertain", True),
        ("display", {"en": "Tuesday"}),
        ("display", "Tuesday"),
    ):
        node = Node({"start": {**public, name: wrong}})
        node.when("start")
        assert said(node) == [
            (f"/start/{name}", "This value is derived from the date and does not match it.")
        ]


def test_wording_of_a_date_may_be_elsewhere_in_other_languages_and_words():
    public = When.parse("2023-02-21").as_json()
    french = {**public, "display": {"fr": "21 février"}}
    assert Node({"start": french}).when("start") is not None
    other = {**public, "display": {"en": "21 Feb"}}
    node = Node({"start": other}, foreign=True)
    node.when("start")
    assert said(node) == []


def test_instant_keeps_its_offset():
    found = Node({"at": "2023-02-22T16:20:00+01:00"}).instant("at")
    assert found == datetime.fromisoformat("2023-02-22T16:20:00+01:00")


def test_refusal_of_a_model_never_repeats_what_was_sent():
    node = Node({})
    row = Source(kind="<script>", title="")
    with pytest.raises(Exception) as refusal:  # noqa: PT011 (Django's own)
        row.full_clean(validate_unique=False, validate_constraints=False)
    node.refused(refusal.value, row, {"kind": "kind", "title": "a/b"})
    found = dict(said(node))
    assert found["/kind"].startswith("Choose from: article, agency_report")
    assert "/a/b" in found
    assert "script" not in str(found)
