"""Where a text occurs that is to be redacted: in which rows, and which of them belong together.

The text is removed from the record from which the redaction starts, and from every record in which
it occurs as well and which is linked to it, directly or through others of them. The same words in
a record without such a link stay. The working papers of the desk (imports, requests, sessions, its
logs) are not linked to records in a way that could be followed: there it is removed everywhere.
"""

import re
import unicodedata
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import orjson
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db.models import F, ForeignKey, Model, Q, QuerySet
from django.db.models.functions import Coalesce
from django_tasks_db.models import DBTaskResult

from events.models import (
    Action,
    Actor,
    ActorName,
    Approval,
    Autosave,
    Citation,
    Claim,
    ClaimText,
    Edition,
    Event,
    EventOtherDate,
    EventRelation,
    EventText,
    Hop,
    IdempotentRequest,
    Import,
    ImportFile,
    ImportRow,
    Office,
    OfficeName,
    Participation,
    Place,
    PlaceName,
    Profile,
    Redaction,
    Source,
    Storyline,
    StorylinePin,
    StorylineText,
    Tenure,
    Version,
)
from events.models.identity import PublicIdField
from events.record.identity import PUBLIC_ID_PATTERN
from events.record.redaction import SCAR, redacted

Pattern = re.Pattern[str]
Change = Callable[[Any, Pattern], tuple[Any, int]]
"""What makes of the value of a column the redacted one, with the number of scars."""


def _text(value: str, pattern: Pattern) -> tuple[str, int]:
    return pattern.subn(SCAR, value)


def _emptied(value: str, pattern: Pattern) -> tuple[str, int]:
    return ("", 1) if pattern.search(value) else (value, 0)


def _unset(value: str, pattern: Pattern) -> tuple[str | None, int]:
    return (None, 1) if pattern.search(value) else (value, 0)


def _document(value: str, pattern: Pattern) -> tuple[str, int]:
    fresh, count = redacted(orjson.loads(value), pattern)
    return (orjson.dumps(fresh).decode(), count) if count else (value, 0)


def _json(value: Any, pattern: Pattern) -> tuple[Any, int]:
    text, count = pattern.subn(SCAR, orjson.dumps(value).decode())
    return (orjson.loads(text), count) if count else (value, 0)


def _file(value: bytes, pattern: Pattern) -> tuple[bytes, int]:
    text, count = pattern.subn(SCAR, bytes(value).decode(errors="surrogateescape"))
    return text.encode(errors="surrogateescape"), count


def _session(value: str, pattern: Pattern) -> tuple[str, int]:
    """Sessions hold what the desk is about to say, such as "The event … was changed"."""
    store = SessionStore()
    data, count = _json(store.decode(value), pattern)
    return (store.encode(data), count) if count else (value, 0)


@dataclass(frozen=True)
class Table:
    """The columns that can hold the text. `owners`: the paths to the record that a row belongs to;
    one of them is not null. Working papers have none.
    """

    columns: Mapping[str, Change]
    owners: tuple[str, ...] = ()


def _texts(*names: str, **others: Change) -> dict[str, Change]:
    return {**dict.fromkeys(names, _text), **others}


_CITED: Final = ("event", "claim__event", "participation__event", "tenure__actor")
TABLES: Final[Mapping[type[Model], Table]] = {
    Event: Table(
        _texts("label", "start_phrase", "end_phrase", external_key=_unset), ("pk",)
    ),
    EventText: Table(_texts("title", "summary", "translator"), ("event",)),
    EventOtherDate: Table(_texts("note", "start_phrase", "end_phrase"), ("event",)),
    Participation: Table(_texts("described_as"), ("event",)),
    Claim: Table(_texts("quote", "said_phrase"), ("event",)),
    ClaimText: Table(_texts("text"), ("claim__event",)),
    Citation: Table(_texts("quote", "locator"), _CITED),
    Hop: Table(_texts("wording"), tuple(f"citation__{path}" for path in _CITED)),
    Action: Table(_texts("reason"), ("event",)),
    Actor: Table(_texts("label", wikidata=_unset), ("pk",)),
    ActorName: Table(_texts("name"), ("actor",)),
    Tenure: Table(_texts("start_phrase", "end_phrase"), ("actor",)),
    Office: Table(_texts("label"), ("pk",)),
    OfficeName: Table(_texts("name"), ("office",)),
    Place: Table(_texts("label"), ("pk",)),
    PlaceName: Table(_texts("name"), ("place",)),
    Source: Table(
        _texts(
            "title", "published_phrase", "modified_phrase",
            url=_unset, archive_url=_emptied, content_hash=_emptied,
        ),
        ("pk",),
    ),
    Storyline: Table(_texts("label", filter=_emptied), ("pk",)),
    StorylineText: Table(_texts("title", "introduction"), ("storyline",)),
    Edition: Table(_texts("note", document=_document, upgraded=_document), ("event",)),
    Profile: Table({"document": _document, "upgraded": _document}, ("subject",)),
    Approval: Table(_texts("note"), ("record",)),
    Version: Table(_texts("reason", content=_document), ("record",)),
    Import: Table(_texts("refusal")),
    ImportFile: Table({"content": _file}),
    ImportRow: Table(_texts("key", problems=_json, before=_json)),
    Autosave: Table(_texts("title", fields=_json)),
    IdempotentRequest: Table(_texts("key", "body", headers=_json)),
    LogEntry: Table(_texts("object_repr", "change_message")),
    Redaction: Table(_texts("ground", "reason")),
    DBTaskResult: Table(_texts("traceback", args_kwargs=_json, return_value=_json)),
    Session: Table({"session_data": _session}),
}  # fmt: skip
_LINKS: Final[Mapping[type[Model], tuple[str, ...]]] = {
    EventRelation: ("from_event",),
    StorylinePin: ("storyline",),
}
DOCUMENTS: Final = (Edition, Profile)
_OWN_VERSIONS: Final = (Event, Actor, Office, Place, Source, Storyline)
_ENCODED: Final = (ImportFile, Session)
"""Columns in which the database cannot look for a text."""

