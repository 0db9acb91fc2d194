"""No word of the desk reaches the public before it is published, and no page asks who reads it.

Every address of the access table is visited; the rows stand in `test_access`.
"""

from collections.abc import Callable, Iterator
from typing import Final

import pytest
from django.apps import apps
from django.conf import settings as installed
from django.db import models as fields
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.test import Client
from django.urls import reverse

from events.models import Event, Profile
from tests import factories, newsroom
from tests.identity_guard import IdentityWasLookedAt
from tests.test_access import (
    ALWAYS,
    BY_EVENT,
    EVERYBODY,
    STATES,
    client_of,
    event_in,
    event_path,
    octets,
)

MARK: Final = "Zqsecret"
WORD: Final = "zqfinder"


def free_texts(model: type[fields.Model]) -> list[fields.Field]:
    """The columns that an editor writes words into."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, fields.CharField | fields.TextField)
        and not (field.choices or field.unique or field.primary_key or field.is_relation)
        and (field.max_length or 10_000) >= 100
    ]


# What editors do with vocabularies is public at once; accounts and the log have no public side.
PUBLIC_RECORD: Final = {
    "edition", "editiontext", "editionactor", "editionsource", "editionstoryline",
    "editionrelation", "editionsequence", "currentactor", "facetcount", "profile",
    "eventtype", "eventtypename", "user", "action",
}  # fmt: skip


def mark_the_desk() -> int:
    """Write the mark into every text of the desk, past all verbs; the number of texts marked."""
    marked = 0
    for model in apps.get_app_config("events").get_models():
        if model._meta.model_name in PUBLIC_RECORD:
            continue
        for field in free_texts(model):
            if field.name in {"filter", "edtf", "sort_key", "url"} or "_edtf" in field.name:
                continue
            text = Concat(F(field.name), Value(f" {MARK} {WORD}"))
            marked += model.objects.update(**{field.name: text})
    return marked


def every_address() -> Iterator[str]:
    """All that a reader or consumer can ask for: lists, details, history, moments, searches."""
    yield from ALWAYS.values()
    for query in (
        "as_of=2023-03-02",
        f"q={WORD}",
        "from=2023",
        "ordering=-updated",
        f"actor={MARK}",
    ):
        for path in ("/", "/api/v1/events/", "/api/v1/events/facets/"):
            yield f"{path}?{query}"
    yield from (
        "/changes/",
        f"/changes/?q={WORD}",
        f"/changes/?actor={MARK}",
        "/changes/?since=2023",
    )
    for kind in ("actors", "sources", "storylines"):
        for path in (f"/{kind}/", f"/api/v1/{kind}/"):
            yield from (f"{path}?as_of=2023-03-02", f"{path}?q={WORD}")
    for event_id in Event.objects.values_list("pk", flat=True):
        yield from (event_path(name, event_id) for name in BY_EVENT)
        yield f"/api/v1/events/{event_id}/?as_of=2023-03-02"
        yield f"/events/{event_id}/?as_of=2023-03-02"
    for kind in ("actor", "source", "storyline"):
        model = apps.get_model("events", kind)
        for subject_id in model.objects.values_list("pk", flat=True):
            yield from (reverse(f"{side}:{kind}", args=[subject_id]) for side in ("web", "api"))


def test_no_word_of_the_desk_leaks_before_it_is_published(db):
    """Drafts, unpublished changes and names are marked; no public address may show the mark."""
    newsroom.linked_event("Open talks")
    newsroom.linked_event("Hidden talks", publish_it=False)
    newsroom.retract(newsroom.published_event("Withdrawn talks"), reason="Wrong.")
    assert mark_the_desk() > 40
    client = Client()
    visited = 0
    for address in every_address():
        response = client.get(address, follow=True)
        # A search repeats its own word in the form; the mark beside it in the desk never shows.
        told = octets(response).decode().replace(f"actor={MARK}", "").replace(f'"{MARK}"', "")
        assert MARK not in told, address
        visited += 1
    assert visited > 80


def test_search_for_a_word_of_a_draft_finds_nothing(db):
    newsroom.published_event("Open talks")
    newsroom.draft_event(f"Hidden {WORD}")
    for path in ("events", "actors", "sources", "storylines"):
        assert Client().get(f"/api/v1/{path}/", {"q": WORD}).json()["results"] == []


def test_leak_would_be_noticed(db):
    """The check itself can fail: published, the mark shows."""
    event = newsroom.published_event("Open talks")
    mark_the_desk()
    newsroom.publish(event)
    assert MARK in Client().get("/api/v1/events/").content.decode()


def test_actors_of_unpublished_changes_stay_hidden(db):
    event = newsroom.published_event("Open talks")
    newcomer = newsroom.actor(f"Newcomer {WORD}")
    factories.ParticipationFactory(event=event, actor=newcomer)
    assert Client().get("/api/v1/actors/", {"q": "Newcomer"}).json()["results"] == []
    assert Client().get(f"/actors/{newcomer.pk}/").status_code == 404
    newsroom.publish(event)
    assert Client().get(f"/actors/{newcomer.pk}/").status_code == 200
    assert Profile.objects.filter(subject=newcomer.pk).count() == 1


# --- Identity -------------------------------------------------------------------------------------
@pytest.fixture
def guarded(settings) -> Callable[[str], Client]:
    settings.MIDDLEWARE = [*installed.MIDDLEWARE, "tests.identity_guard.IdentityGuard"]
    return client_of


@EVERYBODY
def test_readers_pages_never_ask_who_is_there(db, guarded, who):
    newsroom.linked_event("Open talks")
    for state in STATES[1:]:
        event_in(state)
    client = guarded(who)
    for address in every_address():
        response = client.get(address, follow=True)
        assert response.status_code in {200, 400, 404, 410}, address
        assert "Set-Cookie" not in response, address
        assert "private" not in response["Cache-Control"], address


def test_guard_of_identity_notices(guarded, rf, db, settings):
    settings.ROOT_URLCONF = "tests.tracker.addresses"
    with pytest.raises(IdentityWasLookedAt):
        guarded("anonymous").get("/me/")
