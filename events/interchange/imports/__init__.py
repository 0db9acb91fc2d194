"""Imports of files: rows, their order, and the outcome of each."""

from events.interchange.imports.jobs import (
    StillRunning,
    create_import,
    delete_import,
    find_import,
    mark_broken,
    own_imports,
    results,
    rows_of,
    run_import,
)
from events.interchange.imports.keeping import prune_files
from events.interchange.imports.outcomes import Outcome
from events.interchange.imports.reading import MOST_ROWS, ImportRefused, Row, read_rows
from events.interchange.imports.restoring import Restored, restore_rows
from events.interchange.imports.running import Options, run_rows

__all__ = [
    "MOST_ROWS",
    "ImportRefused",
    "Options",
    "Outcome",
    "Restored",
    "Row",
    "StillRunning",
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
]
