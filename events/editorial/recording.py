"""Writing the versions of records: what became of them, after each change, in its transaction.

A version is stored as the patch of the one before; every so often one is stored whole, so that few
rows have to be read for any version.
"""

import logging
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any, Final

import orjson
from django.contrib.auth.models import Group
from django.db.models import Max, Model, Q, QuerySet

from events.editorial.drafts import showing
from events.editorial.drafts.showing import Json, as_json
from events.editorial.graph import desk_events
from events.editorial.naming import instant
from events.models import (
    Actor,
    ApiToken,
    Event,
    EventType,
    Office,
    Place,
    Source,
    Storyline,
    User,
    Version,
    Webhook,
)
from events.models.identity import Curated
from events.record import SHAPE, desk, programs
from events.record.members import Document
from events.record.patches import patch_of, patched
from events.record.redaction import SCAR
from events.record.sparse import filled, stripped
from events.record.vocabulary import RecordKind, Verb, Way

WHOLE_EVERY: Final = 20
"""Of so many versions of a record, one is stored whole."""
_BATCH: Final = 200
_TOGETHER: Final = 100
_OF_THE_ROW: Final = ("version", "updated_at")
"""Members that say the same as the row of the version."""

logger = logging.getLogger(__name__)
_way: ContextVar[Way] = ContextVar("way", default=Way.DESK)


@contextmanager
def by_way_of(way: Way) -> Iterator[None]:
    """Say through which interface the changes within come."""
    token = _way.set(way)
    try:
        yield
    finally:
        _way.reset(token)


@dataclass(frozen=True)
class Kept:
    """How the records of a model are kept: as which kind and document, and how they are read."""

    kind: RecordKind
    model: type[Any]
    document: type[Document]
    rows: Callable[[Collection[Any]], QuerySet[Any]]
    read: Callable[[Any], Document]

    def documents(self, pks: Collection[Any]) -> dict[str, Json]:
        """Return the records that exist, by primary key."""
        return {str(row.pk): as_json(self.read(row)) for row in self.rows(pks)}


def _plain(model: type[Any], *related: str) -> Callable[[Collection[Any]], QuerySet[Any]]:
    def rows(pks: Collection[Any]) -> QuerySet[Any]:
        found: QuerySet[Any] = model._default_manager.filter(pk__in=pks)
        return found.prefetch_related(*related)

    return rows


def _webhook(webhook: Webhook) -> programs.DeskWebhook:
    return programs.DeskWebhook(**showing.desk_members(webhook, programs.DeskWebhook))


def _token(token: ApiToken) -> programs.DeskToken:
    return programs.DeskToken(
        name=token.name,
        account=token.user.get_username(),
        scopes=token.scopes.split(),
        expires_at=instant(token.expires_at),
        revoked_at=instant(token.revoked_at) if token.revoked_at else None,
    )


def _group(group: Group) -> programs.DeskGroup:
    permissions = group.permissions.all()
    names = sorted(f"{one.content_type.app_label}.{one.codename}" for one in permissions)
    return programs.DeskGroup(name=group.name, permissions=names)


KEPT: Final = {
    one.model: one
    for one in (
        Kept(RecordKind.EVENT, Event, desk.DeskEvent, desk_events, showing.event_document),
        Kept(RecordKind.ACTOR, Actor, desk.DeskActor, showing.desk_actors, showing.actor_document),
        Kept(
            RecordKind.OFFICE, Office, desk.DeskOffice,
            showing.desk_offices, showing.office_document,
        ),
        Kept(
            RecordKind.PLACE, Place, desk.DeskPlaceRecord,
            _plain(Place, "names"), showing.place_document,
        ),
        Kept(
            RecordKind.SOURCE, Source, desk.DeskSource,
            showing.desk_sources, showing.source_document,
        ),
        Kept(
            RecordKind.STORYLINE, Storyline, desk.DeskStoryline,
            showing.desk_storylines, showing.storyline_document,
        ),
        Kept(
            RecordKind.EVENT_TYPE, EventType, desk.DeskEventType,
            _plain(EventType, "parent", "names"), showing.event_type_document,
        ),
        Kept(RecordKind.WEBHOOK, Webhook, programs.DeskWebhook, _plain(Webhook), _webhook),
        Kept(RecordKind.TOKEN, ApiToken, programs.DeskToken, _plain(ApiToken, "user"), _token),
        Kept(
            RecordKind.GROUP, Group, programs.DeskGroup,
            _plain(Group, "permissions__content_type"), _group,
        ),
    )
}  # fmt: skip
BY_KIND: Final = {kept.kind: kept for kept in KEPT.values()}


