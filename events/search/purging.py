"""What databases keep of deleted and changed rows, and the lock under which it is removed."""

from typing import Final

from django.db import connection, models

_OPTIMIZE: Final = (
    "INSERT INTO events_editiontext_search(events_editiontext_search) VALUES ('optimize')"
)


def lock_writers(*tables: type[models.Model]) -> None:
    """Wait for all transactions that write to these tables, and let no other begin to.

    Reading goes on. SQLite needs nothing: a transaction that writes is alone from its beginning.
    """
    if connection.vendor == "postgresql":
        names = ", ".join(connection.ops.quote_name(table._meta.db_table) for table in tables)
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {names} IN EXCLUSIVE MODE")


def purge_words() -> None:
    """Remove the words of deleted and changed rows from the full-text index.

    FTS5 only marks them as deleted until it merges its segments. PostgreSQL keeps the former
    version of a row until VACUUM, in the index as in the table.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(_OPTIMIZE)


def empty_log() -> None:
    """Write the log of SQLite (WAL) to the database and empty it, if nobody is reading from it.

    Call it after the transaction. PostgreSQL recycles its log by itself.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
