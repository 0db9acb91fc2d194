"""``manage.py load_events``: import a file of events, as `desk/imports/` does."""

from argparse import ArgumentParser
from collections import Counter
from functools import cache, partial
from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from events.editorial import EditorialError
from events.interchange.imports import (
    MOST_ROWS,
    ImportRefused,
    Options,
    Outcome,
    read_rows,
    restore_rows,
    run_rows,
)
from events.management.accounts import find_account
from events.management.progress import Bar
from events.models import User
from events.record.vocabulary import RowResult

FORMATS: Final = {".ndjson": "ndjson", ".jsonl": "ndjson", ".csv": "csv"}
LARGEST: Final = 1024 * 1024 * 1024


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
        if path.stat().st_size > LARGEST:
            raise CommandError(f"{path}: larger than {LARGEST} bytes.")
        rows = read_rows(path.read_bytes(), kind)
        bar = Bar(self.stderr, "rows")
        outcomes = run_rows(
            rows,
            editor=editor,
            now=timezone.now(),
            options=Options(
                all_or_none=not options["rows"],
                dry_run=options["dry_run"],
                make_missing=options["make_missing"],
            ),
            progress=lambda done, _outcomes: bar(done, len(rows)),
        )
        self._write_problems(path, outcomes)
        counts = Counter(outcome.result for outcome in outcomes)
        self.stdout.write(", ".join(f"{counts[result]} {result.value}" for result in RowResult))
        refused = bool(counts[RowResult.REJECTED]) and not options["rows"]
        self._write_end(options["dry_run"], refused)

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

    def _write_problems(self, path: Path, outcomes: list[Outcome]) -> None:
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
