"""Members of documents that are columns need no code of their own, in nor out."""

from typing import Annotated, Any

from django.db import models

from events.dates import When
from events.editorial.columns import plain_members
from events.editorial.drafts.filling import check, fill, paths
from events.editorial.drafts.node import Node
from events.models import Event, Source
from events.models.language import LanguageField
from events.record.desk import DeskEvent, DeskSource
from events.record.members import Document, member
from tests.editorial.drafts.conftest import said


class Row(models.Model):
    """A model with a column of each type, which no table stands for."""

    words = models.CharField(max_length=5, blank=True)
    maybe = models.CharField(max_length=5, null=True)  # noqa: DJ001
    chosen = models.CharField(max_length=5, choices=[("a", "A"), ("b", "B")], default="a")
    tag = LanguageField()
    yes = models.BooleanField(default=True)
    count = models.IntegerField(default=7)
    ratio = models.FloatField(null=True, blank=True)
    at = models.DateTimeField(null=True, blank=True)
    renamed_column = models.CharField(max_length=5, blank=True)
    fixed = models.CharField(max_length=5, default="was")

    class Meta:
        app_label = "tests"  # none of the product's models
        managed = False

    def __str__(self) -> str:
        return self.words


def plain(**options: Any) -> Any:
    return member("label", "description", **options)


class Members(Document, kw_only=True):
    """Its document."""

    id: Annotated[str, plain()]
    words: Annotated[str, plain()]
    maybe: Annotated[str, plain()]
    chosen: Annotated[str, plain()]
    tag: Annotated[str, plain()]
    yes: Annotated[bool, plain()]
    count: Annotated[int, plain()]
    ratio: Annotated[float | None, plain()]
    at: Annotated[str | None, plain()]
    renamed: Annotated[str, plain(column="renamed_column")]
    fixed: Annotated[str, plain(read_only=True)]
    elsewhere: Annotated[str, plain()]


def filled(document: dict[str, Any], row: Row | None = None, **more: Any) -> tuple[Row, Node]:
    row, node = row or Row(), Node(document)
    fill(row, node, Members, **more)
    return row, node


def test_columns_are_read_by_their_types():
    row, node = filled(
        {
            "id": "5", "words": " x ", "maybe": "y", "chosen": "b", "tag": "DE", "yes": False,
            "count": 3, "ratio": 1, "at": "2023-01-01T00:00:00Z", "renamed": "z", "fixed": "new",
            "elsewhere": "x",
        }
    )  # fmt: skip
    check(node, row, Members)
    assert said(node) == []
    shown = plain_members(row, Members)
    assert shown.pop("at").isoformat() == "2023-01-01T00:00:00+00:00"
    assert shown == {
        "id": "", "words": "x", "maybe": "y", "chosen": "b", "tag": "de", "yes": False,
        "count": 3, "ratio": 1, "renamed": "z", "fixed": "was",
    }  # fmt: skip
    assert row.pk is None


def test_missing_members_are_the_defaults_of_the_columns_or_stay():
    before = {"words": "x", "maybe": "y", "chosen": "b", "yes": False, "count": 3, "ratio": 1.0}
    whole, _node = filled({}, Row(**before))
    assert (whole.words, whole.maybe, whole.chosen, whole.yes) == ("", None, "a", True)
    assert (whole.count, whole.ratio, whole.at) == (7, None, None)
    kept, _node = filled({"yes": None, "words": None}, Row(**before), whole=False)
    assert (kept.words, kept.yes, kept.maybe, kept.count) == ("", True, "y", 3)


def test_wrong_types_and_what_the_model_refuses_name_the_members():
    row, node = filled({"words": 5, "yes": 1, "count": "3", "ratio": True, "at": 7})
    assert [place for place, _words in said(node)] == ["/words", "/yes", "/count", "/ratio", "/at"]
    row, node = filled({"renamed": "too long", "chosen": "c", "tag": "x", "maybe": "y"})
    check(node, row, Members)
    assert dict(said(node)).keys() == {"/renamed", "/chosen", "/tag"}


def test_null_text_is_empty_in_documents_and_null_in_the_column():
    row, _node = filled({"maybe": ""})
    assert (row.maybe, plain_members(row, Members)["maybe"]) == (None, "")


def test_dates_are_columns_too_and_name_their_parts():
    row, node = Event(), Node({"start": {"edtf": "2023", "phrase": "x" * 201}})
    fill(row, node, DeskEvent)
    check(node, row, DeskEvent, without=("place", "type", "label"))
    assert (row.start.edtf, row.end) == ("2023", None)
    assert [place for place, _words in said(node)] == ["/start/phrase"]
    fill(row, Node({"end": "2024"}), DeskEvent, whole=False)
    assert (row.start.edtf, row.end) == ("2023", When.parse("2024"))


def test_what_nobody_can_set_is_not_written():
    row = Event()
    fill(row, Node({"version": 9, "state": "published", "published_version": 3}), DeskEvent)
    assert (row.version, row.state, row.published_version) == (1, "draft", None)


def test_problem_of_a_text_that_is_a_row_is_told_at_the_text():
    node = Node({"title": ""})["title"]
    check(node, Source(kind="article", title=""))
    assert [place for place, _words in said(node)] == ["/title"]


def test_paths_of_columns():
    found = paths(DeskSource, Source)
    assert (found["url"], found["title"]) == ("canonical_url", "title")
    assert (found["published_edtf"], found["published_anchor"]) == (
        "published/edtf",
        "published/anchor",
    )
    assert paths(None, Source) == {}
