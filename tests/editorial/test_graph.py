"""A record is built from one load in a fixed number of queries, however much it holds."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.editorial.building import build_event
from events.editorial.graph import all_citations, load_event, load_events, load_source, tenures
from events.models import Citation, Event, Source
from tests import factories, newsroom

pytestmark = pytest.mark.django_db


def cite(**what) -> Citation:
    """A citation with a publisher, by way of an agency's wire and of a witness."""
    sources = [
        factories.SourceFactory(publisher=newsroom.actor(name, kind="organisation"))
        for name in ("Paper", "Agency")
    ]
    citation = factories.CitationFactory(source=sources[0], **what)
    factories.HopFactory(citation=citation, source=sources[1])
    factories.HopFactory(citation=citation, actor=newsroom.actor("Witness"), position=1)
    return citation


def event_with(times: int) -> Event:
    """A draft with so many of everything that a record can hold several of."""
    place = factories.PlaceFactory()
    factories.PlaceNameFactory(place=place)
    event = newsroom.draft_event(place=place)
    event.type.names.get_or_create(language="en", name="Talks")
    for _number in range(times):
        cite(event=event)
        person = newsroom.actor("Wang Yi")
        body = newsroom.actor("China", kind="state")
        tenure = factories.TenureFactory(actor=person, office__body=body)
        factories.OfficeNameFactory(office=tenure.office)
        cite(tenure=tenure)
        factories.TenureFactory(actor=person, office__body=body)
        cite(participation=factories.ParticipationFactory(event=event, actor=person, tenure=tenure))
        claim = factories.ClaimFactory(event=event, speaker=newsroom.actor("Sergei Lavrov"))
        factories.ClaimTextFactory(claim=claim)
        factories.ClaimLinkFactory(from_claim=claim)
        cite(claim=claim)
        factories.EventRelationFactory(from_event=event)
        publisher = newsroom.actor("Gazette", kind="organisation")
        other = factories.SourceFactory(publisher=publisher)
        factories.EventOtherDateFactory(event=event, source=other)
        pin = factories.StorylinePinFactory(event=event, storyline__public=True)
        factories.StorylineTextFactory(storyline=pin.storyline)
    return event


def queries_to_load(event: Event) -> int:
    with CaptureQueriesContext(connection) as asked:
        load_event(event.pk)
    return len(asked)


def test_event_is_loaded_in_as_many_queries_whatever_it_holds():
    assert queries_to_load(event_with(1)) == queries_to_load(event_with(3))


def test_several_events_are_loaded_in_as_many_queries_as_one():
    events = [event_with(1) for _number in range(3)]
    with CaptureQueriesContext(connection) as asked:
        loaded = load_events([event.pk for event in events])
    assert {event.pk for event in loaded} == {event.pk for event in events}
    assert len(asked) == queries_to_load(events[0])


def test_record_is_built_of_what_was_loaded(django_assert_num_queries):
    event = load_event(event_with(2).pk)
    with django_assert_num_queries(0):
        built = build_event(event)
    lists = (built.participants, built.claims, built.other_dates, built.storylines)
    assert [len(rows) for rows in lists] == [2, 2, 2, 2]
    assert [part.office for part in built.participants] == ["Außenminister"] * 2
    assert len(built.citations) == 3


def test_event_that_is_not_there_is_not_loaded():
    event = newsroom.draft_event()
    with pytest.raises(Event.DoesNotExist):
        load_event("2222-2222-2222")
    assert load_events([event.pk, "2222-2222-2222"]) == [event]
    assert load_events({"2222-2222-2222"}) == []


def test_no_events_are_loaded_without_asking(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert load_events([]) == []


def test_tenures_come_with_office_body_and_citations(django_assert_num_queries):
    event_with(1)
    event_with(1)
    held = list(tenures().exclude(citations=None))
    with django_assert_num_queries(0):
        found = [
            (
                tenure.office.names.all()[0].name,
                tenure.office.body.names.all()[0].name,
                citation.source.publisher.names.all()[0].name,
                [str(hop.actor or hop.source.publisher) for hop in citation.via.all()],
            )
            for tenure in held
            for citation in tenure.citations.all()
        ]
    assert found == [("Außenminister", "China", "Paper", ["Agency", "Witness"])] * 2


def test_source_comes_with_its_publisher_and_newer_versions(django_assert_num_queries):
    paper = newsroom.actor("Paper", kind="organisation")
    source = factories.SourceFactory(publisher=paper)
    newer = factories.SourceFactory.create_batch(2, revision_of=source)
    loaded = load_source(source.pk)
    with django_assert_num_queries(0):
        assert [name.name for name in loaded.publisher.names.all()] == ["Paper"]
        assert set(loaded.revisions.all()) == set(newer)


def test_source_without_a_publisher_is_loaded_and_an_unknown_one_is_not():
    source = factories.SourceFactory()
    assert load_source(source.pk).publisher is None
    with pytest.raises(Source.DoesNotExist):
        load_source("2222-2222-2222")


def test_citations_of_an_event_are_all_but_those_of_offices(django_assert_num_queries):
    event = event_with(2)
    loaded = load_event(event.pk)
    with django_assert_num_queries(0):
        found = all_citations(loaded)
    assert found == [
        *event.citations.all(),
        *(one for part in event.participations.all() for one in part.citations.all()),
        *(one for claim in event.claims.all() for one in claim.citations.all()),
    ]
    assert len(found) == 7
