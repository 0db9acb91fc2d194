"""Writing the desk's records from documents: create and change, each at once or not at all.

Whatever a document does not give stays as it is; a list that it gives replaces the whole list. A
change that changes nothing is none: no version, no log.
"""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from events.editorial.desk import record_change, record_created, save_actor, save_source
from events.editorial.drafts.desk import Desk
from events.editorial.drafts.given import Given, when_names
from events.editorial.drafts.parts import (
    TEXTS,
    write_citations,
    write_claims,
    write_other_dates,
    write_participants,
    write_texts,
)
from events.editorial.drafts.references import find_actor, find_place, find_source, find_type
from events.editorial.drafts.saving import Wanted, in_order, keep, remove, replace
from events.editorial.drafts.showing import actor_offices, desk_actor, desk_event, desk_source
from events.editorial.drafts.ties import write_answers, write_relations, write_storylines
from events.editorial.versions import begin_change, optional_text, require
from events.models import (
    Actor,
    ActorName,
    Event,
    Place,
    Source,
    User,
)
from events.models.identity import Curated
from events.record.identity import PUBLIC_ID_PATTERN
from events.record.vocabulary import NameKind, Occurrence

Document = dict[str, Any]

# What the desk or the public record tells besides, and nobody sets: read over, so that a document
# that was fetched can be sent back.
_TOLD = (
    "id", "url", "version", "state", "published_version", "updated_at", "type_names", "period",
    "origins", "edition",
)  # fmt: skip
_EVENT = (
    *_TOLD, *TEXTS, "external_key", "type", "occurrence", "start", "end", "place", "participants",
    "claims", "citations", "relations", "storylines", "other_dates",
)  # fmt: skip
_ACTOR = ("id", "version", "updated_at", "kind", "label", "wikidata", "names", "offices")
_SOURCE = (
    "id", "version", "updated_at", "kind", "title", "language", "publisher", "published",
    "modified", "accessed_at", "canonical_url", "archive_url", "content_hash", "held",
    "revision_of",
)  # fmt: skip


class _Unchanged(Exception):
    """Takes the transaction back where nothing came of it."""


def create_event(*, document: Any, editor: User, now: datetime) -> Document:
    """A new draft. Gives it as `showing.desk_event` does; raises `EditorialError` with places."""
    with transaction.atomic():
        event = create_event_rows(Given(document), Desk(editor), now)
        write_event_ties(Given(document), Desk(editor), event)
        record_created(event=event, editor=editor, now=now)
    return desk_event(event.pk)


def change_event(
    *,
    event_id: str,
    document: Any,
    editor: User,
    now: datetime,
    expected_version: int,
    reason: str = "",
    whole: bool = False,
) -> Document:
    """Write the members that the document gives; `whole`: the others become empty.

    Raises `EditorialError` and `StaleVersion`.
    """
    require(editor, "change_event")
    reason = optional_text("reason", reason)
    before = None
    try:
        with transaction.atomic():
            begin_change(Event, event_id, expected_version=expected_version, now=now)
            before = desk_event(event_id)
            event = Event.objects.get(pk=event_id)
            given, desk = Given(document), Desk(editor)
            change_event_rows(given, desk, event, whole=whole)
            write_event_ties(given, desk, event, whole=whole)
            if same(before, desk_event(event_id)):
                raise _Unchanged
            record_change(event=event, editor=editor, now=now, reason=reason)
    except _Unchanged:
        pass
    return desk_event(event_id)


def create_event_rows(given: Given, desk: Desk, now: datetime) -> Event:
    """The rows of a new event but for its ties, not yet in the log."""
    require(desk.editor, "add_event")
    event = Event(label="…", created_by=desk.editor, created_at=now, updated_at=now)
    if given.only(_EVENT) and (public_id := given.text("id")):
        _set_id(given, event, public_id)
    _write_event(given, desk, event, whole=True)
    return event


def change_event_rows(given: Given, desk: Desk, event: Event, *, whole: bool = False) -> None:
    """The rows of an event but for its ties; its version was raised."""
    if whole and isinstance(given.value, dict):
        # Texts that are not given stay otherwise.
        given.value = {"title": "", "summary": "", "texts": {}, **given.value}
    if given.only(_EVENT) and given.text("id", event.pk) != event.pk:
        given.problem(_("This is the id of another event."), "id")
    _write_event(given, desk, event, whole=whole)


