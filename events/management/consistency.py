"""Whether the public record agrees with itself: documents, columns, links, profiles, the sequence.

The rules are those of `events.models.edition` and `events.editorial.editions`; nothing is repaired
here. The desk's own rows are compared in their state alone: they may be ahead of what is public.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import Any

import orjson
from django.db.models import F, Max, Q

from events import record
from events.dates import DateError
from events.editorial.edition_rows import Value, rows_of, values
from events.editorial.editions import date_columns, relation_rows
from events.editorial.event_links import EventLinks, linked_events
from events.editorial.naming import instant
from events.editorial.visibility import behind_offices
from events.models import (
    CurrentActor,
    Edition,
    EditionActor,
    EditionSequence,
    EditionSource,
    Event,
    FacetCount,
    Profile,
    Storyline,
)
from events.record.answers import Answers, answers_to, event_reference
from events.record.mentions import actor_roles, source_ids
from events.record.stored import PROFILES, read_profile, read_record, shape_of
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
        others = _Others(batch)
        for edition in batch:
            yield from _edition(edition, others)
    yield from _states()
    yield from _profile_chains()
    yield from _profile_subjects()
    yield from _facet_counts()
    yield from _current_actors()


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
    rows = Edition.objects.order_by("event", "number").defer("document", "upgraded", "event_links")
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


class _Others:
    """What current editions that a batch is linked to say, as far as they can be read."""

    def __init__(self, batch: Iterable[Edition]) -> None:
        current = [edition for edition in batch if edition.superseded_at is None]
        rows = Edition.objects.current().listed().filter(event_id__in=self._linked(current))
        self.public = {event.id: event for event, _number in _readable(rows)}
        ids = {edition.event_id for edition in current}
        self.answers = answers_to(ids, _readable(Edition.objects.answering(ids)))

    @staticmethod
    def _linked(editions: Iterable[Edition]) -> set[str]:
        found: set[str] = set()
        for edition in editions:
            with suppress(ValueError, KeyError, TypeError):  # reported by `_edition`
                found |= linked_events(orjson.loads(edition.event_links))
        return found


def _readable(rows: Iterable[Edition]) -> list[tuple[record.Event, int]]:
    found = []
    for row in rows:
        with suppress(record.UnreadableDocument):  # reported by `_edition`
            event = read_record(row.text)
            if isinstance(event, record.Event):
                found.append((event, row.number))
    return found


def _edition(edition: Edition, others: _Others) -> Iterator[Finding]:
    """One edition: what the row says is what its document says, and so are its links."""
    where = _name(edition)
    try:
        event = read_record(edition.document)
        yield from _differences(where, _own_columns(edition, event))
        if isinstance(event, record.Event):
            yield from _differences(where, _event_columns(edition, event))
            links: EventLinks = orjson.loads(edition.event_links)
            yield from _differences(where, _links(edition, event, links))
            if edition.superseded_at is None:
                yield from _relations(where, event, links, others.public)
                if edition.shape > 1:  # before, the reader looked them up
                    yield from _answers(where, event, others.answers)
    except record.UnreadableDocument as error:
        yield Finding(where, f"its document cannot be read ({error})")
    except (ValueError, KeyError, TypeError, DateError) as error:
        yield Finding(where, f"its links or dates cannot be read ({error!r})")


Compared = Iterator[tuple[str, Any, Any]]
"""A name, what the row has, and what follows from its document."""


def _differences(where: str, compared: Compared) -> Iterator[Finding]:
    for name, value, expected in compared:
        if value != expected:
            yield Finding(where, f"{name}: the row has {value!r}, the document {expected!r}")


def _own_columns(edition: Edition, event: record.EventRecord) -> Compared:
    own = event.edition
    yield "seq", edition.seq, own.seq
    yield "event", edition.event_id, event.id
    yield "number", edition.number, own.number
    yield "kind", edition.kind, own.kind
    yield "at", instant(edition.at), own.at
    yield "note", edition.note, own.note
    yield "listed", edition.listed, isinstance(event, record.Event)
    yield "shape", edition.shape, shape_of(edition.document)


def _event_columns(edition: Edition, event: record.Event) -> Compared:
    yield "type", edition.type.key if edition.type else None, event.type
    yield "occurrence", edition.occurrence, event.occurrence
    for name, expected in date_columns(event).items():
        yield name, getattr(edition, name), expected


def _links(edition: Edition, event: record.Event, links: EventLinks) -> Compared:
    actors = {(row.actor_id, row.role, row.takes_part) for row in edition.actors.all()}
    yield "actors", actors, actor_roles(event)
    yield "sources", {row.source_id for row in edition.sources.all()}, source_ids(event)
    storylines = {row.storyline_id for row in edition.storylines.all()}
    yield "storylines", storylines, {storyline.id for storyline in event.storylines}
    texts = {row.language: row.words for row in edition.texts.all()}
    languages = (event.language, *event.texts)
    yield "texts", texts, {language: edition_words(event, language) for language in languages}
    relations = {(row.type, row.to_event_id) for row in edition.relations.all()}
    yield "relations", relations, relation_rows(links)


def _relations(
    where: str, event: record.Event, links: EventLinks, public: dict[str, record.Event]
) -> Iterator[Finding]:
    """A current record names the public events that it is linked to, as they are now."""
    shown = [(relation.type, relation.event) for relation in event.relations]
    due = [
        (kind, event_reference(public[event_id]))
        for kind, event_id in links["relations"]
        if event_id in public
    ]
    if shown != due:
        yield Finding(where, f"relations: the document has {shown!r}, public are {due!r}")


def _answers(where: str, event: record.Event, elsewhere: Answers) -> Iterator[Finding]:
    """A current record has the answers that other public events give to its own claims."""
    for claim in event.claims:
        if claim.event == event.id:
            shown = {(one.type, one.claim) for one in claim.answered_by if one.edition is not None}
            due = {(one.type, one.claim) for one in elsewhere.get(claim.id, ())}
            if shown != due:
                yield Finding(where, f"claim {claim.id}: answered by {shown!r}, public are {due!r}")


def _states() -> Iterator[Finding]:
    """The state of an event on the desk is that of its current edition."""
    kinds = dict(Edition.objects.filter(superseded_at=None).values_list("event_id", "kind"))
    rows = Event.objects.values_list("pk", "state", "merged_into", "version", "published_version")
    for pk, state, merged_into, version, published in rows.order_by("pk").iterator():
        where = f"event {pk}"
        kind = kinds.get(pk)
        # A merged event keeps the state that it had.
        if kind != EditionKind.MERGED and state not in _STATES_OF.get(kind, ()):
            yield Finding(where, f"its state is “{state}”, its current edition “{kind}”")
        if (merged_into is not None) != (kind == EditionKind.MERGED):
            yield Finding(where, f"merged into “{merged_into}”, its current edition “{kind}”")
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
            named = read_profile(profile.document, PROFILES[ProfileKind(profile.kind)]).id
            if named != profile.subject:
                yield Finding(where, f"its profile is about {named!r}")
        except record.UnreadableDocument as error:
            yield Finding(where, f"its profile cannot be read ({error})")
        previous = profile


def _profile_subjects() -> Iterator[Finding]:
    """A profile stands for what current editions name, for what the offices of the actors named
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


