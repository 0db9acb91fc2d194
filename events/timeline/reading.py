"""Single records of the public: events, their editions and relations, and profiles."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import and_

from anyascii import anyascii
from django.db.models import Q, QuerySet

from events.models import Edition, EditionRelation, Profile
from events.record import Event, limits
from events.record.vocabulary import ProfileKind, RelationType
from events.search import PublicMatch, lookups, rank_public_actors, search_public_actors
from events.search.words import tokens
from events.timeline.documents import current_events
from events.timeline.keyset import Order, Slice, paginate
from events.timeline.paging import DEFAULT_LIMIT


@dataclass(frozen=True)
class Related:
    """A current event in relation to another. `outgoing`: the event asked about states it."""

    type: str
    outgoing: bool
    event: Event


@dataclass(frozen=True)
class ProfilePage:
    records: list[Profile]
    next: str | None
    previous: str | None


current_edition = lookups.current_edition


def event_edition(event_id: str, *, as_of: datetime | None = None) -> Edition | None:
    """The edition of an event that is current now or was at a moment, or None: never published.

    It may be a tombstone (`listed` is false). `current_edition` gives the same with fewer columns,
    for answers that pass the document on: a third of the work.
    """
    return Edition.objects.current(as_of).filter(event=event_id).first()


def events(event_ids: Iterable[str], *, as_of: datetime | None = None) -> list[Event]:
    """Those of the events that are public now or were at a moment; unreadable ones left out."""
    found = Edition.objects.current(as_of).listed().filter(event__in=set(event_ids))
    return current_events(list(found.order_by("event")), as_of=as_of)


def editions(event_id: str, *, as_of: datetime | None = None) -> list[Edition]:
    """All editions of an event up to a moment, oldest first."""
    found = Edition.objects.filter(event=event_id).order_by("number")
    return list(found if as_of is None else found.filter(at__lte=as_of))


def edition(event_id: str, number: int, *, as_of: datetime | None = None) -> Edition | None:
    """One edition by its number, current or not; None if it was yet to come."""
    # SQLite refuses numbers beyond 64 bits with an error of its own.
    if not 0 < number < 2**31:
        return None
    found = Edition.objects.filter(event=event_id, number=number)
    return (found if as_of is None else found.filter(at__lte=as_of)).first()


def related(event_id: str, *, as_of: datetime | None = None) -> list[Related]:
    """The current events that an event names in its relations, and those that name it."""
    current = Edition.objects.current(as_of).listed()
    relations = EditionRelation.objects.filter(
        Q(edition__event=event_id) | Q(to_event=event_id),
        type__in=RelationType.values,
        edition__in=current.values("pk"),
    ).order_by("id")
    columns = relations.values_list("type", "edition__event", "to_event")
    found = [
        (kind, from_event == event_id, to_event if from_event == event_id else from_event)
        for kind, from_event, to_event in columns
    ]
    others = events({other for _kind, _outgoing, other in found}, as_of=as_of)
    by_id = {event.id: event for event in others}
    return [
        Related(kind, outgoing, by_id[other]) for kind, outgoing, other in found if other in by_id
    ]


def profile(
    kind: ProfileKind | str, subject: str, *, as_of: datetime | None = None
) -> Profile | None:
    """The public record of an actor, source or storyline; None when it is not public (any more)."""
    return _profiles(kind, as_of).filter(subject=subject).first()


def profiles(
    kind: ProfileKind | str,
    *,
    q: str = "",
    as_of: datetime | None = None,
    limit: int = DEFAULT_LIMIT,
    cursor: str | None = None,
) -> ProfilePage:
    """Public profiles by name or title, a page at a time.

    `q`: words that a name of the actor (in any transcription) or the title must contain. Raises
    `FilterError` on "cursor" as `paging.page` does.
    """
    kind = ProfileKind(kind)
    rows = _profiles(kind, as_of)
    if q and kind == ProfileKind.ACTOR:
        rows = rows.filter(subject__in=search_public_actors(q, as_of=as_of))
    elif q:
        rows = rows.filter(_title_holds(q))
    query = f"{kind.value}\n{as_of.isoformat() if as_of else ''}\n{q}"
    order = Order(("sort_key", "subject"))
    found: Slice[Profile] = paginate(rows, order, query=query, limit=limit, cursor=cursor)
    return ProfilePage(found.rows, found.next, found.previous)


def like_named(name: str, *, limit: int, as_of: datetime | None = None) -> list[PublicMatch]:
    """The public actors with a public name like this in any script or transcription, best first."""
    return rank_public_actors(name, limit=limit, as_of=as_of)


def _title_holds(q: str) -> Q:
    # `sort_key` is the title folded in the same way; a query without words finds nothing.
    words = [anyascii(word).casefold() for word in tokens(q[: limits.PARAMETER])]
    if len(q) > limits.PARAMETER:
        words = []
    return reduce(and_, (Q(sort_key__contains=w) for w in words)) if words else Q(pk__in=[])


def _profiles(kind: ProfileKind | str, as_of: datetime | None) -> QuerySet[Profile]:
    return Profile.objects.current(as_of).filter(kind=ProfileKind(kind))
