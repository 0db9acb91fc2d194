"""Full-text search and search for names: text analysis in Python, the index in the database.

SQL that differs between databases belongs here. Both databases find the same rows.
"""

from events.search.desk import desk_events
from events.search.index import matching_editions, word_condition
from events.search.names import (
    MATCH_KINDS,
    PublicMatch,
    find_actors,
    find_public_actors,
    name_key,
    rank_public_actors,
    search_public_actors,
)
from events.search.words import MAX_WORDS, SearchError, analyse, edition_words, query_words
