"""What was typed and not saved: kept, shown again, compared, discarded; a form saved once."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Locator, expect

from events.accounts.form_keys import FormKey
from events.models import Action, Autosave, Event
from tests import factories, newsroom
from tests.admin.pages import errors_of, event_path, form_of, messages_of, path, saved

TYPED = "Typed and not saved."
ADD = path("event", "add/")


def keep(client, data, path, **changes):
    """Keep a form as the page does while somebody is typing."""
    query = urlencode({"path": path})
    return client.post(f"/admin/autosave/?{query}", {**data, **changes})


def typed_into(client, event, text=TYPED):
    """A form of an event into which something was typed, and which was kept."""
    data = form_of(client.get(event_path(event)))
    assert keep(client, data, event_path(event), **{"texts-0-summary": text}).status_code == 200
    return data


def new_event(client, title="Talks in Moscow", **changes):
    """What is sent for a new event."""
    return {
        **form_of(client.get(ADD)),
        "type": factories.EventTypeFactory().pk,
        "texts-0-title": title,
        "texts-0-language": "en",
        **changes,
    }


def test_form_comes_back_with_what_was_typed_on_any_device(editor):
    event = newsroom.draft_event()
    typed_into(editor, event)
    elsewhere = Client()
    elsewhere.force_login(newsroom.editor())
    page = elsewhere.get(event_path(event))
    assert form_of(page)["texts-0-summary"] == TYPED
    assert "Restored what you typed at" in page.text
    assert (errors_of(page), event.texts.get().summary) == ([], "Summary of Talks in Moscow.")
    differences = page.context["restored_differences"]
    assert [(one.current, one.submitted) for one in differences] == [
        ("Summary of Talks in Moscow.", TYPED)
    ]


def test_unfinished_rows_come_back_without_being_scolded(editor):
    event = newsroom.draft_event()
    data = form_of(editor.get(event_path(event)))
    unfinished = {"texts-0-title": "", "start_text": "soon?", "claims-0-quote": "Never!"}
    keep(editor, data, event_path(event), **unfinished)
    page = editor.get(event_path(event))
    shown = form_of(page)
    assert {name: shown[name] for name in unfinished} == unfinished
    assert 'class="errorlist' not in page.text
    assert "errornote" not in page.text


def test_what_others_typed_is_theirs(editor, reviewer):
    event = newsroom.draft_event()
    typed_into(editor, event)
    kept = Autosave.objects.get()
    page = reviewer.get(event_path(event), {"autosave": kept.pk})
    assert TYPED not in page.text
    assert TYPED not in reviewer.get("/admin/").text
    assert reviewer.post(f"/admin/autosave/{kept.pk}/discard/").status_code == 404
    assert Autosave.objects.count() == 1


def test_what_was_typed_is_on_no_public_page(editor, client):
    event = newsroom.published_event()
    typed_into(editor, event)
    for address in (f"/events/{event.pk}/", f"/api/v1/events/{event.pk}/", "/", "/api/v1/changes/"):
        assert TYPED not in client.get(address, follow=True).text


def test_saving_ends_what_was_kept(editor):
    event = newsroom.draft_event()
    data = typed_into(editor, event)
    editor.post(event_path(event), {**data, "texts-0-summary": TYPED})
    assert (Autosave.objects.count(), event.texts.get().summary) == (0, TYPED)
    late = keep(editor, data, event_path(event), **{"texts-0-summary": TYPED})
    assert (late.status_code, late.json()) == (409, {"message": "This form was already saved."})
    assert Autosave.objects.count() == 0


def test_form_that_came_back_is_saved_and_no_longer_kept(editor):
    event = newsroom.draft_event()
    typed_into(editor, event)
    restored = form_of(editor.get(event_path(event)))
    response = editor.post(event_path(event), restored)
    assert (response.status_code, event.texts.get().summary) == (302, TYPED)
    assert Autosave.objects.count() == 0
    assert "Restored" not in editor.get(event_path(event)).text


def test_what_was_kept_is_discarded(editor):
    event = newsroom.draft_event()
    typed_into(editor, event)
    response = editor.post(f"/admin/autosave/{Autosave.objects.get().pk}/discard/")
    assert response["Location"] == event_path(event)
    assert messages_of(response) == ["What was not saved has been discarded."]
    page = editor.get(event_path(event))
    assert (Autosave.objects.count(), TYPED in page.text) == (0, False)


def test_saved_version_can_be_seen_meanwhile(editor):
    event = newsroom.draft_event()
    typed_into(editor, event)
    page = editor.get(event_path(event), {"autosave": "none"})
    assert form_of(page)["texts-0-summary"] == "Summary of Talks in Moscow."
    assert [kept["pk"] for kept in page.context["kept_forms"]] == [Autosave.objects.get().pk]


def test_new_event_starts_empty_and_offers_what_was_kept(editor):
    data = form_of(editor.get(ADD))
    keep(editor, data, ADD, **{"texts-0-title": "Talks in Moscow"})
    kept = Autosave.objects.get()
    page = editor.get(ADD)
    assert form_of(page)["texts-0-title"] == ""
    assert f'<a href="{ADD}?autosave={kept.pk}">Talks in Moscow</a>' in page.text
    assert f'<a href="{ADD}?autosave={kept.pk}">Talks in Moscow</a>' in editor.get("/admin/").text
    shown = editor.get(ADD, {"autosave": kept.pk})
    assert form_of(shown)["texts-0-title"] == "Talks in Moscow"


def test_two_tabs_are_kept_apart(editor):
    event = newsroom.draft_event()
    first, second = (form_of(editor.get(event_path(event))) for _tab in "12")
    keep(editor, first, event_path(event), **{"texts-0-summary": "First tab"})
    keep(editor, second, event_path(event), **{"texts-0-summary": "Second tab"})
    page = editor.get(event_path(event))
    assert form_of(page)["texts-0-summary"] == "Second tab"
    assert len(page.context["kept_forms"]) == 1
    other = page.context["kept_forms"][0]["url"]
    assert form_of(editor.get(other))["texts-0-summary"] == "First tab"


@pytest.mark.parametrize("changes", [{"texts-0-title": ""}, {"_workflow": "publish"}])
def test_refused_form_is_kept(editor, changes):
    event = newsroom.draft_event()
    data = form_of(editor.get(event_path(event)))
    response = editor.post(event_path(event), {**data, "texts-0-summary": TYPED, **changes})
    assert (response.status_code, errors_of(response) == []) == (200, False)
    editor.get("/admin/")  # the tab is closed
    assert form_of(editor.get(event_path(event)))["texts-0-summary"] == TYPED


def test_conflict_is_shown_when_the_form_comes_back(editor, reviewer):
    event = newsroom.draft_event()
    typed_into(editor, event)
    theirs = form_of(reviewer.get(event_path(event)))
    reviewer.post(event_path(event), {**theirs, "texts-0-title": "Their title"})
    page = editor.get(event_path(event))
    assert "reviewer has changed this record in the meantime" in errors_of(page)[0]
    assert {(one.current, one.submitted) for one in page.context["restored_differences"]} == {
        ("Their title", "Talks in Moscow"),
        ("Summary of Talks in Moscow.", TYPED),
    }
    assert form_of(page)["texts-0-summary"] == TYPED


def test_kept_form_of_a_record_that_is_gone_leads_to_the_list(editor):
    event = newsroom.draft_event()
    typed_into(editor, event)
    event.delete()
    assert editor.get(event_path(event)).status_code == 302


def test_kept_form_is_not_shown_to_who_may_no_longer_change_the_record(editor):
    event = newsroom.draft_event()
    typed_into(editor, event)
    newsroom.editor().groups.clear()
    assert editor.get(event_path(event)).status_code == 403


def test_account_without_a_session_keeps_what_it_types(editor):
    event = newsroom.draft_event()
    data = form_of(editor.get(event_path(event)))
    editor.logout()
    answer = keep(editor, data, event_path(event), **{"texts-0-summary": TYPED})
    assert (answer.status_code, answer.json()["signed_in"]) == (200, False)
    assert Autosave.objects.get().user == newsroom.editor()


@pytest.mark.parametrize("key", ["", "1.abc", "1.AAAAAAAAAAAAAAAAAAAAAA:x:y", "\x00", "é" * 5000])
def test_form_without_a_key_of_ours_is_not_kept(editor, key):
    response = keep(editor, {"form_key": key, "label": TYPED}, ADD)
    assert (response.status_code, Autosave.objects.count()) in {(403, 0), (400, 0)}


def test_key_is_no_longer_valid_after_a_week(editor, time_machine):
    key = FormKey.fresh(newsroom.editor()).signed
    time_machine.move_to(timezone.now() + timedelta(days=7, minutes=1))
    assert keep(editor, {"form_key": key, "label": TYPED}, ADD).status_code == 403


@pytest.mark.parametrize(
    "address",
    ["", "x", "/", "/events/", "/admin/", "//evil.example/admin/events/event/add/", f"{ADD}?a=1",
     "https://evil.example/", "/admin/events/event/", "/admin/events/place/1/delete/"],
)  # fmt: skip
def test_only_forms_of_the_desk_are_kept(editor, address):
    key = FormKey.fresh(newsroom.editor()).signed
    response = keep(editor, {"form_key": key, "label": TYPED}, address)
    assert (response.status_code, response.json()) == (400, {"message": "There is no such form."})


def test_form_sent_twice_makes_one_record(editor):
    data = new_event(editor)
    first, second = (editor.post(ADD, data) for _time in "12")
    assert (first.status_code, second.status_code) == (302, 302)
    event = Event.objects.get()
    assert second["Location"] == event_path(event)
    assert messages_of(second)[-1] == "The form was sent twice, and saved once."


def test_new_record_that_was_saved_and_changed_since_is_not_made_twice_by_mistake(editor):
    data = new_event(editor)
    editor.post(ADD, data)
    event = Event.objects.get()
    response = editor.post(ADD, {**data, "texts-0-title": "Talks in Kyiv"})
    assert f'was already saved as “<a href="{event_path(event)}">Talks in Moscow</a>”' in (
        response.text
    )
    again = form_of(response)
    assert (again["texts-0-title"], Event.objects.count()) == ("Talks in Kyiv", 1)
    editor.post(ADD, again)
    assert set(Event.objects.values_list("label", flat=True)) == {
        "Talks in Moscow",
        "Talks in Kyiv",
    }


def test_change_sent_twice_is_saved_once_and_no_conflict(editor):
    event = newsroom.draft_event()
    data = {**form_of(editor.get(event_path(event))), "texts-0-summary": TYPED}
    editor.post(event_path(event), data)
    second = editor.post(event_path(event), data)
    assert (second.status_code, second["Location"]) == (302, event_path(event))
    assert (saved(event).version, Action.objects.count()) == (2, 1)


def test_action_sent_twice_is_done_once(reviewer):
    event = newsroom.draft_event()
    data = {**form_of(reviewer.get(event_path(event))), "_workflow": "publish"}
    for _time in "12":
        assert reviewer.post(event_path(event), data).status_code == 302
    assert (event.editions.count(), Action.objects.count()) == (1, 1)


def test_refused_form_can_be_sent_again(editor):
    data = new_event(editor, title="")
    refused = editor.post(ADD, data)
    assert errors_of(refused) == ["Give the event a title in its original language."]
    editor.post(ADD, {**form_of(refused), "texts-0-title": "Talks in Moscow"})
    assert Event.objects.get().label == "Talks in Moscow"


def test_webhooks_are_not_kept(administrator):
    page = administrator.get(path("webhook", "add/"))
    assert "form_key" not in page.text


@pytest.mark.parametrize("model", ["actor", "office", "place", "source", "storyline"])
def test_other_records_are_kept_too(administrator, model):
    page = administrator.get(path(model, "add/"))
    data = form_of(page, f"{model}_form")
    name = "title" if model == "source" else "label"
    keep(administrator, data, path(model, "add/"), **{name: TYPED})
    kept = Autosave.objects.get()
    shown = administrator.get(path(model, "add/"), {"autosave": kept.pk})
    assert form_of(shown, f"{model}_form")[name] == TYPED
    assert 'class="errorlist' not in shown.text


def says(element: Locator, text: str) -> None:
    """Saving an event takes longer than what Playwright waits for beside other tests."""
    expect(element).to_contain_text(text, timeout=30000)


def wait_until_kept(page):
    says(page.locator(".autosave-status"), "Kept at")


@pytest.mark.browser
def test_typing_is_kept_and_leaving_asks(scene, open_desk):
    page = open_desk(event_path(scene))
    page.locator("[name='texts-0-summary']").fill(TYPED)
    wait_until_kept(page)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.reload()
    assert asked == ["beforeunload"]
    expect(page.locator("[name='texts-0-summary']")).to_have_value(TYPED)
    says(page.locator(".autosave-notice"), "Restored what you typed at")
    page.get_by_text("Compare with what is saved").click()
    expect(page.locator(".autosave-notice td.new-value")).to_have_text(TYPED)
    page.get_by_role("button", name="Discard what I typed").click()
    expect(page.locator("[name='texts-0-summary']")).to_have_value("Summary of Talks in Moscow.")
    assert Autosave.objects.count() == 0


@pytest.mark.browser
def test_saving_does_not_ask(scene, open_desk):
    page = open_desk(event_path(scene))
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.locator("[name='texts-0-summary']").fill(TYPED)
    page.keyboard.press("Control+s")
    says(page.locator(".messagelist"), "You may edit it again below.")
    page.goto("/admin/")
    assert (asked, scene.texts.get().summary, Autosave.objects.count()) == ([], TYPED, 0)


@pytest.mark.browser
def test_session_that_ended_costs_nothing(scene, open_desk, settings):
    page = open_desk(event_path(scene))
    page.context.clear_cookies()
    page.locator("[name='texts-0-summary']").fill(TYPED)
    says(page.locator(".autosave-sign-in"), "You have been signed out.")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_label("Username or email address").fill("editor")
    page.get_by_label("Password").fill("correct horse battery")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator("[name='texts-0-summary']")).to_have_value(TYPED)
    says(page.locator(".autosave-notice"), "You had been signed out, so nothing was saved.")


@pytest.mark.browser
def test_server_that_cannot_be_reached_costs_nothing(scene, open_desk):
    page = open_desk(event_path(scene))
    page.evaluate(
        "() => { window.sent = fetch; window.fetch = () => Promise.reject(new TypeError()); }"
    )
    page.locator("[name='texts-0-summary']").fill(TYPED)
    page.get_by_role("button", name="Save", exact=True).click()
    says(page.locator(".autosave-status"), "cannot be kept at the moment")
    page.evaluate("() => { window.fetch = window.sent; }")
    page.get_by_role("button", name="Save", exact=True).click()
    says(page.locator(".messagelist"), "was changed successfully")
    assert scene.texts.get().summary == TYPED


@pytest.mark.browser
def test_form_that_is_too_large_is_not_sent(scene, open_desk):
    page = open_desk(event_path(scene))
    size = settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1
    page.evaluate(
        "size => document.querySelector(\"[name='texts-0-summary']\").value = 'x'.repeat(size)",
        size,
    )
    page.get_by_role("button", name="Save", exact=True).click()
    says(page.locator(".autosave-status"), "at most 2 MB are possible")
    says(page.locator(".autosave-status"), "The longest field is “Summary”")
    assert len(page.locator("[name='texts-0-summary']").input_value()) == size
