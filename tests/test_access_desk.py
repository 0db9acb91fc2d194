"""The desk's rows of the access table: who may open and send what, in which state of an event."""

from collections.abc import Iterator
from typing import Final

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.urls import get_resolver, reverse

from events.accounts.log import log
from events.interchange.webhooks import queue_deliveries
from events.models import Redaction, User
from events.record.vocabulary import SecurityEventKind
from tests import newsroom
from tests.interchange.receiver import subscribe
from tests.sharing import shared_rows
from tests.test_access import WHO, client_of, routes, statuses

# GET by anonymous reader, editor, reviewer.
PAGES: Final = {
    "admin:index": (302, 200, 200),
    "admin:login": (302, 302, 302),
    "admin:password_change": (302, 302, 302),
    "admin:password_change_done": (302, 200, 200),
    "admin:jsi18n": (302, 200, 200),
    "admin:when_preview": (302, 200, 200),
    # Forms are sent to it with their own key: tests/admin/test_autosave.py.
    "admin:autosave": (405, 405, 405),
    "admin:events_event_check": (302, 405, 405),
    "admin:approvals": (302, 403, 200),
    "admin:logout": (302, 405, 405),
    "admin:autocomplete": (302, 403, 403),
}
WITH_ARGUMENTS: Final = {
    "admin:app_list": (["events"], (302, 200, 200)),
    "admin:auth_user_password_change": (["1"], (302, 403, 403)),
    # Each account has its own alone: tests/admin/test_autosave.py.
    "admin:autosave_discard": (["1"], (302, 405, 405)),
    # The catch-all of the admin: nothing tells an anonymous reader which pages there are.
    "admin:None": (["no/such/page/"], (302, 404, 404)),
}
# v(iew) a(dd) c(hange) d(elete) of what exists, for the editor and the reviewer; nobody else any.
MODELS: Final = {
    "auth_group": ("", ""),
    "events_action": ("v", "v"),
    "events_actor": ("vacd", "vacd"),
    "events_claim": ("v", "v"),
    "events_delivery": ("", ""),
    "events_edition": ("v", "v"),
    "events_event": ("vac", "vac"),
    "events_eventtype": ("v", "vacd"),
    "events_office": ("vacd", "vacd"),
    "events_place": ("vacd", "vacd"),
    "events_profile": ("v", "v"),
    # The form to redact is its page to add: tests/admin/test_redaction.py.
    "events_redaction": ("", ""),
    "events_securityevent": ("", ""),
    "events_source": ("vacd", "vacd"),
    "events_storyline": ("vac", "vac"),
    "events_tenure": ("v", "v"),
    "events_user": ("", ""),
    "events_version": ("", "v"),
    "events_webhook": ("", ""),
}
# Each account sees its own alone: tests/admin/test_token.py, test_importing.py.
OWN: Final = ("events_apitoken", "events_import")
NEEDED: Final = {"changelist": "v", "change": "v", "history": "v", "add": "a", "delete": "d"}
STORYLINE_ACTIONS: Final = ("publish", "withdraw")


@pytest.fixture(scope="module")
def filled(django_db_setup, django_db_blocker) -> Iterator[None]:
    """A row in each table of the desk."""
    with shared_rows(django_db_blocker):
        webhook = subscribe()
        newsroom.linked_event()
        log(SecurityEventKind.FAILED, None)
        Redaction.objects.create(
            subject="", at=newsroom.NOW, editor=newsroom.administrator(), ground="Court"
        )
        queue_deliveries(now=newsroom.NOW)
        assert webhook.deliveries.exists()
        yield


@pytest.fixture
def desk(filled, db) -> None:
    """The tables, which are filled once for all tests."""


def record_of(model: str) -> str:
    if model == "auth_group":
        return str(Group.objects.first().pk)
    return str(apps.get_model(model.replace("_", ".", 1)).objects.first().pk)


def arguments(model: str, page: str) -> list[str]:
    return [] if page in {"changelist", "add"} else [record_of(model)]


def granted(model: str, who: str) -> str:
    return "" if who == "anonymous" else MODELS[model][WHO.index(who) - 1]


def test_every_route_of_the_desk_has_a_row():
    rows = {*PAGES, *WITH_ARGUMENTS, "admin:view_on_site"}
    rows |= {f"admin:{model}_{page}" for model in (*MODELS, *OWN) for page in NEEDED}
    rows |= {"admin:events_event_workflow", "admin:events_storyline_workflow"}
    rows |= {"admin:events_import_cancel"}  # see OWN
    rows |= {"admin:events_event_resolve"}  # tests/admin/test_resolve.py
    rows |= {"admin:events_version_csv"}  # tests/admin/test_audit.py
    desk = {name for name, _pattern in routes(get_resolver()) if name.startswith("admin:")}
    assert (desk - rows, rows - desk) == (set(), set())


@pytest.mark.parametrize("name", PAGES)
def test_page_of_the_desk_opens_for_whom_it_should(desk, name):
    assert statuses(reverse(name)) == PAGES[name]


@pytest.mark.parametrize("name", WITH_ARGUMENTS)
def test_page_with_arguments_opens_for_whom_it_should(desk, name):
    given, expected = WITH_ARGUMENTS[name]
    path = "/admin/no/such/page/" if name == "admin:None" else reverse(name, args=given)
    assert statuses(path) == expected


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("who", WHO)
def test_page_of_a_model_needs_its_permission(desk, who, model):
    client, given = client_of(who), granted(model, who)
    for page, needed in NEEDED.items():
        path = reverse(f"admin:{model}_{page}", args=arguments(model, page))
        expected = 302 if who == "anonymous" else 200 if needed in given else 403
        assert (client.get(path).status_code, page) == (expected, page)


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("who", WHO)
def test_nothing_is_written_without_the_permission(desk, who, model):
    client, given = client_of(who), granted(model, who)
    label = "auth.group" if model == "auth_group" else model.replace("_", ".", 1)
    before = list(apps.get_model(label).objects.order_by("pk").values())
    for page, needed in (("add", "a"), ("change", "c"), ("delete", "d")):
        if needed in given:
            continue
        path = reverse(f"admin:{model}_{page}", args=arguments(model, page))
        response = client.post(path, {"post": "yes", "name": "x", "label": "x"})
        assert (response.status_code, page) == (302 if who == "anonymous" else 403, page)
        assert response.get("Location", "/admin/login/").startswith("/admin/login/")
    assert list(apps.get_model(label).objects.order_by("pk").values()) == before


@pytest.mark.parametrize("act", STORYLINE_ACTIONS)
def test_storyline_is_made_public_by_reviewers_alone(desk, act):
    path = reverse("admin:events_storyline_workflow", args=[record_of("events_storyline"), act])
    # The reviewer's form comes back, as it lacks the version.
    assert [client_of(who).post(path).status_code for who in WHO] == [302, 403, 200]


def test_account_without_the_staff_flag_has_no_desk(db, client):
    client.force_login(User.objects.create_user("reader"))
    response = client.get(reverse("admin:index"))
    assert (response.status_code, response["Location"]) == (302, "/admin/login/?next=/admin/")


def test_no_page_of_the_desk_is_kept_by_a_cache(desk):
    client = client_of("reviewer")
    for model in ("events_event", "events_actor", "events_edition"):
        for page in ("changelist", "change"):
            response = client.get(reverse(f"admin:{model}_{page}", args=arguments(model, page)))
            assert response["Cache-Control"] == "private, no-store"
            assert "unsafe" not in response["Content-Security-Policy"]
