"""Events from documents, also from their own public record."""

from typing import Any

import pytest

from events import editorial
from events.models import Event, Tenure
from tests import factories, newsroom
from tests.editorial.drafts.conftest import Desk, places, refused

SET = "This is read-only. Omit it or send it unchanged."
DERIVED = (
    "url", "type_names", "period", "origins", "date_origins", "actors", "sources", "edition",
)  # fmt: skip


def public(client, event: Event) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"/api/v1/events/{event.pk}/").json()
    return found


def send(event: Event, document: Any, **more: Any) -> dict[str, Any]:
    return editorial.change_event(
        pk=event.pk,
        document=document,
        editor=newsroom.editor(),
        now=newsroom.NOW,
        expected_version=event.version,
        **more,
    )


def test_new_event_is_a_draft_of_whoever_made_it(desk: Desk):
    event = desk.create()
    assert (event["state"], event["version"], event["published_version"]) == ("draft", 1, None)
    assert (event["occurrence"], event["start"], event["place"]) == ("occurred", None, None)
    row = Event.objects.get(pk=event["id"])
    assert (row.created_by, row.created_at, row.label) == (desk.editor, newsroom.NOW, "Talks")


@pytest.mark.parametrize(
    "member",
    [
        {"state": "published"}, {"version": 2}, {"published_version": 1}, {"updated_at": "2023"},
        {"url": "/events/x/"}, {"type_names": {"en": "Talks"}}, {"period": {"en": "2023"}},
        {"origins": {"count": 9, "of": [], "why": ""}}, {"date_origins": None}, {"actors": {}},
        {"sources": {}}, {"edition": {"seq": 1, "number": 1}},
    ],
    ids=lambda member: next(iter(member)),
)  # fmt: skip
def test_nothing_that_nobody_can_set_is_overlooked(desk: Desk, member):
    [name] = member
    assert refused(desk.create, **member) == [(f"/{name}", SET)]
    event = desk.create()
    assert refused(desk.change, event, member) == [(f"/{name}", SET)]
    assert Event.objects.count() == 1


def test_public_record_can_be_sent_back_and_changes_nothing(desk: Desk, client):
    event = newsroom.linked_event()
    document = public(client, event)
    assert [name for name in DERIVED if name not in document] == []
    for whole in (False, True):
        assert send(event, document, whole=whole)["version"] == event.version


def test_public_record_may_be_changed_on_its_way_back(desk: Desk, client):
    event = newsroom.linked_event()
    document = public(client, event)
    document["title"] = "Other talks"
    document["claims"][0]["text"] = "Another accusation."
    changed = send(event, document)
    assert (changed["title"], changed["claims"][0]["text"]) == (
        "Other talks",
        "Another accusation.",
    )


@pytest.mark.parametrize("name", DERIVED)
def test_member_of_the_public_record_that_differs_is_refused(desk: Desk, client, name):
    event = newsroom.linked_event()
    wrong = "Other" if isinstance(public(client, event)[name], str) else {"no": 1}
    assert refused(send, event, {name: wrong}) == [(f"/{name}", SET)]


def test_derived_parts_of_claims_are_not_overlooked(desk: Desk, client):
    event = newsroom.linked_event()
    claims = public(client, event)["claims"]
    for name, wrong in (("answered_by", []), ("origins", {"count": 7, "of": [], "why": ""})):
        changed = [{**claims[0], name: wrong}, claims[1]]
        assert refused(send, event, {"claims": changed}) == [(f"/claims/0/{name}", SET)]


def test_tenures_of_the_public_record_are_not_pinned(desk: Desk, client):
    event = newsroom.published_event()
    factories.ParticipationFactory(event=event, actor=desk.actor)
    factories.TenureFactory(actor=desk.actor)
    newsroom.publish(event)
    event.refresh_from_db()
    document = public(client, event)
    assert document["participants"][0]["tenure"] == Tenure.objects.get().public_id
    assert send(event, document)["participants"][0]["tenure"] is None


def test_event_and_its_key_elsewhere(desk: Desk):
    event = desk.create(external_key="archive:17")
    assert event["external_key"] == "archive:17"
    message = "Another event already has this key."
    assert refused(desk.create, external_key="archive:17") == [("/external_key", message)]
    assert desk.change(event, {"external_key": ""})["external_key"] == ""
    assert Event.objects.get(pk=event["id"]).external_key is None


def test_list_that_is_not_given_stays_and_as_a_whole_becomes_empty(desk: Desk):
    claim = {"speaker": desk.actor.pk, "text": "So.", "language": "en"}
    full: dict[str, Any] = {
        "participants": [{"actor": desk.actor.pk}],
        "claims": [claim],
        "citations": [{"source": desk.source.pk}],
        "other_dates": [{"kind": "earlier_announced", "start": "2023"}],
        "relations": [{"type": "follows", "event": desk.create()["id"]}],
        "storylines": [factories.StorylineFactory().pk],
        "start": "2023",
        "place": "Moscow",
    }
    event = desk.create(**full)
    assert all(event[name] for name in full)
    kept = desk.change(event, {"occurrence": "alleged"})
    assert [name for name in full if kept[name] != event[name]] == []
    emptied = desk.change(kept, desk.minimal(), whole=True)
    assert [name for name in full if emptied[name]] == []
    assert emptied["occurrence"] == "occurred"


def test_dates_that_contradict_each_other_are_refused(desk: Desk):
    assert refused(desk.create, end="2023") == [
        ("", "An event with an end needs a start, however vague.")
    ]
    assert refused(desk.create, start="2023-03", end="2023-01") == [
        ("", "An event cannot end before it starts.")
    ]


def test_all_problems_of_the_columns_come_together(desk: Desk):
    wrong = {"occurrence": "perhaps", "start": "never", "type": "nonsense",
             "place": {"name": "x", "country": "Russia"}, "external_key": "x" * 201}  # fmt: skip
    assert sorted(places(desk.create, **wrong)) == [
        "/external_key", "/occurrence", "/place/country", "/start", "/type",
    ]  # fmt: skip
