"""Writing editions: one sequence, one standing edition per event, links in the same transaction."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, TypedDict

import orjson
from django.db.models import F

from events.dates import When, extent
from events.editorial.references import Document, instant
from events.editorial.standing_rows import EditionRows, stand
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
from events.models.rows import row
from events.record.vocabulary import EditionKind, Role
from events.search import edition_words

FIRST_MOMENT = datetime.min.replace(tzinfo=UTC)
LAST_MOMENT = datetime.max.replace(tzinfo=UTC)
UNLISTED = (EditionKind.RETRACTED, EditionKind.MERGED)


@dataclass(frozen=True)
class Issue:
    """What is to be said about an edition besides its document."""

    kind: EditionKind
    editor: User
    now: datetime
    note: str = ""


DateText = tuple[str, str | None]
"""EDTF and the name of a time zone."""


class Ties(TypedDict):
    """See `Edition.ties`."""

    relations: list[tuple[str, str]]
    links: list[dict[str, str]]
    shared: list[str]


NO_TIES: Ties = {"relations": [], "links": [], "shared": []}


def document_of(edition: Edition) -> Document:
    document: Document = orjson.loads(edition.document)
    return document


def standing_edition(event_id: str) -> Edition | None:
    return Edition.objects.filter(event_id=event_id, superseded_at=None).first()


def standing_documents(event_ids: Iterable[str]) -> dict[str, Document]:
    """The documents of those events that have a listed standing edition, by event id."""
    editions = Edition.objects.filter(
        event_id__in=set(event_ids), superseded_at=None, listed=True
    ).only("event_id", "document")
    return {edition.event_id: document_of(edition) for edition in editions}


def _raise_sequence() -> int:
    return EditionSequence.objects.filter(pk=1).update(last=F("last") + 1)


def _next_seq() -> int:
    """The next number; the row stays locked until the transaction ends (see `EditionSequence`)."""
    if not _raise_sequence():
        # The very first edition; of several at once, all but one wait here and then count on.
        EditionSequence.objects.bulk_create([EditionSequence(pk=1, last=0)], ignore_conflicts=True)
        _raise_sequence()
    return EditionSequence.objects.values_list("last", flat=True).get(pk=1)


def write_edition(event: Event, body: Document, issue: Issue, ties: Ties = NO_TIES) -> Edition:
    """Supersede the standing edition and put a new one in its place, with filter columns and links.

    `body` is `record.event_document` or a tombstone, without ``edition``. Everything in the row
    comes from it, never from the desk, which may be ahead. Runs inside the verb's transaction.
    """
    # The sequence first: whoever holds it is alone in changing what stands.
    seq = _next_seq()
    previous = Edition.objects.filter(event=event).order_by("number").last()
    at = issue.now
    if previous is not None:
        # Clocks step back; an edition never begins before the one that it replaces.
        at = max(at, previous.at + timedelta(microseconds=1))
        if previous.superseded_at is None:
            Edition.objects.filter(pk=previous.pk).update(superseded_at=at)
    number = previous.number + 1 if previous else 1
    issue = replace(issue, now=at)
    return insert_edition(event, body, issue, ties, seq=seq, number=number, replaced=previous)


def insert_edition(
    event: Event,
    body: Document,
    issue: Issue,
    ties: Ties,
    *,
    seq: int,
    number: int,
    replaced: Edition | None = None,
) -> Edition:
    """The row of an edition with its filter columns and links, valid from `issue.now`.

    `replaced`: the edition that stood until now.
    """
    type_id = (
        EventType.objects.values_list("pk", flat=True).get(key=body["type"])
        if (issue.kind not in UNLISTED)
        else None
    )
    sources = Source.objects.filter(pk__in=source_ids(body)).order_by("pk")
    rows = edition_rows(
        event.pk, body, issue, ties, seq=seq, number=number, type_id=type_id, sources=sources
    )
    rows.edition.save(force_insert=True)
    for links in rows.links():
        type(links[0]).objects.bulk_create(links)
    stand(rows, replaced)
    return rows.edition


def edition_rows(
    event_id: str,
    body: Document,
    issue: Issue,
    ties: Ties,
    *,
    seq: int,
    number: int,
    type_id: int | None,
    sources: Iterable[Source],
) -> EditionRows:
    """The rows of an edition, not saved yet. `type_id` and `sources` are those of the document."""
    own = {"seq": seq, "number": number, "kind": issue.kind.value, "at": instant(issue.now)}
    document = {**body, "edition": {**own, "note": issue.note}}
    listed = issue.kind not in UNLISTED
    edition = row(
        Edition,
        seq=seq,
        event_id=event_id,
        number=number,
        kind=issue.kind,
        at=issue.now,
        editor=issue.editor,
        note=issue.note,
        document=orjson.dumps(document).decode(),
        ties=orjson.dumps(ties).decode(),
        listed=listed,
        type_id=type_id,
        occurrence=document["occurrence"] if listed else "",
        **date_columns(document),
    )
    return _linked(edition, document, ties, sources) if listed else EditionRows(edition)


def set_sequence(last: int) -> None:
    """The number that was given out last, where editions were restored with theirs."""
    if not EditionSequence.objects.filter(pk=1).update(last=last):
        EditionSequence.objects.create(pk=1, last=last)


def date_columns(document: Document) -> dict[str, Any]:
    """The columns that sort and filter by date; the widest bounds where nothing is known."""
    stated = (document.get(name) for name in ("start", "end"))
    texts = ((one["edtf"], one["timezone"]) if one else None for one in stated)
    return {**_date_columns(*texts)}


# Many editions have the same dates: there are as many days in 45 years.
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


def cited(document: Document) -> Iterator[Document]:
    """Every citation in a document, whatever it belongs to."""
    yield from document.get("citations", [])
    for part in (*document.get("participants", []), *document.get("claims", [])):
        yield from part["citations"]


def source_ids(document: Document) -> set[str]:
    """The ids of all sources that a document names."""
    found = {other["source"]["id"] for other in document.get("other_dates", []) if other["source"]}
    for citation in cited(document):
        found.add(citation["source"]["id"])
        found.update(hop["source"]["id"] for hop in citation["via"] if hop["source"])
    return found


def actor_roles(document: Document) -> set[tuple[str, str, bool]]:
    """(actor id, role, takes part) for all actors of a document; role "" for mere attribution."""
    found = {(part["actor"]["id"], part["role"], True) for part in document["participants"]}
    found |= {(claim["speaker"]["id"], Role.SPEAKER.value, True) for claim in document["claims"]}
    sources = [other["source"] for other in document["other_dates"] if other["source"]]
    for citation in cited(document):
        sources.append(citation["source"])
        for hop in citation["via"]:
            if hop["actor"]:
                found.add((hop["actor"]["id"], "", False))
            if hop["source"]:
                sources.append(hop["source"])
    publishers = {source["publisher"]["id"] for source in sources if source["publisher"]}
    return found | {(publisher, "", False) for publisher in publishers}


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
    """From when to when it appeared, as far as is known: by its columns, which need no reading."""
    for name in ("published", "modified"):
        if getattr(source, f"{name}_edtf"):
            return getattr(source, f"{name}_earliest"), getattr(source, f"{name}_latest")
    return None, None


def _linked(
    edition: Edition, document: Document, ties: Ties, sources: Iterable[Source]
) -> EditionRows:
    seq = edition.seq
    relations = {(kind, event_id) for kind, event_id in ties["relations"]}
    relations |= {(EditionRelation.ANSWERS, link["event"]) for link in ties["links"]}
    relations |= {(EditionRelation.SHARES_CLAIM, home) for home in ties["shared"]}
    return EditionRows(
        edition,
        texts=[
            row(EditionText, edition_id=seq, language=key, words=edition_words(document, key))
            for key in (document["language"], *document["texts"])
        ],
        actors=[
            row(EditionActor, edition_id=seq, actor_id=actor, role=role, takes_part=takes_part)
            for actor, role, takes_part in sorted(actor_roles(document))
        ],
        sources=[_source_link(seq, source) for source in sources],
        relations=[
            row(EditionRelation, edition_id=seq, type=kind, to_event_id=event_id)
            for kind, event_id in sorted(relations)
        ],
        storylines=[
            row(EditionStoryline, edition_id=seq, storyline_id=storyline["id"])
            for storyline in document["storylines"]
        ],
    )
