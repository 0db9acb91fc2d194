"""The buttons of workflow actions in the form: they save what was typed and act, or do neither."""

import pytest
from playwright.sync_api import expect

from events.models import Action, Event, Storyline
from tests import factories, newsroom
from tests.admin.event_states import event_in
from tests.admin.pages import (
    context_of,
    errors_of,
    event_form,
    event_path,
    form_data,
    form_of,
    messages_of,
    path,
    saved,
)

TYPED = "What was typed just now."
CITATION = "A published event needs a citation that reports or supports that it happened."


def press(client, event, slug, *, text=None, **changes):
    """Press a button of the form of an event after typing something."""
    data = {**event_form(client, event), "_workflow": slug, **changes}
    if text is not None:
        data[f"workflow-{slug}-text"] = text
    return client.post(event_path(event), data)


def log_of(event):
    return list(event.actions.order_by("id").values_list("verb", "reason", "version"))


def test_submitting_saves_what_was_typed(editor):
    event = newsroom.draft_event()
    response = press(editor, event, "submit", text="Please check.", **{"texts-0-summary": TYPED})
    assert (response.status_code, response["Location"]) == (302, event_path(event))
    assert messages_of(response) == ["Submitted for review."]
    assert (saved(event).state, event.texts.get().summary) == ("in_review", TYPED)
    assert log_of(event) == [("changed", "", 2), ("submitted", "Please check.", 3)]


def test_publishing_makes_public_what_was_typed(reviewer):
    event = newsroom.draft_event()
    response = press(reviewer, event, "publish", **{"texts-0-summary": TYPED})
    assert messages_of(response) == [f'Published. <a href="/events/{event.pk}/">View on site</a>']
    assert newsroom.current(event).summary == TYPED


def test_action_without_a_change_is_no_change(reviewer):
    event = newsroom.linked_event(publish_it=False)
    newsroom.cite_claims(event)
    assert press(reviewer, event, "publish").status_code == 302
    assert log_of(event) == [("published", "", 2)]
    assert saved(event).has_unpublished_changes is False


@pytest.mark.parametrize(
    ("state", "slug", "after", "kind"),
    [
        ("published", "update", "published", "updated"),
        ("published", "correct", "published", "corrected"),
        ("published", "retract", "retracted", "retracted"),
        ("retracted", "restore", "published", "published"),
    ],
)
def test_public_event_is_changed_in_one_step(reviewer, state, slug, after, kind):
    event = event_in(state)
    press(reviewer, event, slug, text="Because.", **{"texts-0-title": "New title"})
    assert (saved(event).state, saved(event).label) == (after, "New title")
    assert event.editions.get(superseded_at=None).kind == kind
    assert saved(event).has_unpublished_changes is False


def test_sending_back_keeps_what_the_reviewer_typed(reviewer):
    event = event_in("in_review")
    press(reviewer, event, "send_back", text="The place?", **{"texts-0-summary": TYPED})
    assert (saved(event).state, event.texts.get().summary) == ("draft", TYPED)


def test_new_event_is_published_in_one_step(reviewer):
    kind, source = factories.EventTypeFactory(), factories.SourceFactory()
    data = {
        **form_of(reviewer.get(path("event", "add/"))),
        "type": kind.pk,
        "start_text": "2023-02-21",
        "texts-0-title": "Talks in Moscow",
        "texts-0-language": "en",
        "citations-0-source": source.pk,
        "reason": "Agency report",
        "_workflow": "publish",
        "workflow-publish-text": "First report.",
    }
    response = reviewer.post(path("event", "add/"), data)
    event = Event.objects.get()
    assert response["Location"] == event_path(event)
    assert (event.state, event.editions.get().note) == ("published", "First report.")
    assert log_of(event) == [("created", "Agency report", 1), ("published", "First report.", 2)]


@pytest.mark.parametrize("slug", ["send_back", "correct", "retract", "restore"])
def test_missing_reason_is_asked_for_and_nothing_is_saved(reviewer, slug):
    states = {"send_back": "in_review", "correct": "changed", "restore": "retracted"}
    event = event_in(states.get(slug, "published"))
    before = saved(event)
    response = press(reviewer, event, slug, text=" ", **{"texts-0-summary": TYPED})
    page = response.content.decode()
    assert [error.rpartition(": ")[2] for error in errors_of(response)] == [
        "This field is required."
    ]
    assert (TYPED in page, page.count('class="workflow-panel" open')) == (True, 1)
    assert (saved(event).version, saved(event).state) == (before.version, before.state)
    assert not event.texts.filter(summary=TYPED).exists()


def test_refused_publication_saves_nothing_and_shows_everything_again(reviewer):
    event = newsroom.draft_event()
    response = press(
        reviewer,
        event,
        "publish",
        text="A note.",
        **{"texts-0-summary": TYPED, "citations-0-DELETE": "on"},
    )
    page = response.content.decode()
    assert errors_of(response) == [CITATION]
    assert (TYPED in page, "A note." in page) == (True, True)
    assert (saved(event).state, saved(event).version, Action.objects.count()) == ("draft", 1, 0)
    assert event.citations.count() == 1


