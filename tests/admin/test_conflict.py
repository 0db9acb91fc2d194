"""Two editors save the same record."""

import pytest
from django.conf import settings
from django.test import Client, RequestFactory
from playwright.sync_api import expect

from events.admin.conflict import choices_of
from events.dates import When
from events.editorial import drafts
from events.models import Actor, Event, EventText, Version
from tests import factories, newsroom
from tests.admin.browsing import accessibility_violations
from tests.admin.pages import (
    errors_of,
    event_form,
    event_path,
    form_data,
    form_of,
    messages_of,
    path,
    save,
)

CHANGED = "reviewer has changed this record in the meantime (changed, "


def both(editor, reviewer, event, theirs, mine):
    """The reviewer saves first; return the answer to the editor, who opened the form before."""
    first, second = event_form(reviewer, event), event_form(editor, event)
    assert save(reviewer, event_path(event), first, **theirs).status_code == 302
    return save(editor, event_path(event), second, **mine)


def shown(response):
    return [
        (one.conflict.label, one.conflict.base, one.conflict.theirs, one.conflict.mine)
        for one in response.context["conflicts"]
    ]


def document(event):
    return drafts.desk_event(event.pk)


def test_words_of_the_first_editor_stay_in_a_field_that_the_second_never_touched(editor, reviewer):
    event = newsroom.draft_event()
    theirs = {"texts-0-summary": "The summary of the first editor."}
    response = both(editor, reviewer, event, theirs, {"texts-0-title": "Another title"})
    if response.status_code != 302:
        save(editor, event_path(event), form_of(response))
    text = EventText.objects.get(event=event)
    assert (text.summary, text.title) == ("The summary of the first editor.", "Another title")


def test_changes_of_different_fields_are_saved_at_once_and_the_editor_is_told(editor, reviewer):
    event = newsroom.draft_event()
    theirs = {"start_text": "2023-02-22", "reason": "Tass says so"}
    response = both(editor, reviewer, event, theirs, {"occurrence": "ongoing", "reason": "Mine"})
    assert response.status_code == 302
    told = messages_of(response)[0]
    assert told.startswith(CHANGED)
    assert told.endswith("Your changes and theirs have both been saved.")
    event.refresh_from_db()
    assert (event.start, event.occurrence) == (When.parse("2023-02-22"), "ongoing")
    assert list(Version.objects.filter(record=event.pk).values_list("number", "reason")) == [
        (3, "Mine"), (2, "Tass says so"), (1, ""),
    ]  # fmt: skip


def test_same_field_is_asked_with_what_it_was_and_the_input_stays(editor, reviewer):
    event = newsroom.draft_event()
    theirs = {"start_text": "2023-02-22", "texts-0-summary": "Theirs"}
    mine = {"start_text": "2023-02-20", "texts-0-title": "My title"}
    response = both(editor, reviewer, event, theirs, mine)
    assert shown(response) == [
        (
            "Start",
            "Tuesday, 21 February 2023 (2023-02-21)",
            "Wednesday, 22 February 2023 (2023-02-22)",
            "Monday, 20 February 2023 (2023-02-20)",
        )
    ]
    assert "You have both changed the same. Choose what to keep." in errors_of(response)
    typed = form_of(response)
    assert (typed["start_text"], typed["texts-0-title"]) == ("2023-02-20", "My title")
    assert typed["expected_version"] == "1"
    assert document(event)["title"] == "Talks in Moscow"


@pytest.mark.parametrize(("choice", "expected"), [("theirs", "2023-02-22"), ("mine", "2023-02-20")])
def test_choice_decides(editor, reviewer, choice, expected):
    event = newsroom.draft_event()
    theirs = {"start_text": "2023-02-22", "texts-0-summary": "Theirs"}
    response = both(editor, reviewer, event, theirs, {"start_text": "2023-02-20"})
    [conflict] = response.context["conflicts"]
    again = save(editor, event_path(event), form_of(response), **{conflict.name: choice})
    assert again.status_code == 302
    assert (document(event)["start"]["edtf"], document(event)["summary"]) == (expected, "Theirs")


def test_saving_again_without_a_choice_asks_again_and_writes_nothing(editor, reviewer):
    event = newsroom.draft_event()
    response = both(
        editor, reviewer, event, {"start_text": "2023-02-22"}, {"start_text": "2023-02-20"}
    )
    again = save(editor, event_path(event), form_of(response))
    assert shown(again) == shown(response)
    assert Event.objects.get(pk=event.pk).start == When.parse("2023-02-22")


