"""Which workflow actions a user has for an event."""

import re

import pytest

from events.models import Event
from tests import newsroom
from tests.admin.event_states import event_in
from tests.admin.pages import context_of, event_path, messages_of, perform, workflow_path


def buttons(client, event):
    context = context_of(client, event_path(event))
    return [button["action"].slug for button in context["workflow_buttons"]]


def test_buttons_link_to_the_confirmation_pages(reviewer):
    event = newsroom.draft_event()
    page = reviewer.get(event_path(event)).content.decode()
    assert re.findall(r'<a href="([^"]+)" class="workflow-button([ \w]*)">([^<]+)</a>', page) == [
        (workflow_path(event, "submit"), "", "Submit for review"),
        (workflow_path(event, "publish"), " publishing", "Publish"),
    ]


@pytest.mark.parametrize(
    ("state", "for_editor", "for_reviewer"),
    [
        ("draft", ["submit"], ["submit", "publish"]),
        ("in_review", [], ["publish", "send_back"]),
        ("published", [], ["retract"]),
        ("changed", [], ["update", "correct", "retract"]),
        ("retracted", [], ["restore"]),
    ],
)
def test_buttons_follow_state_and_permission(editor, reviewer, state, for_editor, for_reviewer):
    event = event_in(state)
    assert buttons(editor, event) == for_editor
    assert buttons(reviewer, event) == for_reviewer


@pytest.mark.parametrize(
    "slug", ["publish", "send_back", "update", "correct", "retract", "restore"]
)
def test_editor_may_not_do_what_reviewers_do(editor, slug):
    event = newsroom.draft_event()
    assert editor.get(workflow_path(event, slug)).status_code == 403
    assert perform(editor, event, slug, text="because").status_code == 403
    assert Event.objects.get(pk=event.pk).state == "draft"


def test_editor_submits_and_reviewer_publishes(editor, reviewer):
    event = newsroom.draft_event()
    assert messages_of(perform(editor, event, "submit", text="Please check the date.")) == [
        "Submitted for review."
    ]
    response = perform(reviewer, event, "publish")
    assert messages_of(response) == [f'Published. <a href="/events/{event.pk}/">View on site</a>']
    event.refresh_from_db()
    assert (event.state, event.editions.count()) == ("published", 1)
    log = list(event.actions.order_by("id").values_list("verb", "editor__username", "reason"))
    assert log == [
        ("submitted", "editor", "Please check the date."),
        ("published", "reviewer", ""),
    ]


def test_retraction_leads_to_the_reason_and_can_be_undone(reviewer):
    event = event_in("published")
    perform(reviewer, event, "retract", text="It never took place.")
    assert Event.objects.get(pk=event.pk).state == "retracted"
    perform(reviewer, event, "restore", text="It did.")
    assert Event.objects.get(pk=event.pk).state == "published"
