"""An export that is put back into an empty archive makes the same export again."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.http import QueryDict
from django.test import Client

from events.editorial import EditorialError, NotAllowed
from events.interchange.imports import Options, read_rows, run_rows
from events.models import Action, Citation, Edition, Event, Profile
from events.timeline import paging
from events.timeline.filters import EventFilter
from tests import factories, newsroom
from tests.api.test_imports import forget_everything
from tests.management.conftest import load

NOW = datetime(2026, 1, 1, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def lines() -> bytes:
    """All standing editions, as they are stored."""
    editions = Edition.objects.filter(superseded_at=None, listed=True).order_by("date_key", "event")
    return b"".join(edition.document.encode() + b"\n" for edition in editions)


def restore(content: bytes) -> list[tuple[str, list]]:
    outcomes = run_rows(
        read_rows(content, "ndjson"),
        editor=newsroom.reviewer(),
        now=NOW,
        options=Options(restore=True),
    )
    return [(outcome.result.value, outcome.problems) for outcome in outcomes]


def found(query: str) -> list[str]:
    chosen = EventFilter.clean(QueryDict(query), now=NOW)
    return [edition.event_id for edition in paging.page(chosen, limit=200).records]


QUERIES = (
    "", "q=moscow", "type=talks", "from=2023-02&to=2023-02", "language=de", "occurrence=announced",
    "role=speaker", "ordering=updated",
)  # fmt: skip


@pytest.fixture
def demo() -> bytes:
    load()
    return lines()


def test_demo_comes_back_octet_by_octet(demo):
    before = {query: found(query) for query in QUERIES}
    forget_everything()
    assert {result for result, _problems in restore(demo)} == {"created"}
    assert lines() == demo
    assert {query: found(query) for query in QUERIES} == before
    assert all(before.values())


def test_archive_goes_on_behind_what_was_restored(demo):
    forget_everything()
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


def test_restored_events_are_published_with_their_profiles_and_log(demo, client):
    names = {p.subject for p in Profile.objects.filter(superseded_at=None, kind="actor")}
    forget_everything()
    restore(demo)
    event = Event.objects.first()
    assert (event.state, event.has_unpublished_changes) == ("published", False)
    assert Action.objects.filter(event=event, verb="published").count() == 1
    restored = {p.subject for p in Profile.objects.filter(superseded_at=None, kind="actor")}
    # Those behind offices alone are not named by any event.
    assert restored
    assert restored <= names
    assert client.get(f"/api/v1/actors/{min(restored)}/").status_code == 200
    first = Edition.objects.order_by("at").first()
    assert Client().get(f"/api/v1/actors/?as_of={first.at.date()}").json()["results"]


def test_nothing_is_restored_beside_editions(demo):
    before = Edition.objects.count()
    with pytest.raises(EditorialError, match="never published"):
        restore(demo)
    assert Edition.objects.count() == before


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
    forget_everything()
    told = restore(changed(demo, **members))
    assert told[0][0] == "rejected"
    assert place in [problem["pointer"] for problem in told[0][1]]
    assert (Event.objects.count(), Edition.objects.count()) == (0, 0)


def test_two_rows_of_one_edition_are_refused(demo):
    forget_everything()
    rows = [json.loads(line) for line in demo.splitlines()]
    rows[1]["edition"]["seq"] = rows[0]["edition"]["seq"]
    told = restore(b"\n".join(json.dumps(row).encode() for row in rows))
    assert [result for result, _problems in told].count("rejected") == 1
    assert Edition.objects.count() == 0


def test_editor_may_not_restore(demo):
    forget_everything()
    with pytest.raises(NotAllowed):
        run_rows(
            read_rows(demo, "ndjson"),
            editor=newsroom.editor(),
            now=NOW + timedelta(days=1),
            options=Options(restore=True),
        )
