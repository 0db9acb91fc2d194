"""Finding by words and by names: analysis in Python, the index in the database's own full text.

The only layer that knows the SQL of one database; both give the same hits.
"""

from events.search.index import holds_words, matching_editions
from events.search.names import (
    HOW,
    ActorMatch,
    PublicMatch,
    find_actors,
    find_public_actors,
    name_key,
    rank_public_actors,
    search_public_actors,
)
from events.search.words import MAX_WORDS, SearchError, analyse, edition_words, query_words

__all__ = [
    "HOW",
    "MAX_WORDS",
    "ActorMatch",
    "PublicMatch",
    "SearchError",
    "analyse",
    "edition_words",
    "find_actors",
    "find_public_actors",
    "holds_words",
    "matching_editions",
    "name_key",
    "query_words",
    "rank_public_actors",
    "search_public_actors",
]