def test_own_words_can_be_changed_beside_the_choice(editor, reviewer):
    event = newsroom.draft_event()
    response = both(
        editor, reviewer, event,
        {"texts-0-summary": "They met."}, {"texts-0-summary": "They talked."},
    )  # fmt: skip
    [conflict] = response.context["conflicts"]
    typed = {conflict.name: "mine", "texts-0-summary": "They met and talked."}
    assert save(editor, event_path(event), form_of(response), **typed).status_code == 302
    assert document(event)["summary"] == "They met and talked."


def test_error_beside_the_conflict_is_corrected_first_and_nothing_is_lost(editor, reviewer):
    event = newsroom.draft_event()
    mine = {"end_text": "2023-02-01", "texts-0-title": "My title"}
    response = both(editor, reviewer, event, {"texts-0-summary": "Theirs"}, mine)
    assert "An event cannot end before it starts." in " ".join(errors_of(response))
    typed = form_of(response)
    assert (typed["end_text"], typed["expected_version"]) == ("2023-02-01", "1")
    assert save(editor, event_path(event), typed, end_text="").status_code == 302
    assert (document(event)["summary"], document(event)["title"]) == ("Theirs", "My title")


def test_row_that_one_has_deleted_and_the_other_changed_is_asked(editor, reviewer):
    event = newsroom.linked_event(publish_it=False)
    theirs, mine = {"claims-1-DELETE": "on"}, {"claims-1-quote": "My words"}
    response = both(editor, reviewer, event, theirs, mine)
    [conflict] = response.context["conflicts"]
    assert conflict.conflict.gone == "theirs"
    assert "My words" in conflict.conflict.mine
    assert save(
        editor, event_path(event), form_of(response), **{conflict.name: "mine"}
    ).status_code == 302  # fmt: skip
    assert "My words" in [claim["quote"] for claim in document(event)["claims"]]


def test_row_that_one_has_deleted_and_the_other_never_touched_is_gone(editor, reviewer):
    event = newsroom.linked_event(publish_it=False)
    before = document(event)
    theirs = {"citations-0-DELETE": "on", "claims-1-DELETE": "on"}
    assert both(editor, reviewer, event, theirs, {"texts-0-title": "Mine"}).status_code == 302
    after = document(event)
    assert (len(after["citations"]), len(after["claims"])) == (
        len(before["citations"]) - 1, len(before["claims"]) - 1,
    )  # fmt: skip
    assert after["title"] == "Mine"


def test_row_added_by_both_is_one_row(editor, reviewer):
    event, actor = newsroom.draft_event(), newsroom.actor("Wang Yi")
    row = {"participations-0-actor": actor.pk, "participations-0-role": "host"}
    mine = {**row, "participations-0-described_as": "the guest"}
    assert both(editor, reviewer, event, row, mine).status_code == 302
    [participant] = document(event)["participants"]
    assert (participant["actor"]["id"], participant["described_as"]) == (actor.pk, "the guest")


def test_nested_rows_of_both_are_kept(editor, reviewer):
    event = newsroom.linked_event(publish_it=False)
    theirs = {"claims-0-citations-0-via-0-wording": "so die Tass"}
    mine = {"claims-0-citations-0-quote": "My quote", "claims-0-texts-0-text": "My text"}
    assert both(editor, reviewer, event, theirs, mine).status_code == 302
    claim = document(event)["claims"][0]
    [citation] = claim["citations"]
    assert (claim["text"], citation["quote"], citation["via"][0]["wording"]) == (
        "My text", "My quote", "so die Tass",
    )  # fmt: skip


def test_form_that_was_not_changed_takes_nothing_back(editor, reviewer):
    event = newsroom.linked_event(publish_it=False)
    theirs = {"claims-0-quote": "Theirs", "texts-0-summary": "Two\r\nlines"}
    assert both(editor, reviewer, event, theirs, {}).status_code == 302
    expected = document(event)
    assert (expected["claims"][0]["quote"], expected["version"]) == ("Theirs", 2)


def test_actor_with_names_and_offices_is_merged(editor, reviewer):
    actor = newsroom.actor("Wang Yi")
    tenure = factories.TenureFactory(actor=actor)
    address = path("actor", f"{actor.pk}/change/")
    first, second = form_data(reviewer, address), form_data(editor, address)
    save(reviewer, address, first, **{"names-0-name": "Wang Yì"})
    mine = {"tenures-0-start_text": "2013-03-16", "kind": "person"}
    assert save(editor, address, second, **mine).status_code == 302
    names = list(Actor.objects.get(pk=actor.pk).names.values_list("name", flat=True))
    tenure.refresh_from_db()
    assert (names, tenure.start) == (["Wang Yì"], When.parse("2013-03-16"))


