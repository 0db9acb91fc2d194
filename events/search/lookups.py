"""Questions that nearly every request asks, in SQL that is compiled once: Django would take longer
to compile such a query than the database to answer it.
"""

from datetime import datetime
from functools import cache
from typing import Final, NamedTuple

from django.db import connection

from events.models import Edition, EditionSequence
from events.models.edition import STORED_TEXT, state_of
from events.search.seek import as_instant

_COLUMNS: Final = ("seq", "event_id", STORED_TEXT, "listed", "at", "redacted_at")
_NEWEST: Final = f"SELECT last FROM {EditionSequence._meta.db_table}"  # noqa: S608 (own name)


class CurrentEdition(NamedTuple):
    """What an answer needs of the current edition of one event."""

    seq: int
    event_id: str
    text: str
    listed: bool
    at: datetime
    redacted_at: datetime | None = None

    @property
    def modified_at(self) -> datetime:
        return self.redacted_at or self.at

    @property
    def state(self) -> str:
        return state_of(self.seq, self.redacted_at)


def newest_seq() -> int:
    """The number of the newest edition, 0 if there is none."""
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST)
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def current_edition(event_id: str, *, as_of: datetime | None = None) -> CurrentEdition | None:
    """The edition of an event that is current now or was at a moment, or None."""
    if as_of is not None:
        rows = Edition.objects.current(as_of).filter(event=event_id)
        row = rows.values_list(*_COLUMNS).first()
    else:
        with connection.cursor() as cursor:
            cursor.execute(_current_edition_sql(), [event_id])
            row = cursor.fetchone()
    if row is None:
        return None
    seq, event, text, listed, at, redacted_at = row
    redacted = as_instant(redacted_at) if redacted_at else None
    return CurrentEdition(seq, event, text, bool(listed), as_instant(at), redacted)


@cache
def _current_edition_sql() -> str:
    """The statement; its only parameter is the id of the event."""
    rows = Edition.objects.current().filter(event="").order_by()
    columns = rows.values_list(*_COLUMNS)
    sql: str = columns.query.sql_with_params()[0]
    return sql
