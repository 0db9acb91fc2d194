"""Reading very many stored documents one after the other.

PostgreSQL sends what COPY reads while the rows before are being processed; a cursor that is asked
for one batch after the other would wait meanwhile. SQLite reads as it is asked.
"""

from collections.abc import Generator, Iterator
from itertools import islice
from tempfile import SpooledTemporaryFile
from typing import IO, Any, Final, NamedTuple

import orjson
from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.db.models import QuerySet

from events.models import Edition
from events.models.edition import STORED_TEXT

BATCH: Final = 500
IN_MEMORY: Final = 8 * 1024 * 1024
"""Bytes; what is put aside beyond that goes to a temporary file."""


class StoredEdition(NamedTuple):
    """What a dump needs of an edition."""

    seq: int
    event_id: str
    text: str


class EditionStream:
    """The editions of a queryset in batches, by one statement: what is published meanwhile is not
    among them, and memory does not grow. Iterate to the end, or close it.
    """

    def __init__(self, rows: QuerySet[Edition]) -> None:
        self._rows = _rows(rows.values_list("seq", "event_id", STORED_TEXT))
        self._aside: IO[bytes] | None = None

    def __iter__(self) -> Iterator[list[StoredEdition]]:
        while batch := [StoredEdition(*row) for row in islice(self._rows, BATCH)]:
            yield batch

    def free_connection(self) -> None:
        """Allow other queries from now on, before the next batch.

        A connection of PostgreSQL is busy while it copies: what is left goes to a temporary file.
        """
        if connection.vendor == "postgresql" and self._aside is None:
            self._aside = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 (see `close`)
            self._aside.writelines(orjson.dumps(row) + b"\n" for row in self._rows)
            self._aside.seek(0)
            self._rows = (tuple(orjson.loads(line)) for line in self._aside)

    def close(self) -> None:
        self._rows.close()
        if self._aside is not None:
            self._aside.close()


Rows = Generator[tuple[Any, ...], None, None]


def _rows(chosen: QuerySet[Any, Any]) -> Rows:
    if connection.vendor == "postgresql":
        yield from _copied(chosen)
        return
    # A transaction would keep every writer waiting, and a statement reads one state of the database
    # by itself.
    yield from chosen.iterator(chunk_size=BATCH)


def _copied(chosen: QuerySet[Any, Any]) -> Rows:
    try:
        sql, parameters = chosen.query.sql_with_params()
    except EmptyResultSet:
        return
    # Stopping early cancels the statement; a transaction around it must not end with it.
    with transaction.atomic(), connection.cursor() as cursor:
        # COPY takes no parameters: the driver puts the filter's values into the statement.
        statement = cursor.mogrify(f"COPY ({sql}) TO STDOUT (FORMAT BINARY)", parameters)
        prefer_index(cursor)
        with cursor.copy(statement) as copy:
            copy.set_types(["int8", "varchar", "text"])
            yield from copy.rows()


def prefer_index(cursor: Any) -> None:
    """Read in the order of an index until the end of the transaction, if there is such an index.

    PostgreSQL takes the documents for short, and would sort all of them on disk first.
    """
    cursor.execute("SET LOCAL enable_sort = off")
