"""Actors, sources and storylines: lists by name, and each of them."""

import pytest

from events.models import Actor
from tests import factories, newsroom
from tests.api.addresses import BASE


@pytest.mark.parametrize("name", ["actors", "sources", "storylines"])
def test_profiles_are_listed_by_name_in_pages(client, scene, name):
    whole = client.get(f"{BASE}/{name}/").json()
    seen, address = [], f"{BASE}/{name}/?limit=1"
    while address:
        page = client.get(address).json()
        seen += page["results"]
        address = page["next"]
    assert seen == whole["results"]
    assert len(seen) == {"actors": 4, "sources": 4, "storylines": 1}[name]


def test_actor_is_found_by_any_name(client, db):
    event = newsroom.draft_event()
    actor = newsroom.actor("Nikolai Patrushev")
    newsroom.name(actor, "Патрушев", "ru", kind="alias")
    factories.ParticipationFactory(event=event, actor=actor)
    newsroom.publish(event)
    for q in ("Patruschew", "Patrushev", "Патрушев"):
        found = client.get(f"{BASE}/actors/", {"q": q}).json()["results"]
        assert [one["id"] for one in found] == [actor.pk], q


def test_actor_of_drafts_alone_has_no_address(client, scene):
    hidden = newsroom.actor("Only in drafts")
    factories.ParticipationFactory(event=scene.draft, actor=hidden)
    unknown = client.get(f"{BASE}/actors/bq4d-7hkm-x2tz/")
    assert client.get(f"{BASE}/actors/{hidden.pk}/").content == unknown.content
    assert Actor.objects.filter(pk=hidden.pk).exists()


def test_etag_of_a_page_changes_when_another_page_follows(client, db):
    """The rows of the first page stay the same, the address of the next one is new."""
    path = f"{BASE}/sources/?limit=1"
    first = newsroom.draft_event("First", source=factories.SourceFactory(title="A"))
    newsroom.publish(first)
    before = client.get(path)
    newsroom.publish(newsroom.draft_event("Second", source=factories.SourceFactory(title="B")))
    after = client.get(path, headers={"If-None-Match": before["ETag"]})
    assert (before.json()["next"], after.status_code) == (None, 200)
    assert after.json()["results"] == before.json()["results"]
    assert after.json()["next"]
