"""Rows chosen by the conditions of a filter in a narrow index; wide documents joined at the end.

One statement, which Django's own querysets cannot say: a join to the rows of a subquery that is cut
off. Its conditions are Django's, worded once for each filter.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import attrgetter
from typing import Any, Final, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet

from events.models import Edition, EditionSequence, EditionText
from events.timeline.keyset import Order, Position

Row = TypeVar("Row")

_NEWEST: Final = f"(SELECT last FROM {EditionSequence._meta.db_table})"  # noqa: S608 (own name)


@dataclass(frozen=True)
class Conditions:
    """A SELECT of the keys of all rows that meet them, in no order; `table` is where they lie.

    It ends in its conditions, all of which hold: more may follow with AND.
    """

    sql: str
    parameters: tuple[Any, ...]
    table: type[Model]
    key: str


@dataclass(frozen=True)
class Near:
    """Only the first `among` standing editions behind the position are looked at (those below the
    key `until`, which is for orders by date), and only those taken of which a text, named ``text``
    in the condition, meets it.
    """

    condition: str
    parameters: tuple[str, ...]
    until: str | None
    among: int = 0

    def keys(self, walk: "_Walk") -> tuple[str, tuple[Any, ...]]:
        """Those of these editions, in SQL."""
        table = Edition._meta.db_table
        below, until = ("", ()) if self.until is None else (" AND date_key < %s", (self.until,))
        sql = (
            f"SELECT near.seq FROM (SELECT seq FROM {table}"  # noqa: S608 (own names)
            f" WHERE superseded_at IS NULL AND listed{walk.beyond(table)}{below}"
            f" ORDER BY {walk.by(table)} LIMIT {self.among:d})"
            f" AS near WHERE EXISTS (SELECT 1 FROM {EditionText._meta.db_table} AS text"
            f" WHERE text.edition_id = near.seq AND {self.condition})"
        )
        return sql, (*walk.key, *until, *self.parameters)


@dataclass(frozen=True)
class Wide(Generic[Row]):
    """What is wanted of each row: made of these columns of this table, in their order, and of the
    number of the newest edition at that moment.
    """

    make: Callable[..., Row]
    table: type[Model]
    columns: tuple[str, ...]


def conditions(rows: QuerySet[Any], key: str) -> Conditions | None:
    """Those of a queryset without order; `key`: the column that names a wide row.

    None where nothing can meet them, and Django says so before it asks.
    """
    try:
        sql, parameters = rows.values_list(key).query.sql_with_params()
    except EmptyResultSet:
        return None
    return Conditions(sql, tuple(parameters), rows.model, key)


def fetched(
    chosen: Conditions,
    wide: Wide[Row],
    order: Order,
    position: Position | None,
    *,
    descending: bool,
    count: int,
    near: Near | None = None,
) -> list[Row]:
    """At most `count` rows from the position on. The columns of the order are the narrow table's.

    The position is compared as a whole, (a, b) < (x, y), which both databases read from an index as
    one range. The few rows that are left are put in order here.
    """
    walk = _Walk(order, position, descending=descending)
    table = chosen.table._meta.db_table
    by, beyond, parameters = walk.by(table), walk.beyond(table), (*chosen.parameters, *walk.key)
    if near is not None:
        keys, more = near.keys(walk)
        beyond += f" AND {chosen.key} IN ({keys})"
        # With the sign no index has this order: only the few that are near are looked up.
        by = walk.by(f"+{table}")
        parameters += more
    wanted = ", ".join(f"wide.{_column(wide.table, name)}" for name in wide.columns)
    meta: Any = wide.table._meta
    with connection.cursor() as cursor:
        cursor.execute(
            # Names of our own tables and columns, and what Django has made of the filter.
            f"SELECT {wanted}, {_NEWEST} FROM"  # noqa: S608
            f" ({chosen.sql}{beyond} ORDER BY {by} LIMIT {count:d}) AS narrow"
            f" JOIN {meta.db_table} AS wide"
            f" ON wide.{meta.pk.column} = narrow.{chosen.key}",
            parameters,
        )
        found = [wide.make(*row) for row in cursor.fetchall()]
    return sorted(found, key=attrgetter(*order.columns), reverse=descending)


class _Walk:
    """An order, from a position on, as SQL has it of a table."""

    def __init__(self, order: Order, position: Position | None, *, descending: bool) -> None:
        self.order = order
        self.descending = descending
        self.key = () if position is None else tuple(_adapted(part) for part in position.key)

    def by(self, table: str) -> str:
        direction = " DESC" if self.descending else ""
        return ", ".join(f"{table}.{column}{direction}" for column in self.order.columns)

    def beyond(self, table: str) -> str:
        if not self.key:
            return ""
        columns = ", ".join(f"{table}.{column}" for column in self.order.columns)
        sign, marks = "<" if self.descending else ">", ", ".join(["%s"] * len(self.key))
        return f" AND ({columns}) {sign} ({marks})"


def _column(model: type[Model], name: str) -> str:
    field: Any = model._meta.get_field(name)
    return str(field.column)


def as_instant(value: datetime | str) -> datetime:
    """An instant from a statement that Django did not make: SQLite has only texts in UTC."""
    return datetime.fromisoformat(value).replace(tzinfo=UTC) if isinstance(value, str) else value


def _adapted(part: Any) -> Any:
    """As the database's driver takes it: SQLite has no instants."""
    if isinstance(part, datetime):
        return connection.ops.adapt_datetimefield_value(part)
    return part
