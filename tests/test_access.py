"""Who gets to see what: each route of the resolver has a row here, and each row is asked.

A route without a row fails, so that a new page can't be forgotten. What is public is the same for
everybody: anonymous reader, editor and reviewer. The desk's own rows are in `test_access_desk`.
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
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from events import editorial
from events.models import Event, Profile
from tests import factories, newsroom
from tests.identity_guard import IdentityWasLookedAt

UNKNOWN: Final = "bq4d-7hkm-x2tz"
WHO: Final = ("anonymous", "editor", "reviewer")
UNSAFE: Final = ("post", "put", "patch", "delete")
EVERYBODY = pytest.mark.parametrize("who", WHO)

# By state of the event that the address names.
STATES: Final = ("unknown", "draft", "in_review", "published", "retracted")
BY_EVENT: Final = {
    "web:event": (404, 404, 404, 302, 410),
    "web:event-history": (404, 404, 404, 200, 200),
    "web:event-with-slug": (404, 404, 404, 302, 410),
    "api:event": (404, 404, 404, 200, 410),
    "api:editions": (404, 404, 404, 200, 200),
    "api:edition": (404, 404, 404, 200, 200),
}
# By state of the only event that names the actor, source or (public) storyline.
BY_PROFILE: Final = {
    "web:actor": (404, 404, 404, 200, 404),
    "api:actor": (404, 404, 404, 200, 404),
    "web:source": (404, 404, 404, 200, 404),
    "api:source": (404, 404, 404, 200, 404),
}
# A storyline is public when its curator says so.
STORYLINE_STATES: Final = ("unknown", "private", "public")
BY_STORYLINE: Final = {"web:storyline": (404, 404, 200), "api:storyline": (404, 404, 200)}
ALWAYS: Final = {
    "web:timeline": "/",
    "web:actors": "/actors/",
    "web:sources": "/sources/",
    "web:storylines": "/storylines/",
    "web:healthz": "/healthz",
    "web:readyz": "/readyz",
    "api:events": "/api/v1/events/",
    "api:event-facets": "/api/v1/events/facets/",
    "api:event-histogram": "/api/v1/events/histogram/?interval=month",
    "api:actors": "/api/v1/actors/",
    "api:actor-resolve": "/api/v1/actors/resolve/?name=Nobody",
    "api:sources": "/api/v1/sources/",
    "api:storylines": "/api/v1/storylines/",
    "api:changes": "/api/v1/changes/",
    "api:export": "/api/v1/export/?format=ndjson",
    "api:date-resolve": "/api/v1/dates/resolve/?text=am+Dienstag&anchor=2023-02-22&language=de",
    "api:codebook": "/api/v1/codebook/",
    "api:schema": "/api/v1/schema/",
    "api:docs": "/api/v1/docs/",
}
# tests/web/test_site.py has the logo of an installation that has one.
UNSET: Final = {"web:logo": "/logo/none.svg"}
BY_POST: Final = {"web:language": "/language/"}
# For programs with a token: tests/api/test_authentication.py has scopes and permissions.
BY_TOKEN: Final = {
    "api:desk-events": "/api/v1/desk/events/",
    "api:desk-event": f"/api/v1/desk/events/{UNKNOWN}/",
    **{
        f"api:desk-event-{verb}": f"/api/v1/desk/events/{UNKNOWN}/{verb}/"
        for verb in ("submit", "send-back", "publish", "update", "correct", "retract", "restore")
    },
    "api:desk-actors": "/api/v1/desk/actors/",
    "api:desk-actor": f"/api/v1/desk/actors/{UNKNOWN}/",
    "api:desk-sources": "/api/v1/desk/sources/",
    "api:desk-source": f"/api/v1/desk/sources/{UNKNOWN}/",
    "api:desk-imports": "/api/v1/desk/imports/",
    "api:desk-import": f"/api/v1/desk/imports/{UNKNOWN}/",
    "api:desk-import-rows": f"/api/v1/desk/imports/{UNKNOWN}/rows/",
    "api:desk-import-resume": f"/api/v1/desk/imports/{UNKNOWN}/resume/",
}
# About the process, kept by no cache.
HEALTH: Final = {"web:healthz", "web:readyz"}

MARK: Final = "Zqsecret"
WORD: Final = "zqfinder"


def routes(resolver: URLResolver, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every route with its namespaced name."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, space or pattern.namespace or "")
        else:
            yield f"{space}:{pattern.name}", pattern


def client_of(who: str) -> Client:
    client = Client()
    if who != "anonymous":
        client.force_login({"editor": newsroom.editor, "reviewer": newsroom.reviewer}[who]())
    return client


def event_in(state: str) -> Event:
    """An event with an actor and a source of its own."""
    event = newsroom.draft_event(f"Event in {state}")
    factories.ParticipationFactory(event=event, actor=newsroom.actor(f"Actor in {state}"))
    if state == "in_review":
        editorial.submit(
            event_id=event.pk,
            editor=newsroom.editor(),
            now=newsroom.NOW,
            expected_version=event.version,
        )
    if state in {"published", "retracted"}:
        newsroom.publish(event)
    if state == "retracted":
        newsroom.retract(event, reason="It never took place.")
    return event


@pytest.fixture
def events(db) -> dict[str, Event]:
    return {state: event_in(state) for state in STATES[1:]}


def octets(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def event_path(name: str, event_id: str) -> str:
    more = {"web:event-with-slug": {"slug": "old-title"}, "api:edition": {"number": 1}}
    return reverse(name, kwargs={"id": event_id, **more.get(name, {})})


def subject(name: str, event: Event | None) -> str:
    if event is None:
        return UNKNOWN
    if name.endswith(":actor"):
        return event.participations.get().actor_id
    return event.citations.get().source_id


def test_every_route_has_a_row():
    rows = {*BY_EVENT, *BY_PROFILE, *BY_STORYLINE, *ALWAYS, *UNSET, *BY_POST, *BY_TOKEN}
    others = ("admin:", ":")  # test_access_desk, test_access_accounts
    public = {name for name, _pattern in routes(get_resolver()) if not name.startswith(others)}
    assert (public - rows, rows - public) == (set(), set())


@EVERYBODY
@pytest.mark.parametrize("name", BY_TOKEN)
def test_write_side_opens_to_tokens_alone(db, who, name):
    """Nobody's session: a page of another site could send it along."""
    client = client_of(who)
    for method in ("get", "post", "put", "patch", "delete"):
        answer = getattr(client, method)(BY_TOKEN[name])
        assert (answer.status_code, answer["WWW-Authenticate"]) == (401, 'Bearer realm="desk"')
        assert answer["Content-Type"] == "application/problem+json"


