"""What links an event to others: relations, answers, shared claims, storylines."""

from events.models import Claim, StorylinePin
from tests import factories
from tests.editorial.drafts.conftest import Desk, places, refused


def claim(desk: Desk, **members) -> dict:
    return {"speaker": desk.actor.pk, "text": "It was so.", "language": "en", **members}


def test_relations_are_replaced_as_a_list(desk: Desk):
    one, other = desk.create(), desk.create()
    event = desk.create(
        relations=[
            {"type": "part_of", "event": one["id"]},
            {"type": "follows", "event": {"id": other["id"], "url": f"/events/{other['id']}/"}},
        ]
    )
    assert event["relations"] == [
        {"type": "part_of", "event": {"id": one["id"]}},
        {"type": "follows", "event": {"id": other["id"]}},
    ]
    changed = desk.change(event, {"relations": event["relations"][1:]})
    assert changed["relations"] == event["relations"][1:]


def test_what_is_wrong_with_a_relation_is_named(desk: Desk):
    event = desk.create()
    wrong = [
        {"type": "near", "event": event["id"]},
        {"type": "part_of"},
        {"type": "part_of", "event": "2222-2222-2222"},
        "x",
    ]
    assert places(desk.create, relations=wrong) == [
        "/relations/0/type",
        "/relations/1/event",
        "/relations/2/event",
        "/relations/3",
    ]
    itself = {"relations": [{"type": "follows", "event": event["id"]}]}
    assert refused(desk.change, event, itself) == [
        ("/relations/0", "An event cannot be related to itself.")
    ]
    twice = [{"type": "follows", "event": event["id"]}] * 2
    assert refused(desk.create, relations=twice) == [("/relations/1", "This is a duplicate.")]


def test_claims_answer_each_other_in_one_document(desk: Desk):
    event = desk.create(
        claims=[
            claim(desk, kind="denial", links=[{"type": "denies", "claim": "2222-2222-2222"}]),
            claim(desk, id="2222-2222-2222"),
        ]
    )
    assert event["claims"][0]["links"] == [{"type": "denies", "claim": "2222-2222-2222"}]
    without = [{**event["claims"][0], "links": []}, event["claims"][1]]
    assert desk.change(event, {"claims": without})["claims"][0]["links"] == []


def test_links_stay_with_their_claims_where_these_are_moved(desk: Desk):
    event = desk.create(
        claims=[
            claim(desk, id="2222-2222-2222"),
            claim(desk, kind="denial", links=[{"type": "denies", "claim": "2222-2222-2222"}]),
        ]
    )
    turned = desk.change(event, {"claims": list(reversed(event["claims"]))})
    assert [len(one["links"]) for one in turned["claims"]] == [1, 0]


def test_what_is_wrong_with_an_answer_is_named(desk: Desk):
    wrong = [claim(desk, links=[{"type": "hates", "claim": "2222-2222-2222"}, "x"])]
    assert places(desk.create, claims=wrong) == [
        "/claims/0/links/0/claim",
        "/claims/0/links/0/type",
        "/claims/0/links/1",
    ]
    wrong = [claim(desk, also_about=["2222-2222-2222", 5])]
    assert places(desk.create, claims=wrong) == [
        "/claims/0/also_about/0",
        "/claims/0/also_about/1",
    ]


def test_claim_may_be_about_further_events(desk: Desk):
    other = desk.create()
    event = desk.create(claims=[claim(desk, also_about=[other["id"]])])
    assert event["claims"][0]["also_about"] == [other["id"]]
    kept = [{k: v for k, v in event["claims"][0].items() if k != "also_about"}]
    assert desk.change(event, {"claims": kept}) == event
    emptied = desk.change(event, {"claims": [{**kept[0], "also_about": []}]})
    assert emptied["claims"][0]["also_about"] == []


def test_claim_of_another_event_is_shared_by_naming_it(desk: Desk):
    home = desk.create(claims=[claim(desk, id="2222-2222-2222")])
    shared = {"id": "2222-2222-2222", "event": home["id"]}
    event = desk.create(claims=[shared])
    assert [e.pk for e in Claim.objects.get().also_about.all()] == [event["id"]]
    message = "This claim does not exist in its event."
    for wrong in ({**shared, "id": "3333-3333-3333"}, {**shared, "event": "4444-4444-4444"}):
        assert refused(desk.create, claims=[wrong]) == [("/claims/0/id", message)]


def test_event_is_pinned_at_the_end_of_a_storyline(desk: Desk):
    storyline = factories.StorylineFactory(label="Visit")
    other = factories.StorylinePinFactory(storyline=storyline)
    event = desk.create(storylines=[storyline.pk])
    assert event["storylines"] == [{"id": storyline.pk, "title": "Visit"}]
    pins = list(StorylinePin.objects.filter(storyline=storyline).values_list("event", "position"))
    assert pins == [(other.event_id, 0), (event["id"], 1)]
    assert desk.change(event, {"storylines": [{"id": storyline.pk}]}) == event
    assert desk.change(event, {"storylines": []})["storylines"] == []
    assert places(desk.create, storylines=["2222-2222-2222", {"title": "Visit"}]) == [
        "/storylines/0",
        "/storylines/1",
    ]
