"""An export that is put back into an empty archive makes the same export again."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from django.db import transaction
from django.http import QueryDict
from django.test import Client

from events.editorial import EditorialError, NotAllowed
from events.interchange.imports import Restored, reading, restore_rows
from events.management.consistency import Finding, check_record
from events.models import Action, Citation, Edition, Event, EventType, EventTypeName, Profile
from events.record import SHAPE
from events.timeline import paging
from events.timeline.filters import EventFilter
from tests import factories, newsroom
from tests.api.importing import forget_everything
from tests.archives.loading import FILES, read_archive, rows_of
from tests.management.conftest import load

NOW = datetime(2026, 1, 1, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def lines() -> bytes:
    """All current editions, as they are stored."""
    editions = Edition.objects.filter(superseded_at=None, listed=True).order_by("date_key", "event")
    return b"".join(edition.document.encode() + b"\n" for edition in editions)


def restore(content: bytes, **more) -> Restored:
    return restore_rows(BytesIO(content), editor=newsroom.reviewer(), now=NOW, **more)


def found(query: str) -> list[str]:
    chosen = EventFilter.clean(QueryDict(query), now=NOW)
    return [edition.event_id for edition in paging.page(chosen, limit=200).records]


QUERIES = (
    "", "q=moscow", "type=talks", "from=2023-02&to=2023-02", "language=de", "occurrence=announced",
    "role=speaker", "ordering=updated",
)  # fmt: skip


@dataclass(frozen=True)
class Exported:
    """The demo's export, its vocabulary, and what its archive answered before it was emptied."""

    content: bytes
    types: list[EventType]
    names: list[EventTypeName]
    answers: dict[str, list[str]]
    actors: set[str]


@pytest.fixture(scope="module")
def exported(django_db_setup: None, django_db_blocker: Any) -> Exported:
    """Loaded once: each test restores it into an archive that never had it."""
    with django_db_blocker.unblock(), transaction.atomic():
        load()
        profiles = Profile.objects.filter(superseded_at=None, kind="actor")
        made = Exported(
            content=lines(),
            types=list(EventType.objects.all()),
            names=list(EventTypeName.objects.all()),
            answers={query: found(query) for query in QUERIES},
            actors=set(profiles.values_list("subject", flat=True)),
        )
        transaction.set_rollback(True)
    return made


@pytest.fixture
def demo(exported: Exported) -> bytes:
    """The export, for an archive that has nothing but its vocabulary."""
    EventType.objects.bulk_create(exported.types)
    EventTypeName.objects.bulk_create(exported.names)
    return exported.content


def test_demo_comes_back_octet_by_octet(demo, exported):
    assert restore(demo, dry_run=True).rejected == []
    assert Event.objects.count() == 0
    assert restore(demo) == Restored(len(demo.splitlines()), [])
    assert lines() == demo
    assert {query: found(query) for query in QUERIES} == exported.answers
    assert all(exported.answers.values())


def test_archive_goes_on_behind_what_was_restored(demo):
    restore(demo)
    last = Edition.objects.order_by("seq").last().seq
    event = Event.objects.exclude(texts__language="de").first() or Event.objects.first()
    event.texts.filter(origin="original").update(title="A better title")
    edition = newsroom.correct(event, note="The title was wrong.", now=NOW)
    assert edition.seq == last + 1
    assert json.loads(edition.document)["title"] == "A better title"
    # New citations get numbers of their own.
    number = Citation.objects.order_by("pk").last().pk
    made = factories.CitationFactory(event=event, source=factories.SourceFactory())
    assert made.pk > number


def test_restored_events_are_published_with_their_profiles_and_log(demo, exported, client):
    restore(demo)
    event = Event.objects.first()
    assert (event.state, event.has_unpublished_changes) == ("published", False)
    assert Action.objects.filter(event=event, verb="published").count() == 1
    restored = {p.subject for p in Profile.objects.filter(superseded_at=None, kind="actor")}
    # Those behind offices alone are not named by any event.
    assert restored
    assert restored <= exported.actors
    assert client.get(f"/api/v1/actors/{min(restored)}/").status_code == 200
    first = Edition.objects.order_by("at").first()
    assert Client().get(f"/api/v1/actors/?as_of={first.at.date()}").json()["results"]


def test_nothing_is_restored_beside_editions(demo):
    edition = newsroom.published_event().editions.get()
    with pytest.raises(EditorialError, match="without published events"):
        restore(demo)
    assert list(Edition.objects.all()) == [edition]


