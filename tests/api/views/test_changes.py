"""Following: what a consumer of the changes can rely on beyond their order."""

import json
import threading
import time

import pytest
from django.db import connection
from django.test import Client

from events.models import Edition
from tests import newsroom
from tests.newsroom import NOW

PATH = "/api/v1/changes/"


def seqs(answer) -> list[int]:
    return [change["seq"] for change in answer.json()["results"]]


def test_as_of_leaves_out_what_came_later(client, scene):
    everything = client.get(PATH).json()["results"]
    early = [change["seq"] for change in everything if change["at"] < "2023-03-02"]
    query = {"as_of": "2023-03-01", "limit": 1}
    answer = client.get(PATH, query)
    found = seqs(answer)
    while following := answer.json()["next"]:
        answer = client.get(following)
        found += seqs(answer)
    assert 1 < len(early) < len(everything)
    assert found == early


def test_waiting_is_over_at_once_where_there_is_something(client, scene):
    started = time.monotonic()
    answer = client.get(PATH, {"wait": 30})
    assert seqs(answer) == seqs(client.get(PATH))
    assert answer["Cache-Control"] == "no-store"
    assert time.monotonic() - started < 5


def test_waiting_for_nothing_ends_empty(client, scene):
    last = client.get(PATH).json()["last_seq"]
    started = time.monotonic()
    answer = client.get(PATH, {"after": last, "wait": 1})
    assert time.monotonic() - started >= 1
    assert answer.json() == {"results": [], "next": None, "last_seq": last}


def test_past_cannot_grow_and_is_not_waited_for(client, scene):
    last = client.get(PATH).json()["last_seq"]
    started = time.monotonic()
    client.get(PATH, {"after": last, "wait": 30, "as_of": "2023-03-01"})
    assert time.monotonic() - started < 5


def test_where_too_many_wait_the_answer_comes_at_once(client, scene, settings):
    settings.API_WAITERS = 0
    last = client.get(PATH).json()["last_seq"]
    started = time.monotonic()
    assert seqs(client.get(PATH, {"after": last, "wait": 30})) == []
    assert time.monotonic() - started < 5


@pytest.mark.django_db(transaction=True)
def test_change_wakes_the_one_who_waits():
    first = newsroom.published_event("Talks")
    last = Client().get(PATH).json()["last_seq"]
    answers = []

    def wait() -> None:
        answers.append(Client().get(PATH, {"after": last, "wait": 20}))
        connection.close()

    waiting = threading.Thread(target=wait)
    waiting.start()
    time.sleep(0.3)
    newsroom.retract(first, reason="It never took place.", now=NOW)
    waiting.join(timeout=15)
    [answer] = answers
    assert [(c["event"], c["kind"]) for c in answer.json()["results"]] == [(first.pk, "retracted")]


@pytest.mark.parametrize("value", ["-1", "31", "1.5", "x", "", "9" * 400, "٣"])
def test_wait_that_is_no_number_of_seconds_is_named(client, db, value):
    answer = client.get(PATH, {"wait": value})
    assert answer.status_code == 400
    assert [error["parameter"] for error in answer.json()["errors"]] == ["wait"]


def test_follower_sees_every_edition_once_and_in_order(client, scene):
    seen, address = [], f"{PATH}?limit=2"
    while address:
        page = client.get(address).json()
        seen += page["results"]
        address = page["next"]
    stored = list(Edition.objects.order_by("seq"))
    assert [change["seq"] for change in seen] == [edition.seq for edition in stored]
    assert [change["document"] for change in seen] == [json.loads(e.text) for e in stored]
    assert [c["kind"] for c in seen if c["event"] == scene.retracted.pk] == [
        "published",
        "retracted",
    ]
    assert page["last_seq"] == stored[-1].seq
    caught_up = client.get(f"{PATH}?after={page['last_seq']}").json()
    assert caught_up == {"results": [], "next": None, "last_seq": page["last_seq"]}


@pytest.mark.parametrize("after", ["-1", "1.5", "x", "", "٣", str(2**63), "9" * 5000])
def test_after_that_is_no_sequence_number_is_refused(client, db, after):
    response = client.get(f"{PATH}", {"after": after})
    assert (response.status_code, response.json()["errors"][0]["parameter"]) == (400, "after")


def test_last_possible_sequence_number_is_nothing_yet(client, db):
    found = client.get(f"{PATH}?after={2**63 - 1}").json()
    assert found == {"results": [], "next": None, "last_seq": 2**63 - 1}


def test_changes_link_to_what_follows(client, scene):
    answer = client.get(PATH, {"limit": 1})
    assert answer["Link"] == f'<{answer.json()["next"]}>; rel="next"'
