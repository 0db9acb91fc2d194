"""Imports as jobs, run part by part, with something happening between the parts."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from events.interchange.imports import create_import, run_import
from events.models import Import
from events.record.vocabulary import ImportFormat, ImportMode
from tests import newsroom
from tests.api.importing import line
from tests.interchange.imports.files import ndjson
from tests.newsroom import NOW

BAD = line("bad", type="nonsense")


class Dead(Exception):
    """The process dies."""


def kept(file: list[dict[str, Any]] | bytes, *, mode: str = "rows", **more: Any) -> Import:
    """An import that waits to be run."""
    options = {"editor": newsroom.editor(), "dry_run": False, "make_missing": False, **more}
    return create_import(
        content=file if isinstance(file, bytes) else ndjson(file),
        format=ImportFormat.NDJSON,
        mode=ImportMode(mode),
        now=NOW,
        **options,
    )


def run(job: Import, clock: Callable[[], datetime] = lambda: NOW) -> Import:
    return run_import(job.pk, clock=clock)


def run_with(job: Import, phase: str, done: int, act: Callable[[], object]) -> Import:
    """Run an import; `act` once so many rows of a phase are done, after their transaction."""
    acted = []

    def look() -> bool:
        now = Import.objects.filter(pk=job.pk, phase=phase, done=done)
        if not acted and now.exists():
            acted.append(True)
            act()
        return False

    found = run_import(job.pk, clock=lambda: NOW, is_stopping=look)
    assert acted == [True]
    return found


def die_at(job: Import, phase: str, done: int) -> None:
    """Run an import whose process dies in the transaction in which so many rows are done."""

    def progress(running: Import) -> None:
        if (running.phase, running.done) == (phase, done):
            raise Dead

    run_import(job.pk, clock=lambda: NOW, progress=progress)


def ticking(told: list[datetime], *, at: dict[int, Callable[[], object]] | None = None):
    """A clock that goes on by a second whenever it is asked, and acts at some of these times."""

    def clock() -> datetime:
        told.append(NOW + timedelta(seconds=len(told)))
        (at or {}).get(len(told), lambda: None)()
        return told[-1]

    return clock