@pytest.mark.parametrize("factory", ["source", "office", "place", "storyline"])
def test_other_records_are_merged(editor, reviewer, factory):
    fields = {"country": "RU", "precision": "city"} if factory == "place" else {}
    record = getattr(factories, f"{factory.title()}Factory")(**fields)
    name = "title" if factory == "source" else "label"
    address = path(factory, f"{record.pk}/change/")
    form_id = {"form_id": f"{factory}_form"}
    first, second = form_data(reviewer, address), form_data(editor, address)
    save(reviewer, address, first, **{name: "Theirs"})
    response = save(editor, address, second, **{name: "Mine"})
    [conflict] = response.context["conflicts"]
    assert (conflict.conflict.theirs, conflict.conflict.mine) == ("Theirs", "Mine")
    chosen = {conflict.name: "mine"}
    assert save(editor, address, form_of(response, **form_id), **chosen).status_code == 302
    assert getattr(type(record).objects.get(pk=record.pk), name) == "Mine"


def test_without_the_version_of_the_form_what_differs_is_asked(editor, reviewer):
    event = newsroom.draft_event()
    first, second = event_form(reviewer, event), event_form(editor, event)
    save(reviewer, event_path(event), first, **{"texts-0-title": "Theirs"})
    Version.objects.filter(number=1).delete()
    response = save(editor, event_path(event), second, **{"texts-0-title": "Mine"})
    assert [(label, theirs, mine) for label, _base, theirs, mine in shown(response)] == [
        ("Title (en)", "Theirs", "Mine")
    ]


@pytest.mark.parametrize(
    "posted", [{"conflict-x": "mine"}, {f"conflict-{'0' * 24}": "all"}, {"conflict-": "theirs"}]
)
def test_invalid_choices_are_none(posted):
    assert choices_of(RequestFactory().post("/", posted)) == {}


@pytest.mark.parametrize("version", ["", "x", "0", "-1", "9" * 30, "٣"])
def test_invalid_version_is_an_error_of_the_form(editor, version):
    event = newsroom.draft_event()
    response = save(editor, event_path(event), event_form(editor, event), expected_version=version)
    assert response.status_code == 200
    assert document(event)["version"] == 1


def in_turn(open_desk, live_server, event, **options):
    """The event open in two browsers: of the editor, and of the reviewer."""
    pages = []
    for account in (newsroom.editor, newsroom.reviewer):
        page = open_desk(event_path(event), **options)
        client = Client()
        client.force_login(account())
        name = settings.SESSION_COOKIE_NAME
        page.context.add_cookies(
            [{"name": name, "value": client.cookies[name].value, "url": live_server.url}]
        )
        page.goto(event_path(event))
        pages.append(page)
    return pages


def test_two_browsers_lose_nothing_and_ask_once(open_desk, live_server, scene):
    # axe adds styles
    editor, reviewer = in_turn(open_desk, live_server, scene, bypass_csp=True)
    reviewer.locator("#id_texts-0-title").fill("Talks in the Kremlin")
    reviewer.locator("#id_texts-0-summary").fill("The words of the first.")
    reviewer.get_by_role("button", name="Save", exact=True).click()
    reviewer.wait_for_url("**/event/")
    editor.locator("#id_texts-0-title").fill("Talks of two ministers")
    editor.locator("#id_occurrence").select_option("ongoing")
    editor.get_by_role("button", name="Save", exact=True).click()
    dialog = editor.get_by_role("region", name="Both of you have changed this")
    expect(dialog).to_be_visible()
    assert dialog.locator("legend").all_inner_texts() == ["Title (en)"]
    assert accessibility_violations(editor) == []
    dialog.get_by_label("Yours").check()
    editor.locator("#id_texts-0-title").fill("Talks of two ministers in the Kremlin")
    editor.get_by_role("button", name="Save", exact=True).click()
    editor.wait_for_url("**/event/")
    saved = document(scene)
    assert (saved["title"], saved["summary"], saved["occurrence"]) == (
        "Talks of two ministers in the Kremlin", "The words of the first.", "ongoing",
    )  # fmt: skip


def test_two_browsers_that_change_different_fields_are_never_asked(open_desk, live_server, scene):
    editor, reviewer = in_turn(open_desk, live_server, scene)
    reviewer.locator("#id_texts-0-summary").fill("The words of the first.\nTwo lines.")
    reviewer.get_by_role("button", name="Save", exact=True).click()
    reviewer.wait_for_url("**/event/")
    editor.locator("#citations-0 summary").first.click()
    editor.locator("#id_citations-0-quote").fill("A short quote")
    editor.get_by_role("button", name="Save", exact=True).click()
    editor.wait_for_url("**/event/")
    assert "Your changes and theirs have both been saved." in editor.content()
    saved = document(scene)
    assert saved["summary"].splitlines() == ["The words of the first.", "Two lines."]
    assert saved["citations"][0]["quote"] == "A short quote"
