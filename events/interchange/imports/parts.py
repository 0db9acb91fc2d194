"""Long runs over the units of a file, in short transactions."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from events.interchange.imports.reading import Row
from events.search.turns import Pace, short_transaction

Unit = list[Row]
Act = Callable[[Sequence[Unit], Pace], int]
"""Handles the first units until the pace is over, notes it, and returns the number of rows."""


def in_parts(units: Sequence[Unit], act: Act, *, skip: int = 0) -> Iterator[None]:
    """Carry out `act` in short transactions, without the first `skip` rows; yield after each.

    Units are never divided: a large circle of references takes one long transaction.
    """
    pace = Pace()
    position = _units(units, 0, skip)
    while position < len(units):
        with short_transaction():
            pace.begin()
            rows = act(units[position : position + _units(units, position, pace.rows)], pace)
            pace.learn(rows)  # not with the pause that follows
        position += _units(units, position, rows)
        yield


def rows_in(units: Sequence[Unit]) -> list[Row]:
    return list(chain.from_iterable(units))


def _units(units: Sequence[Unit], position: int, rows: int) -> int:
    """Return how many units from a position have at least so many rows; all, if there are fewer."""
    count = 0
    while rows > 0 and position + count < len(units):
        rows -= len(units[position + count])
        count += 1
    return count
