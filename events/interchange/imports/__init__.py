"""Imports of files: rows, their order, and the outcome of each."""

from events.interchange.imports.jobs import (
    SILENCE,
    AlreadyFinished,
    StillRunning,
    cancel_import,
    create_import,
    delete_import,
    find_import,
    mark_broken,
    own_imports,
    results,
    rows_of,
    take_up_silent,
)
from events.interchange.imports.keeping import prune_files
from events.interchange.imports.outcomes import Outcome
from events.interchange.imports.reading import MOST_ROWS, ImportRefused, Row, read_rows
from events.interchange.imports.restoring import Restored, restore_rows
from events.interchange.imports.running import Options, run_rows
from events.interchange.imports.runs import run_import

__all__ = [
    "MOST_ROWS",
    "SILENCE",
    "AlreadyFinished",
    "ImportRefused",
    "Options",
    "Outcome",
    "Restored",
    "Row",
    "StillRunning",
    "cancel_import",
    "create_import",
    "delete_import",
    "find_import",
    "mark_broken",
    "own_imports",
    "prune_files",
    "read_rows",
    "restore_rows",
    "results",
    "rows_of",
    "run_import",
    "run_rows",
    "take_up_silent",
]
