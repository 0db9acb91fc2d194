"""Writing the rows of a file within one transaction, for an archive that nobody else writes to.

Imports at the desk are carried out in many short transactions: see `runs`.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from events.editorial.recording import by_way_of
from events.editorial.versions import require
from events.interchange.imports.ordering import units
from events.interchange.imports.outcomes import Outcome, any_rejected, roll_back
from events.interchange.imports.parts import rows_in
from events.interchange.imports.reading import Row
from events.interchange.imports.writing import Batch, Writer, doubled
from events.models import User
from events.record.vocabulary import Way

_TOGETHER: Final = 50
"""The number of units whose events are loaded together."""


@dataclass(frozen=True)
class Options:
    """`all_or_none`: nothing is written if a row is rejected. `make_missing`: missing actors,
    sources and types are created.
    """

    all_or_none: bool = True
    dry_run: bool = False
    make_missing: bool = False


class _RolledBack(Exception):
    """The transaction is rolled back: a dry run, or all or none."""


def run_rows(
    rows: Sequence[Row], *, editor: User, now: datetime, options: Options
) -> list[Outcome]:
    """Write the rows and return the outcome of each, in the order of the file.

    Raise `NotAllowed`.
    """
    require(editor, "add_import")
    ordered = units(rows)
    writer = Writer(editor, now, options.make_missing, doubled(rows))
    outcomes: list[Outcome] = []
    with suppress(_RolledBack), by_way_of(Way.IMPORT), transaction.atomic():
        for start in range(0, len(ordered), _TOGETHER):
            part = ordered[start : start + _TOGETHER]
            batch = Batch(rows_in(part), writer)
            outcomes += [outcome for unit in part for outcome in batch.write(unit)]
            batch.record()
        refused = options.all_or_none and any_rejected(outcomes)
        if options.dry_run or refused:
            roll_back(outcomes, refused=refused)
            raise _RolledBack
    return sorted(outcomes, key=lambda outcome: outcome.number)
