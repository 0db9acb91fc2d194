"""Parts have as many units as fit into their time, and none is divided."""

from collections.abc import Sequence
from functools import partial

import pytest

from events.interchange.imports import parts
from events.interchange.imports.parts import Unit, in_parts, rows_in
from events.interchange.imports.reading import Row
from events.search.turns import Pace

pytestmark = pytest.mark.django_db


def units(*sizes: int) -> list[Unit]:
    numbers = iter(range(1, sum(sizes) + 1))
    return [[Row(next(numbers), {}) for _n in range(size)] for size in sizes]


@pytest.mark.parametrize(
    ("sizes", "rows", "skip", "expected"),
    [
        ((1, 1, 1, 1, 1), 2, 0, [[1, 2], [3, 4], [5]]),
        ((1, 1, 1, 1, 1), 2, 3, [[4, 5]]),
        ((1, 1, 1, 1, 1), 2, 5, []),
        ((1, 3, 1, 1), 2, 0, [[1, 2, 3, 4], [5, 6]]),
        ((2, 2, 2), 1, 2, [[3, 4], [5, 6]]),
        ((), 2, 0, []),
    ],
)
def test_parts_have_whole_units(monkeypatch, sizes, rows, skip, expected):
    monkeypatch.setattr(parts, "Pace", partial(Pace, rows=rows, most=rows))
    seen = []

    def act(part: Sequence[Unit], _pace: Pace) -> int:
        seen.append([row.number for row in rows_in(part)])
        return len(seen[-1])

    for _part in in_parts(units(*sizes), act, skip=skip):
        pass
    assert seen == expected


def test_units_that_were_not_reached_come_next():
    seen = []

    def act(part: Sequence[Unit], _pace: Pace) -> int:
        seen.append([row.number for row in rows_in(part)])
        return len(part[0])

    for _part in in_parts(units(2, 1, 1), act):
        pass
    assert seen == [[1, 2, 3, 4], [3, 4], [4]]
