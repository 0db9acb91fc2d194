"""Actors with names and offices, offices, sources, storylines, types of events."""

from typing import Any

import pytest

from events import editorial
from events.models import Actor, EventType, Office, Source, Storyline, Tenure
from tests import factories, newsroom
from tests.editorial.drafts.conftest import Desk, places, refused

NAMES = [
    {"name": "Nikolai Patrushev", "language": "en", "script": "Latn", "kind": "official"},
    {"name": "Николай Патрушев", "language": "ru", "script": "Cyrl", "kind": "official"},
]


def actor(**members: Any) -> dict[str, Any]:
    return {"kind": "person", "names": NAMES, **members}


def changed(verb: Any, shown: dict[str, Any], document: Any, **more: Any) -> dict[str, Any]:
    return verb(
        pk=shown["id"],
        document=document,
        editor=newsroom.editor(),
        now=newsroom.NOW,
        expected_version=shown["version"],
        **more,
    )


def test_actor_is_called_by_its_first_name_unless_it_has_a_label(desk: Desk):
    made = editorial.create_actor(document=actor(), **desk.who)
    assert (made["label"], made["names"], made["wikidata"]) == ("Nikolai Patrushev", NAMES, "")
    named = editorial.create_actor(document=actor(label="Patrushev"), **desk.who)
    assert named["label"] == "Patrushev"
    without = changed(editorial.change_actor, named, actor(), whole=True)
    assert without["label"] == "Nikolai Patrushev"


def test_actor_needs_a_name_where_it_is_written_as_a_whole(desk: Desk):
    document = actor(names=[], label="Patrushev")
    message = "Give at least one name."
    assert refused(editorial.create_actor, document=document, **desk.who) == [("/names", message)]
    made = editorial.create_actor(document=actor(), **desk.who)
    assert changed(editorial.change_actor, made, {"names": []})["names"] == []


def test_names_are_found_afterwards_in_any_script(desk: Desk):
    made = editorial.create_actor(document=actor(), **desk.who)
    assert all(name.key for name in Actor.objects.get(pk=made["id"]).names.all())


def test_names_stand_in_the_order_of_the_document(desk: Desk):
    names = [{**NAMES[0], "name": name} for name in "abc"]
    made = editorial.create_actor(document=actor(names=names), **desk.who)
    first = Actor.objects.get(pk=made["id"]).names.get(name="a").pk
    turned = [names[0], names[2], names[1]]
    shown = changed(editorial.change_actor, made, {"names": turned})
    assert shown["names"] == turned
    assert Actor.objects.get(pk=made["id"]).names.get(name="a").pk == first


def test_offices_are_tenures_in_full(desk: Desk):
    office = factories.OfficeFactory(label="Secretary")
    held = {"office": office.pk, "start": "2008-05-12", "start_means": "cited_since",
            "citations": [{"source": desk.source.pk, "locator": "P39"}]}  # fmt: skip
    made = editorial.create_actor(document=actor(offices=[held]), **desk.who)
    [tenure] = made["offices"]
    assert tenure["office"] == {"id": office.pk, "title": "Secretary"}
    assert (tenure["start"]["edtf"], tenure["end"], tenure["start_means"]) == (
        "2008-05-12",
        None,
        "cited_since",
    )
    assert tenure["citations"][0]["locator"] == "P39"
    row = Tenure.objects.get()
    assert row.public_id == tenure["id"]
    ended = changed(editorial.change_actor, made, {"offices": [{**tenure, "end": "2024-05-12"}]})
    assert (ended["offices"][0]["id"], Tenure.objects.get().pk) == (tenure["id"], row.pk)
    assert ended["offices"][0]["end"]["edtf"] == "2024-05-12"
    assert ended["offices"][0]["citations"] == tenure["citations"]


