"""The rows that the migrations make, and how they come back after a test that emptied all tables.

A test that commits ends with a flush. Django would restore the rows at the start of each test that
asks for it (`serialized_rollback`), object by object, and all other tests would have to run before.
"""

from collections.abc import Iterable
from typing import Any, Final

from django.db import connection, transaction

PREFIX: Final = "initial_"


def copy_initial_rows() -> list[str]:
    """Copy every row into a table beside its own; return the names of the tables that have rows."""
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    found = []
    with connection.cursor() as cursor:
        for table in sorted(tables):
            cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {table})")
            if cursor.fetchone()[0]:
                cursor.execute(f"CREATE TABLE {PREFIX}{table} AS SELECT * FROM {table}")
                found.append(table)
    return found


def restore_initial_rows(tables: list[str]) -> None:
    """Fill the tables again if they were emptied: a test that was skipped empties none."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {tables[0]})")
        if not cursor.fetchone()[0]:
            # In any order: foreign keys are checked at the end of the transaction.
            for table in tables:
                cursor.execute(f"INSERT INTO {table} SELECT * FROM {PREFIX}{table}")


def deletions(_style: Any, tables: Iterable[str], **_options: bool) -> list[str]:
    """The statements of a flush. TRUNCATE makes new files for each table and each index."""
    return [f"DELETE FROM {connection.ops.quote_name(table)}" for table in tables]
