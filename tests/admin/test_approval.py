"""The page on which reviewers approve changes that wait."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.models import Source
from tests import factories, newsroom
from tests.admin.pages import messages_of
from tests.editorial.test_approved import change_everything, changed, second_event, story
from tests.newsroom import current

PAGE = "/admin/approvals/"


@pytest.fixture
def told(db):
    return story()


def chosen(record, version=2):
    return f"{record._meta.model_name}:{record.pk}:{version}"


def test_nothing_waits(reviewer, told):
    response = reviewer.get(PAGE)
    assert (response.status_code, response.context["entries"]) == (200, [])
    assert "Nothing is waiting" in response.content.decode()


def test_waiting_record_is_shown_with_its_differences_and_events(reviewer, told):
    changed(told.source, title="<b>Marker</b>", reason="From the site")
    (entry,) = reviewer.get(PAGE).context["entries"]
    assert entry.waiting.record == told.source
    assert [one.label for one in entry.differences] == ["Title"]
    assert (entry.waiting.events, entry.waiting.event_count) == ([told.event], 1)
    assert [version.editor.username for version in entry.waiting.versions] == ["editor"]
    content = reviewer.get(PAGE).content.decode()
    assert "<b>Marker" not in content
    assert "Marker" in content


def test_one_record_is_approved_with_a_note(reviewer, told):
    changed(told.source, title="Marker")
    changed(told.place, names={"en": "Marker"})
    data = {"approve": chosen(told.source), "note": "Better."}
    response = reviewer.post(PAGE, data)
    assert response.status_code == 302
    event = current(told.event)
    assert (event.citations[0].source.title, event.edition.note) == ("Marker", "Better.")
    assert event.place.name == "Moscow"
    assert [entry.waiting.record for entry in reviewer.get(PAGE).context["entries"]] == [told.place]


def test_selected_records_are_approved_each_on_its_own(reviewer, told):
    change_everything(told)
    records = [told.person, told.source, told.office, told.place, told.storyline]
    changed(told.place, names={"en": "Newer"})
    response = reviewer.post(PAGE, {"chosen": [chosen(one) for one in records], "note": "Typed"})
    assert response.status_code == 200
    assert response.context["note"] == "Typed"
    assert "has changed this record in the meantime" in " ".join(messages_of(response))
    assert [entry.waiting.record for entry in response.context["entries"]] == [told.place]
    assert current(told.event).participants[0].actor.name == "Marker"


@pytest.mark.parametrize(
    "data",
    [{}, {"approve": "x"}, {"chosen": ["source:2222-2222-2222:1"]}, {"chosen": ["webhook:1:1"]},
     {"chosen": ["event:2222-2222-2222:1"]}, {"chosen": ["source:é:1"]}],
)  # fmt: skip
def test_bad_choice_is_told_and_nothing_is_done(reviewer, told, data):
    changed(told.source, title="Marker")
    response = reviewer.post(PAGE, data)
    assert response.status_code == 200
    assert len(messages_of(response)) == 1
    assert told.event.editions.count() == 1


def test_editor_sees_no_such_page(editor, told):
    changed(told.source, title="Marker")
    assert editor.get(PAGE).status_code == 403
    assert editor.post(PAGE, {"approve": chosen(told.source)}).status_code == 403
    assert told.event.editions.count() == 1
    assert waiting(editor) == []


def waiting(client):
    """The section of the front page for records whose changes wait."""
    return [one for one in client.get("/admin/").context["queues"] if one.key == "approvals"]


def test_index_lists_what_waits(reviewer, told):
    assert waiting(reviewer) == []
    changed(told.source, title="Marker")
    (queue,) = waiting(reviewer)
    assert (queue.count, [item.title for item in queue.items]) == ("1", ["Marker"])
    one = reviewer.get(queue.items[0].url).context
    assert [entry.waiting.record for entry in one["entries"]] == [told.source]


def test_form_says_that_readers_do_not_see_its_changes(reviewer, editor, told):
    path = reverse("admin:events_source_change", args=[told.source.pk])
    assert "not public yet" not in editor.get(path).content.decode()
    changed(told.source, title="Marker")
    assert "not public yet" in editor.get(path).content.decode()
    assert "waiting_url" in reviewer.get(path).context
    assert editor.get(path).context["waiting_url"] == ""


def test_page_costs_no_query_for_each_record(reviewer, told):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            reviewer.get(PAGE)
        return len(seen)

    sources = factories.SourceFactory.create_batch(3)
    for source in sources:
        factories.CitationFactory(event=told.event, source=source)
    newsroom.publish(told.event)
    changed(sources[0], title="Marker")
    reviewer.get(PAGE)
    before = queries()
    for source in sources[1:]:
        changed(source, title="Marker")
    assert queries() == before


def test_many_are_shown_page_by_page(reviewer, told):
    sources = factories.SourceFactory.create_batch(25)
    Source.objects.filter(pk__in=[one.pk for one in sources]).update(approved_version=1)
    for source in sources:
        changed(source, title="Marker")
    assert len(reviewer.get(PAGE).context["entries"]) == 20
    assert len(reviewer.get(PAGE + "?p=2").context["entries"]) == 5
    assert reviewer.get(PAGE + "?p=x").context["count"] == 25


def test_form_and_confirmation_of_an_event_tell_what_is_new_and_what_waits(reviewer, told):
    changed(told.person, names=[{"name": "Marker", "language": "en", "kind": "official"}])
    second = second_event(told)
    new = factories.SourceFactory(title="New report")
    factories.CitationFactory(event=second, source=new)
    for page in ("change", "workflow"):
        arguments = [second.pk] if page == "change" else [second.pk, "publish"]
        response = reviewer.get(reverse(f"admin:events_event_{page}", args=arguments))
        found = response.context["not_public"]
        assert (found.new, found.late) == ([new], [told.person])
        content = response.content.decode()
        assert "Public with this event, for the first time" in content
        assert "Changes that stay at the desk" in content


def test_autocomplete_marks_what_is_not_public(editor, told):
    new = factories.SourceFactory(title="Report two")
    changed(told.source, title="Report one")
    query = {"app_label": "events", "model_name": "citation", "field_name": "source"}
    results = editor.get("/admin/autocomplete/", {**query, "term": "Report"}).json()["results"]
    assert {one["id"]: one["text"] for one in results} == {
        new.pk: "Report two – not public yet",
        told.source.pk: "Report one – changes not public yet",
    }
