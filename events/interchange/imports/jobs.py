"""An import as a job: its file and progress in the database, so that it can be gone on with."""

from collections import Counter
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from events.editorial.errors import EditorialError, Problem
from events.editorial.versions import require
from events.interchange.imports.reading import ImportRefused, read_rows
from events.interchange.imports.running import Options, Outcome, run_rows
from events.models import Import, ImportFile, ImportRow, User
from events.models.vocabulary import ImportFormat, ImportMode, ImportState, RowResult

BATCH: Final = 50
"""Rows that are written in one transaction; on SQLite nobody else writes meanwhile."""


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
    """Keep a file to be imported. Raises `ImportRefused` where none of it can be read."""
    require(editor, "add_import")
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


def run_import(import_id: str, *, now: datetime) -> Import:
    """Carry an import out, or go on with one that was broken off. Runs once, however often asked.

    Each row for itself goes on after the last batch that was written; all or none begins anew, as
    nothing of it was.
    """
    job = _begin(import_id)
    if job is None:
        return Import.objects.get(pk=import_id)
    options = Options(
        all_or_none=job.mode == ImportMode.ALL,
        dry_run=job.dry_run,
        make_missing=job.make_missing,
    )
    whole = options.all_or_none or options.dry_run

    def progress(done: int, outcomes: list[Outcome]) -> None:
        if not whole:
            _keep(job, outcomes)
            Import.objects.filter(pk=job.pk).update(done=done)

    try:
        outcomes = run_rows(
            read_rows(bytes(ImportFile.objects.get(of=job).content), job.format),
            editor=job.editor,
            now=now,
            options=options,
            batch=BATCH,
            skip=0 if whole else job.done,
            progress=progress,
        )
    except (EditorialError, ImportRefused) as refusal:
        _end(job, ImportState.REFUSED, now, refusal=str(refusal)[:300])
        return Import.objects.get(pk=job.pk)
    except Exception:
        # What was written is told by `done`; whoever mends the cause can go on from there.
        Import.objects.filter(pk=job.pk).update(state=ImportState.BROKEN)
        raise
    with transaction.atomic():
        if whole:
            _keep(job, outcomes)
        refused = options.all_or_none and any(o.result == RowResult.REJECTED for o in outcomes)
        _end(job, ImportState.REFUSED if refused else ImportState.DONE, now, done=job.rows)
    return Import.objects.get(pk=job.pk)


def results(job: Import) -> dict[str, int]:
    """How many rows were created, updated, unchanged and rejected."""
    counts = Counter(job.results.values_list("result", flat=True))
    return {result.value: counts.get(result.value, 0) for result in RowResult}


def own_imports(editor: User) -> QuerySet[Import]:
    """The imports that an account may see: its own; an administrator all."""
    return Import.objects.all() if editor.is_superuser else Import.objects.filter(editor=editor)


def find_import(import_id: str, *, editor: User) -> Import | None:
    """One of the imports that an account may see."""
    return own_imports(editor).filter(pk=import_id[:20]).first()


def rows_of(job: Import, result: str = "") -> QuerySet[ImportRow]:
    return job.results.filter(result=result) if result else job.results.all()


def _begin(import_id: str) -> Import | None:
    """The import, if it is to be run: neither finished nor, just now, run by somebody else."""
    with transaction.atomic():
        job = Import.objects.select_for_update().filter(pk=import_id).first()
        if job is None:
            raise EditorialError([Problem("", _("There is no such import."))])
        if job.state not in {ImportState.WAITING, ImportState.BROKEN}:
            return None
        Import.objects.filter(pk=job.pk).update(state=ImportState.RUNNING)
        return job


def mark_broken(import_id: str, *, editor: User) -> None:
    """Say that an import's process has died, so that it can be gone on with."""
    require(editor, "add_import")
    mine = Import.objects.filter(pk=import_id, state=ImportState.RUNNING)
    if not editor.is_superuser:
        mine = mine.filter(editor=editor)
    mine.update(state=ImportState.BROKEN)


def _keep(job: Import, outcomes: list[Outcome]) -> None:
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
    Import.objects.filter(pk=job.pk).update(state=state, finished_at=now, **fields)
