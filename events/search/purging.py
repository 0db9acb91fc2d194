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


def wait_for_redaction(table: type[models.Model]) -> None:
    """Wait until a redaction that is under way has ended, and let none begin before the transaction
    ends. `table` is one that `lock_writers` locks.

    A transaction that writes from what it reads calls this first unless it begins with a change of
    such a table, which waits as well. Otherwise it would write back what the redaction removes.
    """
    if connection.vendor == "postgresql":
        name = connection.ops.quote_name(table._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {name} IN ROW EXCLUSIVE MODE")


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


def vacuum_statement() -> str:
    """Return the SQL that removes what PostgreSQL keeps of former rows; "" on SQLite.

    It rewrites all tables, because the text may have been in drafts that were changed before. It
    cannot run within a transaction and locks each table in turn, readers included, so that an
    operator has to choose the time.
    """
    return "VACUUM (FULL, ANALYZE);" if connection.vendor == "postgresql" else ""
