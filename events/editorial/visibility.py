"""Which actors and sources are public: those that current editions name, and those cited for the
offices of these actors. Changes that wait for approval make nothing public, and end nothing.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.db.models import F, Q

from events.editorial.approved import waiting
from events.models import Actor, Citation, EditionActor, EditionSource, Hop, Profile, Source
from events.record.stored import PROFILES, read_profile
from events.record.vocabulary import ProfileKind

_SETTLED: Final = Q(approved_version=None) | Q(approved_version__gte=F("version"))
_CURRENT = {"edition__superseded_at": None, "edition__listed": True}


def _named_actors(ids: Iterable[str]) -> set[str]:
    found = EditionActor.objects.filter(actor_id__in=set(ids), **_CURRENT)
    return set(found.values_list("actor_id", flat=True))


def _settled(path: str) -> Q:
    """Return the condition that no change of the record at `path` waits for approval."""
    return Q(**{f"{path}__approved_version": None}) | Q(
        **{f"{path}__approved_version__gte": F(f"{path}__version")}
    )


def _profiles(kind: ProfileKind, condition: Q) -> Iterator[Any]:
    rows = Profile.objects.current().filter(condition, kind=kind)
    return (read_profile(row.text, PROFILES[kind]) for row in rows)


def _in_profiles(actors: Iterable[str] | None = None) -> tuple[set[str], set[str]]:
    """Return the sources and the actors behind the offices of actors whose changes wait, as their
    profiles name them; those of all such actors if none are given.
    """
    late = waiting(Actor) if actors is None else waiting(Actor).filter(pk__in=set(actors))
    cites = Q(subject__in=late.values("pk")) & ~Q(document__contains='"sources":{}')
    sources, people = set[str](), set[str]()
    for profile in _profiles(ProfileKind.ACTOR, cites):
        citations = [citation for tenure in profile.offices for citation in tenure.citations]
        people |= {hop.actor.id for one in citations for hop in one.via if hop.actor}
        for source_id, source in profile.sources.items():
            sources.add(source_id)
            people |= {source.publisher.id} if source.publisher else set()
    return sources, people


def _publishers(sources: set[str]) -> set[str]:
    """Return the publishers of these sources, as they were approved."""
    settled = Source.objects.filter(_SETTLED, pk__in=sources, publisher__isnull=False)
    found = set(settled.order_by().values_list("publisher", flat=True))
    late = waiting(Source).filter(pk__in=sources).values("pk")
    profiles = _profiles(ProfileKind.SOURCE, Q(subject__in=late))
    return found | {source.publisher.id for source in profiles if source.publisher}


def behind_offices(actors: Iterable[str]) -> tuple[set[str], set[str]]:
    """Return the sources that the tenures of these actors cite, and the actors behind them."""
    profile_sources, profile_people = _in_profiles(actors := set(actors))
    citations = Citation.objects.filter(_settled("tenure__actor"), tenure__actor__in=actors)
    hops = Hop.objects.filter(citation__in=citations)
    sources = {*citations.values_list("source_id", flat=True)}
    sources |= {source for source in hops.values_list("source_id", flat=True) if source}
    people = {actor for actor in hops.values_list("actor_id", flat=True) if actor}
    return sources | profile_sources, people | _publishers(sources) | profile_people


def public_sources(ids: Iterable[str]) -> set[str]:
    """Return the sources cited by a current edition, or for an office of an actor named in one."""
    wanted = set(ids)
    found = EditionSource.objects.filter(source_id__in=wanted, **_CURRENT)
    public = set(found.values_list("source_id", flat=True))
    cited = Citation.objects.filter(Q(source__in=wanted) | Q(via__source__in=wanted))
    return public | (_behind(cited)[0] & wanted)


def public_actors(ids: Iterable[str]) -> set[str]:
    """Return the actors named in a current edition, or behind the sources of their offices."""
    wanted = set(ids)
    cited = Citation.objects.filter(
        Q(source__publisher__in=wanted)
        | Q(via__source__publisher__in=wanted)
        | Q(via__actor__in=wanted)
    )
    return _named_actors(wanted) | (_behind(cited)[1] & wanted)


def _behind(cited: Any) -> tuple[set[str], set[str]]:
    """Return what is public behind the offices that rest on these citations."""
    resting = cited.filter(_settled("tenure__actor"), tenure__isnull=False)
    holders = _named_actors(resting.values_list("tenure__actor_id", flat=True))
    sources, people = behind_offices(holders)
    profile_sources, profile_people = _in_profiles()
    return sources | profile_sources, people | profile_people
