"""The public record: exactly the declared members, exactly what was published."""

import orjson
import pytest

from events import record
from events.dates import When
from events.record.mentions import actor_roles, source_ids
from tests import factories, newsroom
from tests.newsroom import current

pytestmark = pytest.mark.django_db


def test_record_names_the_members_that_the_declaration_has():
    event = newsroom.linked_event()
    stored = orjson.loads(event.editions.current().get().document)
    assert list(stored) == list(record.members_of(record.Event))
    assert list(stored["claims"][0]) == list(record.members_of(record.Claim))
    assert list(stored["citations"][0]["source"]) == ["id", "title", "url"]


def test_actors_and_sources_are_described_once_and_only_those_that_are_named():
    event = current(newsroom.linked_event())
    assert sorted(event.actors) == sorted({key for key, _role, _part in actor_roles(event)})
    assert sorted(event.sources) == sorted(source_ids(event))
    paper = event.sources[event.citations[0].source.id]
    assert (paper.kind, paper.publisher.name) == ("article", "Paper of Linked talks")
    assert event.actors[paper.publisher.id].kind == "organisation"


def test_citation_has_a_public_id_and_not_its_number():
    event = newsroom.published_event()
    citation = event.citations.get()
    assert [one.id for one in current(event).citations] == [citation.public_id]


def test_year_is_never_the_first_of_january():
    event = newsroom.published_event(start=When.parse("2022"))
    start = current(event).start
    assert (start.edtf, start.precision, start.display) == (
        "2022",
        "year",
        {"en": "2022", "de": "2022"},
    )
    assert (start.earliest, start.latest) == ("2022-01-01T00:00:00Z", "2023-01-01T00:00:00Z")


def test_phrase_and_anchor_are_kept_with_their_offset():
    when = When.parse(
        "2023-02-21",
        basis="resolved_phrase",
        phrase="am Dienstag",
        phrase_language="de",
        anchor=When.parse("2023-02-22T16:00:00+01:00").earliest,
    )
    event = newsroom.published_event(start=when)
    start = current(event).start
    assert (start.phrase, start.phrase_language, start.basis) == (
        "am Dienstag",
        "de",
        "resolved_phrase",
    )
    assert start.display == {
        "en": "Tuesday, 21 February 2023",
        "de": "Dienstag, 21. Februar 2023",
    }


def test_five_copies_of_one_wire_are_one_origin():
    agency = newsroom.actor("Tass", kind="organisation")
    wire = factories.SourceFactory(title="Wire", held=False, publisher=agency)
    event = newsroom.draft_event()
    event.citations.all().delete()
    for number in range(5):
        paper = newsroom.actor(f"Paper {number}", kind="organisation")
        citation = factories.CitationFactory(
            event=event, source=factories.SourceFactory(publisher=paper)
        )
        factories.HopFactory(citation=citation, source=wire)
    newsroom.publish(event)
    assert current(event).origins.count == 1


def test_own_report_beside_a_wire_is_a_second_origin_and_a_dispute_is_none():
    agency = newsroom.actor("Tass", kind="organisation")
    event = newsroom.draft_event()
    wire = factories.CitationFactory(event=event)
    factories.HopFactory(citation=wire, actor=agency)
    factories.CitationFactory(event=event, stance="disputes")
    newsroom.publish(event)
    assert current(event).origins.count == 2


def test_participants_keep_their_order_within_one_role():
    event = newsroom.draft_event()
    people = [newsroom.actor(name) for name in ("Zed", "Ann", "Moe")]
    for position, person in enumerate(people):
        factories.ParticipationFactory(event=event, actor=person, position=position)
    newsroom.publish(event)
    assert [part.actor.name for part in current(event).participants] == [
        "Zed",
        "Ann",
        "Moe",
    ]


def test_earlier_announced_date_is_kept_when_an_event_is_rescheduled():
    event = newsroom.draft_event(occurrence="postponed", start=When.parse("2023-04"))
    factories.EventOtherDateFactory(event=event, note="as announced in February")
    newsroom.publish(event)
    found = current(event)
    assert found.start.edtf == "2023-04"
    assert [(date.kind, date.start.edtf, date.note) for date in found.other_dates] == [
        ("earlier_announced", "2023-02-20", "as announced in February")
    ]