@EVERYBODY
@pytest.mark.parametrize("name", BY_EVENT)
def test_event_is_public_by_its_state_alone(events, who, name):
    client = client_of(who)
    ids = [UNKNOWN, *(event.pk for event in events.values())]
    found = tuple(client.get(event_path(name, event_id)).status_code for event_id in ids)
    assert dict(zip(STATES, found, strict=True)) == dict(zip(STATES, BY_EVENT[name], strict=True))


@EVERYBODY
@pytest.mark.parametrize("name", BY_PROFILE)
def test_actor_and_source_are_public_only_by_a_public_event(events, who, name):
    client = client_of(who)
    ids = [subject(name, event) for event in (None, *events.values())]
    found = tuple(client.get(reverse(name, args=[pk])).status_code for pk in ids)
    assert dict(zip(STATES, found, strict=True)) == dict(zip(STATES, BY_PROFILE[name], strict=True))


@EVERYBODY
@pytest.mark.parametrize("name", BY_STORYLINE)
def test_storyline_is_public_when_its_curator_says_so(events, who, name):
    private, public = (factories.StorylineFactory(public=public) for public in (False, True))
    for storyline in (private, public):
        factories.StorylineTextFactory(storyline=storyline)
        factories.StorylinePinFactory(storyline=storyline, event=events["published"])
    newsroom.publish(events["published"])
    client = client_of(who)
    ids = (UNKNOWN, private.pk, public.pk)
    found = tuple(client.get(reverse(name, args=[pk])).status_code for pk in ids)
    assert found == BY_STORYLINE[name]


@EVERYBODY
@pytest.mark.parametrize("name", ALWAYS)
def test_what_is_public_answers_everybody_alike(events, who, name):
    mine, anybodys = client_of(who).get(ALWAYS[name]), Client().get(ALWAYS[name])
    assert (mine.status_code, anybodys.status_code) == (200, 200)
    assert octets(mine) == octets(anybodys)
    kept = "no-store" if name in HEALTH else "public"
    assert mine["Cache-Control"].split(",")[0] == anybodys["Cache-Control"].split(",")[0] == kept
    assert not mine.cookies


@EVERYBODY
@pytest.mark.parametrize("name", UNSET)
def test_what_an_installation_has_not_set_is_nowhere(db, who, name):
    assert client_of(who).get(UNSET[name]).status_code == 404


def public_paths(event: Event) -> Iterator[str]:
    yield from (path.partition("?")[0] for path in ALWAYS.values())
    yield from (event_path(name, event.pk) for name in BY_EVENT)
    yield from (reverse(name, args=[subject(name, event)]) for name in BY_PROFILE)
    yield from (reverse(name, args=[UNKNOWN]) for name in BY_STORYLINE)


@EVERYBODY
@pytest.mark.parametrize("method", UNSAFE)
def test_nothing_public_can_be_written_to(events, who, method):
    client = client_of(who)
    for path in public_paths(events["published"]):
        response = getattr(client, method)(path)
        assert (response.status_code, path) == (405, path)
        assert "GET" in response["Allow"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("method", "status"), [("get", 405), ("put", 405), ("delete", 405), ("post", 302)]
)
def test_language_is_chosen_by_post(method, status):
    assert getattr(Client(), method)("/language/", {"language": "de"}).status_code == status


@pytest.mark.parametrize("name", [*BY_EVENT, *BY_PROFILE])
@pytest.mark.parametrize("state", ["draft", "in_review"])
def test_draft_looks_exactly_like_an_id_that_does_not_exist(events, name, state):
    if name in BY_EVENT:
        hidden, unknown = (event_path(name, pk) for pk in (events[state].pk, UNKNOWN))
    else:
        hidden, unknown = (reverse(name, args=[subject(name, e)]) for e in (events[state], None))
    answers = []
    for path in (hidden, unknown):
        response = Client().get(path)
        told = dict(response.headers)
        told.pop("X-Request-Id")
        answers.append((octets(response).replace(path.encode(), b"PATH"), told))
    assert answers[0] == answers[1]


@pytest.mark.parametrize("name", ["api:event", "api:edition", "api:actor"])
def test_id_that_can_not_be_one_looks_the_same(db, name):
    more = {"number": 1} if name == "api:edition" else {}
    bodies = {
        Client().get(reverse(name, kwargs={"id": pk, **more})).content
        for pk in (UNKNOWN, "x", "1", "9" * 500, "' OR 1=1 --", "événement")
    }
    assert bodies == {Client().get("/api/v1/nothing/here/").content}


# --- Leaks ----------------------------------------------------------------------------------------
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
def test_readers_pages_never_ask_who_is_there(events, guarded, who):
    newsroom.linked_event("Open talks")
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
