"""Actors and sources are public through current editions, and through offices of such actors."""

from datetime import timedelta

import pytest

from events.editorial.visibility import behind_offices, public_actors, public_sources
from events.models import Actor, Event, Source, Tenure
from tests import factories, newsroom
from tests.newsroom import NOW

pytestmark = pytest.mark.django_db


def actors(*some: Actor) -> list[bool]:
    """Whether each of them is public."""
    public = public_actors([one.pk for one in some])
    assert public <= {one.pk for one in some}
    return [one.pk in public for one in some]


def sources(*some: Source) -> list[bool]:
    public = public_sources([one.pk for one in some])
    assert public <= {one.pk for one in some}
    return [one.pk in public for one in some]


def organisation(name: str) -> Actor:
    return newsroom.actor(name, kind="organisation")


def taking_part(person: Actor) -> Event:
    event = newsroom.draft_event(f"Talks of {person}")
    factories.ParticipationFactory(event=event, actor=person)
    return event


def office_by_way_of_a_wire() -> tuple[Tenure, dict[str, Actor | Source]]:
    """An office that rests on a gazette, which has it from a wire and from a witness."""
    gazette, agency = organisation("Gazette"), organisation("Agency")
    decree = factories.SourceFactory(title="Decree", publisher=gazette)
    wire = factories.SourceFactory(title="Wire", publisher=agency, held=False)
    witness = newsroom.actor("Witness")
    tenure = factories.TenureFactory(actor=newsroom.actor("Sergei Lavrov"))
    citation = factories.CitationFactory(tenure=tenure, source=decree)
    factories.HopFactory(citation=citation, source=wire)
    factories.HopFactory(citation=citation, actor=witness)
    return tenure, {
        "decree": decree,
        "wire": wire,
        "gazette": gazette,
        "agency": agency,
        "witness": witness,
    }


def test_nothing_is_public_of_nothing():
    newsroom.linked_event()
    assert (public_actors([]), public_sources([]), behind_offices([])) == (
        set(),
        set(),
        (set(), set()),
    )


def test_actor_and_source_are_public_with_the_event_that_names_them():
    paper, person = organisation("Paper"), newsroom.actor("Wang Yi")
    source = factories.SourceFactory(publisher=paper)
    event = newsroom.draft_event(source=source)
    factories.ParticipationFactory(event=event, actor=person)
    assert (actors(paper, person), sources(source)) == ([False, False], [False])
    newsroom.publish(event)
    assert (actors(paper, person), sources(source)) == ([True, True], [True])
    newsroom.retract(event, reason="wrong", now=NOW + timedelta(days=1))
    assert (actors(paper, person), sources(source)) == ([False, False], [False])


def test_actor_and_source_are_no_longer_public_when_a_correction_drops_them():
    event = newsroom.published_event()
    dropped = event.citations.get()
    kept = factories.CitationFactory(event=event)
    dropped.delete()
    newsroom.correct(event, note="Another source.", now=NOW + timedelta(days=1))
    assert sources(dropped.source, kept.source) == [False, True]


def test_actor_stays_public_while_one_of_two_events_names_it():
    person = newsroom.actor("Wang Yi")
    first, second = taking_part(person), taking_part(person)
    for event in (first, second):
        newsroom.publish(event)
    newsroom.retract(first, reason="wrong", now=NOW + timedelta(days=1))
    assert actors(person) == [True]


def test_those_asked_for_are_told_and_no_others():
    event = newsroom.linked_event()
    speaker, host = (part.actor for part in event.participations.all())
    assert public_actors([speaker.pk, "2222-2222-2222"]) == {speaker.pk}
    assert public_actors(iter([speaker.pk, host.pk])) == {speaker.pk, host.pk}
    source = event.citations.get().source
    assert public_sources(iter([source.pk, source.pk, "2222-2222-2222"])) == {source.pk}


def test_office_rests_on_its_sources_their_publishers_and_whom_they_have_it_from():
    tenure, behind = office_by_way_of_a_wire()
    other = factories.TenureFactory()
    factories.CitationFactory(tenure=other)
    assert behind_offices([tenure.actor.pk]) == (
        {behind["decree"].pk, behind["wire"].pk},
        {behind["gazette"].pk, behind["agency"].pk, behind["witness"].pk},
    )


def test_office_without_a_citation_rests_on_nothing():
    tenure = factories.TenureFactory()
    factories.CitationFactory(event=newsroom.published_event())
    assert behind_offices([tenure.actor.pk]) == (set(), set())


def test_what_an_office_rests_on_is_public_while_its_holder_is():
    tenure, behind = office_by_way_of_a_wire()
    cited = (behind["decree"], behind["wire"])
    people = (behind["gazette"], behind["agency"], behind["witness"])
    event = taking_part(tenure.actor)
    assert (sources(*cited), actors(*people)) == ([False] * 2, [False] * 3)
    newsroom.publish(event)
    assert (sources(*cited), actors(*people)) == ([True] * 2, [True] * 3)
    newsroom.retract(event, reason="wrong", now=NOW + timedelta(days=1))
    assert (sources(*cited), actors(*people)) == ([False] * 2, [False] * 3)


def test_office_of_an_actor_who_is_public_only_through_an_office_brings_nothing():
    """One step and no further: the witness is named, but their offices are not."""
    tenure, behind = office_by_way_of_a_wire()
    further = factories.CitationFactory(
        tenure=factories.TenureFactory(actor=behind["witness"]),
        source=factories.SourceFactory(publisher=organisation("Register")),
    )
    newsroom.publish(taking_part(tenure.actor))
    assert actors(behind["witness"], further.source.publisher) == [True, False]
    assert sources(further.source) == [False]


def test_citation_of_anything_else_than_an_office_makes_nothing_public():
    person, source = newsroom.actor("Wang Yi"), factories.SourceFactory()
    newsroom.publish(taking_part(person))
    draft = taking_part(person)
    factories.CitationFactory(event=draft, source=source)
    factories.CitationFactory(participation=draft.participations.get(), source=source)
    assert sources(source) == [False]
