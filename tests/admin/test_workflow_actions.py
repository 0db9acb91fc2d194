"""Which workflow actions a user has for an event."""

import re

import pytest
from django.contrib.auth.models import Permission

from events.models import Event
from tests import factories, newsroom
from tests.admin.event_states import event_in
from tests.admin.pages import event_path, messages_of, perform, workflow_path


def test_pages_are_linked_for_those_who_may_not_change_the_event(client, db):
    """Who may change it has the buttons of the form, which save first."""
    event = newsroom.draft_event()
    user = factories.UserFactory()
    user.user_permissions.add(
        *Permission.objects.filter(codename__in=["view_event", "publish_event"])
    )
    client.force_login(user)
    page = client.get(event_path(event)).text
    assert re.findall(r'<a href="([^"]+)" class="workflow-button([ \w]*)">([^<]+)</a>', page) == [
        (workflow_path(event, "publish"), " publishing", "Publish"),
    ]
    assert "_workflow" not in page


def test_form_of_a_reviewer_has_no_links_that_would_lose_what_was_typed(reviewer):
    page = reviewer.get(event_path(newsroom.draft_event())).text
    assert "workflow-button" not in page


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
