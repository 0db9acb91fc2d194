"""Carrying an import out, from where an earlier run of it has ended."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any, Final

from django.db import InterfaceError, OperationalError, transaction
from django.utils.translation import ngettext

from events.editorial.drafts.undoing import Written, made_by, stays, undo_events
from events.editorial.errors import EditorialError, Problem
from events.editorial.recording import by_way_of
from events.editorial.versions import require
from events.interchange.imports.checking import Check
from events.interchange.imports.jobs import begin_undoing, locked, of_this_run, set_ready
from events.interchange.imports.keeping import drop_file
from events.interchange.imports.ordering import units
from events.interchange.imports.outcomes import Outcome, any_rejected, shown_problems
from events.interchange.imports.parts import Unit, in_parts, rows_in
from events.interchange.imports.reading import ImportRefused, Row, read_rows
from events.interchange.imports.writing import Batch, Writer, doubled
from events.models import Import, ImportFile, ImportRow
from events.record.vocabulary import ImportMode, ImportPhase, ImportState, RowResult, Way
from events.search.turns import Pace, patience, short_transaction

Clock = Callable[[], datetime]
_FORGOTTEN_TOGETHER: Final = 500


class _TakenOver(Exception):
    """The import was cancelled, or another run has resumed it, because this one seemed to have
    died; it must stop.
    """


class _Stopped(Exception):
    """The process ends; another one resumes the import."""


def run_import(
    import_id: str,
    *,
    clock: Clock,
    is_stopping: Callable[[], bool] = lambda: False,
    progress: Callable[[Import], None] = lambda _job: None,
) -> Import:
    """Run an import, or resume an interrupted one. It runs only once, however often it is called.

    Once `is_stopping`, the run ends after its current part, and the import waits for another run.
    `progress` is called with each part.
    """
    with patience():
        job = _start(import_id, clock())
        if job is not None:
            _carry_out(_Run(job, clock, is_stopping, progress))
    return Import.objects.get(pk=import_id)


def _carry_out(run: "_Run") -> None:
    try:
        with by_way_of(Way.IMPORT):
            run.carry_out()
    except _TakenOver:
        pass
    except _Stopped:
        of_this_run(run.job).update(state=ImportState.WAITING)
    except (OperationalError, InterfaceError):
        raise  # There is no database to note it in. The import will be found silent.
    except Exception:
        # `done` counts what was written; the import can be resumed once the cause is fixed.
        of_this_run(run.job).update(state=ImportState.BROKEN)
        raise


def _start(import_id: str, now: datetime) -> Import | None:
    """Return the import, marked as running; None if it has finished or is already running."""
    with transaction.atomic():
        job = locked(import_id)
        if job.state not in {ImportState.WAITING, ImportState.BROKEN}:
            return None
        job.state, job.claimed_at, job.alive_at = ImportState.RUNNING, now, now
        job.save(update_fields=["state", "claimed_at", "alive_at"])
        return job


class _Run:
    def __init__(
        self,
        job: Import,
        clock: Clock,
        is_stopping: Callable[[], bool],
        progress: Callable[[Import], None],
    ) -> None:
        self.job = job
        self.clock = clock
        self.is_stopping = is_stopping
        self.progress = progress
        self.now = clock()

    @cached_property
    def rows(self) -> list[Row]:
        content = ImportFile.objects.get(of=self.job).content
        return read_rows(bytes(content), self.job.format)

    @cached_property
    def units(self) -> list[Unit]:
        found = units(self.rows)
        # Reading a large file takes a while.
        self.update(alive_at=self.clock())
        return found

    @cached_property
    def writer(self) -> Writer:
        job = self.job
        return Writer(job.editor, self.now, job.make_missing, doubled(self.rows))

    def carry_out(self) -> None:
        """Go through the phases that are left."""
        try:
            if self.job.phase != ImportPhase.UNDO:
                require(self.job.editor, "add_import")
            if self.job.phase == ImportPhase.CHECK:
                self.check()
            if self.job.phase == ImportPhase.WRITE:
                self.write()
        except (EditorialError, ImportRefused) as refusal:
            self.refuse(str(refusal)[:300])
        if self.job.phase == ImportPhase.UNDO:
            self.undo()

    def check(self) -> None:
        job = self.job
        if job.make_missing and job.done:
            # What earlier rows would have created is not kept, so begin again.
            with short_transaction():
                job.results.all().delete()
                self.update(done=0)
        rejected = job.results.filter(result=RowResult.REJECTED)
        numbers = rejected.values_list("number", flat=True)
        check = Check(self.rows, self.units, self.writer, numbers)

        def act(part: Sequence[Unit], pace: Pace) -> int:
            outcomes = check.carry_out(part, pace)
            self.save(outcomes)
            self.report(job.done + len(outcomes))
            return len(outcomes)

        for _part in in_parts(self.units, act, skip=job.done):
            self.stop_if_asked()
        if job.mode == ImportMode.ALL and rejected.exists():
            self.refuse("")
        elif job.dry_run:
            self.end(ImportState.DONE)
        else:
            self.update(phase=ImportPhase.WRITE, done=0)

    def write(self) -> None:
        for _part in in_parts(self.units, self.write_part, skip=self.job.done):
            if self.job.phase == ImportPhase.UNDO:
                return
            self.stop_if_asked()
        self.forget_undoing()
        self.end(ImportState.DONE)

    def write_part(self, part: Sequence[Unit], pace: Pace) -> int:
        """Write rows; of all or none, up to a row that is rejected, because of which the rows that
        were written are going to be undone.
        """
        all_or_none = self.job.mode == ImportMode.ALL
        batch = Batch(rows_in(part), self.writer)
        outcomes: list[Outcome] = []
        is_refused = False
        for unit in part:
            outcomes += batch.write(unit)
            is_refused = all_or_none and any_rejected(outcomes)
            if pace.is_over or is_refused:
                break
        batch.record()
        if all_or_none:  # They have been checked.
            numbers = [outcome.number for outcome in outcomes]
            self.job.results.filter(number__in=numbers).delete()
        self.save(outcomes, undoable=all_or_none)
        if is_refused:
            self.begin_undoing()
        else:
            self.report(self.job.done + len(outcomes))
        return len(outcomes)

    def undo(self) -> None:
        """Undo what was written, the last row first."""
        job = self.job
        written = job.results.filter(version__isnull=False)
        numbers = set(written.values_list("number", flat=True))
        left = [unit for unit in self.units if any(row.number in numbers for row in unit)]
        for _part in in_parts(left[::-1], self.undo_part):
            self.stop_if_asked()
        staying = job.results.filter(result__in=[RowResult.CREATED, RowResult.UPDATED]).count()
        refusal = job.refusal
        if staying:
            refusal = ngettext(
                "%(count)d event was changed or used meanwhile and stays.",
                "%(count)d events were changed or used meanwhile and stay.",
                staying,
            ) % {"count": staying}
        job.refresh_from_db(fields=["cancelled_at"])
        is_cancelled = job.cancelled_at is not None
        self.end(ImportState.CANCELLED if is_cancelled else ImportState.REFUSED, refusal=refusal)

    def undo_part(self, part: Sequence[Unit], pace: Pace) -> int:
        handled = undone = 0
        for unit in part:
            rows = {row.number: row for row in unit}
            written = self.job.results.filter(number__in=rows, version__isnull=False)
            undone += _undo(list(written.order_by("pk")), rows, self.writer)
            handled += len(unit)
            if pace.is_over:
                break
        self.report(self.job.done + undone)
        return handled

    def refuse(self, refusal: str) -> None:
        """End an import of which nothing was written; begin to undo another one."""
        if self.job.may_have_written_some:
            with short_transaction():
                self.begin_undoing(refusal=refusal)
            return
        if self.job.phase == ImportPhase.CHECK:
            set_ready(self.job)
        self.end(ImportState.REFUSED, refusal=refusal)

    def begin_undoing(self, **fields: Any) -> None:
        begin_undoing(self.job)
        self.update(phase=self.job.phase, done=self.job.done, **fields)

    def forget_undoing(self) -> None:
        """Delete what undoing would have taken."""
        kept = self.job.results.filter(version__isnull=False)
        while found := list(kept.values_list("pk", flat=True)[:_FORGOTTEN_TOGETHER]):
            with short_transaction():
                rows = ImportRow.objects.filter(pk__in=found)
                rows.update(version=None, before=None, made=[])
                self.report(self.job.done)

    def save(self, outcomes: Sequence[Outcome], *, undoable: bool = False) -> None:
        ImportRow.objects.bulk_create(
            ImportRow(
                of=self.job,
                number=outcome.number,
                key=outcome.key,
                result=outcome.result,
                event=outcome.event,
                problems=outcome.problems,
                version=outcome.version if undoable else None,
                before=outcome.before if undoable else None,
                made=made_by(outcome.made) if undoable else [],
            )
            for outcome in outcomes
        )

    def report(self, done: int) -> None:
        self.update(done=done, alive_at=self.clock(), attempts=0)
        self.progress(self.job)

    def end(self, state: ImportState, **fields: Any) -> None:
        with short_transaction():
            self.update(state=state, finished_at=self.clock(), **fields)
            drop_file(self.job, dry_run_is_kept=state == ImportState.DONE)

    def update(self, **fields: Any) -> None:
        if not of_this_run(self.job).update(**fields):
            raise _TakenOver
        for name, value in fields.items():
            setattr(self.job, name, value)

    def stop_if_asked(self) -> None:
        if self.is_stopping():
            raise _Stopped


def _undo(written: Sequence[ImportRow], rows: dict[int, Row], writer: Writer) -> int:
    """Undo the rows of a unit, and note what stays and why; return their number."""
    unit = [
        Written(
            row.event,
            row.version or 0,
            row.before,
            [(name, pk) for name, pk in row.made],
            pins=len(rows[row.number].document.get("storylines") or ()),
        )
        for row in written
    ]
    undone = undo_events(unit, editor=writer.editor, now=writer.now)
    for row in written:
        problems = []
        if made := undone.made.get(row.event):
            problems.append(stays(made))
        if row.event in undone.events:
            problems.append(Problem("", undone.events[row.event]))
        else:
            row.event = row.event if row.before else ""
            row.result = RowResult.READY
        row.problems = shown_problems(rows[row.number], problems)
        row.version = row.before = None
        row.made = []
    columns = ["event", "result", "problems", "version", "before", "made"]
    ImportRow.objects.bulk_update(written, columns)
    return len(written)
