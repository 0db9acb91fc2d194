"""All editions of a filtered set at once, one after the other, for dumps."""

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime

from django.db.models import Max, QuerySet

from events.models import Edition
from events.search.copying import EditionStream
from events.timeline.documents import current_texts
from events.timeline.filters import EventFilter
from events.timeline.paging import order_of


def stream(chosen: EventFilter) -> Iterator[str]:
    """The documents of exactly the list's events in the list's order, as JSON texts in today's
    shape; unreadable ones are left out and logged.

    One query, read in batches: what is published meanwhile is not in it, and memory does not grow.
    Iterate to the end, or close it.
    """
    return _texts(chosen.apply().order_by(*order_of(chosen)), chosen.as_of)


def tombstones(chosen: EventFilter) -> Iterator[str]:
    """The documents of retracted and merged events, newest first; for a filter that sets no
    condition but ``as_of`` and ``updated_since``, as nobody knows which others they would meet.
    """
    if chosen.to_query(as_of=None, updated_since=None, ordering=None):
        return iter(())
    gone = Edition.objects.current(chosen.as_of).filter(listed=False)
    if chosen.updated_since is not None:
        gone = gone.filter(at__gte=chosen.updated_since)
    return _texts(gone.order_by("-at", "-seq"), chosen.as_of)


def last_change(chosen: EventFilter) -> datetime | None:
    """When the newest of the list's editions was made; None for an empty list."""
    found: datetime | None = chosen.apply().aggregate(last=Max("at"))["last"]
    return found


def _texts(rows: QuerySet[Edition], as_of: datetime | None) -> Iterator[str]:
    with closing(EditionStream(rows)) as batches:
        for batch in batches:
            yield from current_texts(batch, as_of=as_of, before_lookup=batches.free_connection)
