"""Whether the public record agrees with itself: documents, columns, links, profiles, the sequence.

The rules are those of `events.models.edition` and `events.editorial.editions`; nothing is repaired
here. The desk's own rows are compared in their state alone: they may be ahead of what is public.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import orjson
from django.db.models import F, Max, Q

from events.dates import DateError
from events.editorial.editions import (
    UNLISTED,
    actor_roles,
    date_columns,
    document_of,
    source_ids,
)
from events.editorial.references import instant
from events.editorial.standing import behind_offices
from events.editorial.standing_rows import Value, rows_of, values
from events.editorial.ties import event_ref, tied_events
from events.models import (
    Edition,
    EditionActor,
    EditionRelation,
    EditionSequence,
    EditionSource,
    Event,
    Profile,
    StandingActor,
    StandingCount,
    Storyline,
)
from events.record.vocabulary import EditionKind, ProfileKind, State, Verb
from events.search import edition_words

_BATCH = 200
_STATES_OF: dict[str | None, tuple[str, ...]] = {
    None: (State.DRAFT, State.IN_REVIEW),
    EditionKind.PUBLISHED: (State.PUBLISHED,),
    EditionKind.UPDATED: (State.PUBLISHED,),
    EditionKind.CORRECTED: (State.PUBLISHED,),
    EditionKind.RETRACTED: (State.RETRACTED,),
}
_LINKS = ("actors", "sources", "storylines", "texts", "relations")


@dataclass(frozen=True)
class Finding:
    """`where` names the row, `what` says in which way it contradicts another."""

    where: str
    what: str


def check_record() -> Iterator[Finding]:
    """All contradictions in the public record, as they are found; none in a sound one.

    Reads every edition once. What is published meanwhile may look like a contradiction.
    """
    restored = _last_restored()
    yield from _sequence(restored)
    yield from _chains(restored)
    for batch in _batches(_editions()):
        standing = _standing(_tied(batch))
        for edition in batch:
            yield from _edition(edition, standing)
    yield from _states()
    yield from _profile_chains()
    yield from _profile_subjects()
    yield from _standing_counts()
    yield from _standing_actors()


def _editions() -> Iterator[Edition]:
    rows = Edition.objects.select_related("type").prefetch_related(*_LINKS).order_by("seq")
    return rows.iterator(chunk_size=_BATCH)


def _batches(rows: Iterator[Edition]) -> Iterator[list[Edition]]:
    while batch := list(islice(rows, _BATCH)):
        yield batch


def _name(edition: Edition) -> str:
    return f"edition {edition.event_id}/{edition.number}"


def _last_restored() -> int:
    """The `seq` up to which the editions were restored; 0 for none.

    An export holds what stands alone: what was superseded or retracted is missing from its numbers,
    and soundly so. Editions are restored before any other, and are older than the log of their
    event at this desk.
    """
    made_later = Q(event__actions__verb=Verb.CREATED, event__actions__at__gt=F("at"))
    return Edition.objects.filter(made_later).aggregate(last=Max("seq"))["last"] or 0


def _sequence(restored: int) -> Iterator[Finding]:
    """`seq` runs from 1, or from what was restored, without gap to what was given out last."""
    expected = 0
    for seq in Edition.objects.order_by("seq").values_list("seq", flat=True).iterator():
        expected += 1
        if seq != expected and seq > restored:
            yield Finding("sequence", f"{expected} to {seq - 1} are missing")
        expected = seq
    last = EditionSequence.objects.values_list("last", flat=True).first() or 0
    if last != expected:
        yield Finding("sequence", f"{last} was given out last, but {expected} is there")


def _chains(restored: int) -> Iterator[Finding]:
    """Of each event the editions count from 1 or from the one that was restored, each begins when
    its forerunner ends; one stands.
    """
    previous: Edition | None = None
    rows = Edition.objects.order_by("event", "number").defer("document", "ties")
    for edition in rows.iterator():
        if previous is None or previous.event_id != edition.event_id:
            yield from _last_stands(previous)
            previous = None
        number = previous.number + 1 if previous else 1
        if edition.number != number and (previous or edition.seq > restored):
            yield Finding(_name(edition), f"number {number} is missing before it")
        if previous and previous.superseded_at != edition.at:
            yield Finding(_name(previous), f"does not end when number {edition.number} begins")
        previous = edition
    yield from _last_stands(previous)


def _last_stands(last: Edition | None) -> Iterator[Finding]:
    if last and last.superseded_at is not None:
        yield Finding(_name(last), "is the last one and does not stand")


def _tied(batch: Iterable[Edition]) -> set[str]:
    found: set[str] = set()
    for edition in batch:
        try:
            found |= tied_events(orjson.loads(edition.ties))
        except (ValueError, KeyError, TypeError):
            continue  # told by `_edition`
    return found


def _standing(event_ids: set[str]) -> dict[str, Any]:
    """The documents of listed standing editions by event id, as far as they can be read."""
    rows = Edition.objects.filter(event_id__in=event_ids, superseded_at=None, listed=True)
    found = {}
    for edition in rows.only("event_id", "document"):
        try:
            found[edition.event_id] = document_of(edition)
        except ValueError:
            continue  # told by `_edition`
    return found


def _edition(edition: Edition, standing: dict[str, Any]) -> Iterator[Finding]:
    """One edition: what the row says is what its document says, and so are its links."""
    where = _name(edition)
    try:
        document = document_of(edition)
        yield from _differ(where, _own_columns(edition), _told(document))
        if edition.listed:
            yield from _differ(where, _columns(edition), _told_columns(document))
            ties = orjson.loads(edition.ties)
            yield from _differ(where, _links(edition), _told_links(document, ties))
            if edition.superseded_at is None:
                yield from _relations(where, document, ties, standing)
    except (ValueError, KeyError, TypeError, AttributeError, DateError) as error:
        yield Finding(where, f"document or ties cannot be read ({error!r})")


def _differ(where: str, row: dict[str, Any], told: dict[str, Any]) -> Iterator[Finding]:
    for name, value in row.items():
        if value != told[name]:
            yield Finding(where, f"{name}: the row has {value!r}, the document {told[name]!r}")


def _own_columns(edition: Edition) -> dict[str, Any]:
    return {
        "seq": edition.seq,
        "event": edition.event_id,
        "number": edition.number,
        "kind": edition.kind,
        "at": instant(edition.at),
        "note": edition.note,
        "listed": edition.listed,
    }


def _told(document: dict[str, Any]) -> dict[str, Any]:
    own = document["edition"]
    return {**own, "event": document["id"], "listed": own["kind"] not in UNLISTED}


def _columns(edition: Edition) -> dict[str, Any]:
    dates = {name: getattr(edition, name) for name in date_columns({})}
    return {
        "type": edition.type.key if edition.type else None,
        "occurrence": edition.occurrence,
        **dates,
    }


def _told_columns(document: dict[str, Any]) -> dict[str, Any]:
    own = {"type": document["type"], "occurrence": document["occurrence"]}
    return {**own, **date_columns(document)}


def _links(edition: Edition) -> dict[str, Any]:
    return {
        "actors": {(row.actor_id, row.role, row.takes_part) for row in edition.actors.all()},
        "sources": {row.source_id for row in edition.sources.all()},
        "storylines": {row.storyline_id for row in edition.storylines.all()},
        "texts": {row.language: row.words for row in edition.texts.all()},
        "relations": {(row.type, row.to_event_id) for row in edition.relations.all()},
    }


def _told_links(document: dict[str, Any], ties: Any) -> dict[str, Any]:
    languages = (document["language"], *document["texts"])
    return {
        "actors": actor_roles(document),
        "sources": source_ids(document),
        "storylines": {storyline["id"] for storyline in document["storylines"]},
        "texts": {language: edition_words(document, language) for language in languages},
        "relations": {(kind, event_id) for kind, event_id in ties["relations"]}
        | {(EditionRelation.ANSWERS, link["event"]) for link in ties["links"]}
        | {(EditionRelation.SHARES_CLAIM, home) for home in ties["shared"]},
    }


def _relations(
    where: str, document: dict[str, Any], ties: Any, standing: dict[str, Any]
) -> Iterator[Finding]:
    """A standing document names the events that it is tied to if they stand, as they stand."""
    shown = [(relation["type"], relation["event"]) for relation in document["relations"]]
    due = [
        (kind, event_ref(standing[event_id]))
        for kind, event_id in ties["relations"]
        if event_id in standing
    ]
    if shown != due:
        yield Finding(where, f"relations: the document has {shown!r}, standing are {due!r}")


def _states() -> Iterator[Finding]:
    """The state of an event on the desk is that of its standing edition."""
    kinds = dict(Edition.objects.filter(superseded_at=None).values_list("event_id", "kind"))
    rows = Event.objects.values_list("pk", "state", "merged_into", "version", "published_version")
    for pk, state, merged_into, version, published in rows.order_by("pk").iterator():
        where = f"event {pk}"
        kind = kinds.get(pk)
        # A merged event keeps the state that it had.
        if kind != EditionKind.MERGED and state not in _STATES_OF.get(kind, ()):
            yield Finding(where, f"its state is “{state}”, its standing edition “{kind}”")
        if (merged_into is not None) != (kind == EditionKind.MERGED):
            yield Finding(where, f"merged into “{merged_into}”, its standing edition “{kind}”")
        if published is not None and published > version:
            yield Finding(where, f"version {published} is public, {version} is the latest")


def _profile_chains() -> Iterator[Finding]:
    """Of each subject the profiles follow each other in time and carry its id."""
    previous: Profile | None = None
    for profile in Profile.objects.order_by("kind", "subject", "at").iterator():
        where = f"{profile.kind} {profile.subject}"
        before = previous if previous and previous.subject == profile.subject else None
        if before and (before.superseded_at is None or before.superseded_at > profile.at):
            yield Finding(where, f"two profiles stand at {instant(profile.at)}")
        try:
            named = orjson.loads(profile.document)["id"]
        except (ValueError, KeyError, TypeError):
            named = None
        if named != profile.subject:
            yield Finding(where, f"its profile is about {named!r}")
        previous = profile


def _profile_subjects() -> Iterator[Finding]:
    """A profile stands for what standing editions name, for what the offices of the actors named
    rest on, and for public storylines.
    """
    listed = {"edition__superseded_at": None, "edition__listed": True}
    named = set(EditionActor.objects.filter(**listed).values_list("actor_id", flat=True))
    cited = set(EditionSource.objects.filter(**listed).values_list("source_id", flat=True))
    sources, people = behind_offices(named)
    public = {
        ProfileKind.ACTOR: named | people,
        ProfileKind.SOURCE: cited | sources,
        ProfileKind.STORYLINE: set(
            Storyline.objects.filter(public=True).values_list("pk", flat=True)
        ),
    }
    for kind, due in public.items():
        standing = Profile.objects.filter(kind=kind, superseded_at=None)
        found = set(standing.values_list("subject", flat=True))
        for subject in sorted(due - found):
            yield Finding(f"{kind} {subject}", "is public and has no profile")
        for subject in sorted(found - due):
            yield Finding(f"{kind} {subject}", "has a profile and is not public")


def _standing_counts() -> Iterator[Finding]:
    """What is kept of all events is what counting them gives."""
    standing = Edition.objects.filter(superseded_at=None, listed=True)
    rows = standing.prefetch_related(*_LINKS).defer("document", "ties")
    due: Counter[Value] = Counter()
    for edition in rows.order_by("seq").iterator(chunk_size=_BATCH):
        due.update(values(rows_of(edition)))
    kept = {
        (facet, value): count
        for facet, value, count in StandingCount.objects.values_list("facet", "value", "count")
    }
    for facet, value in sorted({*due, *kept}):
        counted, told = due[facet, value], kept.get((facet, value), 0)
        if counted != told:
            yield Finding(f"{facet} {value}", f"{told} are kept, {counted} stand")


def _standing_actors() -> Iterator[Finding]:
    """Each actor of a standing edition is kept once, with that edition's dates."""
    names = ("event", "date_key", "earliest", "latest", "day_earliest", "day_latest")
    due = EditionActor.objects.filter(
        takes_part=True, edition__superseded_at=None, edition__listed=True
    ).values_list("edition", "actor", *(f"edition__{name}" for name in names))
    kept = StandingActor.objects.values_list("edition", "actor", *names)
    for row in sorted(set(due) ^ set(kept)):
        yield Finding(f"actor {row[1]}", f"kept for edition {row[0]} otherwise than it stands")
