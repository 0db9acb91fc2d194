"""Which actors and sources are public: those that current editions name, and those cited for the
offices of these actors.
"""

from collections.abc import Iterable

from django.db.models import Q

from events.models import Actor, Citation, EditionActor, EditionSource, Hop

_CURRENT = {"edition__superseded_at": None, "edition__listed": True}


def _named_actors(ids: Iterable[str]) -> set[str]:
    found = EditionActor.objects.filter(actor_id__in=set(ids), **_CURRENT)
    return set(found.values_list("actor_id", flat=True))


def behind_offices(actors: Iterable[str]) -> tuple[set[str], set[str]]:
    """Return the sources that the tenures of these actors cite, and the actors behind them."""
    citations = Citation.objects.filter(tenure__actor__in=set(actors))
    hops = Hop.objects.filter(citation__in=citations)
    sources = {*citations.values_list("source_id", flat=True)}
    sources |= {source for source in hops.values_list("source_id", flat=True) if source}
    people = {actor for actor in hops.values_list("actor_id", flat=True) if actor}
    publishers = Actor.objects.filter(published_sources__in=sources)
    return sources, people | {*publishers.values_list("pk", flat=True)}


def public_sources(ids: Iterable[str]) -> set[str]:
    """Return the sources cited by a current edition, or for an office of an actor named in one."""
    wanted = set(ids)
    found = EditionSource.objects.filter(source_id__in=wanted, **_CURRENT)
    public = set(found.values_list("source_id", flat=True))
    cited = Citation.objects.filter(Q(source__in=wanted) | Q(via__source__in=wanted)).exclude(
        tenure=None
    )
    holders = _named_actors(cited.values_list("tenure__actor_id", flat=True))
    return public | (behind_offices(holders)[0] & wanted)


def public_actors(ids: Iterable[str]) -> set[str]:
    """Return the actors named in a current edition, or behind the sources of their offices."""
    wanted = set(ids)
    public = _named_actors(wanted)
    cited = Citation.objects.filter(
        Q(source__publisher__in=wanted)
        | Q(via__source__publisher__in=wanted)
        | Q(via__actor__in=wanted)
    ).exclude(tenure=None)
    holders = _named_actors(cited.values_list("tenure__actor_id", flat=True))
    return public | (behind_offices(holders)[1] & wanted)
