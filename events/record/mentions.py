"""Which actors and sources a record names; it describes each of them once."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from events.record.citation import Citation
from events.record.event import Event
from events.record.references import NamedActor, NamedSource, SourceRef
from events.record.vocabulary import Role


def citations_in(event: Event) -> Iterator[Citation]:
    """Every citation of an event, whatever it belongs to."""
    yield from event.citations
    for participation in event.participants:
        yield from participation.citations
    for claim in event.claims:
        yield from claim.citations


def cited_sources(event: Event) -> Iterator[SourceRef]:
    """Every source that a citation of an event names, as often as it does."""
    for citation in citations_in(event):
        yield citation.source
        yield from (hop.source for hop in citation.via if hop.source)


def source_ids(event: Event) -> set[str]:
    """The ids of all sources that an event names."""
    others = {other.source.id for other in event.other_dates if other.source}
    return others | {source.id for source in cited_sources(event)}


def actor_roles(event: Event) -> set[tuple[str, str, bool]]:
    """(actor id, role, takes part) of all actors that an event names; role "" where one is only a
    source of what is said, or answers a claim in another event.
    """
    found = {(part.actor.id, part.role, True) for part in event.participants}
    found |= {(claim.speaker.id, Role.SPEAKER.value, True) for claim in event.claims}
    taking_part = {actor for actor, _role, _part in found}
    passed_on = {
        hop.actor.id for citation in citations_in(event) for hop in citation.via if hop.actor
    }
    publishers = {event.sources[source].publisher for source in source_ids(event)}
    passed_on |= {publisher.id for publisher in publishers if publisher}
    answering = {answer.speaker.id for claim in event.claims for answer in claim.answered_by}
    return found | {(actor, "", False) for actor in passed_on | (answering - taking_part)}


def with_known(
    event: Event,
    actors: Iterable[Mapping[str, NamedActor]],
    sources: Iterable[Mapping[str, NamedSource]],
) -> Event:
    """The event with exactly those `actors` and `sources` that it names, found in the ones given;
    of several that know one, the first is right.
    """
    known_sources = {key: value for some in reversed(list(sources)) for key, value in some.items()}
    known_actors = {key: value for some in reversed(list(actors)) for key, value in some.items()}
    named = replace(event, sources={key: known_sources[key] for key in sorted(source_ids(event))})
    ids = sorted({actor for actor, _role, _part in actor_roles(named)})
    return replace(named, actors={key: known_actors[key] for key in ids})
