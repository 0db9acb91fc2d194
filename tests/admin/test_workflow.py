"""The confirmation pages of workflow actions."""

import pytest

from events.admin.workflow import actions_since
from events.editorial.autosaving import keep_form
from events.models import Action, Event
from tests import factories, newsroom
from tests.admin.event_states import event_in
from tests.admin.pages import event_path, messages_of, perform, workflow_path


def test_send_back_needs_the_reason(reviewer):
    event = event_in("in_review")
    response = perform(reviewer, event, "send_back", text="  ")
    assert response.context["form"].errors == {"text": ["This field is required."]}
    perform(reviewer, event, "send_back", text="The place is missing.")
    assert Event.objects.get(pk=event.pk).state == "draft"


@pytest.mark.parametrize(("slug", "state"), [("correct", "changed"), ("retract", "published")])
def test_public_note_is_compulsory(reviewer, slug, state):
    event = event_in(state)
    response = perform(reviewer, event, slug)
    assert response.context["form"].errors == {"text": ["This field is required."]}
    assert event.editions.count() == 1


def test_correction_shows_what_changes_and_publishes_the_note(reviewer):
    event = event_in("changed")
    page = reviewer.get(workflow_path(event, "correct"))
    changes = [(change.old, change.new) for change in page.context["differences"]]
    assert ("Talks in Moscow", "Talks, corrected") in changes
    perform(reviewer, event, "correct", text="The title was wrong.")
    edition = event.editions.get(superseded_at=None)
    assert (edition.kind, edition.note) == ("corrected", "The title was wrong.")


def test_publish_page_lists_the_problems(reviewer):
    event = factories.EventFactory()
    response = reviewer.get(workflow_path(event, "publish"))
    assert [problem.message for problem in response.context["problems"]] == [
        "The event needs a title in its original language.",
        "A published event needs a citation that reports or supports that it happened.",
    ]
    assert 'type="submit" value="Publish"' not in response.content.decode()


def test_publish_that_is_refused_writes_nothing(reviewer):
    event = factories.EventFactory()
    response = perform(reviewer, event, "publish")
    assert (
        "A published event needs a citation that reports or supports that it happened."
        in response.content.decode()
    )
    assert (Event.objects.get(pk=event.pk).state, Action.objects.count()) == ("draft", 0)


def test_action_on_an_old_version_lists_the_changes_and_keeps_the_note(editor, reviewer):
    event = event_in("changed")
    old = Event.objects.get(pk=event.pk).version
    perform(reviewer, event, "update", text="")
    event.texts.update(title="Third title")
    Event.objects.filter(pk=event.pk).update(version=old + 2)
    response = perform(reviewer, event, "correct", text="My long note.", version=old)
    page = response.content.decode()
    assert "reviewer has changed this record in the meantime" in page
    assert [action.verb for action in response.context["actions_since"]] == ["updated"]
    assert "My long note." in page
    assert f'name="expected_version" value="{old + 2}"' in page
    assert event.editions.count() == 2


@pytest.mark.parametrize("version", ["", "x", "9" * 30, "-1"])
def test_action_with_an_invalid_version_does_nothing(reviewer, version):
    event = newsroom.draft_event()
    response = perform(reviewer, event, "publish", version=version)
    assert response.context["action"].slug == "publish"
    assert Event.objects.get(pk=event.pk).state == "draft"


@pytest.mark.parametrize("slug", ["restore", "update"])
def test_action_that_is_not_available_redirects_with_a_message(reviewer, slug):
    event = newsroom.draft_event()
    response = reviewer.get(workflow_path(event, slug))
    assert (response.status_code, response["Location"]) == (302, event_path(event))
    assert messages_of(response) == ["This is not possible in the current state of the record."]


@pytest.mark.parametrize("path", ["workflow/explode", "workflow/delete"])
def test_unknown_action_is_not_found(reviewer, path):
    assert reviewer.get(event_path(newsroom.draft_event(), path)).status_code == 404


def test_changes_since_a_version_leave_out_that_version(db):
    event = newsroom.draft_event()
    for version in (1, 2, 3):
        Action.objects.create(
            event=event, verb="changed", editor=newsroom.editor(), at=newsroom.NOW, version=version
        )
    assert [entry.version for entry in actions_since(event, 2)] == [3]
    assert actions_since(event, None) == []
    assert actions_since(factories.StorylineFactory(), 1) == []


def test_page_says_that_what_is_typed_and_not_saved_is_no_part_of_it(reviewer):
    event = event_in("changed")
    note = "You have typed something into the form that is not saved."
    assert note not in reviewer.get(workflow_path(event, "update")).text
    keep_form(
        editor=newsroom.reviewer(),
        key="k",
        path=event_path(event),
        fields=[("texts-0-summary", "x")],
        now=newsroom.NOW,
    )
    assert note in reviewer.get(workflow_path(event, "update")).text