def write_event_ties(given: Given, desk: Desk, event: Event, *, whole: bool = False) -> None:
    """What may point to events that came later in the same file."""
    if whole or given.has("relations"):
        write_relations(desk, given, event)
    if whole or given.has("claims"):
        write_answers(desk, given, event)
    if whole or given.has("storylines"):
        write_storylines(desk, given, event)


def same(before: Document, after: Document) -> bool:
    """Whether two states of a record differ in nothing that anybody set."""
    return all(
        before[name] == after[name] for name in before if name not in {"version", "updated_at"}
    )


def _write_event(given: Given, desk: Desk, event: Event, *, whole: bool) -> None:
    def gives(*names: str) -> bool:
        return whole or any(given.has(name) for name in names)

    if gives("type"):
        event.type = find_type(desk, given)  # type: ignore[assignment]
    if gives("external_key"):
        event.external_key = given.text("external_key") or None
    if gives("occurrence"):
        event.occurrence = given.text("occurrence", Occurrence.OCCURRED.value)
    for name in ("start", "end"):
        if gives(name):
            setattr(event, name, given.when(name))
    new = event._state.adding
    place = find_place(desk, given["place"]) if gives("place") else event.place
    given.check(event, names=when_names("start", "end"), without=("place", "type", "label"))
    given.finish()
    event.place = _saved_place(given["place"], desk, place)
    keep(desk, given, event, when_names("start", "end"))
    for names, write in _PARTS:
        # A new event has nothing that could be taken away.
        if gives(*names) if names is TEXTS or not new else any(map(given.has, names)):
            write(desk, given, event)


_PARTS: Final[tuple[tuple[tuple[str, ...], Callable[[Desk, Given, Event], None]], ...]] = (
    (TEXTS, write_texts),
    (("participants",), write_participants),
    (("claims",), write_claims),
    (("citations",), write_citations),
    (("other_dates",), write_other_dates),
)


def _saved_place(given: Given, desk: Desk, place: Place | None) -> Place | None:
    if place is not None and place._state.adding:
        keep(desk, given, place)
        for name in place.new_names:  # type: ignore[attr-defined]
            keep(desk, given["names"], name)
    return place


def create_actor(*, document: Any, editor: User, now: datetime) -> Document:
    """A new actor with its names; its offices are kept on the desk."""
    require(editor, "add_actor")
    with transaction.atomic():
        actor = Actor(created_at=now, updated_at=now)
        _write_actor(Given(document), Desk(editor), actor, whole=True)
        save_actor(actor=actor, editor=editor, now=now)
    return desk_actor(actor.pk)


def change_actor(
    *,
    actor_id: str,
    document: Any,
    editor: User,
    now: datetime,
    expected_version: int,
    whole: bool = False,
) -> Document:
    """Write the members that the document gives; `whole`: the others become empty."""
    require(editor, "change_actor")
    try:
        with transaction.atomic():
            begin_change(Actor, actor_id, expected_version=expected_version, now=now)
            before = desk_actor(actor_id)
            actor = Actor.objects.get(pk=actor_id)
            _write_actor(Given(document), Desk(editor), actor, whole=whole)
            if same(before, desk_actor(actor_id)):
                raise _Unchanged
            save_actor(actor=actor, editor=editor, now=now)
    except _Unchanged:
        pass
    return desk_actor(actor_id)


def _write_actor(given: Given, desk: Desk, actor: Actor, *, whole: bool) -> None:
    if given.only(_ACTOR):
        _check_id(given, actor)
    if whole or given.has("kind"):
        actor.kind = given.text("kind")
    if whole or given.has("wikidata"):
        actor.wikidata = given.text("wikidata") or None
    names: list[Wanted] = [
        (part, _actor_name(part, actor)) for part in given.items("names") if _is_name(part)
    ]
    if given.text("label"):
        actor.label = given.text("label")
    elif whole and names:
        actor.label = names[0][1].name
    given.check(actor)
    if given.has("offices") and given["offices"].value != actor_offices(actor):
        given.problem(_("Offices are kept at the desk: leave them out, or as they are."), "offices")
    if whole and not names:
        given.problem(_("Give at least one name."), "names")
    given.finish()
    keep(desk, given, actor)
    if whole or given.has("names"):
        _write_names(desk, actor, names)


