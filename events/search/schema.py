"""The full-text index of `EditionText.words`, made and removed by migrations.

SQLite: an FTS5 table with external content, kept by triggers. PostgreSQL: an expression index.
A later migration that alters `EditionText` on SQLite makes the table anew, and its triggers go with
the old one: such a migration calls `drop` before and `create` after.
"""

from typing import Final

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE: Final = "events_editiontext"
INDEX: Final = "events_editiontext_search"
VECTOR: Final = "array_to_tsvector(string_to_array(words, ' '))"
"""Not to_tsvector: its parser would split words that are already words."""

# The tokenizer "ascii" takes everything beyond ASCII for a letter and so leaves the words whole.
_SQLITE: Final = (
    f"CREATE VIRTUAL TABLE {INDEX} USING fts5(words, content='{TABLE}', content_rowid='id',"
    " prefix='2 3', tokenize='ascii', detail='none', columnsize=0)",
    f"CREATE TRIGGER {INDEX}_insert AFTER INSERT ON {TABLE} BEGIN"
    f" INSERT INTO {INDEX}(rowid, words) VALUES (new.id, new.words); END",
    f"CREATE TRIGGER {INDEX}_delete AFTER DELETE ON {TABLE} BEGIN"
    f" INSERT INTO {INDEX}({INDEX}, rowid, words) VALUES ('delete', old.id, old.words); END",
    f"CREATE TRIGGER {INDEX}_update AFTER UPDATE ON {TABLE} BEGIN"
    f" INSERT INTO {INDEX}({INDEX}, rowid, words) VALUES ('delete', old.id, old.words);"
    f" INSERT INTO {INDEX}(rowid, words) VALUES (new.id, new.words); END",
    f"INSERT INTO {INDEX}({INDEX}) VALUES ('rebuild')",
)
_SQLITE_DROP: Final = (
    f"DROP TRIGGER IF EXISTS {INDEX}_insert",
    f"DROP TRIGGER IF EXISTS {INDEX}_delete",
    f"DROP TRIGGER IF EXISTS {INDEX}_update",
    f"DROP TABLE IF EXISTS {INDEX}",
)
_POSTGRESQL: Final = (f"CREATE INDEX {INDEX} ON {TABLE} USING gin ({VECTOR})",)
_POSTGRESQL_DROP: Final = (f"DROP INDEX IF EXISTS {INDEX}",)


def create(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the index over the rows that there are."""
    _run(schema_editor, _SQLITE, _POSTGRESQL)


def drop(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Remove the index, whether it is there or not."""
    _run(schema_editor, _SQLITE_DROP, _POSTGRESQL_DROP)


def _run(
    schema_editor: BaseDatabaseSchemaEditor, sqlite: tuple[str, ...], postgresql: tuple[str, ...]
) -> None:
    vendor = schema_editor.connection.vendor
    statements = {"sqlite": sqlite, "postgresql": postgresql}.get(vendor)
    if statements is None:
        raise NotImplementedError(f"search on {vendor}")
    for statement in statements:
        schema_editor.execute(statement)
