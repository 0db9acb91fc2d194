"""Creating and changing the desk's records from documents, each in one transaction.

Members that a document omits are unchanged; a list replaces the whole list. A document without
changes has no effect: no new version, no log entry. Each verb returns the record as `showing` does,
and raises `EditorialError` with JSON Pointers.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Final

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction

from events.editorial.desk import (
    record_change,
    record_created,
    save_actor,
    save_event_type,
    save_office,
    save_place,
    save_source,
    save_storyline,
)
from events.editorial.drafts import members, registers
from events.editorial.drafts.comparing import same
from events.editorial.drafts.event import (
    change_event_rows,
    create_event_rows,
    write_event_links,
)
from events.editorial.drafts.members import Kinds, check_members
from events.editorial.drafts.node import Node
from events.editorial.drafts.saving import check_id
from events.editorial.drafts.session import Session
from events.editorial.drafts.showing import (
    Json,
    as_json,
    desk_actor,
    desk_event,
    desk_event_type,
    desk_members,
    desk_office,
    desk_place,
    desk_source,
    desk_storyline,
)
from events.editorial.recording import Change, record_versions
from events.editorial.versions import begin_change, optional_text, require, stale
from events.models import Actor, Event, EventType, Office, Place, Profile, Source, Storyline, User
from events.record.stored import PROFILES, read_profile
from events.record.vocabulary import ProfileKind, Verb


class _Unchanged(Exception):
    """Rolls the transaction back if nothing changed."""


def create_event(*, document: Any, editor: User, now: datetime) -> Json:
    """Create a draft."""
    node, session = Node(document), Session(editor)
    with transaction.atomic():
        event = create_event_rows(session, node, now)
        write_event_links(session, node, event)
        record_versions(session.made, Change(editor, now))
        created = desk_event(event.pk)
        record_created(event=event, editor=editor, now=now, document=created)
    return created


def change_event(
    *,
    pk: str,
    document: Any,
    editor: User,
    now: datetime,
    expected_version: int,
    reason: str = "",
    whole: bool = False,
    verb: Verb = Verb.CHANGED,
) -> Json:
    """Write the members of the document; with `whole`, clear the others. `verb`: for the log.

    Raise `EditorialError`, also `StaleVersion`.
    """
    require(editor, "change_event")
    reason = optional_text("reason", reason)
    node, session = Node(document), Session(editor)

    def write(event: Event, before: Json) -> None:
        change_event_rows(session, node, event, before, whole=whole)
        write_event_links(session, node, event, whole=whole)

    def log(event: Event, after: Json) -> None:
        record_versions(session.made, Change(editor, now))
        record_change(event=event, editor=editor, now=now, reason=reason, verb=verb, document=after)

    version = _Version(Event, pk, desk_event, expected_version)
    return version.change(now, write, log)


@dataclass(frozen=True)
class _Version:
    """A record in the version that its editor has seen."""

    model: type[Any]
    pk: str
    show: Callable[[str], Json]
    number: int

    def change(
        self, now: datetime, write: Callable[[Any, Json], None], saved: Callable[[Any, Json], None]
    ) -> Json:
        """Return the record after `write`, or unchanged if nothing changed (then without `saved`,
        which gets the record and its document). Raise `StaleVersion`.
        """
        try:
            with transaction.atomic():
                before = self._shown()
                begin_change(self.model, self.pk, expected_version=self.number, now=now)
                if before["version"] != self.number:
                    raise stale(self.model, self.pk)
                row = self.model.objects.get(pk=self.pk)
                write(row, before)
                after = self.show(self.pk)
                if same(before, after):
                    raise _Unchanged
                saved(row, after)
        except _Unchanged:
            return before
        return after

    def _shown(self) -> Json:
        try:
            return self.show(self.pk)
        except ObjectDoesNotExist:
            raise stale(self.model, self.pk) from None


@dataclass(frozen=True)
class _Register:
    """How the records of one kind are shown, written and completed after saving."""

    model: type[Any]
    kinds: Kinds
    show: Callable[[str], Json]
    write: Callable[..., None]
    saved: Callable[..., None]
    profile: ProfileKind | None = None

    def require(self, editor: User, right: str) -> None:
        require(editor, f"{right}_{self.model._meta.model_name}")

    def published(self, pk: str) -> Json | None:
        """Return the record as readers see it."""
        if self.profile is None:
            return None
        row = Profile.objects.current().filter(kind=self.profile, subject=pk).first()
        return as_json(read_profile(row.text, PROFILES[self.profile])) if row else None


_ACTOR: Final = _Register(
    Actor,
    members.ACTOR,
    desk_actor,
    registers.write_actor,
    lambda row, **act: save_actor(actor=row, **act),
)
_OFFICE: Final = _Register(
    Office,
    members.OFFICE,
    desk_office,
    registers.write_office,
    lambda row, **act: save_office(office=row, **act),
)
_PLACE: Final = _Register(
    Place,
    members.PLACE,
    desk_place,
    registers.write_place,
    lambda row, **act: save_place(place=row, **act),
)
_SOURCE: Final = _Register(
    Source,
    members.SOURCE,
    desk_source,
    registers.write_source,
    lambda row, **act: save_source(source=row, **act),
    ProfileKind.SOURCE,
)
_STORYLINE: Final = _Register(
    Storyline,
    members.STORYLINE,
    desk_storyline,
    registers.write_storyline,
    lambda row, **act: save_storyline(storyline=row, **act),
    ProfileKind.STORYLINE,
)


def create_event_type(*, document: Any, editor: User, now: datetime) -> Json:
    """Create a term of the editors' vocabulary."""
    require(editor, "add_eventtype")
    node, row = Node(document), EventType()
    with transaction.atomic():
        check_members(node, members.EVENT_TYPE, {}, lambda: None)
        registers.write_event_type(Session(editor), node, row)
        save_event_type(event_type=row, editor=editor, now=now)
    return desk_event_type(row.key)


def _create(register: _Register, *, document: Any, editor: User, now: datetime) -> Json:
    """Create a record. It becomes public when an event that names it is published."""
    register.require(editor, "add")
    node = Node(document)
    with transaction.atomic():
        row = register.model(created_at=now, updated_at=now)
        check_members(node, register.kinds, desk_members(row, register.kinds[0]), lambda: None)
        check_id(node, row)
        register.write(Session(editor), node, row, whole=True)
        created = register.show(row.pk)
        register.saved(row, editor=editor, now=now, document=created)
    return created


def _change(
    register: _Register,
    *,
    pk: str,
    document: Any,
    editor: User,
    now: datetime,
    expected_version: int,
    reason: str = "",
    whole: bool = False,
    verb: Verb | None = None,
) -> Json:
    """Write the members of the document; with `whole`, clear the others."""
    register.require(editor, "change")
    reason = optional_text("reason", reason)
    node = Node(document)

    def write(row: Any, before: Json) -> None:
        check_members(node, register.kinds, before, lambda: register.published(pk))
        check_id(node, row)
        register.write(Session(editor), node, row, whole=whole)

    def saved(row: Any, after: Json) -> None:
        register.saved(row, editor=editor, now=now, reason=reason, verb=verb, document=after)

    return _Version(register.model, pk, register.show, expected_version).change(now, write, saved)


create_actor, change_actor = partial(_create, _ACTOR), partial(_change, _ACTOR)
create_office, change_office = partial(_create, _OFFICE), partial(_change, _OFFICE)
change_place = partial(_change, _PLACE)
create_source, change_source = partial(_create, _SOURCE), partial(_change, _SOURCE)
create_storyline, change_storyline = partial(_create, _STORYLINE), partial(_change, _STORYLINE)
