"""Events: lists, one event, its editions, counts, and what is left of withdrawn events."""

import json

import pytest
from django.utils.http import http_date

from events import record
from events.api.views.public import etag_of
from events.models import Edition
from tests import newsroom
from tests.api.addresses import BASE, cache_control
from tests.api.conftest import LATER
from tests.timeline.conftest import event_on


def document(edition: Edition) -> dict:
    return json.loads(edition.text)


def current(event) -> Edition:
    return Edition.objects.current().get(event=event)


def titles(response) -> list[str]:
    return [event["title"] for event in response.json()["results"]]


def test_event_list_holds_the_stored_documents(client, scene):
    found = client.get(f"{BASE}/events/?ordering=updated&limit=1").json()
    (first,) = found["results"]
    assert first == document(Edition.objects.get(seq=first["edition"]["seq"]))
    assert list(found) == ["next", "previous", "results"]


def test_pages_lead_to_the_end_and_back(client, scene):
    seen, address = [], f"{BASE}/events/?ordering=updated&limit=1&occurrence=occurred"
    while address:
        response = client.get(address)
        seen += titles(response)
        last, address = response, response.json()["next"]
    assert seen == ["Visit around Linked talks", "Linked talks", "Plain talks"]
    before = last.json()["previous"]
    assert before.startswith("http://testserver/api/v1/events/?")
    assert "limit=1" in before
    assert titles(client.get(before)) == ["Linked talks"]


def test_filter_and_moment_stay_on_the_next_page(client, scene):
    found = client.get(f"{BASE}/events/?q=talks&as_of=2023-03-01T13:00:00Z&limit=1").json()
    assert "q=talks&as_of=2023-03-01T13%3A00%3A00Z&limit=1&cursor=" in found["next"]


def test_list_as_of_a_moment_shows_what_stood_then(client, scene):
    past = client.get(f"{BASE}/events/?as_of=2023-03-01T13:00:00Z&ordering=updated")
    assert titles(past) == [
        "Visit around Linked talks",
        "Linked talks",
        "A meeting that never was",
    ]
    assert past.json()["results"][1]["summary"] == "Summary of Linked talks."


def test_counts_agree_with_the_list(client, scene):
    listed = client.get(f"{BASE}/events/").json()["results"]
    counted = client.get(f"{BASE}/events/facets/").json()
    assert sum(value["count"] for value in counted["occurrence"]) == len(listed) == 3
    assert [sorted(value) for value in counted["type"]] == [["count", "labels", "value"]]
    bars = client.get(f"{BASE}/events/histogram/?interval=year").json()
    assert sum(bar["count"] for bar in bars["results"]) == 3


def test_event_is_the_stored_document_untouched(client, scene):
    edition = current(scene.linked)
    response = client.get(f"{BASE}/events/{scene.linked.pk}/")
    assert response.content.decode() == edition.document
    assert response["ETag"] == f'"{etag_of(str(edition.seq))}"'
    assert response["Last-Modified"] == http_date(edition.at.timestamp())


def test_retracted_event_is_gone_with_its_reason(client, scene):
    response = client.get(f"{BASE}/events/{scene.retracted.pk}/")
    assert (response.status_code, response["Content-Type"]) == (410, "application/json")
    tombstone = response.json()
    assert tombstone == document(current(scene.retracted))
    assert (tombstone["retracted"], tombstone["edition"]["note"]) == (True, "It never took place.")
    assert "meeting" not in response.content.decode()


def test_merged_event_leads_to_its_survivor(client, scene):
    """No verb merges yet; a record that came in merged is answered all the same."""
    edition = current(scene.plain)
    event = document(edition)
    tombstone = {
        "id": scene.plain.pk,
        "url": event["url"],
        "merged_into": scene.linked.pk,
        "edition": event["edition"],
    }
    edition.document, edition.listed = json.dumps(tombstone, separators=(",", ":")), False
    edition.save()
    response = client.get(f"{BASE}/events/{scene.plain.pk}/?as_of=2024-01-01")
    survivor = f"http://testserver{BASE}/events/{scene.linked.pk}/?as_of=2024-01-01"
    assert (response.status_code, response["Location"]) == (301, survivor)
    assert response.json() == tombstone
    assert_unconditional(client, f"{BASE}/events/{scene.plain.pk}/", edition, 301)


def test_retraction_has_an_etag_and_ignores_conditions(client, scene):
    path = f"{BASE}/events/{scene.retracted.pk}/"
    assert_unconditional(client, path, current(scene.retracted), 410)
    # What was held before it was taken back is not what there is now.
    event = client.get(f"{path}editions/1/")
    for header, name in (("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified")):
        assert client.get(path, headers={header: event[name]}).status_code == 410, header


def assert_unconditional(client, path, edition, status):
    """Preconditions are ignored where the answer is no 2xx (RFC 9110, section 13.2.1)."""
    told = (
        status,
        f'"{etag_of(str(edition.seq))}"',
        http_date(edition.at.timestamp()),
        cache_control(60),
    )
    whole = client.get(path)
    held = {"If-None-Match": whole["ETag"]}
    since = {"If-Modified-Since": whole["Last-Modified"]}
    for headers in ({}, held, since):
        answer = client.get(path, headers=headers)
        found = (answer[n] for n in ("ETag", "Last-Modified", "Cache-Control"))
        assert (answer.status_code, *found) == told


