"""Loading an event with everything in its public record, in a fixed number of queries."""

from collections.abc import Collection

from django.db.models import Prefetch, QuerySet

from events.models import (
    Citation,
    Claim,
    Event,
    EventOtherDate,
    Hop,
    Participation,
    Source,
    StorylinePin,
    Tenure,
)
from events.models.rows import related


def _citations() -> QuerySet[Citation]:
    return Citation.objects.select_related("source__publisher").prefetch_related(
        "source__publisher__names",
        "via__actor__names",
        "via__source__publisher__names",
    )


def tenures() -> QuerySet[Tenure]:
    """Return the tenures with their office, names and citations."""
    return Tenure.objects.select_related("office__body").prefetch_related(
        "office__names", "office__body__names", Prefetch("citations", _citations())
    )


def load_event(event_id: str) -> Event:
    """Return an event of the desk with its whole graph prefetched. Raise `Event.DoesNotExist`."""
    return _graphs().get(pk=event_id)


def load_events(event_ids: Collection[str]) -> list[Event]:
    """Return the events that exist, with their graphs prefetched together."""
    return list(_graphs().filter(pk__in=event_ids)) if event_ids else []


def _graphs() -> QuerySet[Event]:
    participations = Participation.objects.select_related("actor").prefetch_related(
        "actor__names",
        Prefetch("tenure", tenures()),
        Prefetch("actor__tenures", tenures()),
        Prefetch("citations", _citations()),
    )
    claims = Claim.objects.select_related("speaker").prefetch_related(
        "speaker__names", "texts", "links__to_claim", Prefetch("citations", _citations())
    )
    return Event.objects.select_related("type", "place").prefetch_related(
        "texts",
        "type__names",
        "place__names",
        "relations",
        "other_dates__source__publisher__names",
        "pins__storyline__texts",
        Prefetch("participations", participations),
        Prefetch("citations", _citations()),
        Prefetch("claims", claims),
    )


def desk_citations() -> QuerySet[Citation]:
    """Return citations with what their desk documents say, which is less than the public record."""
    hops = Hop.objects.select_related("actor", "source")
    return Citation.objects.select_related("source").prefetch_related(Prefetch("via", hops))


def desk_events(event_ids: Collection[str]) -> QuerySet[Event]:
    """Return the events with what their desk documents say."""
    cited = Prefetch("citations", desk_citations())
    participations = Participation.objects.select_related("actor", "tenure")
    claims = Claim.objects.select_related("speaker")
    return (
        Event.objects.filter(pk__in=event_ids)
        .select_related("type", "place")
        .prefetch_related(
            "texts",
            "place__names",
            "relations",
            Prefetch("other_dates", EventOtherDate.objects.select_related("source")),
            Prefetch("pins", StorylinePin.objects.select_related("storyline")),
            Prefetch("participations", participations.prefetch_related(cited)),
            cited,
            Prefetch("claims", claims.prefetch_related("texts", "also_about", "links", cited)),
        )
    )


def load_source(source_id: str) -> Source:
    return (
        Source.objects.select_related("publisher")
        .prefetch_related("publisher__names", "revisions")
        .get(pk=source_id)
    )


def all_citations(event: Event) -> list[Citation]:
    """Return every citation of the event itself; those of tenures belong to the actors."""
    found = list(related(event, "citations"))
    for part in (*related(event, "participations"), *related(event, "claims")):
        found += related(part, "citations")
    return found
