"""Titles of drafts need the right to see events, wherever the desk shows them."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from events.models import Claim, Storyline, User
from tests import factories, newsroom
from tests.admin.pages import listed_keys, path

TITLE = "Secret talks"
MODELS = ("claim", "action", "edition")


def client_with(*rights: str) -> Client:
    user: User = factories.UserFactory()
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def event(db):
    """A published event whose title has been changed since."""
    event = newsroom.linked_event("Talks")
    type(event).objects.filter(pk=event.pk).update(label=TITLE)
    return event


@pytest.mark.parametrize("model", MODELS)
def test_list_and_page_show_titles_to_those_who_may_see_events(event, model):
    parts = {"claim": event.claims, "action": event.actions, "edition": event.editions}
    one = path(model, f"{parts[model].first().pk}/change/")
    may, may_not = client_with(f"view_{model}", "view_event"), client_with(f"view_{model}")
    for address in (path(model), one):
        assert TITLE in may.get(address).content.decode()
        refused = may_not.get(address)
        assert (refused.status_code, TITLE in refused.content.decode()) == (200, False)


@pytest.mark.parametrize("model", MODELS)
def test_search_looks_in_titles_for_those_who_may_see_events(event, model):
    may, may_not = client_with(f"view_{model}", "view_event"), client_with(f"view_{model}")
    assert listed_keys(may, path(model), q=TITLE) != set()
    assert listed_keys(may_not, path(model), q=TITLE) == set()


def test_suggested_claims_name_their_event_to_those_who_may_see_it(event):
    query = {"app_label": "events", "model_name": "claimlink", "field_name": "to_claim", "term": ""}
    rights = ("view_claim", "change_claimlink", "view_claimlink")
    for client, shown in (
        (client_with(*rights, "view_event"), True),
        (client_with(*rights), False),
    ):
        results = client.get("/admin/autocomplete/", query).json()["results"]
        assert len(results) == Claim.objects.count()
        assert any(TITLE in one["text"] for one in results) is shown


def test_suggested_events_need_the_right_to_see_them(event):
    query = {"app_label": "events", "model_name": "storylinepin", "field_name": "event", "term": ""}
    assert client_with("change_storylinepin").get("/admin/autocomplete/", query).status_code == 403


def test_pins_of_a_storyline_need_the_right_to_see_events(event):
    address = path("storyline", f"{Storyline.objects.get().pk}/change/")
    rights = ("view_storyline", "change_storyline", "view_storylinepin", "change_storylinepin")
    assert TITLE in client_with(*rights, "view_event").get(address).content.decode()
    refused = client_with(*rights).get(address)
    assert (refused.status_code, TITLE in refused.content.decode()) == (200, False)
