"""Writing the rows of a file: all or none, or row by row."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from django.db import transaction

from events.editorial.versions import require
from events.interchange.imports.ordering import units
from events.interchange.imports.outcomes import Outcome, roll_back
from events.interchange.imports.reading import Row
from events.interchange.imports.writing import Batch, known_keys
from events.models import User
from events.record.vocabulary import RowResult


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


Progress = Callable[[int, list[Outcome]], None]


def run_rows(
    rows: Sequence[Row],
    *,
    editor: User,
    now: datetime,
    options: Options,
    batch: int = 50,
    skip: int = 0,
    progress: Progress = lambda _done, _outcomes: None,
) -> list[Outcome]:
    """Write the rows and return the outcome of each, in the order of the file.

    `all_or_none` and dry runs use one transaction; otherwise each transaction has about `batch`
    rows and calls `progress` (rows done, their outcomes), so that both are committed together.
    `skip`: the number of rows, in the order of writing, that an earlier run has written. Raise
    `NotAllowed`.
    """
    require(editor, "add_import")
    doubled = _doubled(rows)
    outcomes: list[Outcome] = []

    def write_all() -> None:
        for part in _batches(units(rows), batch, skip):
            with transaction.atomic():
                known = Batch(
                    list(chain.from_iterable(part)),
                    editor=editor,
                    now=now,
                    make_missing=options.make_missing,
                    doubled=doubled,
                )
                written = [outcome for unit in part for outcome in known.write(unit)]
                outcomes.extend(written)
                progress(skip + len(outcomes), written)

    if not (options.all_or_none or options.dry_run):
        write_all()
    else:
        with suppress(_RolledBack), transaction.atomic():
            write_all()
            refused = options.all_or_none and _any_rejected(outcomes)
            if options.dry_run or refused:
                roll_back(outcomes, refused=refused)
                raise _RolledBack
    return sorted(outcomes, key=lambda outcome: outcome.number)


def _any_rejected(outcomes: Sequence[Outcome]) -> bool:
    return any(outcome.result == RowResult.REJECTED for outcome in outcomes)


def _batches(ordered: list[list[Row]], size: int, skip: int) -> Iterator[list[list[Row]]]:
    part: list[list[Row]] = []
    for unit in ordered:
        if skip > 0:
            skip -= len(unit)
            continue
        part.append(unit)
        if sum(map(len, part)) >= size:
            yield part
            part = []
    if part:
        yield part


def _doubled(rows: Sequence[Row]) -> set[int]:
    """Return the rows about the event of an earlier row, by id or key: they would overwrite it."""
    known = known_keys(rows)
    seen: set[tuple[str, str]] = set()
    found = set()
    for row in rows:
        ids = {row.public_id, known.get(row.external_key, "")} - {""}
        names = {("id", public_id) for public_id in ids}
        if row.external_key:
            names.add(("external_key", row.external_key))
        if names & seen:
            found.add(row.number)
        seen |= names
    return found
