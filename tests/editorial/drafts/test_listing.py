"""Lists of the desk."""

from events.editorial.drafts.listing import desk_actors, desk_events, desk_sources, summary
from events.models import Event
from tests import factories, newsroom
from tests.editorial.drafts.conftest import Desk


def test_rows_of_a_list_have_few_members_of_the_desk_documents(desk: Desk):
    event = desk.create(external_key="a:1", start="2023-02")
    row = summary(Event.objects.select_related("type").get())
    assert list(row) == [
        "id", "version", "updated_at", "external_key", "state", "published_version", "title",
        "type", "occurrence", "start",
    ]  # fmt: skip
    assert row == {name: event[name] for name in row}
    assert summary(desk.actor) == {
        "id": desk.actor.pk, "version": 1, "updated_at": row["updated_at"] and
        summary(desk.actor)["updated_at"], "kind": "person", "label": "Wang Yi",
    }  # fmt: skip
    assert list(summary(desk.source)) == ["id", "version", "updated_at", "kind", "title", "held"]


def test_events_are_found_by_state_key_and_part_of_the_title(desk: Desk):
    desk.create(external_key="a:1", title="Talks in Moscow")
    other = newsroom.published_event("Visit")
    assert [e.pk for e in desk_events(state="published")] == [other.pk]
    assert [e.label for e in desk_events(external_key="a:1")] == ["Talks in Moscow"]
    assert [e.label for e in desk_events(q="moscow")] == ["Talks in Moscow"]
    assert desk_events(state="draft", q="visit").count() == 0
    assert desk_events().count() == 2


def test_actors_are_found_by_any_transcription_and_sources_by_title(desk: Desk):
    putin = newsroom.actor("Wladimir Putin")
    assert [a.pk for a in desk_actors(q="Vladimir Putin")] == [putin.pk]
    assert desk_actors().count() == 2
    factories.SourceFactory(title="Another")
    assert [s.title for s in desk_sources(q="report")] == ["A report"]
    assert desk_sources().count() == 2
