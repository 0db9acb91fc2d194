"""Writing the rows of a file by the desk's own verbs."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from events.editorial.desk import record_change, record_created
from events.editorial.drafts import desk_event
from events.editorial.drafts.desk import Desk
from events.editorial.drafts.given import Given
from events.editorial.drafts.verbs import (
    change_event_rows,
    create_event_rows,
    same,
    write_event_ties,
)
from events.editorial.errors import EditorialError, NotAllowed, Problem
from events.editorial.restoring import (
    finish_restoring,
    require_unpublished,
    restore_edition,
)
from events.editorial.versions import begin_change, require
from events.interchange.imports.columns import column_of
from events.interchange.imports.ordering import units
from events.interchange.imports.reading import Row
from events.models import Event, User
from events.models.vocabulary import RowResult


@dataclass(frozen=True)
class Options:
    """`all_or_none`: one bad row and nothing is written. `make_missing`: actors, sources and types
    that a document names and describes are made where they are unknown.
    """

    all_or_none: bool = True
    dry_run: bool = False
    make_missing: bool = False
    # The rows are public records with their editions, which are put back as they were.
    restore: bool = False


@dataclass
class Outcome:
    """What became of a row; `problems` name a column of a CSV, or a place in the document."""

    number: int
    key: str
    result: RowResult
    event: str = ""
    problems: list[dict[str, str]] = field(default_factory=list)


class _Rejected(Exception):
    """A unit is taken back."""


class _TakenBack(Exception):
    """The whole is taken back: a dry run, or all or none."""


Progress = Callable[[int, list[Outcome]], None]


def run_rows(
    rows: Sequence[Row],
    *,
    editor: User,
    now: datetime,
    options: Options,
    batch: int = 50,
    skip: int = 0,
    progress: Progress = lambda _done, _outcomes: None,
) -> list[Outcome]:
    """Write the rows and say what became of each, in the order of the file.

    With `all_or_none` or as a dry run in one transaction; otherwise in transactions of some `batch`
    rows, each with a call of `progress` (rows done, their outcomes) inside, so that what is told is
    what is written. `skip`: rows, in the order of writing, that an earlier run has done. Raises
    `NotAllowed`.
    """
    require(editor, "add_import")
    doubled = _doubled(rows)
    parts = list(_batches(units(rows), batch, skip))
    outcomes: list[Outcome] = []

    def write_all() -> None:
        for part in parts:
            with transaction.atomic():
                told = (_write_unit(unit, doubled, editor, now, options) for unit in part)
                written = list(chain.from_iterable(told))
                outcomes.extend(written)
                progress(skip + len(outcomes), written)

    if not (options.all_or_none or options.dry_run or options.restore):
        write_all()
        return _sorted(outcomes)
    with suppress(_TakenBack), transaction.atomic():
        if options.restore:
            require_unpublished(editor)
        write_all()
        if options.restore:
            _restore(rows, outcomes, editor)
        if options.dry_run or any(o.result == RowResult.REJECTED for o in outcomes):
            raise _TakenBack
    return _sorted(outcomes)


def _sorted(outcomes: list[Outcome]) -> list[Outcome]:
    return sorted(outcomes, key=lambda outcome: outcome.number)


def _restore(rows: Sequence[Row], outcomes: list[Outcome], editor: User) -> None:
    """The editions of all rows, in their order, where all rows could be written."""
    if any(outcome.result == RowResult.REJECTED for outcome in outcomes):
        return
    documents = {row.document["id"]: row.document for row in rows}
    by_number = {outcome.number: n for n, outcome in enumerate(outcomes)}
    for row in sorted(rows, key=_seq):
        try:
            with transaction.atomic():
                restore_edition(row.document, editor=editor, others=documents)
        except EditorialError as refusal:
            outcomes[by_number[row.number]] = _rejected(row, refusal.problems)
        except IntegrityError:
            problem = Problem("/edition", _("Another row has this edition."))
            outcomes[by_number[row.number]] = _rejected(row, [problem])
    if not any(outcome.result == RowResult.REJECTED for outcome in outcomes):
        finish_restoring(documents.values())


def _seq(row: Row) -> int:
    edition = row.document.get("edition")
    seq = edition.get("seq") if isinstance(edition, dict) else None
    return seq if isinstance(seq, int) else 0


def _batches(ordered: list[list[Row]], size: int, skip: int) -> Iterator[list[list[Row]]]:
    part: list[list[Row]] = []
    for unit in ordered:
        if skip > 0:
            skip -= len(unit)
            continue
        part.append(unit)
        if sum(map(len, part)) >= size:
            yield part
            part = []
    if part:
        yield part


def _doubled(rows: Sequence[Row]) -> set[int]:
    """The rows whose key an earlier row of the file has: the second would undo the first."""
    seen: set[str] = set()
    found = set()
    for row in rows:
        if row.key and row.key in seen:
            found.add(row.number)
        seen.add(row.key)
    return found


def _write_unit(
    unit: list[Row], doubled: set[int], editor: User, now: datetime, options: Options
) -> list[Outcome]:
    """All rows of a unit or none: they refer to each other."""
    problems: dict[int, list[Problem]] = {}
    outcomes: list[Outcome] = []
    try:
        with transaction.atomic():
            desk = Desk(
                editor,
                make_missing=options.make_missing or options.restore,
                restoring=options.restore,
            )
            writings = []
            for row in unit:
                try:
                    writings.append((row, _begin_row(row, doubled, desk, now)))
                except NotAllowed:
                    raise
                except EditorialError as refusal:
                    problems[row.number] = refusal.problems
            if problems:
                raise _Rejected
            for row, writing in writings:
                try:
                    outcomes.append(writing.finish(row, desk, now))
                except NotAllowed:
                    raise
                except EditorialError as refusal:
                    problems[row.number] = refusal.problems
            if problems:
                raise _Rejected
    except _Rejected:
        return [_rejected(row, problems.get(row.number, [])) for row in unit]
    return outcomes


@dataclass
class _Writing:
    """A row between its rows and its ties. `before` is None for a new event."""

    event: Event
    version: int
    updated_at: datetime
    before: dict[str, object] | None

    def finish(self, row: Row, desk: Desk, now: datetime) -> Outcome:
        write_event_ties(Given(row.document), desk, self.event)
        event_id = self.event.pk
        if self.before is None:
            record_created(event=self.event, editor=desk.editor, now=now)
            return Outcome(row.number, row.key, RowResult.CREATED, event_id)
        if same(self.before, desk_event(event_id)):
            # The version was raised to lock the row; nothing came of it.
            Event.objects.filter(pk=event_id).update(
                version=self.version, updated_at=self.updated_at
            )
            return Outcome(row.number, row.key, RowResult.UNCHANGED, event_id)
        record_change(
            event=self.event, editor=desk.editor, now=now, reason=_("Imported from a file.")
        )
        return Outcome(row.number, row.key, RowResult.UPDATED, event_id)


def _begin_row(row: Row, doubled: set[int], desk: Desk, now: datetime) -> _Writing:
    if row.problems:
        raise EditorialError(row.problems)
    given = Given(row.document)
    for name in ("external_key", "id"):
        given.text(name)
    given.finish()
    if not row.key:
        message = _("Each row needs an external_key or an id, so that it is known again.")
        raise EditorialError([Problem("/external_key", message)])
    if row.number in doubled:
        message = _("An earlier row of the file has the same key.")
        raise EditorialError([Problem("/external_key", message)])
    event = _known_event(row)
    if event is None:
        return _Writing(create_event_rows(given, desk, now), 1, now, None)
    require(desk.editor, "change_event")
    version, updated_at, before = event.version, event.updated_at, desk_event(event.pk)
    begin_change(Event, event.pk, expected_version=version, now=now)
    event.refresh_from_db()
    change_event_rows(given, desk, event)
    return _Writing(event, version, updated_at, before)


def _known_event(row: Row) -> Event | None:
    key, public_id = (row.document.get(name) for name in ("external_key", "id"))
    if isinstance(key, str) and key.strip():
        return Event.objects.filter(external_key=key.strip()[:200]).first()
    return Event.objects.filter(pk=str(public_id)[:20]).first()


def _rejected(row: Row, problems: list[Problem]) -> Outcome:
    if not problems:
        problems = [Problem("", _("A row that this one refers to was rejected."))]
    places = []
    for problem in problems:
        column = column_of(problem.field, row.columns) if row.columns else ""
        place = {"column": column} if row.columns else {"pointer": problem.field}
        places.append({**place, "detail": problem.message})
    return Outcome(row.number, row.key, RowResult.REJECTED, "", places)
