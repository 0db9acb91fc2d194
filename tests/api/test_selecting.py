"""Parts of documents, and what can be brought along with them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events import editorial
from events.api.selecting import FIELDS
from tests import factories, newsroom
from tests.api.conftest import LATER

BASE = "/api/v1"


def test_fields_choose_members_in_the_documents_order(client, scene):
    whole = client.get(f"{BASE}/events/{scene.linked.pk}/").json()
    part = client.get(f"{BASE}/events/{scene.linked.pk}/", {"fields": "start,id , title"}).json()
    assert list(part.items()) == [(name, whole[name]) for name in ("id", "title", "start")]


def test_fields_are_separated_by_commas_or_repeated(client, scene):
    path = f"{BASE}/events/?fields=id&fields=url,id"
    results = client.get(path).json()["results"]
    assert results
    assert all(set(event) == {"id", "url"} for event in results)


@pytest.mark.parametrize("kind", ["Event", "Actor", "Source", "Storyline"])
def test_every_member_of_a_document_can_be_asked_for(client, scene, kind):
    path = f"{BASE}/{kind.lower()}s/"
    whole = client.get(path).json()["results"][0]
    assert set(FIELDS[kind]) == set(whole)
    for name in FIELDS[kind]:
        part = client.get(path, {"fields": name}).json()["results"][0]
        assert part == {name: whole[name]}
        one = client.get(f"{path}{whole['id']}/", {"fields": name}).json()
        assert one == {name: whole[name]}


def test_editions_are_cut_down_and_tombstones_sent_whole(client, scene):
    """Of a part without its mark nobody could tell that the event was taken back."""
    path = f"{BASE}/events/{scene.retracted.pk}/"
    tombstone = client.get(path).json()
    gone = client.get(path, {"fields": "title,start"})
    assert (gone.status_code, gone.json()) == (410, tombstone)
    all_of_it = client.get(f"{path}editions/", {"fields": "title"}).json()["results"]
    assert all_of_it == [{"title": "A meeting that never was"}, tombstone]
    numbered = [client.get(f"{path}editions/{n}/", {"fields": "title"}).json() for n in (1, 2)]
    assert numbered == all_of_it


def test_selection_goes_on_to_the_next_page(client, scene):
    query = {"limit": 1, "fields": "title,id", "include": "sources"}
    first = client.get(f"{BASE}/events/", query).json()
    second = client.get(first["next"]).json()
    assert set(second["results"][0]) == {"id", "title"}
    assert list(second["included"]) == ["sources"]
    assert client.get(second["previous"]).json()["results"] == first["results"]


def test_included_are_the_public_records_that_the_page_names(client, scene):
    answer = client.get(f"{BASE}/events/", {"include": "actors,sources,storylines,events"}).json()
    named = {"actors": set(), "sources": set(), "storylines": set(), "events": set()}
    for event in answer["results"]:
        pages = addresses(event)
        for kind, found in named.items():
            found |= {page for page in pages if page.startswith(f"/{kind}/")}
    named["events"] = {
        relation["event"]["url"] for event in answer["results"] for relation in event["relations"]
    }
    included = answer["included"]
    assert {kind: {one["url"] for one in records} for kind, records in included.items()} == named
    for kind, records in included.items():
        for one in records:
            assert one == client.get(f"{BASE}/{kind}/{one['id']}/").json()
    assert all(included[kind] for kind in ("actors", "sources", "storylines"))


def addresses(value) -> set[str]:
    """Every address that a document names."""
    if isinstance(value, list):
        return set().union(*map(addresses, value))
    if isinstance(value, dict):
        own = {value["url"]} if isinstance(value.get("url"), str) else set()
        return own.union(*map(addresses, value.values()))
    return set()


def test_one_event_brings_along_what_it_names(client, scene):
    path = f"{BASE}/events/{scene.linked.pk}/"
    answer = client.get(path, {"include": "storylines", "fields": "id"}).json()
    storyline = scene.linked.pins.get().storyline_id
    profile = client.get(f"{BASE}/storylines/{storyline}/").json()
    assert answer == {"id": scene.linked.pk, "included": {"storylines": [profile]}}
    whole = client.get(path, {"include": "storylines"}).json()
    assert whole == {**client.get(path).json(), "included": {"storylines": [profile]}}


def test_single_event_with_included_records_has_no_date(client, scene):
    """An included record may be newer than the edition."""
    path = f"{BASE}/events/{scene.linked.pk}/"
    assert "Last-Modified" in client.get(path)
    assert "Last-Modified" not in client.get(path, {"include": "actors"})


def test_related_events_come_along_while_they_stand(client, scene):
    other = newsroom.published_event("Talks that followed")
    factories.EventRelationFactory(from_event=scene.plain, to_event=other, type="follows")
    factories.EventRelationFactory(from_event=scene.plain, to_event=scene.draft, type="follows")
    newsroom.publish(scene.plain)
    path = f"{BASE}/events/{scene.plain.pk}/"
    answer = client.get(path, {"include": "events"})
    assert answer.json()["included"] == {
        "events": [client.get(f"{BASE}/events/{other.pk}/").json()]
    }
    assert scene.draft.pk not in answer.content.decode()
    newsroom.retract(other, reason="It never took place.")
    assert client.get(path, {"include": "events"}).json()["included"] == {"events": []}


def test_included_are_of_the_moment_asked_for(client, scene):
    before = newsroom.NOW.isoformat().replace("+00:00", "Z")
    query = {"include": "actors", "as_of": before}
    answer = client.get(f"{BASE}/events/", query).json()
    for actor in answer["included"]["actors"]:
        then = client.get(f"{BASE}/actors/{actor['id']}/", {"as_of": before}).json()
        assert actor == then
    speaker = scene.linked.claims.first().speaker
    type(speaker).objects.filter(pk=speaker.pk).update(wikidata="Q159")
    speaker.refresh_from_db()
    editorial.save_actor(actor=speaker, editor=newsroom.reviewer(), now=newsroom.NOW + 5 * LATER)
    assert client.get(f"{BASE}/events/", query).json()["included"] == answer["included"]
    empty = client.get(f"{BASE}/events/", {"include": "actors", "as_of": "2001-01-01"}).json()
    assert (empty["results"], empty["included"]) == ([], {"actors": []})


def test_state_of_a_list_tells_when_what_came_along_changed(client, scene):
    path = f"{BASE}/events/?include=actors"
    first = client.get(path)
    held = {"If-None-Match": first["ETag"]}
    assert client.get(path, headers=held).status_code == 304
    # A wikidata item is in the profile of an actor alone: no edition is written.
    actor = scene.linked.claims.first().speaker
    type(actor).objects.filter(pk=actor.pk).update(wikidata="Q159")
    actor.refresh_from_db()
    editorial.save_actor(actor=actor, editor=newsroom.reviewer(), now=newsroom.NOW + 5 * LATER)
    again = client.get(path, headers=held)
    assert again.status_code == 200
    speaker = [one for one in again.json()["included"]["actors"] if one["id"] == actor.pk]
    assert [one["wikidata"] for one in speaker] == ["Q159"]


@pytest.mark.parametrize("query", ["include=actors,sources,storylines,events", "fields=id,title"])
def test_queries_do_not_grow_with_the_page(client, scene, query):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"{BASE}/events/?{query}").status_code == 200
        return len(asked)

    before = queries()
    for number in range(3):
        newsroom.linked_event(f"Further talks {number}")
    assert queries() == before


@pytest.mark.parametrize(
    ("path", "parameter"),
    [
        ("/events/?fields=id,secret", "fields"),
        ("/events/?fields=", "fields"),
        ("/events/?fields=id,", "fields"),
        ("/events/?fields=ID", "fields"),
        ("/events/?fields=start.edtf", "fields"),
        ("/events/?fields=" + "id," * 400, "fields"),
        ("/events/?include=editors", "include"),
        ("/events/?include=actors;sources", "include"),
        ("/actors/?include=events", "include"),
        ("/actors/?fields=title", "fields"),
        ("/changes/?fields=id", "fields"),
        ("/events/facets/?fields=id", "fields"),
        ("/events/2222-2222-2222/?fields=nothing", "fields"),
    ],
)
def test_what_cannot_be_selected_is_named(client, db, path, parameter):
    answer = client.get(BASE + path)
    assert answer.status_code == 400
    assert [error["parameter"] for error in answer.json()["errors"]] == [parameter]
    assert "secret" not in answer.content.decode()