def test_export_of_shape_1_comes_back_in_todays_shape():
    """With the answers and origins that it did not say, as publishing it would make it."""
    archive = read_archive(FILES[0])
    documents = [
        edition["document"]
        for edition in rows_of(archive, "events_edition")
        if edition["listed"] and edition["superseded_at"] is None
    ]
    assert all('"shape":' not in document for document in documents)
    assert restore("\n".join(documents).encode()).rejected == []
    restored = {row.event_id: json.loads(row.document) for row in Edition.objects.all()}
    assert len(restored) == len(documents)
    for document in map(json.loads, documents):
        event = restored[document["id"]]
        assert event["edition"]["shape"] == SHAPE
        for name in ("title", "summary", "texts", "start", "end", "occurrence"):
            assert event[name] == document[name], name
    answers = [a for event in restored.values() for c in event["claims"] for a in c["answered_by"]]
    assert {answer["edition"] is None for answer in answers} == {True, False}
    assert list(check_record()) == []


def changed(content: bytes, **members) -> bytes:
    first, *rest = content.splitlines()
    return b"\n".join([json.dumps({**json.loads(first), **members}).encode(), *rest])


@pytest.mark.parametrize(
    ("members", "place"),
    [
        ({"origins": 99}, "/origins"),
        ({"period": {"en": "<script>", "de": ""}}, "/period"),
        ({"url": "https://elsewhere.example/"}, "/url"),
        ({"edition": None}, "/edition"),
        ({"edition": {"seq": 0, "number": 1, "kind": "published", "at": "2023", "note": ""}},
         "/edition"),
        ({"edition": {"seq": 2**63, "number": 1, "kind": "published",
                      "at": "2023-01-01T00:00:00Z", "note": ""}}, "/edition/seq"),
        ({"edition": {"seq": 5, "number": 1, "kind": "retracted",
                      "at": "2023-01-01T00:00:00Z", "note": "x"}}, "/edition"),
        ({"title": ""}, "/title"),
    ],
)  # fmt: skip
def test_record_that_publishing_would_not_make_is_refused_and_nothing_written(demo, members, place):
    told = restore(changed(demo, **members))
    assert [outcome.number for outcome in told.rejected] == [1]
    assert place in [problem["pointer"] for problem in told.rejected[0].problems]
    assert (Event.objects.count(), Edition.objects.count()) == (0, 0)


def test_two_rows_of_one_edition_are_refused(demo):
    rows = [json.loads(line) for line in demo.splitlines()]
    rows[1]["edition"]["seq"] = rows[0]["edition"]["seq"]
    told = restore(b"\n".join(json.dumps(row).encode() for row in rows))
    [outcome] = told.rejected
    assert (outcome.number, outcome.problems[0]["pointer"]) == (2, "/edition")
    assert Edition.objects.count() == 0


def test_editor_may_not_restore(demo):
    with pytest.raises(NotAllowed):
        restore_rows(BytesIO(demo), editor=newsroom.editor(), now=NOW)


def test_export_beyond_the_limit_of_imports_is_restored(demo, monkeypatch):
    monkeypatch.setattr(reading, "MOST_ROWS", 2)
    monkeypatch.setattr(reading, "LONGEST_ROW", 100)
    restore(b"\xef\xbb\xbf" + demo)
    assert lines() == demo


def test_row_without_its_id_is_refused(demo):
    for wrong in (None, {"a": 1}, "x"):
        [outcome] = restore(changed(demo, id=wrong)).rejected
        assert (outcome.number, outcome.problems[0]["pointer"]) == (1, "/id")
        assert Event.objects.count() == 0


def test_restored_archive_is_sound_although_it_begins_in_the_middle():
    """What was superseded or retracted before is not in the export."""
    event = newsroom.published_event("Talks")
    event.texts.update(title="Other talks")
    newsroom.correct(event, note="The title was wrong.")
    newsroom.retract(newsroom.published_event("Rumour"), reason="It was none.")
    newsroom.published_event("Visit")
    content = lines()
    forget_everything()
    assert restore(content).rejected == []
    assert [*Edition.objects.order_by("seq").values_list("seq", "number")] == [(2, 2), (5, 1)]
    assert list(check_record()) == []
    later = newsroom.published_event("Later")
    later.texts.update(title="Later talks")
    newsroom.correct(later, note="The title was wrong.")
    assert list(check_record()) == []
    Action.objects.update(edition=None)
    later.editions.get(number=1).delete()
    assert Finding(f"edition {later.pk}/2", "number 1 is missing before it") in check_record()
    assert Finding("sequence", "6 to 6 are missing") in check_record()
