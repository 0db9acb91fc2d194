"""The audit of all changes."""

import csv
import io
from datetime import timedelta

import pytest

from events import editorial
from events.editorial.recording import by_way_of
from events.models import Version
from events.record.vocabulary import Way
from tests import newsroom
from tests.admin.pages import listed_keys, path

LIST, CSV = path("version"), path("version", "csv/")


@pytest.fixture
def changes(db):
    """An actor made at the desk by the editor, renamed through the API by the reviewer."""
    actor = editorial.create_actor(
        document={"kind": "person", "names": [{"name": "Wang Yi", "language": "en"}]},
        editor=newsroom.editor(),
        now=newsroom.NOW,
    )
    with by_way_of(Way.API):
        editorial.change_actor(
            pk=actor["id"], document={"label": "Wang"}, editor=newsroom.reviewer(),
            now=newsroom.NOW + timedelta(days=3), expected_version=1, reason="=1+1",
        )  # fmt: skip
    first, second = Version.objects.filter(kind="actor").order_by("number")
    return first, second


def rows(client, **query):
    content = b"".join(client.get(CSV, query).streaming_content).decode()
    assert content.startswith("\ufeff")
    return list(csv.reader(io.StringIO(content[1:])))


def test_filters_choose_the_changes(reviewer, changes):
    first, second = changes
    editors = {"first": newsroom.editor().pk, "second": newsroom.reviewer().pk}
    day = f"{second.at:%Y-%m-%d}"
    for query, expected in (
        ({}, {first.pk, second.pk}),
        ({"kind__exact": "actor"}, {first.pk, second.pk}),
        ({"kind__exact": "event"}, set()),
        ({"way__exact": "api"}, {second.pk}),
        ({"verb__exact": "created"}, {first.pk}),
        ({"editor": editors["first"]}, {first.pk}),
        ({"editor": editors["second"]}, {second.pk}),
        ({"date_from": day}, {second.pk}),
        ({"date_to": f"{first.at:%Y-%m-%d}"}, {first.pk}),
        ({"date_from": day, "date_to": day}, {second.pk}),
        ({"q": first.record}, {first.pk, second.pk}),
        ({"q": "x"}, set()),
    ):
        assert listed_keys(reviewer, LIST, **query) == expected, query


@pytest.mark.parametrize(
    "query", [{"editor": "x"}, {"editor": "9" * 30}, {"date_from": "yesterday"}, {"editor": "٣"}]
)
def test_invalid_filter_shows_nothing(reviewer, changes, query):
    assert listed_keys(reviewer, LIST, **query) == set()
    assert len(rows(reviewer, **query)) == 1


def test_file_has_the_rows_of_the_page(reviewer, changes):
    first, second = changes
    names = ["at", "editor", "act", "kind", "record", "version", "way", "reason"]
    assert rows(reviewer) == [
        names,
        [
            rows(reviewer)[1][0], "reviewer", "changed", "actor", second.record, "2", "api",
            "'=1+1",
        ],
        [rows(reviewer)[2][0], "editor", "created", "actor", first.record, "1", "desk", ""],
    ]  # fmt: skip
    assert [row[6] for row in rows(reviewer, way__exact="api")[1:]] == ["api"]
    answer = reviewer.get(CSV)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "private" in answer["Cache-Control"]


def test_file_needs_the_permission(editor, client, changes):
    assert (editor.get(CSV).status_code, client.get(CSV).status_code) == (403, 302)


def test_page_leads_to_the_history_and_costs_the_same_for_many(
    reviewer, changes, django_assert_max_num_queries
):
    page = reviewer.get(LIST).content.decode()
    assert f"/admin/events/actor/{changes[0].record}/history/?until=1" in page
    with django_assert_max_num_queries(12) as few:
        reviewer.get(LIST)
    for number in range(5):
        editorial.create_source(
            document={"title": f"Report {number}", "kind": "article"},
            editor=newsroom.editor(), now=newsroom.NOW,
        )  # fmt: skip
    with django_assert_max_num_queries(len(few)):
        reviewer.get(LIST)
