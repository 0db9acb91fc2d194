"""Restoring an export in several passes over the file, which may be too large for the memory.

There are three, because rows refer to each other: the rows of all events, then their links to each
other, then the editions, which contain data of other events.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO, Final

import orjson
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from events import record
from events.editorial.desk import log_created
from events.editorial.drafts.event import create_event_rows, write_event_links
from events.editorial.drafts.node import Node
from events.editorial.drafts.session import Session
from events.editorial.errors import EditorialError, NotAllowed, Problem
from events.editorial.recording import Change, by_way_of, record_versions
from events.editorial.restoring import finish_restoring, require_unpublished, restore_edition
from events.editorial.versions import require
from events.interchange.cells import BYTE_ORDER_MARK
from events.interchange.imports.outcomes import Outcome, rejected
from events.interchange.imports.reading import ImportRefused, Row, json_row
from events.models import Event, User
from events.record.answers import answers_to
from events.record.stored import shape_of
from events.record.vocabulary import Way

MOST_REJECTED: Final = 1000
"""After so many rejected rows the pass stops."""
_FOUND_TOGETHER: Final = 500
"""The number of rows for which the actors and sources found are cached."""

Progress = Callable[[str, int], None]


@dataclass
class Restored:
    """How many events were restored, and the rejected rows; one of them is empty or zero."""

    events: int = 0
    rejected: list[Outcome] = field(default_factory=list)


class _RolledBack(Exception):
    """The transaction is rolled back: a dry run, or a row was rejected."""


def restore_rows(
    file: BinaryIO,
    *,
    editor: User,
    now: datetime,
    dry_run: bool = False,
    progress: Progress = lambda _step, _done: None,
) -> Restored:
    """Restore the events of an NDJSON export as they were published, all or none.

    `file` must be seekable; `progress` is called with the name of the pass and the rows done. Only
    the position of each event in the file is kept in memory. Raise `ImportRefused` for a file
    without rows, `NotAllowed`, or `EditorialError` if anything was ever published.
    """
    require(editor, "add_import")
    restoring = _Restoring(file, editor, now, progress)
    with suppress(_RolledBack), by_way_of(Way.IMPORT), transaction.atomic():
        require_unpublished(editor)
        restoring.carry_out("events", restoring.write)
        if not restoring.records.places:
            raise ImportRefused(_("The file holds no rows."))
        restoring.carry_out("links", restoring.link)
        restoring.carry_out("editions", restoring.publish)
        finish_restoring()
        if dry_run:
            raise _RolledBack
    events = 0 if restoring.rejected else len(restoring.records.places)
    return Restored(events, restoring.rejected)


class _Restoring:
    def __init__(self, file: BinaryIO, editor: User, now: datetime, progress: Progress) -> None:
        self.file = file
        self.now = now
        self.progress = progress
        self.session = Session(editor, make_missing=True, restoring=True)
        self.rejected: list[Outcome] = []
        self.records = _Records(file)

    def carry_out(self, step: str, act: Callable[[Row], None]) -> None:
        """Call `act` for each row in one pass. Raise `_RolledBack` if any was rejected."""
        for done, (row, place) in enumerate(self.rows(), 1):
            self.records.places[row.public_id] = place
            problems = self._problems(act, row)
            if problems:
                self.rejected.append(rejected(row, problems))
            if problems or done % _FOUND_TOGETHER == 0:
                self.session = Session(self.session.editor, make_missing=True, restoring=True)
            if len(self.rejected) >= MOST_REJECTED:
                break
            self.progress(step, done)
        if self.rejected:
            raise _RolledBack

    def rows(self) -> Iterator[tuple[Row, int]]:
        """Yield all rows, each with its position in the file."""
        place = number = 0
        while True:
            self.file.seek(place)
            line = self.file.readline()
            if not line:
                return
            number += 1
            if line.strip():
                yield json_row(number, line, longest=None), place
            place += len(line)

    @staticmethod
    def _problems(act: Callable[[Row], None], row: Row) -> list[Problem]:
        try:
            with transaction.atomic():
                act(row)
        except NotAllowed:
            raise
        except EditorialError as refusal:
            return refusal.problems
        except record.UnreadableDocument as error:
            return [_unreadable(error)]
        except IntegrityError:
            return [Problem("/edition", _("Another row has this edition."))]
        return []

    def write(self, row: Row) -> None:
        if row.problems:
            raise EditorialError(row.problems)
        if not row.public_id:
            raise EditorialError([Problem("/id", _("This is missing."))])
        node = Node(row.document, foreign=True)
        event = create_event_rows(self.session, node, self.now)
        log_created(event=event, editor=self.session.editor, now=self.now)
        self.record_made()
        # Others refer to it: report it as unreadable here, not there.
        self.records[row.public_id]

    def link(self, row: Row) -> None:
        if any(row.document.get(name) for name in ("relations", "claims", "storylines")):
            event = Event.objects.get(pk=row.public_id)
            write_event_links(self.session, Node(row.document, foreign=True), event)
            self.record_made()
            self.records.note_answers(row)

    def record_made(self) -> None:
        """Write the first version of the records that were created beside an event."""
        made, self.session.made = self.session.made, []
        record_versions(made, Change(self.session.editor, self.now))

    def publish(self, row: Row) -> None:
        restore_edition(
            self.records[row.public_id],
            editor=self.session.editor,
            others=self.records,
            answering=self.records.answering.get(row.public_id, ()),
            complete=self.records.shape(row.public_id) == record.SHAPE,
        )


class _Records(Mapping[str, record.Event]):
    """The records of all events in the file, by id, each read on access.

    `answering`: by event, the events with claims that answer its claims.
    """

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.places: dict[str, int] = {}
        self.answering: dict[str, set[str]] = {}

    def note_answers(self, row: Row) -> None:
        """Note which other events a row answers; its document has been checked."""
        for claim in row.document.get("claims") or ():
            for link in claim.get("links") or ():
                answered = link.get("event", row.public_id)
                if claim.get("event") == row.public_id != answered:
                    self.answering.setdefault(answered, set()).add(row.public_id)

    def shape(self, event_id: str) -> int:
        return shape_of(self._text(event_id))

    def __getitem__(self, event_id: str) -> record.Event:
        text = self._text(event_id)
        if shape_of(text) == record.SHAPE:
            return record.read_event(text)
        answering = self.answering.get(event_id, set()) & self.places.keys()
        others = [record.read_event(self._text(other)) for other in answering]
        answers = answers_to([event_id], [(other, other.edition.number) for other in others])
        return record.read_event(text, answers)

    def _text(self, event_id: str) -> str:
        """Return the document as JSON without spaces, as the reader of documents expects."""
        self.file.seek(self.places[event_id])
        line = self.file.readline().removeprefix(BYTE_ORDER_MARK)
        return orjson.dumps(orjson.loads(line)).decode()

    def __contains__(self, event_id: object) -> bool:
        return event_id in self.places

    def __iter__(self) -> Iterator[str]:
        return iter(self.places)

    def __len__(self) -> int:
        return len(self.places)


def _unreadable(error: record.UnreadableDocument) -> Problem:
    """Return a problem with the first unreadable member, or with the edition if it is unknown."""
    found = re.search(r"`\$\.(\w+)", str(error.__cause__))
    message = _("This is not an event record in the shape given in its edition.")
    return Problem(f"/{found[1]}" if found else "/edition", message)
