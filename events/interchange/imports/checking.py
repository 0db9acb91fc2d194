"""Checking the rows of a file: they are written in parts, and each part is rolled back.

A row can refer to rows of earlier parts, which are not there any more. So those are written again
before it, without links of their own, and with them the actors, sources and so on that were created
for earlier rows and that it names.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.db.models import Model

from events.interchange.imports.ordering import claims_linked, owned_ids, targets
from events.interchange.imports.outcomes import Outcome, any_rejected
from events.interchange.imports.parts import Unit, rows_in
from events.interchange.imports.reading import Row
from events.interchange.imports.writing import Batch, Writer, known_keys
from events.models import Claim, ClaimLink
from events.record.vocabulary import RowResult
from events.search.turns import Pace

_IDENTIFYING: Final = ("label", "name", "title", "url", "key", "public_id")


class _RolledBack(Exception):
    """The part is rolled back."""


class Check:
    """What becomes of the rows of a file if they are written in the order of `units`.

    `rejected`: the numbers of the rows that an earlier run has rejected.
    """

    def __init__(
        self, rows: Sequence[Row], units: Sequence[Unit], writer: Writer, rejected: Iterable[int]
    ) -> None:
        self.writer = writer
        self.rejected = set(rejected)
        self.order = {row.number: n for n, row in enumerate(rows_in(units))}
        self.unit_of = {row.number: unit for unit in units for row in unit}
        self.needed = {
            row.number: [rows[n] for n in referred]
            for row, referred in zip(rows, targets(rows), strict=True)
        }
        self.owners: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            for own in owned_ids(row):
                self.owners[own].append(row)
        self.keys = known_keys(rows)
        self.by_event = {self._event_id(row): row for row in rows}
        self.made: dict[str, list[Model]] = {}

    def carry_out(self, part: Sequence[Unit], pace: Pace) -> list[Outcome]:
        """Return the outcomes of the first units, as many as fit into a short transaction."""
        outcomes: list[Outcome] = []
        with suppress(_RolledBack), transaction.atomic():
            desk = _Desk(self, part)
            for unit in part:
                outcomes += self._checked(desk, unit)
                if pace.is_over:
                    break
            raise _RolledBack
        return outcomes

    def _checked(self, desk: "_Desk", unit: Unit) -> list[Outcome]:
        outcomes = desk.write(unit)
        if any_rejected(outcomes) and (removing := self._unlinking(unit)):
            # A row that removes a link may have to be written before what it links to is removed.
            for other in removing:
                _Desk(self, [other], present=desk.present).write(other)
            outcomes = _Desk(self, [unit], present=desk.present).write(unit)
        if any_rejected(outcomes):
            self.rejected |= {row.number for row in unit}
        for outcome in outcomes:
            desk.present |= {_record(row) for row in self._note_made(outcome.made)}
            if outcome.result == RowResult.CREATED:
                outcome.event = ""  # It is rolled back.
            outcome.version = outcome.before = None
            outcome.made = []
        return outcomes

    def context(self, unit: Unit) -> list[Row]:
        """Return the earlier rows that decide what becomes of a unit."""
        found = {
            other.number: other
            for row in unit
            for other in (*self.needed[row.number], *self._others_with_ids(row))
        }
        first = min(self.order[row.number] for row in unit)
        earlier = [row for row in found.values() if self.order[row.number] < first]
        accepted = [row for row in earlier if row.number not in self.rejected]
        return sorted(accepted, key=lambda row: self.order[row.number])

    def _others_with_ids(self, row: Row) -> Iterator[Row]:
        """Yield the rows that write a claim or citation with the same id, or a linked claim."""
        for own in owned_ids(row):
            yield from self.owners[own]
        if linked := list(claims_linked(row)):
            homes = Claim.objects.filter(pk__in=linked).values_list("event_id", flat=True)
            yield from (self.by_event[home] for home in homes if home in self.by_event)

    def _unlinking(self, unit: Unit) -> list[Unit]:
        """Return earlier units about events that answer claims of these."""
        first = min(self.order[row.number] for row in unit)
        events = {self._event_id(row) for row in unit}
        links = ClaimLink.objects.filter(to_claim__event__in=events).exclude(
            from_claim__event__in=events
        )
        rows = [self.by_event.get(key) for key in links.values_list("from_claim__event", flat=True)]
        numbers = {
            row.number
            for row in rows
            if row and self.order[row.number] < first and row.number not in self.rejected
        }
        found = [self.unit_of[number] for number in sorted(numbers, key=self.order.__getitem__)]
        return list({id(one): one for one in found}.values())

    def _event_id(self, row: Row) -> str:
        return self.keys.get(row.external_key) or row.public_id

    def _note_made(self, made: list[Model]) -> list[Model]:
        records = [row for row in made if not row._meta.auto_created]
        for word in {word for row in records for word in _words(_identifying(row))}:
            self.made.setdefault(word, []).extend(records)
        return records

    def made_for(self, row: Row) -> list[Model]:
        """Return what was created for earlier rows and may be named by this one."""
        if not self.made:
            return []
        named = (self.made.get(word, ()) for word in set(_words(row.document)))
        return list({id(one): one for rows in named for one in rows}.values())


class _Desk:
    """The desk within one transaction, with what earlier rows are needed for.

    `present`: the rows and the records (by identity) that have been written in it.
    """

    def __init__(
        self, check: Check, units: Sequence[Unit], present: set[int] | None = None
    ) -> None:
        self.check = check
        self.present: set[int] = set() if present is None else present
        self.contexts = {unit[0].number: check.context(unit) for unit in units}
        rows = {row.number: row for row in (*rows_in(units), *rows_in([*self.contexts.values()]))}
        self.batch = Batch(list(rows.values()), check.writer)

    def write(self, unit: Unit) -> list[Outcome]:
        for row in self.contexts[unit[0].number]:
            if row.number not in self.present:
                self.present.add(row.number)
                self._restore(self.check.made_for(row))
                self.batch.stand_in(row)
        for row in unit:
            self._restore(self.check.made_for(row))
            self.present.add(row.number)
        return self.batch.write(unit)

    def _restore(self, made: list[Model]) -> None:
        """Create records again that were rolled back."""
        for row in made:
            if _record(row) not in self.present:
                self.present.add(_record(row))
                _insert_again(row)


def _record(row: Model) -> int:
    """Return the mark of a record in `_Desk.present`; it differs from the numbers of rows."""
    return -id(row)


def _insert_again(row: Model) -> None:
    former = row.pk
    if row._meta.auto_field is not None:
        row.pk = None  # SQLite may have given the former one to another row.
    for name, other in row._state.fields_cache.items():
        column: Any = row._meta.get_field(name)
        if column.concrete and other is not None:
            setattr(row, column.attname, other.pk)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:  # Somebody has created the same meanwhile.
        row.pk = former


def _identifying(row: Model) -> list[Any]:
    """Return the values by which a document can name the record that a row is, or is part of."""
    return [getattr(row, name, None) for name in ("pk", *_IDENTIFYING)]


def _words(value: Any) -> Iterator[str]:
    """Yield the texts in a document or a row, as they are compared."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
        elif isinstance(one, str) and one:
            yield one.strip().casefold()
