"""Keyset pagination in SQL: keys are sought in a covering index, documents fetched after LIMIT.

Two things Django's querysets cannot say: a join to a limited subquery, and a comparison of row
values. (a, b) < (x, y) is read from an index as one range; Django's tuple lookups become a chain of
OR on SQLite, which then sorts everything that follows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import itemgetter
from typing import Any, Final

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BooleanField, F, Func, Model, QuerySet, Value
from django.db.models.lookups import GreaterThan, LessThan

from events.models import Edition, EditionSequence, EditionText

_TABLE: Final = Edition._meta.db_table
_COLUMNS: Final[Mapping[str, str]] = {
    "seq": "edition.seq",
    "event_id": "edition.event_id",
    "text": "COALESCE(edition.upgraded, edition.document)",
    "date_key": "edition.date_key",
    "at": "edition.at",
    "newest": f"(SELECT last FROM {EditionSequence._meta.db_table})",  # noqa: S608 (own name)
}
"""What can be fetched. `newest` is the number of the newest edition at that moment."""


@dataclass(frozen=True)
class Order:
    """Columns that are unique together, and the direction of all of them."""

    columns: tuple[str, ...]
    descending: bool = False

    def key(self, row: Any) -> tuple[Any, ...]:
        return tuple(getattr(row, column) for column in self.columns)


@dataclass(frozen=True)
class Position:
    """The key of the row after which a page starts; `backward`: before which it ends."""

    key: tuple[Any, ...]
    backward: bool


@dataclass(frozen=True)
class Conditions:
    """An unordered SELECT of the keys of all matching rows. `table`: where these rows are.

    It ends with its WHERE clause, whose conditions all hold: more can be appended with AND.
    """

    sql: str
    parameters: tuple[Any, ...]
    table: type[Model]
    key: str


@dataclass(frozen=True)
class ScanWindow:
    """The next `size` current editions from the position on, scanned for a text that meets a
    condition: SQL in which the row of `EditionText` is called ``text``.

    `below`: an upper bound for `date_key`, for lists by date.
    """

    condition: str
    parameters: tuple[str, ...]
    below: str | None
    size: int = 0


def conditions(rows: QuerySet[Any], key: str) -> Conditions | None:
    """The conditions of an unordered queryset; `key`: the column that holds the edition's number.

    None if nothing can match, which Django notices before it asks the database.
    """
    try:
        sql, parameters = rows.values_list(key).query.sql_with_params()
    except EmptyResultSet:
        return None
    return Conditions(sql, tuple(parameters), rows.model, key)


def fetch_editions(
    chosen: Conditions,
    position: Position | None,
    *,
    columns: tuple[str, ...],
    order: Order,
    descending: bool,
    count: int,
    window: ScanWindow | None = None,
) -> list[tuple[Any, ...]]:
    """At most `count` editions from the position on, in order, each as a tuple of `columns`.

    `columns` include those of the order, which the table of the conditions must have, too.
    """
    seek = _Seek(order, position, descending=descending)
    table = chosen.table._meta.db_table
    order_by, more = seek.order_by(table), seek.where(table)
    parameters = [*chosen.parameters, *seek.key]
    if window is not None:
        keys, values = _window_keys(window, seek)
        more += f" AND {chosen.key} IN ({keys})"
        # The unary plus keeps SQLite from using the index of the order: it would look through it
        # to the end where it can look up the few rows of the window.
        order_by = seek.order_by(f"+{table}")
        parameters += values
    wanted = ", ".join(_COLUMNS[name] for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            # Names of our own tables and columns, and what Django has made of the filter.
            f"SELECT {wanted} FROM"  # noqa: S608
            f" ({chosen.sql}{more} ORDER BY {order_by} LIMIT {count:d}) AS page"
            f" JOIN {_TABLE} AS edition ON edition.seq = page.{chosen.key}",
            parameters,
        )
        found: list[tuple[Any, ...]] = cursor.fetchall()
    # A join promises no order.
    found.sort(key=itemgetter(*map(columns.index, order.columns)), reverse=descending)
    return found


def after_key(model: type[Model], order: Order, key: tuple[Any, ...], *, descending: bool) -> Any:
    """The condition for a queryset that its rows come after this key."""
    lookup = LessThan if descending else GreaterThan
    values = [
        Value(part, output_field=_field(model, column))
        for column, part in zip(order.columns, key, strict=True)
    ]
    return lookup(_RowValue(*(F(column) for column in order.columns)), _RowValue(*values))


def as_instant(value: datetime | str) -> datetime:
    """An instant from what a raw statement returns: SQLite knows no time zones, or only texts."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


class _RowValue(Func):
    """The row value ``(a, b)``."""

    template = "(%(expressions)s)"
    output_field = BooleanField()


class _Seek:
    """The clauses that continue an order after a position."""

    def __init__(self, order: Order, position: Position | None, *, descending: bool) -> None:
        self.order = order
        self.descending = descending
        self.key = () if position is None else tuple(_adapted(part) for part in position.key)

    def order_by(self, table: str) -> str:
        direction = " DESC" if self.descending else ""
        return ", ".join(f"{table}.{column}{direction}" for column in self.order.columns)

    def where(self, table: str) -> str:
        if not self.key:
            return ""
        columns = ", ".join(f"{table}.{column}" for column in self.order.columns)
        sign, marks = "<" if self.descending else ">", ", ".join(["%s"] * len(self.key))
        return f" AND ({columns}) {sign} ({marks})"


def _window_keys(window: ScanWindow, seek: _Seek) -> tuple[str, tuple[Any, ...]]:
    """A SELECT of the editions of the window that meet its condition."""
    below, bound = ("", ()) if window.below is None else (" AND date_key < %s", (window.below,))
    sql = (
        f"SELECT scanned.seq FROM (SELECT seq FROM {_TABLE}"  # noqa: S608 (own names)
        f" WHERE superseded_at IS NULL AND listed{seek.where(_TABLE)}{below}"
        f" ORDER BY {seek.order_by(_TABLE)} LIMIT {window.size:d})"
        f" AS scanned WHERE EXISTS (SELECT 1 FROM {EditionText._meta.db_table} AS text"
        f" WHERE text.edition_id = scanned.seq AND {window.condition})"
    )
    return sql, (*seek.key, *bound, *window.parameters)


def _field(model: type[Model], column: str) -> Any:
    # The key of a relation is a text of its own, not a relation.
    field: Any = model._meta.get_field(column.removesuffix("_id"))
    return field.target_field if field.is_relation else field


def _adapted(part: Any) -> Any:
    """As the database's driver takes it: SQLite has no instants."""
    if isinstance(part, datetime):
        return connection.ops.adapt_datetimefield_value(part)
    return part
