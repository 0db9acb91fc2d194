"""Which rows of two lists are the same row.

Rows with an id are the same row if they have the same id. Others (participants, names, steps of a
chain) have none, so that the strongest agreement decides: everything, then what identifies a row
of its kind, then what is left in the same order.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Sequence
from typing import Any, Final

import orjson

Key = Callable[[Any], Hashable]


def _text(value: Any) -> str:
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()


def _id(value: Any) -> Any:
    return value.get("id") if isinstance(value, dict) else value


def _members(*names: str) -> Key:
    """Return a key of these members; of a reference, its id. None if all are empty."""

    def key(row: Any) -> Hashable:
        if not isinstance(row, dict) or not all(name in row for name in names):
            return None
        values = tuple(_id(row[name]) for name in names)
        return _text([names, values]) if any(values) else None

    return key


_KEYS: Final[Sequence[Key]] = (
    _text,
    _members("actor", "role"),
    _members("type", "event"),
    _members("type", "claim"),
    _members("source", "field"),
    _members("source", "kind"),
    _members("name", "language"),
    _members("actor"),
    _members("event"),
    _members("claim"),
    _members("office"),
    _members("speaker", "kind"),
    _members("source"),
    _members("name"),
    _members("language", "kind"),
    _members("kind"),
)
"""From the strongest to the weakest. A kind of row has only some of the members."""


def paired(old: Sequence[Any], new: Sequence[Any]) -> list[int | None]:
    """Return, for each new row, the position of the old row that it is; None if it is another."""
    found: list[int | None] = [None] * len(new)
    free = _pair_ids(old, new, found)
    # Two different ids are never the same row. Without an id on one side, it may be.
    have_ids = any(map(_own_id, old))
    open_rows = [
        (number, row)
        for number, row in enumerate(new)
        if found[number] is None and not (have_ids and _own_id(row))
    ]
    for key in _KEYS:
        if not (free and open_rows):
            break
        waiting: dict[Hashable, deque[int]] = defaultdict(deque)
        for number in sorted(free):
            waiting[key(old[number])].append(number)
        for number, row in open_rows:
            if found[number] is None and (same := key(row)) is not None and waiting[same]:
                match = waiting[same].popleft()
                found[number] = match
                free.discard(match)
    return found


def _pair_ids(old: Sequence[Any], new: Sequence[Any], found: list[int | None]) -> set[int]:
    """Pair the rows with the same id; return the old rows that are left."""
    known = {_own_id(row): number for number, row in enumerate(old) if _own_id(row)}
    free = set(range(len(old)))
    for number, row in enumerate(new):
        match = known.get(_own_id(row))
        if match in free:
            found[number] = match
            free.discard(match)
    return free


def _own_id(row: Any) -> str | None:
    return row.get("id") if isinstance(row, dict) else None
