"""Writing editions: one sequence, one current edition per event, links in the same transaction."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

import orjson
from django.db.models import F
from msgspec import structs

from events import record
from events.dates import When, extent
from events.editorial.approved import Unreadable, as_approved
from events.editorial.building import unnumbered
from events.editorial.edition_rows import EditionRows, make_current
from events.editorial.event_links import NO_LINKS, EventLinks
from events.editorial.naming import instant
from events.models import (
    Edition,
    EditionActor,
    EditionRelation,
    EditionSequence,
    EditionSource,
    EditionStoryline,
    EditionText,
    Event,
    EventType,
    Source,
    User,
)
from events.models.edition import FIRST_MOMENT, LAST_MOMENT
from events.models.rows import row
from events.record.mentions import actor_roles, source_ids
from events.record.stored import read_record
from events.record.vocabulary import EditionCause, EditionKind
from events.search import edition_words


@dataclass(frozen=True)
class Issue:
    """The properties of an edition besides its document."""

    kind: EditionKind
    editor: User
    now: datetime
    note: str = ""
    cause: EditionCause = EditionCause.EDITORS


DateText = tuple[str, str | None]
"""EDTF and the name of a time zone."""


def current_edition(event_id: str) -> Edition | None:
    return Edition.objects.current().filter(event_id=event_id).first()


def current_record(event_id: str) -> record.Event | None:
    """Return the unnumbered record of the current edition; None for a tombstone or no edition."""
    edition = Edition.objects.current().listed().filter(event_id=event_id).first()
    event = read_record(edition.text) if edition else None
    return unnumbered(event) if isinstance(event, record.Event) else None


def _raise_sequence() -> int:
    return EditionSequence.objects.filter(pk=1).update(last=F("last") + 1)


def _next_seq() -> int:
    """Return the next number; its row is locked until the transaction ends (`EditionSequence`)."""
    if not _raise_sequence():
        # The very first edition: concurrent transactions wait here and then count on.
        EditionSequence.objects.bulk_create([EditionSequence(pk=1, last=0)], ignore_conflicts=True)
        _raise_sequence()
    return EditionSequence.objects.values_list("last", flat=True).get(pk=1)


def write_edition(
    event: Event, body: record.EventRecord, issue: Issue, links: EventLinks = NO_LINKS
) -> Edition:
    """Replace the current edition with a new one, with its filter columns and links.

    `body` is an unnumbered record (see `building`) or a tombstone. All columns are derived from it,
    never from the desk, which may be ahead. This runs in the verb's transaction.
    """
    # The sequence first: only the transaction that holds it changes the current editions.
    seq = _next_seq()
    previous = Edition.objects.filter(event=event).order_by("number").last()
    at = issue.now
    if previous is not None:
        # Clocks can step back; an edition must not begin before the one that it replaces.
        at = max(at, previous.at + timedelta(microseconds=1))
        if previous.superseded_at is None:
            Edition.objects.filter(pk=previous.pk).update(superseded_at=at)
    number = previous.number + 1 if previous else 1
    issue = replace(issue, now=at)
    return insert_edition(event, body, issue, links, seq=seq, number=number, replaced=previous)


def insert_edition(
    event: Event,
    body: record.EventRecord,
    issue: Issue,
    links: EventLinks,
    *,
    seq: int,
    number: int,
    replaced: Edition | None = None,
) -> Edition:
    """Insert an edition with its filter columns and links, valid from `issue.now`.

    `replaced`: the edition that was current until now.
    """
    type_id, cited = None, set[str]()
    if isinstance(body, record.Event):
        type_id = EventType.objects.values_list("pk", flat=True).get(key=body.type)
        cited = source_ids(body)
    sources = list(Source.objects.filter(pk__in=cited).order_by("pk"))
    with suppress(Unreadable):
        as_approved(sources)
    rows = edition_rows(
        event.pk, body, issue, links, seq=seq, number=number, type_id=type_id, sources=sources
    )
    rows.edition.save(force_insert=True)
    for linking in rows.links():
        type(linking[0]).objects.bulk_create(linking)
    make_current(rows, replaced)
    return rows.edition


def edition_rows(
    event_id: str,
    body: record.EventRecord,
    issue: Issue,
    links: EventLinks,
    *,
    seq: int,
    number: int,
    type_id: int | None,
    sources: Iterable[Source],
) -> EditionRows:
    """Return the unsaved rows of an edition. `type_id` and `sources` are those of the document."""
    edition = record.Edition(
        seq=seq,
        number=number,
        shape=record.SHAPE,
        kind=issue.kind.value,
        cause=issue.cause.value,
        at=instant(issue.now),
        note=issue.note,
    )
    event = structs.replace(body, edition=edition)
    public = event if isinstance(event, record.Event) else None
    columns = row(
        Edition,
        seq=seq,
        event_id=event_id,
        number=number,
        kind=issue.kind,
        at=issue.now,
        editor=issue.editor,
        note=issue.note,
        document=record.write(event),
        shape=record.SHAPE,
        event_links=orjson.dumps(links).decode(),
        listed=public is not None,
        type_id=type_id,
        occurrence=public.occurrence if public else "",
        **date_columns(event),
    )
    return _linked(columns, public, links, sources) if public else EditionRows(columns)


def set_sequence(last: int) -> None:
    """Set the last number of the sequence, after editions were restored with their numbers."""
    if not EditionSequence.objects.filter(pk=1).update(last=last):
        EditionSequence.objects.create(pk=1, last=last)


def date_columns(event: record.EventRecord) -> dict[str, Any]:
    """Return the columns that sort and filter by date; the widest bounds if nothing is known."""
    dates = (event.start, event.end) if isinstance(event, record.Event) else (None, None)
    return {**_date_columns(*((date.edtf, date.timezone) if date else None for date in dates))}


# Many editions have the same dates: the size is the number of days in 45 years.
@lru_cache(maxsize=16_384)
def _date_columns(start_text: DateText | None, end_text: DateText | None) -> dict[str, Any]:
    start, end = (one and When.parse(one[0], timezone=one[1]) for one in (start_text, end_text))
    known = extent(start, end) if start else None
    lower = ("earliest", "ends_from", "day_earliest", "day_ends_from")
    upper = ("latest", "starts_by", "day_latest", "day_starts_by")
    return {
        "date_key": start.sort_key if start else "",
        **{name: (getattr(known, name) if known else None) or FIRST_MOMENT for name in lower},
        **{name: (getattr(known, name) if known else None) or LAST_MOMENT for name in upper},
    }


def _source_link(seq: int, source: Source) -> EditionSource:
    earliest, latest = _reported(source)
    return row(
        EditionSource,
        edition_id=seq,
        source_id=source.pk,
        publisher_id=source.publisher_id,
        reported_earliest=earliest,
        reported_latest=latest,
    )


def _reported(source: Source) -> tuple[datetime | None, datetime | None]:
    """Return the bounds of the date of publication from its columns, without parsing it."""
    for name in ("published", "modified"):
        if getattr(source, f"{name}_edtf"):
            return getattr(source, f"{name}_earliest"), getattr(source, f"{name}_latest")
    return None, None


def _linked(
    edition: Edition, event: record.Event, links: EventLinks, sources: Iterable[Source]
) -> EditionRows:
    seq = edition.seq
    return EditionRows(
        edition,
        texts=[
            row(EditionText, edition_id=seq, language=key, words=edition_words(event, key))
            for key in (event.language, *event.texts)
        ],
        actors=[
            row(EditionActor, edition_id=seq, actor_id=actor, role=role, takes_part=takes_part)
            for actor, role, takes_part in sorted(actor_roles(event))
        ],
        sources=[_source_link(seq, source) for source in sources],
        relations=[
            row(EditionRelation, edition_id=seq, type=kind, to_event_id=event_id)
            for kind, event_id in sorted(relation_rows(links))
        ],
        storylines=[
            row(EditionStoryline, edition_id=seq, storyline_id=storyline.id)
            for storyline in event.storylines
        ],
    )


def relation_rows(links: EventLinks) -> set[tuple[str, str]]:
    """Return the types and events of the `EditionRelation` rows for the links of an edition."""
    return {
        *((kind, event_id) for kind, event_id in links["relations"]),
        *((EditionRelation.ANSWERS, link["event"]) for link in links["links"]),
        *((EditionRelation.SHARES_CLAIM, home) for home in links["shared"]),
    }
