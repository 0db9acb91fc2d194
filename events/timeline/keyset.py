"""Pages by key instead of by number: stable while rows are inserted, as fast at the end as at the
start.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, Generic, TypeVar

import orjson
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from events.dates import json_datetime
from events.record import limits
from events.record.identity import is_public_id
from events.search.seek import Order, Position, after_key
from events.timeline.problems import FilterError, Problem

__all__ = ["Order", "Position", "Slice", "paginate", "paginate_fetched"]


_TEXT: Final = re.compile(r"[ -~]{0,300}")
_INSTANT: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{6})?Z")

Row = TypeVar("Row")


@dataclass(frozen=True)
class Slice(Generic[Row]):
    """The rows of one page in order, and the cursors of its neighbours."""

    rows: list[Row]
    next: str | None
    previous: str | None


Fetch = Callable[[Position | None, bool, int], list[Row]]
"""At most so many rows from a position on; the flag: descending."""


def paginate(
    rows: QuerySet[Any], order: Order, *, query: str, limit: int, cursor: str | None
) -> Slice[Any]:
    """One page of a queryset, in two queries. `query` is the text that tells one list from another.

    Raises `FilterError` on "cursor" for a forged cursor or one of another list.
    """

    def fetch(position: Position | None, descending: bool, count: int) -> list[Any]:
        chosen = rows
        if position is not None:
            chosen = rows.filter(after_key(rows.model, order, position.key, descending=descending))
        sign = "-" if descending else ""
        return _fetch_by_id(chosen.order_by(*(sign + column for column in order.columns))[:count])

    return paginate_fetched(fetch, order, query=query, limit=limit, cursor=cursor)


def paginate_fetched(
    fetch: Fetch[Row], order: Order, *, query: str, limit: int, cursor: str | None
) -> Slice[Row]:
    """As `paginate`, of the rows that `fetch` finds."""
    position = None if cursor is None else _read(cursor, order, query)
    backward = position is not None and position.backward
    found = fetch(position, order.descending is not backward, limit + 1)
    more = len(found) > limit
    found = found[:limit]
    if backward:
        found.reverse()
    before, after = (more, True) if backward else (position is not None, more)
    edges = (order.key(found[0]), order.key(found[-1])) if found else _no_edges(position)
    return Slice(
        found,
        _write(edges[1], False, query) if after and edges else None,
        _write(edges[0], True, query) if before and edges else None,
    )


def _fetch_by_id(rows: QuerySet[Any]) -> list[Any]:
    """The ids from an index first, then the rows by id.

    Not as a subquery: as it is ordered outside, too, SQLite would scan the whole index and look up
    each row among the ids.
    """
    ids = list(rows.values_list("pk", flat=True))
    # `in_bulk` of the queryset itself would check its conditions again.
    whole = rows.model._default_manager.all()
    if joined := _joined(rows):  # without a name it would join everything
        whole = whole.select_related(*joined)
    records = whole.in_bulk(ids) if ids else {}
    return [records[number] for number in ids if number in records]


def _joined(rows: QuerySet[Any]) -> list[str]:
    """What the queryset was told to join, on its first level."""
    joined = rows.query.select_related
    return list(joined) if isinstance(joined, dict) else []


def _no_edges(position: Position | None) -> tuple[tuple[Any, ...], tuple[Any, ...]] | None:
    # Everything on this side is gone: the way back begins where it ended.
    return None if position is None else (position.key, position.key)


def _digest(query: str) -> str:
    return hashlib.sha256(query.encode()).hexdigest()[:16]


def _write(key: tuple[Any, ...], backward: bool, query: str) -> str:
    plain = [
        json_datetime(part.astimezone(UTC)) if isinstance(part, datetime) else part for part in key
    ]
    document = orjson.dumps([_digest(query), int(backward), *plain])
    return base64.urlsafe_b64encode(document).rstrip(b"=").decode()


def _read(cursor: str, order: Order, query: str) -> Position:
    problem = FilterError([Problem("cursor", _("This cursor does not belong to this list."))])
    if len(cursor) > limits.CURSOR or not cursor.isascii():
        raise problem
    try:
        padded = cursor.encode() + b"=" * (-len(cursor) % 4)
        document = orjson.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        mark, backward, *key = document
        parts = [_PARTS[column](part) for column, part in zip(order.columns, key, strict=True)]
    except (binascii.Error, ValueError, TypeError) as error:
        raise problem from error
    if mark != _digest(query) or backward not in (0, 1):
        raise problem
    return Position(tuple(parts), bool(backward))


def _text(value: Any) -> str:
    if isinstance(value, str) and _TEXT.fullmatch(value):
        return value
    raise ValueError("not a key")


def _id(value: Any) -> str:
    if isinstance(value, str) and is_public_id(value):
        return value
    raise ValueError("not an id")


def _instant(value: Any) -> datetime:
    if isinstance(value, str) and _INSTANT.fullmatch(value):
        return datetime.fromisoformat(value)
    raise ValueError("not an instant")


def _number(value: Any) -> int:
    if type(value) is int and 0 <= value < 2**63:
        return value
    raise ValueError("not a number")


_PARTS: Final[dict[str, Callable[[Any], Any]]] = {
    "date_key": _text,
    "sort_key": _text,
    "event_id": _id,
    "subject": _id,
    "at": _instant,
    "updated_at": _instant,
    "created_at": _instant,
    "id": _id,
    "number": _number,
    "seq": _number,
}
