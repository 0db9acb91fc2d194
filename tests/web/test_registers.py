"""The registers of actors, sources and storylines."""

import pytest

from events.models import Profile
from tests import factories, newsroom
from tests.web.pages import headings, links, text


@pytest.mark.parametrize("spelling", ["Patrushev", "Patruschew", "Патрушев"])
def test_actor_is_found_in_any_spelling(reader, minister, spelling):
    response = reader.get("/actors/", {"q": spelling})
    assert links(response)["Nikolai Patrushev"] == f"/actors/{minister.pk}/"


def test_actor_not_found_says_so(reader, minister):
    response = reader.get("/actors/", {"q": "Lavrov"})
    assert "Nothing found" in text(response)
    assert links(response)["Show all"] == "/actors/"


def test_register_is_empty_in_words(reader):
    for address in ("/actors/", "/sources/", "/storylines/"):
        assert "Nothing here yet" in text(reader.get(address))


@pytest.mark.parametrize("kind", ["actors", "sources", "storylines"])
@pytest.mark.parametrize("query", ["cursor=forged", "as_of=soon", "cursor=a&cursor=b"])
def test_bad_parameter_is_refused(reader, minister, kind, query):
    response = reader.get(f"/{kind}/?{query}")
    assert response.status_code == 400
    assert headings(response, 1) == ["This request is not valid"]


@pytest.mark.parametrize("kind", ["actor", "source", "storyline"])
def test_damaged_profile_is_left_out_of_its_register(reader, kind):
    event = newsroom.linked_event("Deliveries")
    newsroom.linked_event("Talks")
    damaged = {
        "actor": event.claims.first().speaker_id,
        "source": event.citations.get().source_id,
        "storyline": event.pins.get().storyline_id,
    }[kind]
    Profile.objects.filter(kind=kind, subject=damaged).update(document="{", upgraded=None)
    response = reader.get(f"/{kind}s/")
    assert response.status_code == 200
    found = links(response).values()
    assert f"/{kind}s/{damaged}/" not in found
    others = Profile.objects.filter(kind=kind).exclude(subject=damaged)
    assert {f"/{kind}s/{other.subject}/" for other in others} <= set(found)


def test_register_is_in_the_past_that_is_asked_for(reader, minister):
    newsroom.name(minister, "Patrushev the Younger", "en")
    response = reader.get("/actors/", {"as_of": "2023-02-01"})
    assert "Nothing here yet" in text(response)


def test_query_is_kept_in_the_form(reader, minister):
    response = reader.get("/actors/", {"q": "Patrushev"})
    assert 'value="Patrushev"' in response.content.decode()


def test_storylines_cannot_be_searched_but_are_listed_by_title(reader):
    for title in ("Zinc", "Arms"):
        storyline = factories.StorylineFactory(public=True)
        factories.StorylineTextFactory(storyline=storyline, title=title)
        event = newsroom.draft_event(f"Event of {title}")
        factories.StorylinePinFactory(storyline=storyline, event=event)
        newsroom.publish(event)
    assert headings(reader.get("/storylines/"), 2) == ["Arms", "Zinc"]
