"""The versions of records, for programs."""

import pytest

from events.models import Actor, Version
from tests import newsroom
from tests.api.programs import Program, token_of

EVENTS = "/desk/events/"
ACTOR = {"kind": "person", "names": [{"name": "A", "language": "en"}]}
LIST, ONE = "/desk/events/{id}/versions/", "/desk/events/{id}/versions/{number}/"


@pytest.fixture
def event(writer, document):
    """An event in three versions."""
    shown = writer.post(EVENTS, document).json()
    path = f"{EVENTS}{shown['id']}/"
    for version, title in ((1, "Second"), (2, "Third")):
        shown = writer.patch(path, {"title": title}, version=version).json()
    return shown


def test_versions_are_listed_from_the_newest_in_pages(writer, event):
    path = f"{EVENTS}{event['id']}/versions/"
    first = writer.get(f"{path}?limit=2", template=LIST).json()
    assert [(row["number"], row["act"], row["way"], row["editor"]) for row in first["results"]] == [
        (3, "changed", "api", "editor"), (2, "changed", "api", "editor"),
    ]  # fmt: skip
    second = writer.get(first["next"].partition("/api/v1")[2], template=LIST).json()
    assert ([row["number"] for row in second["results"]], second["next"]) == ([1], None)


def test_version_has_the_document_and_what_it_changed(writer, event):
    answer = writer.get(f"{EVENTS}{event['id']}/versions/3/", template=ONE).json()
    assert answer["document"] == event
    assert answer["differences"] == [
        {
            "path": "texts/en/title", "label": "Title (en)", "old": "Second", "new": "Third",
        }
    ]  # fmt: skip
    first = writer.get(f"{EVENTS}{event['id']}/versions/1/", template=ONE).json()
    assert (first["act"], first["differences"]) == ("created", [])
    assert first["document"]["title"] != "Second"


def test_version_that_a_redaction_removed_has_no_document(writer, event):
    Version.objects.filter(record=event["id"], number=2).update(content="", whole=True)
    answer = writer.get(f"{EVENTS}{event['id']}/versions/2/", template=ONE).json()
    assert (answer["document"], answer["differences"]) == (None, [])


@pytest.mark.parametrize("number", ["0", "99", "9" * 19, "9" * 40, "x", "-1"])
def test_unknown_version_is_404(writer, event, number):
    answer = writer.get(f"{EVENTS}{event['id']}/versions/{number}/")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


@pytest.mark.parametrize("query", ["?x=1", "?limit=0", "?cursor=x", "?limit=x"])
def test_bad_parameter_is_named(writer, event, query):
    answer = writer.get(f"{EVENTS}{event['id']}/versions/{query}", template=LIST)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["parameter"] == query[1:].partition("=")[0]


def test_versions_need_the_right_to_see_the_record(writer, event):
    actor = writer.post("/desk/actors/", ACTOR).json()
    paths = [f"{EVENTS}{event['id']}/versions/", f"/desk/actors/{actor['id']}/versions/1/"]
    assert [writer.get(path).status_code for path in paths] == [200, 200]
    account = newsroom.editor()
    account.groups.clear()
    for path in paths:
        assert writer.get(path).status_code == 403
    assert Program(token_of(newsroom.reviewer(), "read")).get(paths[0]).status_code == 200


def test_versions_of_a_deleted_or_unknown_record_are_404(writer, event):
    actor = writer.post("/desk/actors/", ACTOR).json()
    Actor.objects.get(pk=actor["id"]).delete()
    for path in (f"/desk/actors/{actor['id']}/versions/", f"{EVENTS}2222-2222-2222/versions/1/"):
        assert writer.get(path).status_code == 404


def test_outdated_change_is_told_what_both_have_changed(writer, event):
    path = f"{EVENTS}{event['id']}/"
    sent = {"title": "Mine", "summary": "Only mine."}
    answer = writer.patch(path, sent, version=1, template="/desk/events/{id}/")
    assert answer.status_code == 412
    problem = answer.json()
    first = writer.get(f"{path}versions/1/").json()["document"]
    assert problem["base"] == first
    assert problem["current"] == event
    assert [(one["path"], one["old"], one["new"]) for one in problem["differences"]] == [
        ("texts/en/title", first["title"], "Third")
    ]
    assert problem["conflicts"] == [
        {
            "path": "texts/en/title", "label": "Title (en)", "base": first["title"],
            "theirs": "Third", "mine": "Mine",
        }
    ]  # fmt: skip


def test_outdated_change_of_something_else_has_no_conflict(writer, event):
    answer = writer.patch(f"{EVENTS}{event['id']}/", {"start": "2023-02-21"}, version=1)
    assert (answer.status_code, answer.json()["conflicts"]) == (412, [])


@pytest.mark.parametrize(
    "sent",
    [{"title": 1}, {"claims": "x"}, {"claims": [1]}, {"start": [1]}, {"texts": {"de": 1}},
     {"place": [None]}, {"citations": [{"source": 3}]}, {"texts": []}, {"x": 1}],
)  # fmt: skip
@pytest.mark.parametrize("method", ["patch", "put"])
def test_outdated_document_that_is_not_valid_is_412_as_well(writer, event, method, sent):
    answer = writer.send(method, f"{EVENTS}{event['id']}/", sent, version=1)
    assert (answer.status_code, answer.json()["current"]) == (412, event)


def test_outdated_verb_is_told_what_has_changed(writer, event):
    answer = writer.post(f"{EVENTS}{event['id']}/submit/", version=1)
    assert answer.status_code == 412
    assert [one["new"] for one in answer.json()["differences"]] == ["Third"]


def test_version_that_was_not_kept_leaves_the_current_record(writer, event):
    Version.objects.all().delete()
    answer = writer.patch(f"{EVENTS}{event['id']}/", {"title": "Mine"}, version=1)
    assert answer.status_code == 412
    assert {"base", "differences", "conflicts"}.isdisjoint(answer.json())