_PUBLIC_ID: Final = re.compile(rf"\b{PUBLIC_ID_PATTERN}\b")
_ASCII_RUN: Final = re.compile(r"[A-Za-z0-9]+")
_BATCH: Final = 200


@dataclass(frozen=True)
class Spot:
    """A row in which the text occurs. `owner`: the id of its record, "" for a working paper."""

    model: type[Model]
    pk: Any
    owner: str
    count: int
    names: frozenset[str] = field(default=frozenset(), repr=False)


def find(subject: str, text: str, pattern: Pattern) -> list[Spot]:
    """Return the rows from which the text is to be removed."""
    spots = [spot for model in TABLES for spot in _spots(model, text, pattern)]
    linked = _linked(subject, spots)
    deleted = _deleted({spot.owner for spot in spots if spot.model is Version} - linked)
    return [
        spot
        for spot in spots
        if not spot.owner
        or spot.owner in linked
        or (spot.model is Version and spot.owner in deleted)
    ]


def _deleted(owners: set[str]) -> set[str]:
    """Return the records that there are no more. Their versions cannot be reached by links."""
    left = set(owners)
    for model in _OWN_VERSIONS:
        for start in range(0, len(owners), _BATCH):
            some = sorted(owners)[start : start + _BATCH]
            left -= set(model._default_manager.filter(pk__in=some).values_list("pk", flat=True))
    return left


def changes(row: Model, pattern: Pattern) -> tuple[dict[str, Any], int]:
    """Return the changed columns of a row with their new values, and the number of scars."""
    changed, scars = {}, 0
    for name, change in TABLES[type(row)].columns.items():
        value = getattr(row, name)
        if not value:
            continue
        fresh, count = change(value, pattern)
        if count:
            length = getattr(row._meta.get_field(name), "max_length", None)
            changed[name] = fresh[:length] if length and fresh else fresh
            # A document that was also upgraded is one.
            scars += count if name != "upgraded" else 0
    return changed, scars


def rows(model: type[Model], pks: Iterable[Any]) -> Iterator[Any]:
    """Yield these rows in the order of their keys, a batch at a time."""
    keys = sorted(pks)
    for start in range(0, len(keys), _BATCH):
        chosen = model._default_manager.filter(pk__in=keys[start : start + _BATCH])
        yield from chosen.order_by("pk")


def _spots(model: type[Model], text: str, pattern: Pattern) -> Iterator[Spot]:
    for row in _candidates(model, text).iterator(chunk_size=_BATCH):
        changed, count = changes(row, pattern)
        if changed:
            named = _PUBLIC_ID.findall(_content(row))
            yield Spot(model, row.pk, getattr(row, "owner_id", ""), count, frozenset(named))


def _content(row: Any) -> str:
    """Return the document of a row, which names the records that it is linked to."""
    if isinstance(row, Version):
        return row.content
    return str(row.document) if isinstance(row, DOCUMENTS) else ""


def _candidates(model: type[Model], text: str) -> QuerySet[Any]:
    """Return the rows that may hold the text: those with its longest part that is spelled the same
    in every column and that databases compare without case.
    """
    table = TABLES[model]
    found = model._default_manager.all()
    run = max(_ASCII_RUN.findall(unicodedata.normalize("NFC", text)), key=len, default="")
    if len(run) > 1 and model not in _ENCODED:
        holds = Q()
        for name in table.columns:
            holds |= Q(**{f"{name}__icontains": run})
        found = found.filter(holds)
    if table.owners:
        paths = [F(path) for path in table.owners]
        found = found.annotate(owner_id=Coalesce(*paths) if len(paths) > 1 else paths[0])
    return found


def _linked(subject: str, spots: Iterable[Spot]) -> set[str]:
    """Return the records with the text that are linked to the subject, and itself."""
    named: dict[str, set[str]] = {subject: set()}
    for spot in spots:
        if spot.owner:
            named.setdefault(spot.owner, set()).update(spot.names)
    for owner, other in _named_at_desk(list(named)):
        named[owner].add(other)
    neighbours: dict[str, set[str]] = {owner: set() for owner in named}
    for owner, others in named.items():
        for other in others & named.keys():
            neighbours[owner].add(other)
            neighbours[other].add(owner)
    linked, waiting = {subject}, deque([subject])
    while waiting:
        fresh = neighbours[waiting.popleft()] - linked
        linked |= fresh
        waiting.extend(fresh)
    return linked


def _named_at_desk(owners: list[str]) -> Iterator[tuple[str, str]]:
    """Yield each of the records with the id of each record that its rows at the desk refer to."""
    paths = {model: table.owners for model, table in TABLES.items() if table.owners} | dict(_LINKS)
    for model, own_paths in paths.items():
        references = [
            column.attname
            for column in model._meta.concrete_fields
            if isinstance(column, ForeignKey) and isinstance(column.target_field, PublicIdField)
        ]
        for path in own_paths if references else ():
            for start in range(0, len(owners), _BATCH):
                chosen = {f"{path}__in": owners[start : start + _BATCH]}
                found = model._default_manager.filter(**chosen).order_by()
                for owner, *others in found.values_list(path, *references):
                    yield from ((owner, other) for other in others if other)
