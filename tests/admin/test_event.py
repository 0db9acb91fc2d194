"""Creating and changing events at the desk, and their list."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Permission

from events import editorial
from events.dates import When
from events.models import Event, EventText
from tests import factories, newsroom
from tests.admin.pages import errors_of, event_form, event_path, form_of, save

LIST = "/admin/events/event/"
ADD = "/admin/events/event/add/"


def listed(client, **query):
    return {event.label for event in client.get(LIST, query).context["cl"].result_list}


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
    assert "changes not public yet" in editor.get(event_path(event)).content.decode()


def test_second_saver_sees_both_values_and_keeps_what_was_typed(editor, reviewer):
    event = newsroom.draft_event()
    first, second = event_form(reviewer, event), event_form(editor, event)
    save(reviewer, event_path(event), first, start_text="2023-02-22", reason="Tass says so")
    response = save(
        editor,
        event_path(event),
        second,
        occurrence="ongoing",
        **{"texts-0-title": "My title", "citations-0-quote": "My quote"},
    )
    errors = " ".join(errors_of(response))
    assert "reviewer has changed this event in the meantime (changed, " in errors
    conflicts = {row.place: (row.now, row.typed) for row in response.context["conflicts"]}
    assert conflicts["Start"] == (
        "Wednesday, 22 February 2023 (2023-02-22)",
        "Tuesday, 21 February 2023 (2023-02-21)",
    )
    assert conflicts["Occurrence"] == ("took place", "ongoing")
    assert ("Talks in Moscow", "My title") in conflicts.values()
    assert ("", "My quote") in conflicts.values()
    typed = form_of(response)
    assert (typed["start_text"], typed["texts-0-title"]) == ("2023-02-21", "My title")
    event = Event.objects.get(pk=event.pk)
    assert (event.start, event.label) == (When.parse("2023-02-22"), "Talks in Moscow")


def test_second_saver_who_saves_again_replaces_on_purpose(editor, reviewer):
    event = newsroom.draft_event()
    first, second = event_form(reviewer, event), event_form(editor, event)
    save(reviewer, event_path(event), first, start_text="2023-02-22")
    again = form_of(save(editor, event_path(event), second, start_text="2023-02-20"))
    assert again["expected_version"] == "2"
    assert save(editor, event_path(event), again).status_code == 302
    assert Event.objects.get(pk=event.pk).start == When.parse("2023-02-20")


def test_saving_while_the_event_is_published_overwrites_nothing(editor):
    event = newsroom.draft_event()
    data = event_form(editor, event)
    newsroom.publish(event)
    response = save(editor, event_path(event), data, occurrence="ongoing")
    assert "reviewer has changed this event in the meantime (published, " in str(
        errors_of(response)
    )
    event.refresh_from_db()
    assert (event.state, event.occurrence) == ("published", "occurred")


def test_change_between_reading_and_writing_is_noticed(editor, monkeypatch):
    """Between the form's look at the version and the swap; only the swap itself can notice it."""
    event = newsroom.draft_event()
    data = event_form(editor, event)
    compare = editorial.versions.begin_change

    def overtaken(model, pk, **arguments):
        Event.objects.filter(pk=pk).update(version=7)
        return compare(model, pk, **arguments)

    monkeypatch.setattr("events.admin.pages.begin_change", overtaken)
    with pytest.raises(editorial.StaleVersion):
        # The other's change was made in our transaction here, so it goes with it and comes again.
        save(editor, event_path(event), data, occurrence="ongoing")
    assert Event.objects.get(pk=event.pk).occurrence == "occurred"


def test_form_without_its_version_is_refused(editor):
    event = newsroom.draft_event()
    data = event_form(editor, event)
    del data["expected_version"]
    response = save(editor, event_path(event), data, occurrence="ongoing")
    assert errors_of(response) == ["This page was incomplete when it was sent. Load it again."]


def test_row_that_another_removed_is_named(editor, reviewer):
    event = newsroom.draft_event()
    data = event_form(editor, event)
    other = event_form(reviewer, event)
    save(reviewer, event_path(event), other, **{"citations-0-DELETE": "on"})
    response = save(editor, event_path(event), data)
    assert "Somebody else has removed this row." in response.content.decode()
    again = {**form_of(response), "citations-0-DELETE": "on"}
    assert save(editor, event_path(event), again).status_code == 302


def test_list_words_dates_and_shows_states(editor):
    newsroom.draft_event("Vague", start=When.parse("2023-02~"))
    newsroom.published_event("Public", start=When.parse("2023"))
    page = editor.get(LIST).content.decode()
    assert "around February 2023" in page
    assert '<span class="badge badge-published">published</span>' in page
    assert (
        "etwa Februar 2023" in editor.get(LIST, headers={"accept-language": "de"}).content.decode()
    )


@pytest.fixture
def archive(db):
    newsroom.draft_event("Day", start=When.parse("2023-02-21"))
    newsroom.draft_event("Month", start=When.parse("2023-02"), occurrence="announced")
    newsroom.draft_event("Year", start=When.parse("2023"))
    newsroom.draft_event("Before", start=When.parse("../2022"))
    newsroom.draft_event("Undated", start=None)
    newsroom.draft_event("New York", start=When.parse("2023-02-21", timezone="America/New_York"))
    newsroom.draft_event("Tokyo", start=When.parse("2023-02-22", timezone="Asia/Tokyo"))
    newsroom.draft_event("Week", start=When.parse("2023-02-17"), end=When.parse("2023-02-24"))


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        ("2023-02-21", "2023-02-21", {"Day", "Month", "Year", "New York", "Week"}),
        ("2023-02-22", "2023-02-22", {"Month", "Year", "Tokyo", "Week"}),
        ("2023-03", "", {"Year"}),
        ("", "2022-06", {"Before"}),
        ("", "2023-02-20", {"Month", "Year", "Before", "Week"}),
        ("2023-02-24", "2023-02-28", {"Month", "Year", "Week"}),
    ],
)
def test_date_filter_overlaps_on_the_calendar_of_each_event(editor, archive, first, last, found):
    assert listed(editor, date_from=first, date_to=last) == found


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        ("2023-03", "2023-02", "The end is before the start."),
        ("soon", "", "This is not written as a date that we can read."),
        ("2023-02-30", "", "There is no such day."),
    ],
)
def test_date_filter_that_cannot_be_read_shows_nothing_and_says_so(
    editor, archive, first, last, told
):
    response = editor.get(LIST, {"date_from": first, "date_to": last})
    assert list(response.context["cl"].result_list) == []
    assert told in response.content.decode()


def test_filters_by_state_occurrence_type_and_storyline(editor, archive):
    assert listed(editor, occurrence__exact="announced") == {"Month"}
    assert listed(editor, state="published") == set()
    assert listed(editor, type="talks") == listed(editor)
    pin = factories.StorylinePinFactory(event=Event.objects.get(label="Year"))
    assert listed(editor, storyline=pin.storyline_id) == {"Year"}


def test_filter_for_changes_that_are_not_public(editor):
    newsroom.published_event("Same")
    changed = newsroom.published_event("Changed")
    Event.objects.filter(pk=changed.pk).update(version=9)
    assert listed(editor, state="changed") == {"Changed"}


def test_search_finds_titles_in_all_languages_and_ids(editor):
    event = newsroom.draft_event("Talks")
    EventText.objects.create(event=event, language="de", title="Gespräche", origin="translation")
    newsroom.draft_event("Visit")
    assert listed(editor, q="gespräche") == {"Talks"}
    assert listed(editor, q="talk") == {"Talks"}
    assert listed(editor, q=event.pk) == {"Talks"}


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
