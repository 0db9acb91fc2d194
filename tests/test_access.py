"""Who gets to see what: each route of the resolver has a row here, and each row is asked.

A route without a row fails, so that a new page can't be forgotten. What is public is the same for
everybody: anonymous reader, editor and reviewer. The desk's own rows are in `test_access_desk`.
"""

from collections.abc import Iterator
from typing import Final

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from events import editorial
from events.models import Event
from tests import factories, newsroom
from tests.sharing import shared_rows

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
    "web:embed-event": (404, 404, 404, 200, 410),
    "api:event": (404, 404, 404, 200, 410),
    "api:editions": (404, 404, 404, 200, 200),
    "api:edition": (404, 404, 404, 200, 200),
}
# By state of the only event that names the actor, source or (public) storyline.
BY_PROFILE: Final = {
    "web:actor": (404, 404, 404, 200, 404),
    "web:actor-announcements": (404, 404, 404, 200, 404),
    "api:actor": (404, 404, 404, 200, 404),
    "api:actor-announcements": (404, 404, 404, 200, 404),
    "web:source": (404, 404, 404, 200, 404),
    "api:source": (404, 404, 404, 200, 404),
}
# A storyline is public when its curator says so.
STORYLINE_STATES: Final = ("unknown", "private", "public")
BY_STORYLINE: Final = {
    "web:storyline": (404, 404, 200),
    "web:embed-storyline": (404, 404, 200),
    "api:storyline": (404, 404, 200),
}
ALWAYS: Final = {
    "web:timeline": "/",
    "web:about": "/about/",
    "web:day": "/days/2023-02-21/",
    "web:changes": "/changes/",
    "web:facets": "/facets/?occurrence=occurred",
    "web:actors": "/actors/",
    "web:sources": "/sources/",
    "web:storylines": "/storylines/",
    "web:feed": "/feed.atom",
    "web:calendar": "/calendar.ics",
    "web:embed-timeline": "/embed/timeline/",
    "web:oembed": "/oembed?url=http%3A%2F%2Ftestserver%2F",
    "web:robots": "/robots.txt",
    "web:sitemap": "/sitemap.xml",
    "web:sitemap-part": "/sitemap/events.xml",
    "web:healthz": "/healthz",
    "web:readyz": "/readyz",
    "api:events": "/api/v1/events/",
    "api:event-facets": "/api/v1/events/facets/",
    "api:event-histogram": "/api/v1/events/histogram/?interval=month",
    "api:event-aggregate": "/api/v1/events/aggregate/?by=type,month",
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
    **{
        f"api:desk-{kind}-versions": f"/api/v1/desk/{kind}s/{UNKNOWN}/versions/"
        for kind in ("event", "actor", "source")
    },
    **{
        f"api:desk-{kind}-version": f"/api/v1/desk/{kind}s/{UNKNOWN}/versions/1/"
        for kind in ("event", "actor", "source")
    },
    **{
        f"api:desk-{kind}-approve": f"/api/v1/desk/{kind}s/{UNKNOWN}/approve/"
        for kind in ("actor", "source")
    },
    "api:desk-imports": "/api/v1/desk/imports/",
    "api:desk-import": f"/api/v1/desk/imports/{UNKNOWN}/",
    "api:desk-import-rows": f"/api/v1/desk/imports/{UNKNOWN}/rows/",
    "api:desk-import-resume": f"/api/v1/desk/imports/{UNKNOWN}/resume/",
    "api:desk-import-cancel": f"/api/v1/desk/imports/{UNKNOWN}/cancel/",
}
# About the process, kept by no cache.
HEALTH: Final = {"web:healthz", "web:readyz"}


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


def statuses(path: str) -> tuple[int, ...]:
    """What each of `WHO` gets for a page."""
    return tuple(client_of(who).get(path).status_code for who in WHO)


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


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker) -> Iterator[dict[str, str]]:
    with shared_rows(django_db_blocker):
        yield {state: event_in(state).pk for state in STATES[1:]}


@pytest.fixture
def events(made, db) -> dict[str, Event]:
    return {state: Event.objects.get(pk=pk) for state, pk in made.items()}


def octets(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def event_path(name: str, event_id: str) -> str:
    more = {"web:event-with-slug": {"slug": "old-title"}, "api:edition": {"number": 1}}
    return reverse(name, kwargs={"id": event_id, **more.get(name, {})})


def subject(name: str, event: Event | None) -> str:
    if event is None:
        return UNKNOWN
    if ":actor" in name:
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
