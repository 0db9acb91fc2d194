"""Asking the full-text index."""

from itertools import chain
from typing import Any, Final

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BigIntegerField
from django.db.models.expressions import Expression
from django.db.models.sql.compiler import SQLCompiler

from events.search.names import NAME_MARK
from events.search.words import query_words

Words = list[tuple[str, ...]]

# Joined by rowid: a lookup by number for each hit.
_SQLITE: Final = """(SELECT t.edition_id FROM events_editiontext_search f
    JOIN events_editiontext t ON t.id = f.rowid WHERE f.events_editiontext_search MATCH %s)"""
_POSTGRESQL: Final = """(SELECT edition_id FROM events_editiontext
    WHERE events_words(words) @@ %s::tsquery)"""


class MatchingEditions(Expression):
    """A subquery of edition numbers (`seq`), for ``filter(seq__in=…)``."""

    def __init__(self, words: Words) -> None:
        super().__init__(output_field=BigIntegerField())
        self.words = words

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_context: Any
    ) -> tuple[str, list[str]]:
        return _SQLITE, [fts5_query(self.words)]

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_context: Any
    ) -> tuple[str, list[str]]:
        return _POSTGRESQL, [tsquery(self.words)]


def matching_editions(query: str) -> MatchingEditions:
    """The editions with a text that has every word of the query, in any language.

    Raises `SearchError` for a query without words or with too many.
    """
    return MatchingEditions(query_words(query))


def holds_words(query: str) -> tuple[str, tuple[str, ...]] | None:
    """The condition in SQL, with its values, that a row of `EditionText` named ``text`` has every
    word of the query: for looking through rows instead of the index, which would say the same.

    None where the database weighs by itself which way is shorter, as PostgreSQL does. SQLite always
    looks all matches up and sorts them, which takes the longest for words that most events have.
    """
    if connection.vendor != "sqlite":
        return None
    words = query_words(query)
    # Words are parted by single blanks; without a blank behind it a word may go on.
    parts = [
        tuple(
            f" {spelling}" if n == len(words) - 1 and _can_begin(spelling) else f" {spelling} "
            for spelling in spellings
        )
        for n, spellings in enumerate(words)
    ]
    held = "instr(' ' || text.words || ' ', %s)"
    condition = " AND ".join(f"({' OR '.join([held] * len(part))})" for part in parts)
    return condition, tuple(chain.from_iterable(parts))


def fts5_query(words: Words) -> str:
    """The words in FTS5's syntax, each quoted: nothing that was typed is ever an operator."""
    return _joined(words, '"{}"', '"{}"*', " OR ", " AND ")


def tsquery(words: Words) -> str:
    """The words in the syntax of PostgreSQL's tsquery, each quoted."""
    return _joined(words, "'{}'", "'{}':*", " | ", " & ")


def _joined(words: Words, word: str, beginning: str, either: str, both: str) -> str:
    parts = []
    for n, spellings in enumerate(words):
        last = n == len(words) - 1
        parts.append(
            either.join(
                (beginning if last and _can_begin(spelling) else word).format(spelling)
                for spelling in spellings
            )
        )
    return both.join(f"({part})" for part in parts)


def _can_begin(spelling: str) -> bool:
    # Two letters of a name's key stand for too many sounds to begin a name with.
    return not spelling.startswith(NAME_MARK) or len(spelling) > len(NAME_MARK) + 2