@dataclass(frozen=True)
class Change:
    """Who changed records, when and why; `verb` is None for the creation or change of a record."""

    editor: User | None
    now: datetime
    reason: str = ""
    verb: Verb | None = None


def record_version(record: Model, change: Change, document: Json | None = None) -> None:
    """Write the version of a record after a change.

    `document`: its desk document, if it is known already. Its version becomes another one if the
    record was deleted before and counts on.
    """
    _record(KEPT[type(record)], record.pk, change, document)


def record_versions(records: Collection[Model], change: Change) -> None:
    """Write a version of each of these records that versions are kept of; others are left out.

    The documents of a kind are loaded together.
    """
    by_model: dict[type[Model], dict[Any, None]] = {}
    for record in records:
        if type(record) in KEPT:
            by_model.setdefault(type(record), {})[record.pk] = None
    for model, found in by_model.items():
        pks = list(found)
        for start in range(0, len(pks), _BATCH):
            _record_together(KEPT[model], pks[start : start + _BATCH], change)


def _record_together(kept: Kept, pks: Collection[Any], change: Change) -> None:
    known = set(
        Version.objects.filter(kind=kept.kind, record__in=map(str, pks))
        .order_by()
        .values_list("record", flat=True)
    )
    first = []
    for pk, document in kept.documents(pks).items():
        if pk in known or change.verb == Verb.DELETED:
            _record(kept, pk, change, document)
        else:
            row = Version(number=document.get("version") or 1, whole=True)
            first.append(_completed(row, kept, pk, change, _sparse(kept, document)))
    Version.objects.bulk_create(first)


def record_found(model: type[Curated], pk: str, version: int, now: datetime) -> None:
    """Write the version of a record as it is before a change, unless it was written then."""
    kept = KEPT.get(model)
    if kept is None or versions_of(kept.kind, pk).filter(number=version).exists():
        return
    document = kept.documents([pk]).get(pk)
    if document is not None:
        change = Change(None, now, verb=Verb.FOUND)
        _record(kept, pk, change, {**document, "version": version})


def record_deletion(records: Collection[Any], change: Change) -> None:
    """Write the last version of records that are about to be deleted."""
    record_versions(records, Change(change.editor, change.now, change.reason, Verb.DELETED))


def _record(kept: Kept, pk: Any, change: Change, document: Json | None) -> None:
    if document is None:
        document = kept.documents([pk])[str(pk)]
    chain = chain_of(kept.kind, pk)
    last = chain[-1] if chain else None
    number = document.get("version") or (last.number + 1 if last else 1)
    if change.verb == Verb.DELETED:
        number = last.number + 1 if last else number + 1
    elif last and last.verb == Verb.DELETED and number <= last.number:
        document["version"] = number = last.number + 1
        _continue(kept, pk, number)
    sparse = _sparse(kept, document)
    if last and last.number == number:
        _amend(kept, chain, sparse)
        return
    former = _content(chain) if chain and len(chain) < WHOLE_EVERY else None
    row = Version(number=number, whole=former is None)
    content = sparse if former is None else patch_of(former, sparse)
    _completed(row, kept, pk, change, content, is_first=last is None).save(force_insert=True)


def _completed(
    row: Version, kept: Kept, pk: Any, change: Change, content: Json, *, is_first: bool = True
) -> Version:
    row.kind, row.record = kept.kind, str(pk)
    row.verb = change.verb or (Verb.CREATED if is_first else Verb.CHANGED)
    row.way, row.editor, row.at, row.reason = _way.get(), change.editor, change.now, change.reason
    row.shape, row.content = SHAPE, _stored(content)
    return row


