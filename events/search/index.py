"""Queries of the full-text index."""

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

# Joining by rowid is a primary key lookup for each match.
_SQLITE: Final = """(SELECT t.edition_id FROM events_editiontext_search f
    JOIN events_editiontext t ON t.id = f.rowid WHERE f.events_editiontext_search MATCH %s)"""
_POSTGRESQL: Final = """(SELECT edition_id FROM events_editiontext
    WHERE events_words(words) @@ %s::tsquery)"""


class MatchingEditions(Expression):
    """A subquery that selects the `seq` of editions, for ``filter(seq__in=…)``."""

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
    """Return the editions that have a text, in any language, with every word of the query.

    Raise `SearchError` if the query has no words or too many.
    """
    return MatchingEditions(query_words(query))


def word_condition(query: str) -> tuple[str, tuple[str, ...]] | None:
    """Return an SQL condition, with its parameters, that selects the rows that the index would.

    It refers to a row of `EditionText` by the alias ``text``. Scanning a few rows is faster than
    the index on SQLite, which fetches and sorts every match, for words that most events have.
    Return None on PostgreSQL, whose planner chooses between scan and index by itself.
    """
    if connection.vendor != "sqlite":
        return None
    words = query_words(query)
    # Index words are separated by single spaces. Without a space after it, a word is a prefix.
    values = [
        tuple(
            f" {spelling}" if n == len(words) - 1 and _may_be_prefix(spelling) else f" {spelling} "
            for spelling in spellings
        )
        for n, spellings in enumerate(words)
    ]
    contains = "instr(' ' || text.words || ' ', %s)"
    condition = " AND ".join(f"({' OR '.join([contains] * len(word))})" for word in values)
    return condition, tuple(chain.from_iterable(values))


def fts5_query(words: Words) -> str:
    """Return the words as an FTS5 query. Each is quoted, so that no input is ever an operator."""
    return _format_query(words, '"{}"', '"{}"*', " OR ", " AND ")


def tsquery(words: Words) -> str:
    """Return the words in the syntax of PostgreSQL's tsquery, each quoted."""
    return _format_query(words, "'{}'", "'{}':*", " | ", " & ")


def _format_query(words: Words, word: str, prefix: str, or_: str, and_: str) -> str:
    """Combine the spellings of each word with `or_`, and the words with `and_`.

    `word` and `prefix` are the formats of a whole word and of a prefix.
    """
    groups = []
    for n, spellings in enumerate(words):
        is_last = n == len(words) - 1
        groups.append(
            or_.join(
                (prefix if is_last and _may_be_prefix(spelling) else word).format(spelling)
                for spelling in spellings
            )
        )
    return and_.join(f"({group})" for group in groups)


def _may_be_prefix(spelling: str) -> bool:
    # Up to two letters of a name's key are the prefix of too many names.
    return not spelling.startswith(NAME_MARK) or len(spelling) > len(NAME_MARK) + 2
