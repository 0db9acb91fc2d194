"""All editions of a filtered set at once, one after the other, for dumps."""

from collections.abc import Iterator
from contextlib import nullcontext
from datetime import datetime
from typing import Any, Final

from django.db import connection, transaction
from django.db.models import Max

from events.timeline.filters import EventFilter, standing_editions
from events.timeline.paging import order_of

CHUNK: Final = 500


def stream(chosen: EventFilter) -> Iterator[str]:
    """The stored documents of exactly the list's events in the list's order, as JSON text.

    One query, read piece by piece: what is published meanwhile is not in it, and memory does not
    grow. Must be read to its end or closed.
    """
    yield from _documents(chosen.apply().order_by(*order_of(chosen)))


def tombstones(chosen: EventFilter) -> Iterator[str]:
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


def _documents(rows: Any) -> Iterator[str]:
    # PostgreSQL reads a cursor piece by piece inside a transaction only; outside it would lay the
    # whole answer down first. On SQLite a transaction would keep every writer waiting, and a
    # statement reads one state of the database by itself.
    together = transaction.atomic() if connection.vendor == "postgresql" else nullcontext()
    with together:
        yield from rows.values_list("document", flat=True).iterator(chunk_size=CHUNK)
