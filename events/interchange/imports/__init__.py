"""Files that are read into the desk: rows, their order, and what becomes of each."""

from events.interchange.imports.jobs import (
    create_import,
    find_import,
    mark_broken,
    own_imports,
    results,
    rows_of,
    run_import,
)
from events.interchange.imports.reading import ImportRefused, Row, read_rows
from events.interchange.imports.running import Options, Outcome, run_rows

__all__ = [
    "ImportRefused",
    "Options",
    "Outcome",
    "Row",
    "create_import",
    "find_import",
    "mark_broken",
    "own_imports",
    "read_rows",
    "results",
    "rows_of",
    "run_import",
    "run_rows",
]