def _facet_counts() -> Iterator[Finding]:
    """What is kept of all events is what counting them gives."""
    standing = Edition.objects.filter(superseded_at=None, listed=True)
    rows = standing.prefetch_related(*_LINKS).defer("document", "upgraded", "event_links")
    due: Counter[Value] = Counter()
    for edition in rows.order_by("seq").iterator(chunk_size=_BATCH):
        with suppress(ValueError):  # a damaged date, reported by `_edition`
            due.update(values(rows_of(edition)))
    kept = {
        (facet, value): count
        for facet, value, count in FacetCount.objects.values_list("facet", "value", "count")
    }
    for facet, value in sorted({*due, *kept}):
        actual, stored = due[facet, value], kept.get((facet, value), 0)
        if actual != stored:
            yield Finding(f"{facet} {value}", f"stored count {stored}, actual count {actual}")


def _current_actors() -> Iterator[Finding]:
    """Each actor of a current edition is kept once, with that edition's dates."""
    names = ("event", "date_key", "earliest", "latest", "day_earliest", "day_latest")
    due = EditionActor.objects.filter(
        takes_part=True, edition__superseded_at=None, edition__listed=True
    ).values_list("edition", "actor", *(f"edition__{name}" for name in names))
    kept = CurrentActor.objects.values_list("edition", "actor", *names)
    for row in sorted(set(due) ^ set(kept)):
        yield Finding(f"actor {row[1]}", f"row for edition {row[0]} differs from the edition")
