"""How often each value occurs in a set of editions, in one statement.

Django's own union cannot have its parts cut off on SQLite, and a question for each facet would look
the whole set up eight times, which in a large archive is nearly all of the work.
"""

from typing import Any, Final

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from events.models import (
    Edition,
    EditionActor,
    EditionSource,
    EditionStoryline,
    EditionText,
    EventType,
    StandingActor,
    StandingCount,
)

NAMES: Final = (
    "type", "occurrence", "actor", "source", "publisher", "storyline", "language", "year",
)  # fmt: skip
"""The facets, in their order."""

Counts = list[tuple[str, int]]

_ALL: Final = 10_000
"""As many as there are years."""

# In all statements: our own names of tables and columns.
_KEPT: Final = " UNION ALL ".join(
    f"""SELECT * FROM (SELECT facet, value, count FROM {StandingCount._meta.db_table}
    WHERE facet = %s AND count > 0 ORDER BY count DESC, value LIMIT %s) AS best"""  # noqa: S608
    for _name in NAMES
)


def _linked(model: Any, column: str) -> str:
    """By a link table that has each value of an edition once."""
    return f"""SELECT link.{column} AS value
    FROM chosen JOIN {model._meta.db_table} AS link ON link.edition_id = chosen.seq"""  # noqa: S608


def _linked_often(model: Any, column: str, condition: str) -> str:
    """Editions, not links: an actor has two roles, a publisher two items."""
    return f"""SELECT DISTINCT link.edition_id, link.{column} AS value
    FROM chosen JOIN {model._meta.db_table} AS link ON link.edition_id = chosen.seq
    WHERE {condition}"""  # noqa: S608


_VALUES: Final = {
    "type": f"""SELECT kind.key AS value
    FROM chosen JOIN {EventType._meta.db_table} AS kind ON kind.id = chosen.type_id""",  # noqa: S608
    "occurrence": "SELECT occurrence AS value FROM chosen",
    "actor": _linked(StandingActor, "actor_id"),
    "source": _linked(EditionSource, "source_id"),
    "publisher": _linked_often(EditionSource, "publisher_id", "link.publisher_id IS NOT NULL"),
    "storyline": _linked(EditionStoryline, "storyline_id"),
    "language": _linked(EditionText, "language"),
    # The key of the order begins with the day; without a day it begins with a blank or is empty.
    "year": "SELECT SUBSTR(date_key, 1, 4) AS value FROM chosen WHERE date_key >= '0'",
}
_VALUES_THEN: Final = {
    **_VALUES,
    "actor": _linked_often(EditionActor, "actor_id", "link.takes_part"),
}
"""For editions that may have been superseded: of the others alone it is kept who took part."""


def _counted(values: dict[str, str]) -> str:
    return " UNION ALL ".join(
        f"""SELECT * FROM (SELECT %s AS facet, value, COUNT(*) AS count
        FROM ({values[name]}) AS held GROUP BY value ORDER BY count DESC, value LIMIT %s) AS best"""  # noqa: S608
        for name in NAMES
    )


_COUNTED: Final = _counted(_VALUES)
_COUNTED_THEN: Final = _counted(_VALUES_THEN)


def kept(size: int) -> dict[str, Counts]:
    """What is kept for the set of all events, which in a large archive takes a second to count."""
    counts = _counts(_KEPT, (), size)
    keys = {str(pk): key for pk, key in EventType.objects.values_list("pk", "key")}
    counts["type"] = [(keys[number], count) for number, count in counts["type"]]
    return _in_order(counts)


def counted(editions: QuerySet[Edition], size: int, *, standing: bool) -> dict[str, Counts]:
    """Over these editions, at most `size` values of each facet, the most frequent first; all years,
    in their order. `standing`: all of them stand now.
    """
    columns = ("seq", "type_id", "occurrence", "date_key")
    try:
        sql, parameters = editions.order_by().values_list(*columns).query.sql_with_params()
    except EmptyResultSet:
        return {name: [] for name in NAMES}
    # Read by eight parts, so both databases lay it down once.
    chosen = f"WITH chosen ({', '.join(columns)}) AS ({sql}) "
    statement = chosen + (_COUNTED if standing else _COUNTED_THEN)
    return _in_order(_counts(statement, tuple(parameters), size))


def _counts(statement: str, parameters: tuple[Any, ...], size: int) -> dict[str, Counts]:
    counts: dict[str, Counts] = {name: [] for name in NAMES}
    wanted = (value for name in NAMES for value in _wanted(name, size))
    with connection.cursor() as cursor:
        cursor.execute(statement, (*parameters, *wanted))
        for facet, value, count in cursor.fetchall():
            counts[facet].append((value, count))
    return counts


def _wanted(name: str, size: int) -> tuple[str, int]:
    # Years are few, and a gap among them would be taken for one in the record.
    return (name, _ALL if name == "year" else size)


def _in_order(counts: dict[str, Counts]) -> dict[str, Counts]:
    for name, rows in counts.items():
        rows.sort(key=(lambda row: row[0]) if name == "year" else (lambda row: (-row[1], row[0])))
    return counts