def test_editions_tell_the_whole_history(client, scene):
    path = f"{BASE}/events/{scene.linked.pk}/editions/"
    listed = client.get(path).json()["results"]
    stored = Edition.objects.filter(event=scene.linked).order_by("number")
    assert listed == [document(edition) for edition in stored]
    assert [client.get(f"{path}{n}/").json() for n in (1, 2)] == listed
    past = client.get(f"{path}?as_of=2023-03-01T13:00:00Z").json()["results"]
    assert past == listed[:1]


def test_edition_is_cached_no_longer_than_the_event_since_it_may_be_redacted(client, scene):
    path = f"{BASE}/events/{scene.linked.pk}/"
    assert client.get(path)["Cache-Control"] == cache_control(60)
    assert client.get(f"{path}editions/1/")["Cache-Control"] == cache_control(60)


@pytest.mark.parametrize(
    ("query", "parameters"),
    [
        ("actr=1", ["actr"]),
        ("format=json", ["format"]),
        ("from=2023-02-30&to=nonsense", ["from", "to"]),
        ("from=2024&to=2023", ["from", "to"]),
        ("limit=0", ["limit"]),
        ("limit=201", ["limit"]),
        ("limit=1&limit=2", ["limit"]),
        ("limit=x&cursor=a&cursor=b&match=perhaps", ["match", "limit", "cursor"]),
        ("cursor=forged", ["cursor"]),
        ("as_of=2999-01-01", ["as_of"]),
        ("as_of=yesterday", ["as_of"]),
        ("ordering=password", ["ordering"]),
        ("q=%22", ["q"]),
        ("actor=nobody+at+all", ["actor"]),
        ("from=10000", ["from"]),
        ("%3Cscript%3E=1", ["query"]),
    ],
)
def test_bad_parameters_are_all_named_and_never_widen(client, scene, query, parameters):
    response = client.get(f"{BASE}/events/?{query}")
    problem = response.json()
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    assert [error["parameter"] for error in problem["errors"]] == parameters
    for value in ("actr=", "nonsense", "perhaps", "forged", "yesterday", "password", "script"):
        assert value not in json.dumps(problem)


def test_cursor_of_another_query_is_refused(client, scene):
    address = client.get(f"{BASE}/events/?limit=1").json()["next"]
    problem = client.get(f"{address}&match=must").json()
    assert [error["parameter"] for error in problem["errors"]] == ["cursor"]


def test_new_edition_changes_the_etag_and_the_date_of_the_list_of_editions(client, scene):
    path = f"{BASE}/events/{scene.plain.pk}/editions/"
    before = client.get(path)
    scene.plain.texts.update(title="Plainer talks")
    newsroom.correct(scene.plain, note="The title was wrong.", now=newsroom.NOW + 9 * LATER)
    after = client.get(path, headers={"If-None-Match": before["ETag"]})
    assert (after.status_code, len(after.json()["results"])) == (200, 2)
    assert after["Last-Modified"] != before["Last-Modified"]


# --- Counts ---------------------------------------------------------------------------------------
def test_histogram_counts_every_event_once(client, db):
    for start in ("2023-02-21", "2023-02-21T10:00Z", "2023-02", "2023", "../2023", None):
        event_on(start, f"Talks of {start}")
    expected = {
        "day": ({"2023-02-21": 2}, 2, 2),
        "week": ({"2023-02-20": 2}, 2, 2),
        "month": ({"2023-02": 3}, 1, 2),
        "year": ({"2023": 4}, 0, 2),
    }
    for interval, (bins, coarser, undated) in expected.items():
        for query in ("", "&occurrence=unknown"):
            found = client.get(f"{BASE}/events/histogram/?interval={interval}{query}").json()
            counts = {one["start"]: one["count"] for one in found["results"]}
            assert (counts, found["coarser"], found["undated"]) == (bins, coarser, undated)
            assert found["interval"] == interval


def test_edition_says_its_shape_and_cause(client, scene):
    edition = client.get(f"{BASE}/events/{scene.linked.pk}/").json()["edition"]
    assert (edition["shape"], edition["cause"]) == (record.SHAPE, "editors")


def test_actors_and_sources_are_described_once(client, scene):
    event = client.get(f"{BASE}/events/{scene.linked.pk}/").json()
    for citation in event["citations"]:
        assert list(citation["source"]) == ["id", "title", "url"]
        assert event["sources"][citation["source"]["id"]]["held"] is True
    for part in event["participants"]:
        assert list(part["actor"]) == ["id", "name", "url"]
        assert part["actor"]["name"] in event["actors"][part["actor"]["id"]]["names"].values()


def test_answer_is_in_the_claim_that_it_answers(client, scene):
    event = client.get(f"{BASE}/events/{scene.linked.pk}/").json()
    accusation, denial = event["claims"]
    (answer,) = accusation["answered_by"]
    assert (answer["claim"], answer["type"], answer["edition"]) == (denial["id"], "denies", None)
    assert denial["answered_by"] == []
