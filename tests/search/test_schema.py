import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from events.search import schema


def objects() -> set[str]:
    """What the database holds of the full-text index (FTS5's own shadow tables aside)."""
    sql = (
        "SELECT name FROM sqlite_master WHERE type IN ('table', 'trigger', 'index')"
        if connection.vendor == "sqlite"
        else "SELECT indexname FROM pg_indexes"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql)
        names = {name for (name,) in cursor.fetchall()}
    shadows = ("_config", "_data", "_docsize", "_idx", "_content")
    return {
        n for n in names if n.startswith("events_editiontext_search") and not n.endswith(shadows)
    }


def expected() -> set[str]:
    name = "events_editiontext_search"
    if connection.vendor == "sqlite":
        return {name, f"{name}_insert", f"{name}_delete", f"{name}_update"}
    return {name}


@pytest.mark.django_db(transaction=True)
def test_schema_is_dropped_and_made_again():
    assert objects() == expected()
    with connection.schema_editor() as editor:
        schema.drop(editor)
        schema.drop(editor)
    assert objects() == set()

    with connection.schema_editor() as editor:
        schema.create(editor)
    assert objects() == expected()


@pytest.mark.django_db
def test_migration_is_reversible():
    migration = MigrationExecutor(connection).loader.get_migration("events", "0002_search")

    assert [operation.reversible for operation in migration.operations] == [True]
