"""Imports as jobs: file and progress are in the database, so that they can be resumed.

An import of all rows or none is checked as a whole, then written; if the archive has changed
meanwhile so that a row is rejected, or the import is cancelled, what was written is undone.
"""

from collections import Counter
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from events.editorial.errors import EditorialError, Problem
from events.editorial.versions import require
from events.interchange.imports.keeping import check_space, drop_file, prune_files
from events.interchange.imports.reading import read_rows
from events.models import Import, ImportFile, ImportRow, User
from events.record.vocabulary import (
    ImportFormat,
    ImportMode,
    ImportPhase,
    ImportState,
    RowResult,
)

SILENCE: Final = timedelta(seconds=75)
"""A run that has not reported for so long has died. It reports with each part, which takes a
fraction of a second, after waiting for the lock for a minute at most.
"""
MOST_ATTEMPTS: Final = 5
"""How often an import is resumed by itself without any progress."""


class StillRunning(Exception):
    """The import is running, or has written something that would have to be undone."""


class AlreadyFinished(Exception):
    """The import has finished, so that it cannot be cancelled."""


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
    is_checked = dry_run or mode == ImportMode.ALL
    with transaction.atomic():
        job = Import.objects.create(
            editor=editor,
            format=format,
            mode=mode,
            dry_run=dry_run,
            make_missing=make_missing,
            phase=ImportPhase.CHECK if is_checked else ImportPhase.WRITE,
            rows=len(rows),
            created_at=now,
        )
        ImportFile.objects.create(of=job, content=content)
    return job


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


def mark_broken(import_id: str, *, editor: User, now: datetime) -> None:
    """Mark an import whose process has died, so that it can be resumed.

    Raise `StillRunning` if it has reported recently.
    """
    require(editor, "add_import")
    with transaction.atomic():
        job = locked(import_id)
        if _is_alive(job, now):
            raise StillRunning
        if job.state in {ImportState.RUNNING, ImportState.BROKEN}:
            job.state, job.attempts = ImportState.BROKEN, 0
            job.save(update_fields=["state", "attempts"])


def cancel_import(import_id: str, *, editor: User, now: datetime) -> Import:
    """Cancel one of the account's imports; a run of it ends with its current part.

    Row by row, what was written stays. Otherwise nothing was written, or it has to be undone: then
    the import is waiting to be run again. Raise `AlreadyFinished`.
    """
    require(editor, "add_import")
    with transaction.atomic():
        job = locked(_mine(import_id, editor).pk)
        if job.is_finished or (job.phase == ImportPhase.WRITE and job.done == job.rows):
            raise AlreadyFinished
        if job.may_have_written_some:
            if job.phase != ImportPhase.UNDO:
                begin_undoing(job)
                job.state, job.claimed_at = ImportState.WAITING, None
            job.cancelled_at = now
            job.save(update_fields=["state", "phase", "done", "claimed_at", "cancelled_at"])
        else:
            job.state, job.cancelled_at, job.finished_at = ImportState.CANCELLED, now, now
            job.save(update_fields=["state", "cancelled_at", "finished_at"])
            if job.phase == ImportPhase.CHECK:
                set_ready(job)
            drop_file(job, dry_run_is_kept=False)
    return job


def begin_undoing(job: Import) -> None:
    """Set the phase, not saved yet. Rows that the import has not written are not undone."""
    job.phase = ImportPhase.UNDO
    job.done = job.rows - job.results.filter(version__isnull=False).count()
    set_ready(job)


def set_ready(job: Import) -> None:
    """Note that rows that could have been written were not."""
    unwritten = job.results.filter(result__in=[RowResult.CREATED, RowResult.UPDATED], version=None)
    unwritten.update(result=RowResult.READY)


def delete_import(import_id: str, *, editor: User, now: datetime) -> None:
    """Delete one of the account's imports with its file and results; its events stay.

    Raise `StillRunning` if it has reported recently, or has to be finished or undone first.
    """
    require(editor, "add_import")
    with transaction.atomic():
        job = locked(_mine(import_id, editor).pk)
        if _is_alive(job, now) or job.may_have_written_some:
            raise StillRunning
        job.delete()


def take_up_silent(*, now: datetime) -> list[str]:
    """Mark the imports whose process has died as broken; return those to be resumed.

    An import that has died again and again without any progress stays broken.
    """
    running = Import.objects.select_for_update(skip_locked=True).filter(state=ImportState.RUNNING)
    found = []
    with transaction.atomic():
        for job in running.filter(Q(alive_at=None) | Q(alive_at__lte=now - SILENCE)):
            of_this_run(job).update(state=ImportState.BROKEN, attempts=F("attempts") + 1)
            if job.attempts < MOST_ATTEMPTS:
                found.append(job.pk)
    return found


def of_this_run(job: Import) -> QuerySet[Import]:
    """Return the import, unless another run has taken over, or it was cancelled."""
    return Import.objects.filter(pk=job.pk, state=ImportState.RUNNING, claimed_at=job.claimed_at)


def locked(import_id: str) -> Import:
    """Return the import, whose current part has been written. Raise `EditorialError`."""
    job = Import.objects.select_for_update().filter(pk=import_id).first()
    if job is None:
        raise EditorialError([Problem("", _("There is no such import."))])
    return job


def _mine(import_id: str, editor: User) -> Import:
    job = find_import(import_id, editor=editor)
    if job is None:
        raise EditorialError([Problem("", _("There is no such import."))])
    return job


def _is_alive(job: Import, now: datetime) -> bool:
    is_silent = job.alive_at is None or job.alive_at <= now - SILENCE
    return job.state == ImportState.RUNNING and not is_silent