def _continue(kept: Kept, pk: Any, number: int) -> None:
    """Let a record that was deleted and created again count on from its last version."""
    if issubclass(kept.model, Curated):
        kept.model._default_manager.filter(pk=pk).update(version=number)


def _amend(kept: Kept, chain: list[Version], sparse: Json) -> None:
    """Complete the last version with what changed without a version of its own."""
    last = chain[-1]
    former = None if last.whole else _content(chain[:-1])
    content = sparse if former is None else patch_of(former, sparse)
    rows = Version.objects.filter(pk=last.pk)
    rows.update(whole=former is None, content=_stored(content))


def erase_versions(record: Model, *, before: int) -> None:
    """Remove what the versions before that number say, and why they were made."""
    kept = KEPT[type(record)]
    rows = versions_of(kept.kind, record.pk)
    first = rows.filter(number__gte=before).order_by("number").first()
    if first is not None and not first.whole:
        content = _stored(_content(chain_of(kept.kind, record.pk, first.number)) or {})
        rows.filter(pk=first.pk).update(whole=True, content=content)
    erased = rows.filter(number__lt=before)
    erased.exclude(reason="").update(reason=SCAR)
    erased.update(whole=True, content="")


def chain_of(kind: RecordKind, pk: Any, number: int | None = None) -> list[Version]:
    """Return the rows that make the version of that number, by default the last: a whole one, and
    the patches after it. [] if there is none.
    """
    rows = versions_of(kind, pk).select_related("editor").order_by("-number")
    if number is not None:
        rows = rows.filter(number__lte=number)
    chain: list[Version] = []
    for row in rows[:WHOLE_EVERY]:
        chain.append(row)
        if row.whole:
            break
    return chain[::-1]


def documents_at(kept: Kept, numbers: Mapping[str, int]) -> dict[str, Json]:
    """Return the documents of records in the versions of these numbers, as far as they are kept, in
    two queries for each 100 records.
    """
    found = {}
    pks = list(numbers)
    for start in range(0, len(pks), _TOGETHER):
        until = {pk: numbers[pk] for pk in pks[start : start + _TOGETHER]}
        rows = Version.objects.filter(kind=kept.kind).order_by()
        wanted = reduce(or_, (Q(record=pk, number__lte=number) for pk, number in until.items()))
        whole = rows.filter(wanted, whole=True).values_list("record").annotate(Max("number"))
        spans = [Q(record=pk, number__range=(first, until[pk])) for pk, first in whole]
        chains: dict[str, list[Version]] = {}
        for row in rows.filter(reduce(or_, spans)).order_by("number") if spans else ():
            chains.setdefault(row.record, []).append(row)
        found.update({pk: content_of(kept, chain) for pk, chain in chains.items()})
    return {pk: document for pk, document in found.items() if document}


def content_of(kept: Kept, chain: list[Version]) -> Json:
    """Return the document that a chain of rows makes; {} if it was removed or cannot be read."""
    row = chain[-1]
    content = _content(chain) if row.content else None
    if content is None:
        return {}
    found = filled(kept.document, content)
    own = {"version": row.number, "updated_at": instant(row.at)}
    return {name: own.get(name, value) for name, value in found.items()}


def versions_of(kind: RecordKind, pk: Any) -> QuerySet[Version]:
    """Return the versions of a record, which may have been deleted since."""
    return Version.objects.filter(kind=kind, record=str(pk))


def _content(chain: list[Version]) -> Json | None:
    """Return what the rows make; None if one of them is damaged, which must not stop a save."""
    try:
        first, *patches = (orjson.loads(row.content or "{}") for row in chain)
        content: Json = first
        for patch in patches:
            content = patched(content, patch)
    except (ValueError, LookupError, TypeError, AttributeError):
        row = chain[-1]
        logger.exception("Version %s of %s %s cannot be read", row.number, row.kind, row.record)
        return None
    return content


def _sparse(kept: Kept, document: Json) -> Json:
    found = stripped(kept.document, document)
    return {name: value for name, value in found.items() if name not in _OF_THE_ROW}


def _stored(content: Json) -> str:
    return orjson.dumps(content).decode()
