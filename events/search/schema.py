"""The full-text index of `EditionText.words`, created and dropped by migrations.

On SQLite it is an FTS5 table with external content, kept up to date by triggers; on PostgreSQL an
expression index. A migration that alters `EditionText` on SQLite recreates the table, which loses
its triggers: it must call `drop` before and `create` after.
"""

from typing import Final

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

Statements = tuple[str, ...]

# The tokenizer "ascii" treats all other characters as letters, so that it never splits a word.
_SQLITE: Final[Statements] = (
    """CREATE VIRTUAL TABLE events_editiontext_search USING fts5(
        words, content='events_editiontext', content_rowid='id',
        prefix='2 3', tokenize='ascii', detail='none', columnsize=0
    )""",
    """CREATE TRIGGER events_editiontext_search_insert AFTER INSERT ON events_editiontext BEGIN
        INSERT INTO events_editiontext_search(rowid, words) VALUES (new.id, new.words);
    END""",
    """CREATE TRIGGER events_editiontext_search_delete AFTER DELETE ON events_editiontext BEGIN
        INSERT INTO events_editiontext_search(events_editiontext_search, rowid, words)
        VALUES ('delete', old.id, old.words);
    END""",
    """CREATE TRIGGER events_editiontext_search_update AFTER UPDATE ON events_editiontext BEGIN
        INSERT INTO events_editiontext_search(events_editiontext_search, rowid, words)
        VALUES ('delete', old.id, old.words);
        INSERT INTO events_editiontext_search(rowid, words) VALUES (new.id, new.words);
    END""",
    "INSERT INTO events_editiontext_search(events_editiontext_search) VALUES ('rebuild')",
)
_SQLITE_DROP: Final[Statements] = (
    "DROP TRIGGER IF EXISTS events_editiontext_search_insert",
    "DROP TRIGGER IF EXISTS events_editiontext_search_delete",
    "DROP TRIGGER IF EXISTS events_editiontext_search_update",
    "DROP TABLE IF EXISTS events_editiontext_search",
)
# Not to_tsvector, whose parser would split the words again. The function exists for its COST alone:
# PostgreSQL considers `array_to_tsvector` as cheap as a comparison and would scan all rows for a
# word that none has instead of using the index. Its statistics give such a word half a percent of
# the rows, so the cost must be high. A function in SQL would be inlined and lose its cost, hence
# plpgsql.
_POSTGRESQL: Final[Statements] = (
    """CREATE OR REPLACE FUNCTION events_words(words text) RETURNS tsvector
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 10000
        AS $$ BEGIN RETURN array_to_tsvector(string_to_array(words, ' ')); END $$""",
    """CREATE INDEX events_editiontext_search ON events_editiontext
        USING gin (events_words(words))""",
    # A new expression index has no statistics, and plans are bad without them.
    "ANALYZE events_editiontext",
)
_POSTGRESQL_DROP: Final[Statements] = (
    "DROP INDEX IF EXISTS events_editiontext_search",
    "DROP FUNCTION IF EXISTS events_words(text)",
)


def create(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Create the index of the existing rows."""
    _run(schema_editor, {"sqlite": _SQLITE, "postgresql": _POSTGRESQL})


def drop(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Drop the index if it exists."""
    _run(schema_editor, {"sqlite": _SQLITE_DROP, "postgresql": _POSTGRESQL_DROP})


def _run(schema_editor: BaseDatabaseSchemaEditor, by_vendor: dict[str, Statements]) -> None:
    # Other databases are not supported: KeyError.
    for statement in by_vendor[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)