def test_office_without_its_id_is_the_one_that_began_then(desk: Desk):
    office = factories.OfficeFactory(label="President")
    twice = [{"office": office.pk, "start": start} for start in ("2000-05-07", "2012-05-07")]
    made = editorial.create_actor(document=actor(offices=twice), **desk.who)
    ids = [tenure["id"] for tenure in made["offices"]]
    again = [{**twice[1], "end": "2030"}, {**twice[0], "end": "2008-05-07"}]
    shown = changed(editorial.change_actor, made, {"offices": again})
    assert [tenure["id"] for tenure in shown["offices"]] == ids


def test_offices_that_are_not_given_stay_and_that_are_not_there_go(desk: Desk):
    office = factories.OfficeFactory(label="President")
    made = editorial.create_actor(document=actor(offices=[{"office": office.pk}]), **desk.who)
    kept = changed(editorial.change_actor, made, {"wikidata": "Q1"})
    assert kept["offices"] == made["offices"]
    gone = changed(editorial.change_actor, kept, {"offices": []})
    assert (gone["offices"], Tenure.objects.count()) == ([], 0)


def test_tenure_that_an_event_names_stays(desk: Desk):
    tenure = factories.TenureFactory(actor=desk.actor)
    desk.create(participants=[{"actor": desk.actor.pk, "tenure": tenure.public_id}])
    shown = editorial.desk_actor(desk.actor.pk)
    message = "Other records still refer to something that would be deleted."
    assert refused(changed, editorial.change_actor, shown, {"offices": []}) == [("", message)]


def test_office_is_created_shown_and_changed(desk: Desk):
    document = {
        "title": "Foreign Minister",
        "body": desk.actor.pk,
        "names": {"DE": "Außenminister"},
    }
    made = editorial.create_office(document=document, **desk.who)
    assert made["body"] == {"id": desk.actor.pk, "name": "Wang Yi"}
    assert (made["title"], made["names"], made["version"]) == (
        "Foreign Minister",
        {"de": "Außenminister"},
        1,
    )
    shown = changed(editorial.change_office, made, {"names": {"de": "Außenministerin"}})
    assert (shown["names"], shown["body"], shown["version"]) == (
        {"de": "Außenministerin"},
        made["body"],
        2,
    )
    whole = changed(editorial.change_office, shown, {"title": "Minister"}, whole=True)
    assert (whole["title"], whole["names"], whole["body"]) == ("Minister", {}, None)
    assert changed(editorial.change_office, whole, whole) == whole


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({"title": ""}, "/title"),
        ({"title": "x" * 201}, "/title"),
        ({"names": {"de": "x" * 201}}, "/names/de"),
        ({"body": "2222-2222-2222"}, "/body"),
        ({"label": "x"}, "/label"),
        ({"version": 7}, "/version"),
    ],
)
def test_what_is_wrong_with_an_office_is_named(desk: Desk, wrong, place):
    document = {"title": "Minister", **wrong}
    assert places(editorial.create_office, document=document, **desk.who) == [place]
    assert Office.objects.count() == 0


def test_source_is_created_shown_and_changed(desk: Desk):
    document = {
        "kind": "article", "title": "Talks", "language": "EN", "publisher": desk.actor.pk,
        "published": "2023-02-22", "accessed_at": "2023-02-22T16:20:00+01:00",
        "canonical_url": "https://paper.example/a", "revision_of": desk.source.pk,
    }  # fmt: skip
    made = editorial.create_source(document=document, **desk.who)
    assert (made["language"], made["held"], made["canonical_url"]) == (
        "en",
        True,
        "https://paper.example/a",
    )
    assert (made["accessed_at"], made["published"]["edtf"], made["modified"]) == (
        "2023-02-22T15:20:00Z",
        "2023-02-22",
        None,
    )
    assert (made["publisher"]["id"], made["revision_of"]) == (desk.actor.pk, desk.source.pk)
    kept = changed(editorial.change_source, made, {"held": False})
    assert (kept["publisher"], kept["revision_of"]) == (made["publisher"], desk.source.pk)
    assert changed(editorial.change_source, kept, kept, whole=True) == kept
    emptied = changed(
        editorial.change_source, kept, {"publisher": None, "revision_of": None, "published": None}
    )
    assert (emptied["publisher"], emptied["revision_of"], emptied["published"]) == (None,) * 3


