"""The `ModelAdmin` of events."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Permission

from events import editorial
from events.dates import When
from events.models import Action, Event, EventText
from tests import factories, newsroom
from tests.admin.browsing import accessibility_violations, add_form
from tests.admin.event_states import event_in
from tests.admin.pages import errors_of, event_form, event_path, form_of, listed, perform, save

LIST = "/admin/events/event/"
ADD = "/admin/events/event/add/"


def test_new_event_is_a_draft_of_its_maker_with_the_original_title(editor):
    data = form_of(editor.get(ADD))
    kind, source = factories.EventTypeFactory(), factories.SourceFactory()
    response = save(
        editor,
        ADD,
        data,
        **{
            "type": kind.pk,
            "start_text": "2023-02-21",
            "texts-0-title": "Talks in Moscow",
            "texts-0-language": "en",
            "citations-0-source": source.pk,
        },
    )
    assert errors_of(response) == []
    event = Event.objects.get()
    assert (event.label, event.state, event.version) == ("Talks in Moscow", "draft", 1)
    assert event.created_by.username == "editor"
    assert event.citations.get().source == source
    assert list(event.actions.values_list("verb", "editor__username")) == [("created", "editor")]


def test_new_event_without_a_title_is_refused(editor):
    data = form_of(editor.get(ADD))
    response = save(editor, ADD, data, type=factories.EventTypeFactory().pk)
    assert errors_of(response) == ["Give the event a title in its original language."]
    assert Event.objects.count() == 0


@pytest.mark.parametrize(("tag", "stored"), [("DE", "de"), ("zh-hans", "zh-Hans")])
def test_event_imported_with_a_language_in_another_case_can_be_saved(editor, tag, stored):
    factories.EventTypeFactory()
    newsroom.actor("Wang Yi")
    claim = {"speaker": {"name": "Wang Yi"}, "quote": "Nein", "quote_language": tag}
    document = {
        "title": "Gespräche in Moskau",
        "language": tag,
        "type": "talks",
        "start": {"edtf": "2023-02-21", "phrase": "am Dienstag", "phrase_language": tag},
        "texts": {"EN-gb": {"title": "Talks in Moscow"}},
        "claims": [claim],
    }
    made = editorial.create_event(document=document, editor=newsroom.editor(), now=newsroom.NOW)
    event = Event.objects.get(pk=made["id"])
    assert sorted(event.texts.values_list("language", flat=True)) == sorted([stored, "en-GB"])
    assert save(editor, event_path(event), event_form(editor, event)).status_code == 302
    assert sorted(event.texts.values_list("language", flat=True)) == sorted([stored, "en-GB"])
    assert Event.objects.get(pk=event.pk).start.phrase_language == stored
    assert event.claims.get().quote_language == stored


def test_change_is_logged_with_its_reason_and_raises_the_version(editor):
    event = newsroom.draft_event()
    data = event_form(editor, event)
    save(editor, event_path(event), data, reason="Place was missing", occurrence="ongoing")
    event.refresh_from_db()
    assert (event.version, event.occurrence) == (2, "ongoing")
    assert list(event.actions.values_list("verb", "reason", "version")) == [
        ("changed", "Place was missing", 2)
    ]


def test_change_of_a_published_event_stays_on_the_desk(editor):
    event = newsroom.published_event()
    data = event_form(editor, event)
    save(editor, event_path(event), data, **{"texts-0-title": "New title"})
    event.refresh_from_db()
    assert (event.label, event.has_unpublished_changes) == ("New title", True)
    assert event.editions.count() == 1
    assert "unpublished changes" in editor.get(event_path(event)).content.decode()


def test_list_shows_dates_and_states(editor):
    newsroom.draft_event("Vague", start=When.parse("2023-02~"))
    newsroom.published_event("Public", start=When.parse("2023"))
    page = editor.get(LIST).content.decode()
    assert "around February 2023" in page
    assert '<span class="badge badge-published">published</span>' in page
    assert (
        "etwa Februar 2023" in editor.get(LIST, headers={"accept-language": "de"}).content.decode()
    )


def test_search_finds_what_events_say_and_ids(editor):
    event = newsroom.linked_event("Deep talks", publish_it=False)
    for word in ("deutsch", "Accusation", "Host", "Summary", event.pk):
        assert "Deep talks" in listed(editor, LIST, q=word)
    assert listed(editor, LIST, q="nothing of it") == set()


def test_search_finds_titles_in_all_languages_and_ids(editor):
    event = newsroom.draft_event("Talks")
    EventText.objects.create(event=event, language="de", title="Gespräche", origin="translation")
    newsroom.draft_event("Visit")
    assert listed(editor, LIST, q="gespräche") == {"Talks"}
    assert listed(editor, LIST, q="talk") == {"Talks"}
    assert listed(editor, LIST, q=event.pk) == {"Talks"}


def test_read_only_account_reads_the_form(db, client):
    event = newsroom.linked_event()
    event.end = When.parse("2023-02-22", timezone="Europe/Moscow", anchor=datetime.now(UTC))
    event.save()
    user = factories.UserFactory(username="onlooker")
    grant(user, "view_event", "view_claim", "view_citation", "view_eventtext", "view_hop")
    client.force_login(user)
    page = client.get(event_path(event)).content.decode()
    assert "Tuesday, 21 February 2023" in page
    assert 'name="start_text"' not in page
    assert client.post(event_path(event), {}).status_code == 403


def grant(user, *names):
    user.user_permissions.set(Permission.objects.filter(codename__in=names))


def test_view_on_site_is_shown_for_public_events(reviewer):
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
def test_event_that_is_not_a_draft_cannot_be_deleted(reviewer, state):
    event = event_in(state)
    assert reviewer.post(event_path(event, "delete"), {"post": "yes"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [event.pk], "post": "yes"}
    reviewer.post("/admin/events/event/", chosen)
    assert Event.objects.filter(pk=event.pk).exists()


def test_end_before_the_start_is_refused(editor):
    event = newsroom.draft_event()
    response = save(editor, event_path(event), event_form(editor, event), end_text="2022")
    assert errors_of(response) == ["An event cannot end before it starts."]


def test_end_without_a_start_is_refused(editor):
    event = newsroom.draft_event()
    data = event_form(editor, event)
    response = save(editor, event_path(event), data, start_text="", end_text="2023")
    assert errors_of(response) == ["An event with an end needs a start, however vague."]


def test_title_is_never_markup(editor):
    event = newsroom.draft_event("<script>alert(1)</script>", start=None)
    for address in (event_path(event), LIST, event_path(event, "workflow/submit")):
        assert "<script>alert" not in editor.get(address).content.decode()


@pytest.mark.browser
def test_form_is_accessible(scene, open_desk):
    page = open_desk(event_path(scene), bypass_csp=True)  # axe adds styles
    for prefix in ("claims", "claims-0-citations", "claims-0-citations-0-via", "relations"):
        add_form(page, prefix)
    page.wait_for_load_state("networkidle")
    assert accessibility_violations(page) == []


def test_what_the_reviewer_said_stands_on_the_form_and_the_front_page(editor, reviewer):
    event = newsroom.draft_event()
    Event.objects.update(created_by=newsroom.editor())
    perform(editor, event, "submit", text="Please look at the date.")
    for_reviewer = reviewer.get(event_path(event))
    assert "Please look at the date." in for_reviewer.text
    assert "Please look at the date." in reviewer.get("/admin/").text
    perform(reviewer, event, "send_back", text="Which Tuesday?\nSay it.")
    form = editor.get(event_path(event)).text
    assert ("Which Tuesday?<br>Say it." in form, "look at the date" in form) == (True, False)
    assert "Which Tuesday?" in editor.get("/admin/").text
    perform(editor, event, "submit")
    assert "Which Tuesday?" not in editor.get(event_path(event)).text
