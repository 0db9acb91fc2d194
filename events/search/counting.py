"""How often each value occurs in a set of editions, in one statement.

The parts of Django's own unions cannot be limited on SQLite, and one query for each facet would
find the same set eight times, which in a large archive is nearly all of the work.
"""

from collections.abc import Sequence
from typing import Any, Final

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from events.models import (
    CurrentActor,
    Edition,
    EditionActor,
    EditionSource,
    EditionStoryline,
    EditionText,
    EventType,
    FacetCount,
)
from events.search.intervals import COARSER, INTERVALS, UNDATED, LastDay

NAMES: Final = (
    "type", "occurrence", "actor", "source", "publisher", "storyline", "language", "year",
)  # fmt: skip
"""The facets, in their order."""

DIMENSIONS: Final = (
    "type", "occurrence", "actor", "source", "publisher", "language", "day", "month", "year",
)  # fmt: skip
"""By what editions can be grouped. An interval has the values `COARSER` and `UNDATED` besides."""

Counts = list[tuple[str, int]]

_ALL: Final = 10_000
"""As many as there are years."""

# All statements are made of our own names of tables and columns.
_STORED: Final = " UNION ALL ".join(
    f"""SELECT * FROM (SELECT facet, value, count FROM {FacetCount._meta.db_table}
    WHERE facet = %s AND count > 0 ORDER BY count DESC, value LIMIT %s) AS best"""  # noqa: S608
    for _name in NAMES
)


def _linked(model: Any, column: str) -> str:
    """From a link table that has each value of an edition once."""
    return f"""SELECT link.edition_id AS seq, link.{column} AS value
    FROM chosen JOIN {model._meta.db_table} AS link ON link.edition_id = chosen.seq"""  # noqa: S608


def _linked_often(model: Any, column: str, condition: str) -> str:
    """From one that may have a value several times, as an actor can have two roles."""
    return f"""SELECT DISTINCT link.edition_id AS seq, link.{column} AS value
    FROM chosen JOIN {model._meta.db_table} AS link ON link.edition_id = chosen.seq
    WHERE {condition}"""  # noqa: S608


_VALUES: Final = {
    "type": f"""SELECT chosen.seq AS seq, kind.key AS value
    FROM chosen JOIN {EventType._meta.db_table} AS kind ON kind.id = chosen.type_id""",  # noqa: S608
    "occurrence": "SELECT seq, occurrence AS value FROM chosen",
    "actor": _linked(CurrentActor, "actor_id"),
    "source": _linked(EditionSource, "source_id"),
    "publisher": _linked_often(EditionSource, "publisher_id", "link.publisher_id IS NOT NULL"),
    "storyline": _linked(EditionStoryline, "storyline_id"),
    "language": _linked(EditionText, "language"),
    # As in `intervals.intervals_of`: not where it may be one of several.
    "year": "SELECT seq, SUBSTR(date_key, 1, 4) AS value FROM chosen WHERE date_key >= '0'"
    " AND SUBSTR(date_key, 1, 4) = SUBSTR(last_day, 1, 4)",
}
_VALUES_AS_OF: Final = {
    **_VALUES,
    "actor": _linked_often(EditionActor, "actor_id", "link.takes_part"),
}
"""For editions that may have been superseded: `CurrentActor` has only current ones."""


_CHOSEN: Final = "WITH chosen (seq, type_id, occurrence, date_key, last_day) AS ({sql}) "


def _interval(length: int) -> str:
    """The interval in which each edition starts, as `intervals.intervals_of` has it."""
    first, last = f"SUBSTR(date_key, 1, {length})", f"SUBSTR(last_day, 1, {length})"
    return f"""SELECT seq, CASE WHEN date_key < '0' THEN '{UNDATED}'
    WHEN {first} = {last} THEN {first} ELSE '{COARSER}' END AS value FROM chosen"""  # noqa: S608


def _counted(values: dict[str, str]) -> str:
    return " UNION ALL ".join(
        f"""SELECT * FROM (SELECT %s AS facet, value, COUNT(*) AS count
        FROM ({values[name]}) AS held GROUP BY value ORDER BY count DESC, value LIMIT %s) AS best"""  # noqa: S608
        for name in NAMES
    )


_INTERVALS: Final = {name: _interval(INTERVALS[name]) for name in ("day", "month", "year")}
_COUNTED: Final = _counted(_VALUES)
_COUNTED_AS_OF: Final = _counted(_VALUES_AS_OF)


def stored_counts(size: int) -> dict[str, Counts]:
    """The stored counts of all current editions, which would take a second in a large archive."""
    counts = _counts(_STORED, (), size)
    keys = {str(pk): key for pk, key in EventType.objects.values_list("pk", "key")}
    counts["type"] = [(keys[number], count) for number, count in counts["type"]]
    return _in_order(counts)


def count_values(editions: QuerySet[Edition], size: int, *, current: bool) -> dict[str, Counts]:
    """At most `size` values of each facet of these editions, the most frequent first; all years, in
    their order. `current`: whether all of the editions are.
    """
    try:
        chosen, parameters = _chosen(editions)
    except EmptyResultSet:
        return {name: [] for name in NAMES}
    statement = chosen + (_COUNTED if current else _COUNTED_AS_OF)
    return _in_order(_counts(statement, parameters, size))


def count_groups(
    editions: QuerySet[Edition], by: Sequence[str], size: int, *, current: bool
) -> list[tuple[tuple[str, ...], int]]:
    """How many of these editions have each combination of values of one or two `DIMENSIONS`: at
    most `size`, the most frequent first. `current`: see `count_values`.
    """
    try:
        chosen, parameters = _chosen(editions)
    except EmptyResultSet:
        return []
    values = (_VALUES if current else _VALUES_AS_OF) | _INTERVALS
    parts = [f"({values[name]}) AS d{number}" for number, name in enumerate(by)]
    names = ", ".join(f"d{number}.value" for number in range(len(by)))
    joined = parts[0] + "".join(
        f" JOIN {part} ON d{number}.seq = d0.seq" for number, part in enumerate(parts[1:], 1)
    )
    statement = f"""{chosen}SELECT {names}, COUNT(*) AS count FROM {joined}
        GROUP BY {names} ORDER BY count DESC, {names} LIMIT %s"""  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, (*parameters, size))
        return [(tuple(row[:-1]), row[-1]) for row in cursor.fetchall()]


def _chosen(editions: QuerySet[Edition]) -> tuple[str, tuple[Any, ...]]:
    """The editions as the beginning of a statement. As several parts read it, both databases
    evaluate it once. Raises `EmptyResultSet`.
    """
    columns = ("seq", "type_id", "occurrence", "date_key", LastDay("day_starts_by"))
    sql, parameters = editions.order_by().values_list(*columns).query.sql_with_params()
    return _CHOSEN.format(sql=sql), tuple(parameters)


def _counts(statement: str, parameters: tuple[Any, ...], size: int) -> dict[str, Counts]:
    counts: dict[str, Counts] = {name: [] for name in NAMES}
    # A gap among the years would look like one in the record.
    limits = [value for name in NAMES for value in (name, _ALL if name == "year" else size)]
    with connection.cursor() as cursor:
        cursor.execute(statement, (*parameters, *limits))
        for facet, value, count in cursor.fetchall():
            counts[facet].append((value, count))
    return counts


def _in_order(counts: dict[str, Counts]) -> dict[str, Counts]:
    for name, rows in counts.items():
        rows.sort(key=(lambda row: row[0]) if name == "year" else (lambda row: (-row[1], row[0])))
    return counts
