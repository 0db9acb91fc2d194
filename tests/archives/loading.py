"""Puts an archive of the past into a database of its own and brings that up to today.

The rows go in by plain SQL, at the migration that the archive was written at: no model of today's
code knows those tables.
"""

import base64
import gzip
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection, transaction

FOLDER: Final = Path(__file__).resolve().parent
FILES: Final = tuple(sorted(FOLDER.glob("shape-*.json.gz")))

Archive = dict[str, Any]
"""``commit``, ``migration``, ``shape``, ``tables`` and what the archive says it covers."""


def read_archive(path: Path) -> Archive:
    archive: Archive = json.loads(gzip.decompress(path.read_bytes()))
    return archive


def rows_of(archive: Archive, table: str) -> list[dict[str, Any]]:
    """The rows of one table by column; none where the archive has no such table."""
    found = [one for one in archive["tables"] if one["table"] == table]
    return [dict(zip(one["columns"], row, strict=True)) for one in found for row in one["rows"]]


def load(archive: Archive) -> None:
    """Write all rows into the default database, whose schema is at the archive's migration.

    Ids are kept and the sequences follow. The triggers or indexes of the search see each row.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT name, id FROM auth_group")
        groups = dict(cursor.fetchall())
        for table in archive["tables"]:
            columns = table["columns"]
            names = ", ".join(map(connection.ops.quote_name, columns))
            values = ", ".join(["%s"] * len(columns))
            kinds = list(columns.values())
            cursor.executemany(
                f"INSERT INTO {table['table']} ({names}) VALUES ({values})",
                [
                    [_value(one, kind, groups) for one, kind in zip(row, kinds, strict=True)]
                    for row in table["rows"]
                ],
            )
        connection.check_constraints()
        if connection.vendor == "postgresql":
            _follow_ids(cursor, archive)


def _value(value: Any, kind: str, groups: dict[str, int]) -> Any:
    """A JSON value as the connection takes it."""
    if value is None:
        return None
    match kind:
        case "datetime":
            return connection.ops.adapt_datetimefield_value(datetime.fromisoformat(value))
        case "json":
            return connection.ops.adapt_json_value(value, None)
        case "binary":
            return connection.Database.Binary(base64.b64decode(value))
        case "group":
            return groups[value]
    return value


def _follow_ids(cursor: Any, archive: Archive) -> None:
    for table in archive["tables"]:
        if table["columns"].get("id") == "integer":
            name = table["table"]
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence(%s, 'id'), (SELECT max(id) FROM {name}))",
                [name],
            )


def bring_to_today(archive: Archive) -> None:
    """From an empty default database to the newest migration by way of the archive's own."""
    call_command("migrate", "events", archive["migration"], verbosity=0)
    load(archive)
    call_command("migrate", verbosity=0)


@contextmanager
def database_beside(suffix: str) -> Iterator[str]:
    """An empty database beside the default one, removed at the end; its name."""
    name = str(connection.settings_dict["NAME"]) + suffix
    _drop(name)
    if connection.vendor == "postgresql":
        _outside(f"CREATE DATABASE {connection.ops.quote_name(name)}")
    try:
        yield name
    finally:
        _drop(name)


def _drop(name: str) -> None:
    if connection.vendor == "postgresql":
        _outside(f"DROP DATABASE IF EXISTS {connection.ops.quote_name(name)}")
    else:
        for ending in ("", "-wal", "-shm"):
            Path(name + ending).unlink(missing_ok=True)


def _outside(statement: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)


@contextmanager
def connected_to(name: str) -> Iterator[None]:
    """The default connection is one to another database, in all threads; outside a transaction."""
    settings = connection.settings_dict
    before = settings["NAME"]
    _move(name)
    try:
        yield
    finally:
        _move(before)


def _move(name: str) -> None:
    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()
    connection.settings_dict["NAME"] = name
    # They have other numbers there.
    ContentType.objects.clear_cache()
