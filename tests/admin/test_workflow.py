"""The buttons of an event and the pages behind them, for an editor and a reviewer."""

import re

import pytest

from events.models import Action, Event, Storyline
from tests import factories, newsroom
from tests.admin.pages import event_path, messages_of

LABELS = {
    "submit": "Submit for review",
    "send_back": "Send back",
    "publish": "Publish",
    "update": "Publish update",
    "correct": "Correct",
    "retract": "Retract",
    "restore": "Restore",
}


def buttons(client, event):
    page = client.get(event_path(event)).content.decode()
    return re.findall(rf"/event/{event.pk}/workflow/(\w+)/", page)


def act_path(event, slug):
    return event_path(event, f"workflow/{slug}")


def do(client, event, slug, *, text="", version=None, follow=True):
    version = Event.objects.get(pk=event.pk).version if version is None else version
    data = {"text": text, "expected_version": version}
    return client.post(act_path(event, slug), data, follow=follow)


def event_in(state):
    if state == "draft":
        return newsroom.draft_event()
    if state == "in_review":
        event = newsroom.draft_event()
        Event.objects.filter(pk=event.pk).update(state="in_review")
        return event
    event = newsroom.published_event()
    if state == "changed":
        event.texts.update(title="Talks, corrected")
        Event.objects.filter(pk=event.pk).update(version=event.version + 1)
    if state == "retracted":
        newsroom.retract(event, reason="It never took place.")
    return event


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
    assert editor.get(act_path(event, slug)).status_code == 403
    assert do(editor, event, slug, text="because").status_code == 403
    assert Event.objects.get(pk=event.pk).state == "draft"


def test_editor_submits_and_reviewer_publishes(editor, reviewer):
    event = newsroom.draft_event()
    assert messages_of(do(editor, event, "submit", text="Please check the date.")) == [
        "Submitted for review."
    ]
    response = do(reviewer, event, "publish")
    assert messages_of(response) == [f'Published. <a href="/events/{event.pk}/">View on site</a>']
    event.refresh_from_db()
    assert (event.state, event.editions.count()) == ("published", 1)
    log = list(event.actions.order_by("id").values_list("verb", "editor__username", "reason"))
    assert log == [
        ("submitted", "editor", "Please check the date."),
        ("published", "reviewer", ""),
    ]


def test_send_back_needs_the_reason(reviewer):
    event = event_in("in_review")
    response = do(reviewer, event, "send_back", text="  ")
    assert response.context["form"].errors == {"text": ["This field is required."]}
    do(reviewer, event, "send_back", text="The place is missing.")
    assert Event.objects.get(pk=event.pk).state == "draft"


@pytest.mark.parametrize(("slug", "state"), [("correct", "changed"), ("retract", "published")])
def test_public_note_is_compulsory(reviewer, slug, state):
    event = event_in(state)
    response = do(reviewer, event, slug)
    assert response.context["form"].errors == {"text": ["This field is required."]}
    assert event.editions.count() == 1


def test_correction_shows_what_changes_and_publishes_the_note(reviewer):
    event = event_in("changed")
    page = reviewer.get(act_path(event, "correct"))
    changes = [(change.old, change.new) for change in page.context["differences"]]
    assert ("Talks in Moscow", "Talks, corrected") in changes
    do(reviewer, event, "correct", text="The title was wrong.")
    edition = event.editions.get(superseded_at=None)
    assert (edition.kind, edition.note) == ("corrected", "The title was wrong.")


def test_retraction_leads_to_the_reason_and_can_be_undone(reviewer):
    event = event_in("published")
    do(reviewer, event, "retract", text="It never took place.")
    assert Event.objects.get(pk=event.pk).state == "retracted"
    do(reviewer, event, "restore", text="It did.")
    assert Event.objects.get(pk=event.pk).state == "published"


def test_publish_page_says_what_keeps_it_from_being_published(reviewer):
    event = factories.EventFactory()
    response = reviewer.get(act_path(event, "publish"))
    assert [problem.message for problem in response.context["problems"]] == [
        "The event needs a title in its original language.",
        "A published event needs at least one source.",
    ]
    assert 'type="submit" value="Publish"' not in response.content.decode()


