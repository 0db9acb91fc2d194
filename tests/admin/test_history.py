"""The history of a record."""

import pytest
from django.contrib.auth.models import Permission

from events import editorial
from events.editorial import drafts
from events.models import Actor, Event, EventText, EventType, Source, Version
from tests import factories, newsroom
from tests.admin.pages import event_form, event_path, form_data, messages_of, path, save

SECRET = "A draft that others may not see"


@pytest.fixture
def event(editor):
    """An event in three versions, of which the last two were saved at the desk."""
    event = newsroom.draft_event()
    typed = event_form(editor, event)
    save(
        editor, event_path(event), typed,
        **{"texts-0-summary": "They met in Moscow.", "reason": "From the report"},
    )  # fmt: skip
    typed = event_form(editor, event)
    save(
        editor, event_path(event), typed,
        **{"texts-0-summary": "They met twice in Moscow.", "occurrence": "ongoing"},
    )  # fmt: skip
    return event


def history(client, record, model="event", **query):
    return client.get(path(model, f"{record.pk}/history/"), query)


def permissions(*names):
    return Permission.objects.filter(codename__in=names)


def told(changes):
    return [
        (one.label, [(kind, text) for kind, text in one.parts if kind != "same"]) for one in changes
    ]


def restore(client, event, number, version=None, **data):
    version = Event.objects.get(pk=event.pk).version if version is None else version
    return client.post(
        event_path(event, "history"), {"number": number, "expected_version": version, **data}
    )


def test_versions_are_listed_with_their_differences_word_by_word(editor, event):
    response = history(editor, event)
    steps = response.context["steps"]
    assert [
        (step.version.number, step.version.verb, step.version.reason) for step, _found in steps
    ] == [(3, "changed", ""), (2, "changed", "From the report"), (1, "found", "")]
    assert told(steps[0][1]) == [
        ("Summary (en)", [("added", " twice")]),
        ("Occurrence", [("removed", "took place"), ("added", "ongoing")]),
    ]
    page = response.content.decode()
    assert "They met<ins> twice</ins> in Moscow." in page
    assert "<strong>editor</strong>" in page
    assert "From the report" in page


def test_any_two_versions_are_compared_in_their_order(editor, event):
    for query in ({"older": 1, "newer": 3}, {"older": 3, "newer": 1}):
        comparison = history(editor, event, **query).context["comparison"]
        assert (comparison.older, comparison.newer) == (1, 3)
        assert [label for label, _parts in told(comparison.differences)] == [
            "Summary (en)", "Occurrence",
        ]  # fmt: skip


@pytest.mark.parametrize(
    "query",
    [
        {"older": "x", "newer": "2"}, {"older": "1"}, {"older": "1", "newer": "99"},
        {"older": "9" * 30, "newer": "1"}, {"older": "-1", "newer": "٣"},
    ],
)  # fmt: skip
def test_version_that_is_not_there_is_said(editor, event, query):
    response = history(editor, event, **query)
    assert response.context["comparison"] is None
    assert "There is no such version." in response.content.decode()


def test_record_is_set_back_as_a_new_version(editor, event):
    assert "Set back to version 2" in history(editor, event, older=2, newer=3).content.decode()
    response = restore(editor, event, 2, reason="It was once")
    assert messages_of(response)[-1:] == ["The record was set back to version 2, as a new version."]
    document = drafts.desk_event(event.pk)
    assert (document["summary"], document["occurrence"]) == ("They met in Moscow.", "occurred")
    last = Version.objects.filter(record=event.pk).latest("number")
    assert (last.number, last.verb, last.reason) == (4, "reverted", "It was once")


def test_version_with_everything_is_set_back(editor, reviewer):
    event = newsroom.linked_event(publish_it=False)
    before = drafts.desk_event(event.pk)
    typed = event_form(editor, event)
    deleted = {
        "claims-1-DELETE": "on", "citations-0-DELETE": "on", "participations-0-DELETE": "on",
        "place": "", "relations-0-DELETE": "on",
    }  # fmt: skip
    assert save(editor, event_path(event), typed, **deleted).status_code == 302
    restore(editor, event, before["version"])
    after = drafts.desk_event(event.pk)
    for name in ("version", "updated_at"):
        before.pop(name), after.pop(name)
    assert after == before


def test_what_is_gone_since_is_said_and_nothing_is_written(editor, event):
    kind = factories.EventTypeFactory(key="summit")
    Event.objects.filter(pk=event.pk).update(type=kind)
    typed = event_form(editor, event)
    save(editor, event_path(event), typed, reason="Another type")
    EventType.objects.filter(key="talks").delete()
    count = Version.objects.count()
    response = restore(editor, event, 1)
    assert messages_of(response)[-1:] == ["There is no such type of event."]
    assert Version.objects.count() == count
    assert Event.objects.get(pk=event.pk).type == kind


