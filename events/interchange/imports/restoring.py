"""Putting an export back, in several passes over the file: as large as it is, none of it is kept.

Three, as rows refer to each other: the rows of all events, then what ties them to each other, then
the editions, each of which says how the others stand.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, BinaryIO, Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from events.editorial.desk import record_created
from events.editorial.drafts.desk import Desk
from events.editorial.drafts.given import Given
from events.editorial.drafts.verbs import create_event_rows, write_event_ties
from events.editorial.errors import EditorialError, NotAllowed, Problem
from events.editorial.restoring import finish_restoring, require_unpublished, restore_edition
from events.editorial.versions import require
from events.interchange.imports.outcomes import Outcome, rejected
from events.interchange.imports.reading import ImportRefused, Row, json_row
from events.models import Event, User

Document = dict[str, Any]

MOST_REJECTED: Final = 1000
"""Whoever has so many rows to look at needs no further ones."""
_FOUND_TOGETHER: Final = 500
"""Rows for which actors and sources that were found are remembered."""

Progress = Callable[[str, int], None]
Act = Callable[[Row], None]


@dataclass
class Restored:
    """How many events were put back, and the rows for which none was: all, or none at all."""

    events: int = 0
    rejected: list[Outcome] = field(default_factory=list)


class _TakenBack(Exception):
    """The whole is taken back: a dry run, or a row was rejected."""


def restore_rows(
    file: BinaryIO,
    *,
    editor: User,
    now: datetime,
    dry_run: bool = False,
    progress: Progress = lambda _step, _done: None,
) -> Restored:
    """Put the events of an NDJSON export back as they were published, all or none.

    `file` can be sought in; `progress` is called with the name of the pass and the rows done. Kept
    in memory is where in the file each event is. Raises `ImportRefused` for a file without rows,
    `NotAllowed`, and `EditorialError` where anything was ever published.
    """
    require(editor, "add_import")
    restoring = _Restoring(file, editor, now, progress)
    with suppress(_TakenBack), transaction.atomic():
        require_unpublished(editor)
        restoring.through("events", restoring.write)
        if not restoring.places:
            raise ImportRefused(_("The file holds no rows."))
        restoring.through("ties", restoring.tie)
        restoring.through("editions", restoring.publish)
        finish_restoring(row.document for row, _place in restoring.rows())
        if dry_run:
            raise _TakenBack
    return Restored(len(restoring.places), restoring.rejected)


class _Restoring:
    def __init__(self, file: BinaryIO, editor: User, now: datetime, progress: Progress) -> None:
        self.file = file
        self.now = now
        self.progress = progress
        self.desk = Desk(editor, make_missing=True, restoring=True)
        self.rejected: list[Outcome] = []
        self.places: dict[str, int] = {}
        self.others = _Documents(file, self.places)

    def through(self, step: str, act: Act) -> None:
        """One pass: `act` on each row. Raises `_TakenBack` after one that refused any."""
        for done, (row, place) in enumerate(self.rows(), 1):
            problems = self._refused(act, row)
            if problems:
                self.rejected.append(rejected(row, problems))
            else:
                self.places[row.public_id] = place
            if problems or done % _FOUND_TOGETHER == 0:
                self.desk = Desk(self.desk.editor, make_missing=True, restoring=True)
            if len(self.rejected) >= MOST_REJECTED:
                break
            self.progress(step, done)
        if self.rejected:
            raise _TakenBack

    def rows(self) -> Iterator[tuple[Row, int]]:
        """All rows, and where in the file each begins."""
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
    def _refused(act: Act, row: Row) -> list[Problem]:
        try:
            with transaction.atomic():
                act(row)
        except NotAllowed:
            raise
        except EditorialError as refusal:
            return refusal.problems
        except IntegrityError:
            return [Problem("/edition", _("Another row has this edition."))]
        return []

    def write(self, row: Row) -> None:
        if row.problems:
            raise EditorialError(row.problems)
        if not row.public_id:
            raise EditorialError([Problem("/id", _("This is missing."))])
        event = create_event_rows(Given(row.document), self.desk, self.now)
        record_created(event=event, editor=self.desk.editor, now=self.now)

    def tie(self, row: Row) -> None:
        if any(row.document.get(name) for name in ("relations", "claims", "storylines")):
            event = Event.objects.get(pk=row.public_id)
            write_event_ties(Given(row.document), self.desk, event)

    def publish(self, row: Row) -> None:
        restore_edition(row.document, editor=self.desk.editor, others=self.others)


class _Documents(Mapping[str, Document]):
    """The documents of all events in the file, by id, each read when it is asked for."""

    def __init__(self, file: BinaryIO, places: dict[str, int]) -> None:
        self.file = file
        self.places = places

    def __getitem__(self, event_id: str) -> Document:
        self.file.seek(self.places[event_id])
        return json_row(0, self.file.readline(), longest=None).document

    def __contains__(self, event_id: object) -> bool:
        return event_id in self.places

    def __iter__(self) -> Iterator[str]:
        return iter(self.places)

    def __len__(self) -> int:
        return len(self.places)
