"""Approving the changes of actors and sources from a program."""

import pytest
from django.core.cache import cache

from tests import newsroom
from tests.api.programs import Program, token_of
from tests.editorial.test_approved import changed, story

ONE = "/desk/sources/{id}/approve/"


@pytest.fixture
def told(db):
    """A published event, with a source whose changes wait."""
    made = story()
    changed(made.source, title="Marker", canonical_url="https://marker.example/")
    return made


@pytest.fixture
def reviewer(db) -> Program:
    return Program(token_of(newsroom.reviewer(), "read", "write", "publish"))


def public(client, told) -> str:
    paths = [
        f"/api/v1/events/{told.event.pk}/",
        f"/api/v1/sources/{told.source.pk}/",
        f"/api/v1/events/{told.event.pk}/?format=csl",
        "/api/v1/export/?format=csv",
        "/api/v1/changes/",
        "/api/v1/sources/",
        "/feed.atom",
        f"/sources/{told.source.pk}/",
        f"/events/{told.event.pk}/",
    ]
    answers = [client.get(path, follow=True) for path in paths]
    assert {answer.status_code for answer in answers} == {200}
    return "".join(
        (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()
        for answer in answers
    )


def test_waiting_change_is_in_no_public_answer_until_it_is_approved(told, reviewer, client):
    other = newsroom.draft_event("Second", source=told.source)
    newsroom.publish(other)
    assert "arker" not in public(client, told)
    path = f"/desk/sources/{told.source.pk}/approve/"
    answer = reviewer.post(path, {"note": "New address."}, version=2, template=ONE)
    assert answer.status_code == 200
    assert set(answer.json()["reissued"]) == {told.event.pk, other.pk}
    assert (answer.json()["title"], answer["ETag"]) == ("Marker", '"2"')
    cache.clear()
    assert public(client, told).count("https://marker.example/") > 3
    event = client.get(f"/api/v1/events/{told.event.pk}/").json()
    assert (event["edition"]["kind"], event["edition"]["note"]) == ("updated", "New address.")


def test_lists_tell_what_waits(told, reviewer):
    changed(told.person, names=[{"name": "Marker", "language": "en", "kind": "official"}])
    for kind, record in (("actors", told.person), ("sources", told.source)):
        path = f"/desk/{kind}/"
        rows = reviewer.get(f"{path}?waiting=yes", template=path).json()["results"]
        assert [row["id"] for row in rows] == [record.pk]
        others = reviewer.get(f"{path}?waiting=no").json()["results"]
        assert record.pk not in {row["id"] for row in others}
        answer = reviewer.get(f"{path}?waiting=perhaps")
        assert answer.status_code == 400


def test_approval_is_refused_without_scope_right_version_or_change(told, reviewer):
    path = f"/desk/sources/{told.source.pk}/approve/"
    writer = Program(token_of(newsroom.reviewer(), "read", "write", name="writer"))
    assert writer.post(path, version=2).status_code == 403
    editor = Program(token_of(newsroom.editor(), "read", "write", "publish"))
    assert editor.post(path, version=2).status_code == 403
    assert reviewer.post(path).status_code == 428
    assert reviewer.post(path, {"reason": "x"}, version=2).status_code == 422
    stale = reviewer.post(path, version=1, template=ONE)
    assert (stale.status_code, stale.json()["version"]) == (412, 2)
    assert told.event.editions.count() == 1
    assert reviewer.post(path, version=2).status_code == 200
    assert reviewer.post(path, version=2).status_code == 422
    assert reviewer.post("/desk/sources/2222-2222-2222/approve/", version=1).status_code == 404
