"""``manage.py load_events``: import a file of events, as `desk/imports/` does."""

from argparse import ArgumentParser
from collections.abc import Iterable
from functools import cache, partial
from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from events.editorial import EditorialError
from events.interchange.imports import (
    MOST_ROWS,
    ImportRefused,
    Outcome,
    cancel_import,
    create_import,
    restore_rows,
    results,
    rows_of,
    run_import,
)
from events.interchange.imports.keeping import MOST_KEPT
from events.management.accounts import find_account
from events.management.progress import Bar
from events.models import Import, ImportRow, User
from events.record.vocabulary import (
    ImportFormat,
    ImportMode,
    ImportPhase,
    ImportState,
    RowResult,
)

FORMATS: Final = {".ndjson": "ndjson", ".jsonl": "ndjson", ".csv": "csv"}
STEPS: Final = {
    ImportPhase.CHECK: "rows checked",
    ImportPhase.WRITE: "rows written",
    ImportPhase.UNDO: "rows undone",
}


class Command(BaseCommand):
    help = (
        f"Imports a file of events (NDJSON or CSV, up to {MOST_ROWS} rows) as drafts, or restores "
        "an export of any size."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--editor", required=True, help="The account that imports.")
        parser.add_argument("--format", choices=["ndjson", "csv"], help="Default: by file name.")
        parser.add_argument("--dry-run", action="store_true", help="Only show what would happen.")
        parser.add_argument("--rows", action="store_true", help="Import each row independently.")
        parser.add_argument(
            "--make-missing",
            action="store_true",
            help="Create missing actors, sources and types.",
        )
        parser.add_argument(
            "--restore",
            action="store_true",
            help="Restore an NDJSON export into an empty archive.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        editor = find_account(options["editor"])
        path: Path = options["file"]
        kind = options["format"] or FORMATS.get(path.suffix.lower())
        if kind is None:
            raise CommandError("--format: choose ndjson or csv.")
        act = self._restore if options["restore"] else self._import
        try:
            act(path, kind, editor, options)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}.") from error
        except ImportRefused as refusal:
            faults = (f"{column}: {fault}" if column else fault for column, fault in refusal.faults)
            raise CommandError("\n".join(f"{path}: {fault}" for fault in faults)) from refusal
        except EditorialError as refusal:
            raise CommandError(str(refusal)) from refusal

    def _import(self, path: Path, kind: str, editor: User, options: dict[str, Any]) -> None:
        if path.stat().st_size > MOST_KEPT:
            raise CommandError(f"{path}: larger than {MOST_KEPT} bytes.")
        job = create_import(
            editor=editor,
            content=path.read_bytes(),
            format=ImportFormat(kind),
            mode=ImportMode.ROWS if options["rows"] else ImportMode.ALL,
            dry_run=options["dry_run"],
            make_missing=options["make_missing"],
            now=timezone.now(),
        )
        job = self._run(job, editor)
        self._write_problems(path, rows_of(job).exclude(problems=[]))
        counts = results(job)
        self.stdout.write(", ".join(f"{counts[result]} {result.value}" for result in RowResult))
        if job.state == ImportState.CANCELLED:
            kept = " What was written stays." if options["rows"] else ""
            raise CommandError(f"Cancelled.{kept} {job.refusal}".strip())
        if job.refusal:
            raise CommandError(job.refusal)
        self._write_end(options["dry_run"], job.state == ImportState.REFUSED)

    def _run(self, job: Import, editor: User) -> Import:
        bar_of = cache(partial(Bar, self.stderr))  # each phase has its own

        def run() -> Import:
            return run_import(
                job.pk,
                clock=timezone.now,
                progress=lambda job: bar_of(STEPS[ImportPhase(job.phase)])(job.done, job.rows),
            )

        try:
            return run()
        except KeyboardInterrupt:
            cancel_import(job.pk, editor=editor, now=timezone.now())
            return run()

    def _restore(self, path: Path, kind: str, editor: User, options: dict[str, Any]) -> None:
        if kind != "ndjson":
            raise CommandError("--restore: only NDJSON can be restored.")
        bar_of = cache(partial(Bar, self.stderr))  # each pass over the file has its own
        with path.open("rb") as file:
            rows = sum(bool(line.strip()) for line in file)
            restored = restore_rows(
                file,
                editor=editor,
                now=timezone.now(),
                dry_run=options["dry_run"],
                progress=lambda step, done: bar_of(step)(done, rows),
            )
        self._write_problems(path, restored.rejected)
        self.stdout.write(f"{restored.events} restored, {len(restored.rejected)} rejected")
        self._write_end(options["dry_run"], bool(restored.rejected))

    def _write_problems(self, path: Path, outcomes: Iterable[Outcome | ImportRow]) -> None:
        for outcome in outcomes:
            for problem in outcome.problems:
                place = problem.get("column") or problem.get("pointer") or ""
                at = f"{path}:{outcome.number}{', ' if place else ''}{place}"
                self.stderr.write(f"{at}: {problem['detail']}")

    def _write_end(self, dry_run: bool, refused: bool) -> None:
        if dry_run:
            self.stdout.write("Nothing was written: a dry run.")
        elif refused:
            raise CommandError("Nothing was written: all rows or none.")
