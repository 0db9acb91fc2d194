"""The acts on an event in the access table: who may open and do them, in which state."""

from collections.abc import Iterator
from typing import Final

import pytest
from django.urls import reverse

from events.models import Action, Edition, Event
from tests.sharing import shared_rows
from tests.test_access import STATES, WHO, client_of, event_in

# The acts on an event: the states in which they are offered, and whether the editor has them.
ACTS: Final = {
    "submit": ({"draft"}, True),
    "publish": ({"draft", "in_review"}, False),
    "send_back": ({"in_review"}, False),
    "update": ({"published"}, False),
    "correct": ({"published"}, False),
    "retract": ({"published"}, False),
    "restore": ({"retracted"}, False),
}
NOT_SIGNED_IN: Final = [("anonymous", act) for act in ACTS]
NOT_FOR_EDITORS: Final = [
    ("editor", act) for act, (_states, editors) in ACTS.items() if not editors
]


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker) -> Iterator[dict[str, str]]:
    with shared_rows(django_db_blocker):
        yield {state: event_in(state).pk for state in STATES[1:]}


@pytest.fixture
def events(made, db) -> dict[str, Event]:
    return {state: Event.objects.get(pk=pk) for state, pk in made.items()}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("who", WHO)
def test_act_is_open_by_permission_and_state(events, who, act):
    offered, editors = ACTS[act]
    client = client_of(who)
    for state, event in events.items():
        path = reverse("admin:events_event_workflow", args=[event.pk, act])
        if who == "anonymous":
            expected = 302
        elif who == "editor" and not editors:
            expected = 403
        else:
            expected = 200 if state in offered else 302
        assert (client.get(path).status_code, state) == (expected, state)


@pytest.mark.parametrize(("who", "act"), [*NOT_SIGNED_IN, *NOT_FOR_EDITORS])
def test_act_is_not_done_without_the_permission(events, who, act):
    for state, event in events.items():
        before = (Edition.objects.count(), Action.objects.count())
        path = reverse("admin:events_event_workflow", args=[event.pk, act])
        sent = {"text": "because", "expected_version": event.version}
        response = client_of(who).post(path, sent)
        assert response.status_code == (302 if who == "anonymous" else 403)
        assert (Edition.objects.count(), Action.objects.count()) == before
        assert Event.objects.get(pk=event.pk).state == state


def test_only_a_draft_can_be_deleted(events):
    found = {}
    for state, event in events.items():
        path = reverse("admin:events_event_delete", args=[event.pk])
        found[state] = [client_of(who).get(path).status_code for who in WHO]
    assert found == {
        "draft": [302, 200, 200],
        "in_review": [302, 403, 403],
        "published": [302, 403, 403],
        "retracted": [302, 403, 403],
    }