def test_sources_are_no_newer_versions_of_each_other(desk: Desk):
    document = {"kind": "article", "title": "Newer", "revision_of": desk.source.pk}
    newer = editorial.create_source(document=document, **desk.who)
    shown = editorial.desk_source(desk.source.pk)
    found = places(changed, editorial.change_source, shown, {"revision_of": newer["id"]})
    assert found == ["/revision_of"]
    assert Source.objects.get(pk=desk.source.pk).revision_of is None


def test_storyline_is_created_and_pins_events_in_their_order(desk: Desk):
    events = [desk.create()["id"] for _n in range(3)]
    document = {
        "title": "Visit", "language": "en", "filter": "type=talks", "pinned": events[:2],
    }  # fmt: skip
    made = editorial.create_storyline(document=document, **desk.who)
    assert (made["pinned"], made["public"], made["filter"]) == (events[:2], False, "type=talks")
    turned = changed(editorial.change_storyline, made, {"pinned": [events[2], events[0]]})
    assert turned["pinned"] == [events[2], events[0]]
    assert changed(editorial.change_storyline, turned, {"pinned": turned["pinned"]}) == turned
    twice = {"pinned": [events[0], events[0]]}
    assert refused(changed, editorial.change_storyline, turned, twice) == [
        ("/pinned/1", "This is a duplicate.")
    ]


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({"title": ""}, "/title"),
        ({"language": ""}, "/language"),
        ({"pinned": ["2222-2222-2222"]}, "/pinned/0"),
        ({"public": True}, "/public"),
        ({"filter": "x" * 501}, "/filter"),
    ],
)
def test_what_is_wrong_with_a_storyline_is_named(desk: Desk, wrong, place):
    document = {"title": "Visit", "label": "Visit", "language": "en", **wrong}
    assert place in places(editorial.create_storyline, document=document, **desk.who)
    assert Storyline.objects.count() == 0


def test_storyline_of_a_profile_may_be_sent_back(desk: Desk, client):
    event = newsroom.published_event()
    document = {"title": "Visit", "language": "en", "pinned": [event.pk]}
    made = editorial.create_storyline(document=document, **desk.who)
    editorial.publish_storyline(
        storyline_id=made["id"],
        editor=newsroom.reviewer(),
        now=newsroom.NOW,
        expected_version=made["version"],
    )
    public = client.get(f"/api/v1/storylines/{made['id']}/").json()
    shown = editorial.desk_storyline(made["id"])
    assert changed(editorial.change_storyline, shown, public) == shown
    message = "This is read-only. Omit it or send it unchanged."
    wrong = {**public, "url": "/elsewhere/"}
    assert refused(changed, editorial.change_storyline, shown, wrong) == [("/url", message)]


def test_type_is_created_below_another(desk: Desk):
    reviewer = newsroom.reviewer()
    document = {"key": "summit", "parent": "talks", "names": {"de": "Gipfel", "EN": "Summit"}}
    made = editorial.create_event_type(document=document, editor=reviewer, now=newsroom.NOW)
    assert made == {**document, "names": {"de": "Gipfel", "en": "Summit"}}
    assert EventType.objects.get(key="summit").parent.key == "talks"
    for wrong, place in (
        ({"key": "Summit"}, "/key"),
        ({"key": "talks"}, "/key"),
        ({"key": "other", "parent": "nonsense"}, "/parent"),
        ({"key": "other", "names": {"de": "x" * 101}}, "/names/de"),
        ({"key": "other", "title": "x"}, "/title"),
    ):
        found = places(
            editorial.create_event_type, document=wrong, editor=reviewer, now=newsroom.NOW
        )
        assert found == [place]
    with pytest.raises(editorial.NotAllowed):
        editorial.create_event_type(document=document, editor=newsroom.editor(), now=newsroom.NOW)
