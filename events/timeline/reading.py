"""Single records of the public: events, their editions and ties, and profiles."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache, reduce
from operator import and_
from typing import Any, NamedTuple, Protocol

import orjson
from anyascii import anyascii
from django.db import connection
from django.db.models import Q

from events.models import Edition, EditionRelation, Profile
from events.record.vocabulary import ProfileKind, RelationType
from events.search import (
    PublicMatch,
    find_public_actors,
    rank_public_actors,
    search_public_actors,
)
from events.search.names import standing_profiles
from events.search.words import tokens
from events.timeline.filters import standing_editions
from events.timeline.keyset import Order, Slice, cut
from events.timeline.narrow import as_instant
from events.timeline.paging import DEFAULT_LIMIT
from events.timeline.parameters import MAX_LENGTH

Document = dict[str, Any]


@dataclass(frozen=True)
class Related:
    """A standing event tied to another. `outgoing`: the event asked about states the relation."""

    type: str
    outgoing: bool
    document: Document


@dataclass(frozen=True)
class Answer:
    """A claim recorded with another event that answers `claim_id`, a claim of this event."""

    claim_id: str
    type: str
    claim: Document
    document: Document


@dataclass(frozen=True)
class ProfilePage:
    records: list[Profile]
    next: str | None
    previous: str | None


class Stored(Protocol):
    """An edition, whole or as a list has it, or a profile."""

    @property
    def pk(self) -> Any: ...

    @property
    def document(self) -> Any: ...


def document_of(record: Stored) -> Document:
    """The stored JSON of an edition or profile."""
    document: Document = orjson.loads(record.document)
    return document


def event_edition(event_id: str, *, as_of: datetime | None = None) -> Edition | None:
    """The edition of an event that stands now or stood at a moment, or None: never published.

    It may be a tombstone (`listed` is false): retracted, or merged (see `merged_into`).
    """
    return standing_editions(as_of).filter(event=event_id).first()


class Standing(NamedTuple):
    """What an answer needs of the edition that stands."""

    seq: int
    document: str
    listed: bool
    at: datetime

    @property
    def pk(self) -> int:
        return self.seq


def standing(event_id: str, *, as_of: datetime | None = None) -> Standing | None:
    """As `event_edition`, for an answer that passes the document on: a third of the work."""
    if as_of is not None:
        rows = standing_editions(as_of).filter(event=event_id)
        found = rows.values_list(*Standing._fields).first()
        return Standing(*found) if found else None
    with connection.cursor() as cursor:
        cursor.execute(_standing_now(), [event_id])
        row = cursor.fetchone()
    if row is None:
        return None
    seq, document, listed, at = row
    return Standing(seq, document, bool(listed), as_instant(at))


@cache
def _standing_now() -> str:
    """The question in SQL, worded once: only the event's id differs."""
    rows = standing_editions(None).filter(event="").order_by().values_list(*Standing._fields)
    sql: str = rows.query.sql_with_params()[0]
    return sql


def merged_into(edition: Stored) -> str | None:
    """The id of the event that this one was merged into."""
    target: str | None = document_of(edition).get("merged_into")
    return target


def editions(event_id: str, *, as_of: datetime | None = None) -> list[Edition]:
    """All editions of an event up to a moment, oldest first."""
    found = Edition.objects.filter(event=event_id).order_by("number")
    return list(found if as_of is None else found.filter(at__lte=as_of))


def edition(event_id: str, number: int, *, as_of: datetime | None = None) -> Edition | None:
    """One edition by its number, whether it stands or not; None if it was yet to come."""
    # SQLite refuses numbers beyond 64 bits with an error of its own.
    if not 0 < number < 2**31:
        return None
    found = Edition.objects.filter(event=event_id, number=number)
    return (found if as_of is None else found.filter(at__lte=as_of)).first()


def related(event_id: str, *, as_of: datetime | None = None) -> list[Related]:
    """The standing events that an event names in its relations, and those that name it."""
    ties = _ties(as_of).filter(type__in=RelationType.values)
    pairs = [
        (row.type, row.edition.event_id == event_id, row)
        for row in ties.filter(Q(edition__event=event_id) | Q(to_event=event_id))
    ]
    others = {row.to_event_id if outgoing else row.edition.event_id for _t, outgoing, row in pairs}
    documents = {
        found.event_id: document_of(found)
        for found in standing_editions(as_of).filter(event__in=others, listed=True)
    }
    return [
        Related(kind, outgoing, documents[other])
        for kind, outgoing, row in pairs
        if (other := row.to_event_id if outgoing else row.edition.event_id) in documents
    ]


def answers(event_id: str, *, as_of: datetime | None = None) -> list[Answer]:
    """The claims of other standing events that deny, confirm, … a claim of this event."""
    ties = _ties(as_of).filter(type=EditionRelation.ANSWERS, to_event=event_id)
    editions_of = standing_editions(as_of).filter(seq__in=ties.values("edition"), listed=True)
    found = []
    for other in editions_of.exclude(event=event_id).order_by("date_key", "event_id"):
        document = document_of(other)
        found += [
            Answer(link["claim"], link["type"], claim, document)
            for claim in document["claims"]
            if claim["event"] == document["id"]
            for link in claim["links"]
            if link["event"] == event_id
        ]
    return found


def profile(
    kind: ProfileKind | str, subject: str, *, as_of: datetime | None = None
) -> Profile | None:
    """The public record of an actor, source or storyline; None when it is not public (any more)."""
    return standing_profiles(ProfileKind(kind), as_of).filter(subject=subject).first()


def profiles(
    kind: ProfileKind | str,
    *,
    q: str = "",
    as_of: datetime | None = None,
    limit: int = DEFAULT_LIMIT,
    cursor: str | None = None,
) -> ProfilePage:
    """Public profiles by name or title, a page at a time.

    `q`: words that a name of the actor (in any transcription) or the title must hold. Raises
    `FilterError` on "cursor" as `paging.page` does.
    """
    kind = ProfileKind(kind)
    rows = standing_profiles(kind, as_of)
    if q and kind == ProfileKind.ACTOR:
        rows = rows.filter(subject__in=search_public_actors(q, as_of=as_of))
    elif q:
        rows = rows.filter(_title_holds(q))
    query = f"{kind.value}\n{as_of.isoformat() if as_of else ''}\n{q}"
    order = Order(("sort_key", "subject"))
    found: Slice[Profile] = cut(rows, order, query=query, limit=limit, cursor=cursor)
    return ProfilePage(found.rows, found.next, found.previous)


def actor_ids(name: str, *, as_of: datetime | None = None) -> list[str]:
    """The public actors that have this public name; none, one or several."""
    return find_public_actors(name, as_of=as_of)


def like_named(name: str, *, limit: int, as_of: datetime | None = None) -> list[PublicMatch]:
    """The public actors with a public name like this in any script or transcription, best first."""
    return rank_public_actors(name, limit=limit, as_of=as_of)


def _title_holds(q: str) -> Q:
    # `sort_key` is the title folded in the same way; a query without words finds nothing.
    words = [anyascii(word).casefold() for word in tokens(q[:MAX_LENGTH])]
    if len(q) > MAX_LENGTH:
        words = []
    return reduce(and_, (Q(sort_key__contains=w) for w in words)) if words else Q(pk__in=[])


def _ties(as_of: datetime | None) -> Any:
    ties = EditionRelation.objects.select_related("edition").order_by("id")
    return ties.filter(edition__in=standing_editions(as_of).filter(listed=True).values("pk"))
