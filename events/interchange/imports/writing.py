"""Writing rows with the verbs of the desk, each unit of rows in full or not at all."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final, TypeVar

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from events.editorial.desk import log_created, record_change
from events.editorial.drafts import desk_event
from events.editorial.drafts.comparing import same, says_nothing_new
from events.editorial.drafts.event import (
    change_event_rows,
    create_event_rows,
    write_event_links,
)
from events.editorial.drafts.node import Node
from events.editorial.drafts.session import Session
from events.editorial.drafts.showing import Json, as_json, event_document
from events.editorial.errors import EditorialError, NotAllowed, Problem
from events.editorial.graph import load_events
from events.editorial.recording import Change, record_versions
from events.editorial.versions import begin_change, require
from events.interchange.imports.columns import Known
from events.interchange.imports.ordering import claim_homes
from events.interchange.imports.outcomes import Outcome, rejected
from events.interchange.imports.reading import Row
from events.models import Edition, Event, User
from events.record import Event as PublicEvent
from events.record.vocabulary import RowResult, Verb
from events.timeline.documents import current_events

_KEYS_PER_QUERY: Final = 500
_Done = TypeVar("_Done")


class _Rejected(Exception):
    """The unit is rolled back."""


def known_keys(rows: Iterable[Row]) -> dict[str, str]:
    """Return the ids of the events with the external keys of the rows."""
    keys = sorted({row.external_key for row in rows} - {""})
    found: dict[str, str] = {}
    for start in range(0, len(keys), _KEYS_PER_QUERY):
        asked = Event.objects.filter(external_key__in=keys[start : start + _KEYS_PER_QUERY])
        found |= {key or "": pk for key, pk in asked.values_list("external_key", "pk")}
    return found


def published(event_ids: Iterable[str]) -> dict[str, PublicEvent]:
    """Return the current records of those events that are public, by id."""
    wanted = set(event_ids) - {""}
    rows = Edition.objects.current().listed().filter(event_id__in=wanted) if wanted else ()
    return {event.id: event for event in current_events(list(rows))}


def doubled(rows: Sequence[Row]) -> set[int]:
    """Return the rows about the event of an earlier row, by id or key: they would overwrite it."""
    known = known_keys(rows)
    seen: set[tuple[str, str]] = set()
    found = set()
    for row in rows:
        ids = {row.public_id, known.get(row.external_key, "")} - {""}
        names = {("id", public_id) for public_id in ids}
        if row.external_key:
            names.add(("external_key", row.external_key))
        if names & seen:
            found.add(row.number)
        seen |= names
    return found


@dataclass(frozen=True)
class Writer:
    """Who writes the rows of a file, when, and how. `doubled`: see the function."""

    editor: User
    now: datetime
    make_missing: bool
    doubled: set[int]

    def session(self) -> Session:
        return Session(self.editor, make_missing=self.make_missing)


class Batch:
    """Rows that are written in one transaction; their events are loaded together."""

    def __init__(self, rows: Sequence[Row], writer: Writer) -> None:
        self.writer = writer
        self.now = writer.now
        self.session = writer.session()
        self.keys = known_keys(rows)
        ids = [self._event_id(row) for row in rows]
        self.events = {event.pk: event for event in load_events([pk for pk in ids if pk])}
        self.public = published(self._event_id(row) for row in rows if row.cells)
        self.created: list[Model] = []

    def write(self, unit: Sequence[Row]) -> list[Outcome]:
        """Write all rows of a unit or none: they refer to each other. Raise `NotAllowed`."""
        problems: dict[int, list[Problem]] = {}
        try:
            with transaction.atomic():
                begun = [(row, _try(partial(self._begin, row), row, problems)) for row in unit]
                if problems:
                    raise _Rejected
                outcomes = [
                    _try(partial(self._finish, row, writing), row, problems)
                    for row, writing in begun
                    if writing is not None
                ]
                if problems:
                    raise _Rejected
        except _Rejected:
            # The unit may have created some of the cached records.
            self.session = self.writer.session()
            return [rejected(row, problems.get(row.number, [])) for row in unit]
        written = [outcome for outcome in outcomes if outcome is not None]
        # Noted with a row that has written something, and so is undone if it has to be.
        first = next((outcome for outcome in written if outcome.version), written[0])
        first.made, self.session.made = self.session.made, []
        new = [outcome.event for outcome in written if outcome.result == RowResult.CREATED]
        self.created += [*first.made, *(Event(pk=event_id) for event_id in new)]
        return written

    def record(self) -> None:
        """Write the first version of all events and other records that were created."""
        record_versions(self.created, Change(self.writer.editor, self.now, verb=Verb.CREATED))
        self.created = []

    def stand_in(self, row: Row) -> None:
        """Write what other rows can refer to: a row without its links.

        It was accepted before; if it is not any more, there is nothing to refer to.
        """
        with suppress(EditorialError), transaction.atomic():
            self._begin(row)

    def _begin(self, row: Row) -> "_Writing":
        node = Node(row.document, foreign=self.session.make_missing)
        if row.problems:
            raise EditorialError(row.problems)
        for name in ("external_key", "id"):
            node.text(name)
        node.finish()
        if not row.key:
            message = _("Each row needs an external_key or an id.")
            raise EditorialError([Problem("/external_key", message)])
        if row.number in self.writer.doubled:
            message = _("An earlier row of the file is about the same event.")
            raise EditorialError([Problem("/external_key" if row.external_key else "/id", message)])
        event = self.events.pop(self._event_id(row), None)
        if event is None:
            return _Writing(node, create_event_rows(self.session, node, self.now))
        require(self.session.editor, "change_event")
        before = as_json(event_document(event))
        if public := self.public.get(event.pk):
            row.merge(Known(public, before))
            node = Node(row.document, foreign=self.session.make_missing)
        if says_nothing_new(row.document, before):
            return _Writing(node, event, before, unchanged=True)
        version, updated_at = event.version, event.updated_at
        event.version = begin_change(Event, event.pk, expected_version=version, now=self.now)
        event.updated_at = self.now
        change_event_rows(self.session, node, event, before)
        return _Writing(node, event, before, version, updated_at)

    def _finish(self, row: Row, writing: "_Writing") -> Outcome:
        event, editor = writing.event, self.session.editor
        if writing.unchanged:
            return Outcome(row.number, row.key, RowResult.UNCHANGED, event.pk)
        write_event_links(self.session, writing.node, event)
        if shared := claim_homes(row) & self.events.keys():
            # Their claims are now about this event, too, so that their loaded data is outdated.
            self.events |= {known.pk: known for known in load_events(shared)}
        if writing.before is None:
            log_created(event=event, editor=editor, now=self.now)
            return Outcome(row.number, row.key, RowResult.CREATED, event.pk, version=event.version)
        after = desk_event(event.pk)
        if same(writing.before, after):
            # The version was only raised to lock the row; nothing changed.
            Event.objects.filter(pk=event.pk).update(
                version=writing.version, updated_at=writing.updated_at
            )
            return Outcome(row.number, row.key, RowResult.UNCHANGED, event.pk)
        reason = _("Imported from a file.")
        record_change(event=event, editor=editor, now=self.now, reason=reason, document=after)
        return Outcome(
            row.number,
            row.key,
            RowResult.UPDATED,
            event.pk,
            version=event.version,
            before=writing.before,
        )

    def _event_id(self, row: Row) -> str:
        """Return the id of the event that a row names, whether it exists or not."""
        return self.keys.get(row.external_key, "") if row.external_key else row.public_id


@dataclass
class _Writing:
    """A row whose event is written except its links. `before` is None for a new event."""

    node: Node
    event: Event
    before: Json | None = None
    version: int = 1
    updated_at: datetime | None = None
    unchanged: bool = False


def _try(act: Callable[[], _Done], row: Row, problems: dict[int, list[Problem]]) -> _Done | None:
    """Return the result of `act`; None if it refuses, with the problems noted for the row."""
    try:
        return act()
    except NotAllowed:
        raise
    except EditorialError as refusal:
        problems[row.number] = refusal.problems
        return None