def test_refused_publication_of_a_new_event_makes_none(reviewer):
    data = {
        **form_of(reviewer.get(path("event", "add/"))),
        "type": factories.EventTypeFactory().pk,
        "texts-0-title": "Talks in Moscow",
        "texts-0-language": "en",
        "_workflow": "publish",
    }
    response = reviewer.post(path("event", "add/"), data)
    assert errors_of(response) == [CITATION]
    assert ("Talks in Moscow" in response.content.decode(), Event.objects.count()) == (True, 0)


def test_invalid_form_is_not_submitted(editor):
    event = newsroom.draft_event()
    response = press(editor, event, "submit", **{"texts-0-title": "", "texts-0-summary": TYPED})
    assert "This field is required." in errors_of(response)
    assert (TYPED in response.content.decode(), saved(event).state) == (True, "draft")


def test_action_on_an_old_version_waits_until_both_changes_were_seen(editor, reviewer):
    event = newsroom.draft_event()
    data = event_form(editor, event)
    press(reviewer, event, "submit", **{"texts-0-summary": "Theirs."})
    response = editor.post(
        event_path(event), {**data, "_workflow": "submit", "texts-0-summary": TYPED}
    )
    [error] = errors_of(response)
    assert error.startswith("reviewer has changed this record in the meantime (submitted for")
    assert error.endswith("look at both changes together, then press the button again.")
    assert TYPED in response.content.decode()
    assert event.texts.get().summary == "Theirs."
    # What only one of them has changed is saved, and nothing else is done.
    typed = {"texts-0-summary": "Theirs.", "texts-0-title": "My title"}
    assert editor.post(event_path(event), {**form_of(response), **typed}).status_code == 302
    event.refresh_from_db()
    assert (event.label, event.texts.get().summary) == ("My title", "Theirs.")


@pytest.mark.parametrize("slug", ["publish", "send_back", "update", "correct", "retract"])
def test_editor_may_not_do_what_reviewers_do(editor, slug):
    event = event_in("in_review")
    response = press(editor, event, slug, text="because", **{"texts-0-summary": TYPED})
    assert errors_of(response) == ["Your account may not do this."]
    assert TYPED in response.content.decode()
    assert (saved(event).state, saved(event).version) == ("in_review", event.version)


@pytest.mark.parametrize("slug", ["explode", "", "x" * 5000])
def test_unknown_action_is_refused_with_everything_typed(editor, slug):
    event = newsroom.draft_event()
    response = press(editor, event, slug, **{"texts-0-summary": TYPED})
    assert errors_of(response) == ["There is no such action."]
    assert (TYPED in response.content.decode(), saved(event).version) == (True, 1)


def test_overlong_note_is_refused(reviewer):
    event = newsroom.draft_event()
    response = press(reviewer, event, "publish", text="x" * 2001)
    assert errors_of(response) == [
        "Public note (optional): Ensure this value has at most 2000 characters (it has 2001)."
    ]
    assert saved(event).state == "draft"


def test_nothing_to_publish_is_said(reviewer):
    event = event_in("published")
    response = press(reviewer, event, "update")
    assert errors_of(response) == ["Nothing has changed since the last edition."]
    assert event.editions.count() == 1


def offered(client, event):
    context = context_of(client, event_path(event))
    return [one.action.slug for one in context["workflow_panels"]]


@pytest.mark.parametrize(
    ("state", "for_editor", "for_reviewer"),
    [
        ("draft", ["submit"], ["submit", "publish"]),
        ("in_review", [], ["publish", "send_back"]),
        ("published", [], ["update", "correct", "retract"]),
        ("changed", [], ["update", "correct", "retract"]),
        ("retracted", [], ["restore"]),
    ],
)
def test_buttons_follow_state_and_permission(editor, reviewer, state, for_editor, for_reviewer):
    event = event_in(state)
    assert (offered(editor, event), offered(reviewer, event)) == (for_editor, for_reviewer)


def test_form_in_a_window_only_saves(reviewer):
    assert "_workflow" not in reviewer.get(path("event", "add/"), {"_popup": 1}).text


def test_storyline_is_saved_and_published_in_one_step(reviewer):
    storyline = factories.StorylineFactory()
    factories.StorylineTextFactory(storyline=storyline, title="Old title")
    address = path("storyline", f"{storyline.pk}/change/")
    data = {**form_data(reviewer, address), "texts-0-title": "New title"}
    response = reviewer.post(address, {**data, "_workflow": "publish"})
    link = f'<a href="/storylines/{storyline.pk}/">View on site</a>'
    assert messages_of(response) == [f"Published. {link}"]
    assert (Storyline.objects.get().public, storyline.texts.get().title) == (True, "New title")
    withdrawn = reviewer.post(address, {**form_data(reviewer, address), "_workflow": "withdraw"})
    assert (messages_of(withdrawn)[-1], Storyline.objects.get().public) == ("Withdrawn.", False)


@pytest.mark.browser
def test_typed_and_submitted_by_keyboard_alone(scene, open_desk):
    page = open_desk(event_path(scene))
    page.locator("[name='texts-0-summary']").fill(TYPED)
    page.get_by_role("button", name="Submit for review", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("Submitted for review.")
    assert (saved(scene).state, scene.texts.get().summary) == ("in_review", TYPED)
