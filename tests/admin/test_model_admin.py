"""What all `ModelAdmin`s of the desk have in common."""

import threading

import pytest
from django.contrib import admin
from django.db import connection, transaction

from events import editorial
from events.models import Actor, Event, EventType
from tests import factories, newsroom
from tests.admin.pages import (
    INVALID_KEYS,
    errors_of,
    event_form,
    event_path,
    form_of,
    messages_of,
    path,
    save,
)


def test_change_between_reading_and_writing_is_noticed(editor, monkeypatch):
    """Between the form's look at the version and the swap; only the swap itself can notice it.

    Then the form is looked at once more, and merged with what the other has saved.
    """
    event = newsroom.draft_event()
    data = event_form(editor, event)
    compare = editorial.versions.begin_change

    def overtaken(model, pk, **arguments):
        Event.objects.filter(pk=pk).update(version=7)
        return compare(model, pk, **arguments)

    monkeypatch.setattr("events.admin.model_admin.begin_change", overtaken)
    # The other's change was made in our transaction here, so it goes with it and comes again.
    response = save(editor, event_path(event), data, occurrence="ongoing")
    assert errors_of(response) == ["Somebody else has changed this record in the meantime."]
    assert form_of(response)["occurrence"] == "ongoing"
    assert Event.objects.get(pk=event.pk).occurrence == "occurred"


def test_constraint_of_the_database_is_reported_as_an_error(editor):
    event = newsroom.draft_event()
    factories.EventTextFactory(event=event, language="de", title="Gespräche", origin="translation")
    data = event_form(editor, event)
    changed = {"texts-0-language": "de", "texts-1-language": "en"}
    response = save(editor, event_path(event), data, **changed)
    assert errors_of(response) == ["This contradicts what is already recorded. Nothing was saved."]
    assert sorted(event.texts.values_list("language", "title")) == [
        ("de", "Gespräche"),
        ("en", "Talks in Moscow"),
    ]


@pytest.mark.parametrize(
    "parameter",
    ["label__regex=(", "created_by__password__startswith=a", "nonsense=1", "id__in=1,2"],
)
def test_lookup_that_no_filter_offers_is_refused(reviewer, parameter):
    assert reviewer.get(f"{path('event')}?{parameter}").status_code == 400


@pytest.mark.parametrize("chosen", INVALID_KEYS)
def test_action_with_an_invalid_key_does_nothing(reviewer, chosen):
    newsroom.linked_event()
    before = Actor.objects.count()
    for model in ("actor", "event", "eventtype"):
        data = {"action": "delete_selected", "_selected_action": chosen, "post": "yes"}
        response = reviewer.post(path(model), data)
        assert messages_of(response)[-1] == "This record does not exist."
    assert Actor.objects.count() == before


def test_public_record_and_log_are_read_only(reviewer):
    for model in ("edition", "profile", "action"):
        assert reviewer.get(f"/admin/events/{model}/add/").status_code == 403
        assert reviewer.get(f"/admin/events/{model}/").status_code == 200


def test_saving_raises_the_version_and_keeps_the_state(editor):
    event = newsroom.published_event()
    data = event_form(editor, event)
    version = event.version
    assert save(editor, event_path(event), data, occurrence="ongoing").status_code == 302
    event.refresh_from_db()
    assert (event.version, event.state, event.published_version) == (
        version + 1,
        "published",
        version,
    )


def test_search_is_limited_to_eight_words(editor):
    newsroom.draft_event("one two three four five six seven eight")
    found = "one two three four five six seven eight"
    assert len(editor.get(path("event"), {"q": f"{found} nine"}).context["cl"].result_list) == 1
    assert len(editor.get(path("event"), {"q": "one nine"}).context["cl"].result_list) == 0


@pytest.mark.parametrize("key", ["\x00", "x", "9" * 40, "é"])
def test_record_with_an_invalid_key_is_not_looked_for(db, key, django_assert_num_queries):
    for model in (Event, EventType):
        with django_assert_num_queries(0):
            assert admin.site._registry[model].get_object(None, key) is None


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_form_that_cannot_be_saved_while_others_are_writing_keeps_its_input(client):
    event = newsroom.draft_event()
    client.force_login(newsroom.editor())
    data = event_form(client, event)
    begun, may_end = threading.Event(), threading.Event()

    def write() -> None:
        with transaction.atomic():
            begun.set()
            may_end.wait(60)
        connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    begun.wait(60)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 50")
    response = save(client, event_path(event), data, **{"texts-0-title": "As I typed it"})
    may_end.set()
    writer.join(60)
    told = "Others are writing at the moment. Nothing was saved. Please save again."
    assert errors_of(response) == [told]
    assert "As I typed it" in response.content.decode()
    again = save(client, event_path(event), data, **{"texts-0-title": "As I typed it"})
    assert again.status_code == 302
    assert event.texts.get().title == "As I typed it"
