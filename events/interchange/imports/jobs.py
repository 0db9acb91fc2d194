"""Imports as jobs: file and progress are in the database, so that they can be resumed."""

from collections import Counter
from collections.abc import Callable
from contextlib import nullcontext
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from events.editorial.errors import EditorialError, Problem
from events.editorial.versions import require
from events.interchange.imports.keeping import check_space, drop_file, prune_files
from events.interchange.imports.outcomes import Outcome
from events.interchange.imports.reading import ImportRefused, read_rows
from events.interchange.imports.running import Options, run_rows
from events.models import Import, ImportFile, ImportRow, User
from events.record.vocabulary import ImportFormat, ImportMode, ImportState, RowResult

Clock = Callable[[], datetime]

BATCH: Final = 50
"""Rows written in one transaction, during which nobody else can write on SQLite."""
SILENCE: Final = timedelta(minutes=10)
"""A run that has not reported for so long has died. It reports with each batch."""


class StillRunning(Exception):
    """The import is running."""


class _TakenOver(Exception):
    """Another run has resumed the import, because this one seemed to have died; it must stop."""


def create_import(
    *,
    editor: User,
    content: bytes,
    format: ImportFormat,
    mode: ImportMode,
    dry_run: bool,
    make_missing: bool,
    now: datetime,
) -> Import:
    """Store a file to be imported. Raise `ImportRefused` if it cannot be read."""
    require(editor, "add_import")
    prune_files(now=now)
    check_space(editor, len(content))
    rows = read_rows(content, format)
    with transaction.atomic():
        job = Import.objects.create(
            editor=editor,
            format=format,
            mode=mode,
            dry_run=dry_run,
            make_missing=make_missing,
            rows=len(rows),
            created_at=now,
        )
        ImportFile.objects.create(of=job, content=content)
    return job


def run_import(import_id: str, *, clock: Clock) -> Import:
    """Run an import, or resume an interrupted one. It runs only once, however often it is called.

    Row by row, it resumes after the last batch that was written; "all or none" starts again, since
    nothing was written.
    """
    job = _start(import_id, clock())
    if job is None:
        return Import.objects.get(pk=import_id)
    whole = job.mode == ImportMode.ALL or job.dry_run
    try:
        with transaction.atomic() if whole else nullcontext():
            if whole:
                _lock_for_run(job)
            _run(job, clock, whole=whole)
    except _TakenOver:
        pass
    except (EditorialError, ImportRefused) as refusal:
        _end(job, ImportState.REFUSED, clock(), refusal=str(refusal)[:300])
    except Exception:
        # `done` counts what was written; the import can be resumed once the cause is fixed.
        _of_this_run(job).update(state=ImportState.BROKEN)
        raise
    return Import.objects.get(pk=job.pk)


def _run(job: Import, clock: Clock, *, whole: bool) -> None:
    """Write the rows and their outcomes: batch by batch, or all at once (`whole`)."""

    def progress(done: int, outcomes: list[Outcome]) -> None:
        if not whole:
            _save_outcomes(job, outcomes)
            _update(job, done=done, alive_at=clock())

    outcomes = run_rows(
        read_rows(bytes(ImportFile.objects.get(of=job).content), job.format),
        editor=job.editor,
        now=clock(),
        options=Options(
            all_or_none=job.mode == ImportMode.ALL,
            dry_run=job.dry_run,
            make_missing=job.make_missing,
        ),
        batch=BATCH,
        skip=0 if whole else job.done,
        progress=progress,
    )
    if whole:
        _save_outcomes(job, outcomes)
    rejected = any(outcome.result == RowResult.REJECTED for outcome in outcomes)
    refused = job.mode == ImportMode.ALL and rejected
    _end(job, ImportState.REFUSED if refused else ImportState.DONE, clock(), done=job.rows)


def results(job: Import) -> dict[str, int]:
    """Return how many rows were created, updated, unchanged and rejected."""
    counts = Counter(job.results.values_list("result", flat=True))
    return {result.value: counts.get(result.value, 0) for result in RowResult}


def own_imports(editor: User) -> QuerySet[Import]:
    """Return the imports that an account may see: its own, or all for an administrator."""
    return Import.objects.all() if editor.is_superuser else Import.objects.filter(editor=editor)


def find_import(import_id: str, *, editor: User) -> Import | None:
    """Return one of the imports that an account may see."""
    return own_imports(editor).filter(pk=import_id[:20]).first()


def rows_of(job: Import, result: str = "") -> QuerySet[ImportRow]:
    return job.results.filter(result=result) if result else job.results.all()


def _start(import_id: str, now: datetime) -> Import | None:
    """Return the import, marked as running; None if it has finished or is already running."""
    with transaction.atomic():
        job = _locked(import_id)
        if job is None or job.state not in {ImportState.WAITING, ImportState.BROKEN}:
            return None
        job.state, job.claimed_at, job.alive_at = ImportState.RUNNING, now, now
        job.save(update_fields=["state", "claimed_at", "alive_at"])
        return job


def mark_broken(import_id: str, *, editor: User, now: datetime) -> None:
    """Mark an import whose process has died, so that it can be resumed.

    Raise `StillRunning` if it has reported recently.
    """
    require(editor, "add_import")
    with transaction.atomic():
        job = _locked(import_id)
        if job is None or (job.alive_at and job.alive_at > now - SILENCE and _is_running(job)):
            raise StillRunning
        if _is_running(job):
            _of_this_run(job).update(state=ImportState.BROKEN)


def delete_import(import_id: str, *, editor: User, now: datetime) -> None:
    """Delete one of the account's imports with its file and results; its events stay.

    Raise `StillRunning` if it has reported recently.
    """
    require(editor, "add_import")
    with transaction.atomic():
        mine = find_import(import_id, editor=editor)
        if mine is None:
            raise EditorialError([Problem("", _("There is no such import."))])
        job = _locked(mine.pk)
        if job is None or (job.alive_at and job.alive_at > now - SILENCE and _is_running(job)):
            raise StillRunning
        job.delete()


def _is_running(job: Import) -> bool:
    return job.state == ImportState.RUNNING


def _locked(import_id: str) -> Import | None:
    """Return the import, locked; None while a run that writes all or none has locked it.

    SQLite has no row locks: there the caller waits for the end of that run's transaction.
    """
    job = Import.objects.select_for_update(skip_locked=True).filter(pk=import_id).first()
    if job is None and not Import.objects.filter(pk=import_id).exists():
        raise EditorialError([Problem("", _("There is no such import."))])
    return job


def _lock_for_run(job: Import) -> None:
    """Lock the import for a run in one transaction, which cannot report before its end."""
    if not _of_this_run(job).select_for_update().first():
        raise _TakenOver


def _of_this_run(job: Import) -> QuerySet[Import]:
    """Return the import, unless another run has taken over."""
    return Import.objects.filter(pk=job.pk, state=ImportState.RUNNING, claimed_at=job.claimed_at)


def _update(job: Import, **fields: Any) -> None:
    if not _of_this_run(job).update(**fields):
        raise _TakenOver


def _save_outcomes(job: Import, outcomes: list[Outcome]) -> None:
    ImportRow.objects.bulk_create(
        [
            ImportRow(
                of=job,
                number=outcome.number,
                key=outcome.key,
                result=outcome.result,
                event=outcome.event,
                problems=outcome.problems,
            )
            for outcome in outcomes
        ],
        batch_size=500,
    )


def _end(job: Import, state: ImportState, now: datetime, **fields: Any) -> None:
    _update(job, state=state, finished_at=now, **fields)
    drop_file(job, dry_run_is_kept=state == ImportState.DONE)