def _write_names(desk: Desk, actor: Actor, names: list[Wanted]) -> None:
    """The names as they are given, in their order, which is that in which they were made."""

    def key(row: ActorName) -> tuple[str, ...]:
        return (row.name, row.language, row.kind)

    before = list(actor.names.order_by("pk"))
    stay = in_order(before, names, key)
    for row in before:
        if row not in stay:
            remove(desk, row)
    replace(desk, stay, names, key)


def _is_name(part: Given) -> bool:
    return part.only(("name", "language", "script", "kind"))


def _actor_name(part: Given, actor: Actor) -> ActorName:
    row = ActorName(
        actor=actor,
        name=part.text("name"),
        language=part.text("language"),
        script=part.text("script", "Latn"),
        kind=part.text("kind", NameKind.OFFICIAL.value),
    )
    part.check(row, without=("actor",))
    return row


def create_source(*, document: Any, editor: User, now: datetime) -> Document:
    """A new source."""
    require(editor, "add_source")
    with transaction.atomic():
        source = Source(created_at=now, updated_at=now)
        _write_source(Given(document), Desk(editor), source, whole=True)
        save_source(source=source, editor=editor, now=now)
    return desk_source(source.pk)


def change_source(
    *,
    source_id: str,
    document: Any,
    editor: User,
    now: datetime,
    expected_version: int,
    whole: bool = False,
) -> Document:
    """Write the members that the document gives; `whole`: the others become empty."""
    require(editor, "change_source")
    try:
        with transaction.atomic():
            begin_change(Source, source_id, expected_version=expected_version, now=now)
            before = desk_source(source_id)
            source = Source.objects.get(pk=source_id)
            _write_source(Given(document), Desk(editor), source, whole=whole)
            if same(before, desk_source(source_id)):
                raise _Unchanged
            save_source(source=source, editor=editor, now=now)
    except _Unchanged:
        pass
    return desk_source(source_id)


_SOURCE_MEMBERS: Final[dict[str, tuple[str, Callable[[Given, str], Any]]]] = {
    "kind": ("kind", Given.text),
    "title": ("title", Given.text),
    "language": ("language", Given.text),
    "archive_url": ("archive_url", Given.text),
    "content_hash": ("content_hash", Given.text),
    "canonical_url": ("url", lambda given, name: given.text(name) or None),
    "published": ("published", Given.when),
    "modified": ("modified", Given.when),
    "held": ("held", lambda given, name: given.flag(name, True)),
    "accessed_at": ("accessed_at", Given.instant),
}
"""The members of a source, the column of each, and how it is read."""


def _write_source(given: Given, desk: Desk, source: Source, *, whole: bool) -> None:
    if given.only(_SOURCE):
        _check_id(given, source)
    for name, (column, read) in _SOURCE_MEMBERS.items():
        if whole or given.has(name):
            setattr(source, column, read(given, name))
    if whole or given.has("publisher"):
        source.publisher = find_actor(desk, given["publisher"])
    if whole or given.has("revision_of"):
        source.revision_of = find_source(desk, given["revision_of"])
    names = {"url": "canonical_url", **when_names("published", "modified")}
    given.check(source, names=names)
    given.finish()
    keep(desk, given, source, names)


def _check_id(given: Given, record: Curated) -> None:
    public_id = given.text("id")
    if not public_id:
        return
    if record._state.adding:
        _set_id(given, record, public_id)
    elif public_id != record.pk:
        given.problem(_("This is the id of another record."), "id")


def _set_id(given: Given, record: Curated, public_id: str) -> None:
    """A new record may bring its id along, as one from another installation does."""
    if not re.fullmatch(PUBLIC_ID_PATTERN, public_id):
        given.problem(_("This is not an id. Ids look like bq4d-7hkm-x2tz."), "id")
    elif type(record)._default_manager.filter(pk=public_id).exists():
        given.problem(_("There is a record with this id already."), "id")
    else:
        record.pk = public_id
