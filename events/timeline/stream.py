"""All editions of a filtered set at once, one after the other, for dumps."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.db.models import Max, QuerySet

from events.models import Edition
from events.timeline.filters import EventFilter, standing_editions
from events.timeline.paging import order_of

CHUNK: Final = 500


def stream(chosen: EventFilter) -> Iterator[bytes]:
    """The stored documents of exactly the list's events in the list's order, as JSON texts.

    One query, read piece by piece: what is published meanwhile is not in it, and memory does not
    grow. Must be read to its end or closed.
    """
    yield from _documents(chosen.apply().order_by(*order_of(chosen)))


def tombstones(chosen: EventFilter) -> Iterator[bytes]:
    """The documents of retracted and merged events, newest first; for a filter that sets no
    condition but ``as_of`` and ``updated_since``, as nobody knows what else they would meet.
    """
    if chosen.to_query(as_of=None, updated_since=None, ordering=None):
        return
    gone = standing_editions(chosen.as_of).filter(listed=False)
    if chosen.updated_since is not None:
        gone = gone.filter(at__gte=chosen.updated_since)
    yield from _documents(gone.order_by("-at", "-seq"))


def last_change(chosen: EventFilter) -> datetime | None:
    """When the newest of the list's editions was made; None for an empty list."""
    found: datetime | None = chosen.apply().aggregate(last=Max("at"))["last"]
    return found


def _documents(rows: QuerySet[Edition]) -> Iterator[bytes]:
    chosen = rows.values_list("document", flat=True)
    if connection.vendor == "postgresql":
        yield from _copied(chosen)
        return
    # A transaction would keep every writer waiting, and a statement reads one state of the database
    # by itself.
    for text in chosen.iterator(chunk_size=CHUNK):
        yield text.encode()


def _copied(chosen: QuerySet[Any, Any]) -> Iterator[bytes]:
    """PostgreSQL sends what COPY reads while what came before is sent on; a cursor, asked for piece
    after piece, would wait meanwhile.
    """
    try:
        sql, parameters = chosen.query.sql_with_params()
    except EmptyResultSet:
        return
    # Who stops in between cancels the statement; a transaction around it must not end with it.
    with transaction.atomic(), connection.cursor() as cursor:
        # The filter's values are worded by the driver: COPY takes no parameters.
        statement = cursor.mogrify(f"COPY ({sql}) TO STDOUT (FORMAT BINARY)", parameters)
        with cursor.copy(statement) as copy:
            copy.set_types(["bytea"])  # the octets of the text as they are
            for (document,) in copy.rows():
                yield document