def test_actor_that_was_merged_since_is_named(editor):
    event = newsroom.draft_event()
    gone, other = newsroom.actor("Wang Yi"), newsroom.actor("Wang Yi (minister)")
    row = {"participations-0-actor": gone.pk, "participations-0-role": "host"}
    save(editor, event_path(event), event_form(editor, event), **row)
    typed = event_form(editor, event)
    save(editor, event_path(event), typed, **{"participations-0-DELETE": "on"})
    Actor.objects.filter(pk=gone.pk).update(merged_into=other)
    response = restore(editor, event, 2)
    assert messages_of(response)[-1:] == [
        "“Wang Yi” was merged into “Wang Yi (minister)” in the meantime."
    ]
    assert drafts.desk_event(event.pk)["participants"] == []


@pytest.mark.parametrize(
    ("number", "version", "message"),
    [
        (3, None, "The record is the same as this version."),
        (99, None, "There is nothing left of this version."),
        ("x", None, "There is nothing left of this version."),
        (2, 2, "editor has changed this record in the meantime"),
        (2, "x", "editor has changed this record in the meantime"),
    ],
)
def test_refused_restore_says_why(editor, event, number, version, message):
    told_message = messages_of(restore(editor, event, number, version))[-1]
    assert told_message.startswith(message)
    assert Event.objects.get(pk=event.pk).version == 3


def test_restore_needs_the_right_to_change(editor, reviewer, event):
    account = newsroom.editor()
    account.groups.clear()
    account.user_permissions.add(*permissions("view_event"))
    assert restore(editor, event, 2).status_code == 403
    page = history(editor, event)
    assert (page.status_code, page.context["may_restore"]) == (200, False)
    assert Event.objects.get(pk=event.pk).version == 3


def test_titles_of_drafts_need_the_right_to_see_events(editor, event):
    EventText.objects.filter(event=event).update(title=SECRET)
    Event.objects.update(label=SECRET)
    storyline = factories.StorylineFactory()
    address = path("storyline", f"{storyline.pk}/change/")
    typed = form_data(editor, address)
    save(editor, address, typed, **{"pins-0-event": event.pk, "label": "New"})
    assert SECRET in history(editor, storyline, "storyline").content.decode()
    account = newsroom.editor()
    account.groups.clear()
    account.user_permissions.add(*permissions("view_storyline"))
    assert SECRET not in history(editor, storyline, "storyline").content.decode()


def test_deleted_record_is_shown_to_those_who_may_see_all_versions(editor, reviewer):
    source = factories.SourceFactory(title="A report of before")
    address = path("source", f"{source.pk}/delete/")
    assert editor.post(address, {"post": "yes"}).status_code == 302
    assert not Source.objects.exists()
    assert history(editor, source, "source").status_code == 404
    page = history(reviewer, source, "source").content.decode()
    assert "This record was deleted." in page
    assert [row.verb for row in Version.objects.order_by("number")] == ["deleted"]


def test_record_that_never_was_is_not_found(reviewer):
    for pk in ("2222-2222-2222", "x", "9" * 40):
        assert reviewer.get(path("event", f"{pk}/history/")).status_code == 404


def test_record_without_versions_says_so(editor):
    actor = newsroom.actor("Wang Yi")
    assert "No version was kept yet." in history(editor, actor, "actor").content.decode()


def test_long_history_has_pages_in_a_fixed_number_of_queries(editor, django_assert_max_num_queries):
    document = {"title": "Report", "kind": "article"}
    source = editorial.create_source(document=document, editor=newsroom.editor(), now=newsroom.NOW)
    for number in range(60):
        source = editorial.change_source(
            pk=source["id"], document={"title": f"Report {number}"}, editor=newsroom.editor(),
            now=newsroom.NOW, expected_version=source["version"],
        )  # fmt: skip
    record = Source.objects.get()
    with django_assert_max_num_queries(14):
        page = history(editor, record, "source")
    assert [step.version.number for step, _found in page.context["steps"]] == list(
        range(61, 36, -1)
    )
    second = history(editor, record, "source", until=page.context["older"])
    assert second.context["steps"][0][0].version.number == 36
    assert all(found for _step, found in second.context["steps"])


def test_words_that_were_removed_are_shown_as_such(editor, event):
    Version.objects.filter(record=event.pk, number__lt=3).update(content="", whole=True)
    page = history(editor, event).content.decode()
    assert "What this version changed was removed by a redaction." in page
    page = history(editor, event, older=1, newer=3).content.decode()
    assert "What one of these versions said was removed by a redaction." in page
