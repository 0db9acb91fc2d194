"""Submitting and publishing several events of the list at once."""

import pytest
from playwright.sync_api import expect

from events.models import Event
from tests import factories, newsroom
from tests.admin.browsing import accessibility_violations
from tests.admin.event_states import event_in
from tests.admin.pages import messages_of, path, saved

LIST = path("event")
CITATION = "A published event needs a citation that reports or supports that it happened."


def choose(client, action, *events, **more):
    return client.post(LIST, {"action": action, "_selected_action": [e.pk for e in events], **more})


def confirm(client, action, *events):
    versions = {f"version-{event.pk}": event.version for event in events}
    return choose(client, action, *events, confirmed=1, **versions)


def uncited(title):
    event = newsroom.draft_event(title)
    event.citations.all().delete()
    return event


def test_preview_says_which_events_are_ready(reviewer):
    ready, refused, public = (
        newsroom.draft_event("Ready"),
        uncited("Uncited"),
        event_in("published"),
    )
    page = choose(reviewer, "publish_selected", ready, refused, public)
    found = [(one.event.label, one.refusals) for one in page.context["candidates"]]
    assert found == [
        ("Ready", []),
        ("Talks in Moscow", ["This cannot be done while the event is “published”."]),
        ("Uncited", [CITATION]),
    ]
    assert page.text.count('type="checkbox"') == 1
    assert {saved(ready).state, saved(refused).state} == {"draft"}


def test_each_event_is_published_on_its_own_and_failures_are_said(reviewer):
    first, second, refused = newsroom.draft_event("A"), newsroom.draft_event("B"), uncited("C")
    answer = confirm(reviewer, "publish_selected", first, second, refused)
    assert messages_of(answer) == [f"“C”: {CITATION}", "Publish: 2 events."]
    assert [saved(one).state for one in (first, second, refused)] == [
        "published", "published", "draft",
    ]  # fmt: skip


def test_event_that_was_changed_since_the_preview_is_not_published(reviewer):
    event = newsroom.draft_event()
    Event.objects.filter(pk=event.pk).update(version=2)
    answer = confirm(reviewer, "publish_selected", event)
    assert messages_of(answer) == [
        "“Talks in Moscow”: Somebody else has changed this record in the meantime."
    ]
    assert saved(event).state == "draft"


@pytest.mark.parametrize("version", ["", "x", "9" * 30, "-1", "²"])
def test_event_without_the_version_that_was_seen_is_not_published(reviewer, version):
    event = newsroom.draft_event()
    given = {"confirmed": 1, f"version-{event.pk}": version}
    choose(reviewer, "publish_selected", event, **given)
    assert saved(event).state == "draft"


def test_editors_submit_and_do_not_publish(editor):
    events = [newsroom.draft_event("A"), newsroom.draft_event("B")]
    page = editor.get(LIST).text
    assert ("submit_selected" in page, "publish_selected" in page) == (True, False)
    choose(editor, "publish_selected", *events, confirmed=1)
    assert {saved(one).state for one in events} == {"draft"}
    answer = confirm(editor, "submit_selected", *events)
    assert messages_of(answer)[-1] == "Submit for review: 2 events."
    assert {saved(one).state for one in events} == {"in_review"}


def test_onlooker_has_no_actions(client, db):
    client.force_login(factories.UserFactory())
    assert choose(client, "submit_selected", newsroom.draft_event()).status_code == 403


@pytest.mark.browser
def test_bulk_page_is_accessible(scene, open_desk):
    page = open_desk(LIST, bypass_csp=True)  # axe adds styles
    page.locator("input[name='_selected_action']").first.check()
    page.locator("select[name='action']").select_option("submit_selected")
    page.get_by_role("button", name="Go", exact=True).click()
    expect(page.locator(".bulk-candidates")).to_contain_text(scene.label)
    assert accessibility_violations(page) == []
    page.get_by_role("button", name="Submit for review", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("Submit for review: 1 event.")