def test_publish_that_is_refused_writes_nothing(reviewer):
    event = factories.EventFactory()
    response = do(reviewer, event, "publish")
    assert "A published event needs at least one source." in response.content.decode()
    assert (Event.objects.get(pk=event.pk).state, Action.objects.count()) == ("draft", 0)


def test_act_based_on_an_old_version_says_who_changed_what_and_keeps_the_note(editor, reviewer):
    event = event_in("changed")
    old = Event.objects.get(pk=event.pk).version
    do(reviewer, event, "update", text="")
    event.texts.update(title="Third title")
    Event.objects.filter(pk=event.pk).update(version=old + 2)
    response = do(reviewer, event, "correct", text="My long note.", version=old)
    page = response.content.decode()
    assert "reviewer has changed this event in the meantime" in page
    assert [action.verb for action in response.context["actions_since"]] == ["updated"]
    assert "My long note." in page
    assert f'name="expected_version" value="{old + 2}"' in page
    assert event.editions.count() == 2


@pytest.mark.parametrize("version", ["", "x", "9" * 30, "-1"])
def test_act_with_a_bad_version_does_nothing(reviewer, version):
    event = newsroom.draft_event()
    response = do(reviewer, event, "publish", version=version)
    assert response.context["action"].slug == "publish"
    assert Event.objects.get(pk=event.pk).state == "draft"


@pytest.mark.parametrize("slug", ["restore", "update"])
def test_act_that_does_not_fit_the_state_leads_back(reviewer, slug):
    event = newsroom.draft_event()
    response = reviewer.get(act_path(event, slug), follow=True)
    assert messages_of(response) == ["This is not possible in the current state of the record."]


@pytest.mark.parametrize("path", ["workflow/explode", "workflow/delete"])
def test_unknown_act_is_not_found(reviewer, path):
    assert reviewer.get(event_path(newsroom.draft_event(), path)).status_code == 404


def test_view_on_site_is_offered_for_what_is_public(reviewer):
    draft, public = newsroom.draft_event("Draft"), newsroom.published_event("Public")
    assert f'href="/events/{public.pk}/"' in reviewer.get(event_path(public)).content.decode()
    assert f'href="/events/{draft.pk}/"' not in reviewer.get(event_path(draft)).content.decode()


def test_draft_can_be_deleted_with_all_below_it(editor):
    event = newsroom.linked_event(publish_it=False)
    Action.objects.create(
        event=event, verb="created", editor=newsroom.editor(), at=newsroom.NOW, version=1
    )
    response = editor.post(event_path(event, "delete"), {"post": "yes"})
    assert response.status_code == 302
    assert not Event.objects.filter(pk=event.pk).exists()


@pytest.mark.parametrize("state", ["in_review", "published", "retracted"])
def test_what_is_past_a_draft_cannot_be_deleted(reviewer, state):
    event = event_in(state)
    assert reviewer.post(event_path(event, "delete"), {"post": "yes"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [event.pk], "post": "yes"}
    reviewer.post("/admin/events/event/", chosen)
    assert Event.objects.filter(pk=event.pk).exists()


def test_storyline_is_published_and_withdrawn(editor, reviewer):
    storyline = factories.StorylineFactory()
    factories.StorylineTextFactory(storyline=storyline)
    path = f"/admin/events/storyline/{storyline.pk}/workflow/"
    assert editor.post(f"{path}publish/", {"expected_version": 1}).status_code == 403
    reviewer.post(f"{path}publish/", {"expected_version": 1})
    assert Storyline.objects.get().public is True
    reviewer.post(f"{path}withdraw/", {"expected_version": 2})
    assert Storyline.objects.get().public is False


def test_index_shows_what_waits(reviewer):
    waiting, changed = event_in("in_review"), event_in("changed")
    queues = reviewer.get("/admin/").context["queues"]
    assert [[row["event"] for row in queue["events"]] for queue in queues] == [
        [waiting],
        [changed],
        [],
    ]
