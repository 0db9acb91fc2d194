"""The desk's rows of the access table: who may open and send what, in which state of an event."""

import re
from typing import Final

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.urls import get_resolver, reverse

from events.accounts.log import log
from events.interchange.webhooks import queue_deliveries
from events.models import Action, Edition, Event, Redaction, User
from events.record.vocabulary import SecurityEventKind
from tests import newsroom
from tests.interchange.receiver import subscribe
from tests.test_access import STATES, WHO, client_of, event_in, routes, statuses

# GET by anonymous reader, editor, reviewer.
PAGES: Final = {
    "admin:index": (302, 200, 200),
    "admin:login": (302, 302, 302),
    "admin:password_change": (302, 302, 302),
    "admin:password_change_done": (302, 200, 200),
    "admin:jsi18n": (302, 200, 200),
    "admin:when_preview": (302, 200, 200),
    "admin:logout": (302, 405, 405),
    "admin:autocomplete": (302, 403, 403),
}
WITH_ARGUMENTS: Final = {
    "admin:app_list": (["events"], (302, 200, 200)),
    "admin:auth_user_password_change": (["1"], (302, 403, 403)),
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
    "events_webhook": ("", ""),
}
# Each account sees its own alone: tests/admin/test_token.py, test_importing.py.
OWN: Final = ("events_apitoken", "events_import")
NEEDED: Final = {"changelist": "v", "change": "v", "history": "v", "add": "a", "delete": "d"}
PAGE_OF_MODEL: Final = re.compile(rf"admin:({'|'.join(MODELS)})_({'|'.join(NEEDED)})")
# The acts on an event: the states in which they are offered, and whether the editor has them.
ACTS: Final = {
    "submit": ({"draft"}, True),
    "publish": ({"draft", "in_review"}, False),
    "send_back": ({"in_review"}, False),
    "update": (set(), False),
    "correct": (set(), False),
    "retract": ({"published"}, False),
    "restore": ({"retracted"}, False),
}
STORYLINE_ACTIONS: Final = {"publish": False, "withdraw": False}


@pytest.fixture
def desk(db) -> None:
    webhook = subscribe()
    newsroom.linked_event()
    log(SecurityEventKind.FAILED, None)
    Redaction.objects.create(
        subject="", at=newsroom.NOW, editor=newsroom.administrator(), ground="Court"
    )
    queue_deliveries(now=newsroom.NOW)
    assert webhook.deliveries.exists()


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


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("who", WHO)
def test_act_is_open_by_permission_and_state(db, who, act):
    offered, editors = ACTS[act]
    client = client_of(who)
    for state in STATES[1:]:
        event = event_in(state)
        path = reverse("admin:events_event_workflow", args=[event.pk, act])
        if who == "anonymous":
            expected = 302
        elif who == "editor" and not editors:
            expected = 403
        else:
            expected = 200 if state in offered else 302
        assert (client.get(path).status_code, state) == (expected, state)


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("who", ["anonymous", "editor"])
def test_act_is_not_done_without_the_permission(db, who, act):
    if who == "editor" and ACTS[act][1]:
        return
    for state in STATES[1:]:
        event = event_in(state)
        before = (Edition.objects.count(), Action.objects.count())
        path = reverse("admin:events_event_workflow", args=[event.pk, act])
        sent = {"text": "because", "expected_version": event.version}
        response = client_of(who).post(path, sent)
        assert response.status_code == (302 if who == "anonymous" else 403)
        assert (Edition.objects.count(), Action.objects.count()) == before
        assert Event.objects.get(pk=event.pk).state == state


@pytest.mark.parametrize("act", STORYLINE_ACTIONS)
def test_storyline_is_made_public_by_reviewers_alone(desk, act):
    path = reverse("admin:events_storyline_workflow", args=[record_of("events_storyline"), act])
    anonymous, editor, reviewer = (client_of(who).post(path).status_code for who in WHO)
    assert (anonymous, editor) == (302, 403)
    assert reviewer in {200, 302}


def test_only_a_draft_can_be_deleted(db):
    found = {}
    for state in STATES[1:]:
        found[state] = statuses(reverse("admin:events_event_delete", args=[event_in(state).pk]))
    assert found == {
        "draft": (302, 200, 200),
        "in_review": (302, 403, 403),
        "published": (302, 403, 403),
        "retracted": (302, 403, 403),
    }


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
