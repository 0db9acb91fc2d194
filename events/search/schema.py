"""The full-text index of `EditionText.words`, made and removed by migrations.

SQLite: an FTS5 table with external content, kept by triggers. PostgreSQL: an expression index.
A later migration that alters `EditionText` on SQLite makes the table anew, and its triggers go with
the old one: such a migration calls `drop` before and `create` after.
"""

from typing import Final

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

Statements = tuple[str, ...]

# The tokenizer "ascii" takes everything beyond ASCII for a letter and so leaves the words whole.
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
# Not to_tsvector: its parser would split words that are words already. A function of our own for
# its cost alone: PostgreSQL takes `array_to_tsvector` for as cheap as a comparison, and so scans a
# whole archive for a word that nothing has, which the index tells at once. Its statistics give such
# a word half a percent of the rows, so the cost must be high. In plpgsql, as a function in SQL
# would be inlined and its cost lost.
_POSTGRESQL: Final[Statements] = (
    """CREATE OR REPLACE FUNCTION events_words(words text) RETURNS tsvector
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 10000
        AS $$ BEGIN RETURN array_to_tsvector(string_to_array(words, ' ')); END $$""",
    """CREATE INDEX events_editiontext_search ON events_editiontext
        USING gin (events_words(words))""",
    # How frequent the words are: a new index knows nothing of it, and plans are bad until it does.
    "ANALYZE events_editiontext",
)
_POSTGRESQL_DROP: Final[Statements] = (
    "DROP INDEX IF EXISTS events_editiontext_search",
    "DROP FUNCTION IF EXISTS events_words(text)",
)


def create(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the index over the rows that there are."""
    _run(schema_editor, {"sqlite": _SQLITE, "postgresql": _POSTGRESQL})


def drop(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Remove the index, whether it is there or not."""
    _run(schema_editor, {"sqlite": _SQLITE_DROP, "postgresql": _POSTGRESQL_DROP})


def _run(schema_editor: BaseDatabaseSchemaEditor, by_vendor: dict[str, Statements]) -> None:
    # KeyError on another database: there is no search for it.
    for statement in by_vendor[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)
