"""Analysis of texts and queries into index words.

Words are case folded, stemmed in the language of their row, and stripped of Latin, Greek and
Cyrillic diacritics. Chinese and Japanese have no spaces: their characters are indexed as unigrams
and bigrams. Names are also indexed by their key (see `events.search.names`) after a character that
no text contains, so that any transcription of a name finds it.
"""

import threading
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain, groupby
from typing import Final

import snowballstemmer

from events.record import ActorRef, Event
from events.record.mentions import cited_sources
from events.search.names import NAME_MARK, marked_keys, name_key

MAX_WORDS: Final = 20
"""The most words of a query."""
MAX_LETTERS: Final = 64
"""Words of texts and queries are cut to this length."""

CACHED_LENGTH: Final = 100
"""The length of the longest text whose words are cached."""

STEMMERS: Final = {"en": "english", "de": "german", "fr": "french", "ru": "russian"}
"""Texts in other languages are not stemmed. Queries are stemmed in all of these languages."""

_HAN: Final = (
    (0x3040, 0x30FF),  # Hiragana, Katakana
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)


class SearchError(ValueError):
    """An invalid query. `code` is ``empty`` or ``too_many``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def analyse(text: str, language: str) -> str:
    """Return the index words of a text, separated by single spaces, with repetitions.

    `language` is a BCP 47 tag.
    """
    return " ".join(_index_words(tokens(text), language))


def query_words(query: str) -> list[tuple[str, ...]]:
    """Return the index words of a query: for each word a tuple of alternative spellings.

    A row must contain one spelling of each word; the last word may also be a prefix. Raise
    `SearchError` if there are no words or more than `MAX_WORDS`.
    """
    alternatives: list[tuple[str, ...]] = []
    words = list(tokens(query))
    if not words:
        raise SearchError("empty")
    if len(words) > MAX_WORDS:
        raise SearchError("too_many")
    for word in words:
        name = NAME_MARK + name_key(word)
        key = (name,) if len(name) > 1 else ()
        if not _is_han(word[0]):
            stems = [_fold(word), *(_stem(word, language) for language in STEMMERS)]
            alternatives.append(tuple(dict.fromkeys((*stems, *key))))
        elif len(word) <= 2:
            alternatives.append((word, *key))
        else:
            # Longer text matches by all its bigrams, or as a whole name.
            bigrams = [word[n : n + 2] for n in range(len(word) - 1)]
            alternatives += [(bigram, *key) for bigram in bigrams]
    return alternatives


def edition_words(event: Event, language: str) -> str:
    """Return the index words of an edition's text in one language, each once.

    They are taken from its public record: title, summary and claims in that language (or in the
    original language where no translation exists), the names of participants and speakers in all
    languages, their descriptions and offices, place names and source titles.
    """
    text = event.texts.get(language, event)
    parts = [text.title, text.summary]
    names: list[str] = []
    for participant in event.participants:
        names += _actor_names(participant.actor, event)
        office = participant.offices.get(language) or participant.office
        parts += [participant.described_as, office]
    for claim in event.claims:
        names += _actor_names(claim.speaker, event)
        parts += [claim.texts.get(language) or claim.text, claim.quote]
    if event.place:
        parts += [event.place.name, *event.place.names.values()]
    parts += [source.title for source in cited_sources(event)]
    names = list(dict.fromkeys(names))
    found: list[str] = []
    for is_ascii, texts in groupby((*parts, *names), str.isascii):
        # Splitting one long ASCII text is faster than splitting many short ones.
        for chunk in (" ".join(texts),) if is_ascii else texts:
            found += tokens(chunk)
    words = dict.fromkeys(_index_words(dict.fromkeys(found), language))
    words |= dict.fromkeys(chain.from_iterable(map(marked_keys, names)))
    return " ".join(words)


# Maps letters and digits to lower case and everything else to a space.
_ASCII: Final = {n: chr(n).lower() if chr(n).isalnum() else " " for n in range(128)}


def tokens(text: str) -> list[str]:
    """Return the case-folded words of a text; consecutive Chinese or Japanese is one word."""
    if text.isascii():  # the common case, without a loop over the letters
        return [word[:MAX_LETTERS] for word in text.translate(_ASCII).split()]
    # Names and titles are repeated; long texts are not worth caching.
    return [*_split(text)] if len(text) <= CACHED_LENGTH else _split.__wrapped__(text)


@lru_cache(maxsize=8192)
def _split(text: str) -> list[str]:
    text = unicodedata.normalize("NFKC", text).casefold()
    return ["".join(letters)[:MAX_LETTERS] for kind, letters in groupby(text, _kind) if kind]


def _index_words(words: Iterable[str], language: str) -> list[str]:
    found: list[str] = []
    for word in words:
        if word.isascii() or not _is_han(word[0]):
            found.append(_stem(word, language))
        else:
            found += word
            found += [word[n : n + 2] for n in range(len(word) - 1)]
    return found


def _actor_names(actor: ActorRef, event: Event) -> list[str]:
    return [actor.name, *event.actors[actor.id].names.values()]


@lru_cache(maxsize=4096)
def _kind(letter: str) -> str:
    """Return the kind of word that a character belongs to, or "" for a separator."""
    if _is_han(letter):
        return "han"
    # Marks are included: the vowel signs of Hindi would split its words.
    return "word" if unicodedata.category(letter)[0] in "LNM" else ""


def _is_han(letter: str) -> bool:
    code = ord(letter)
    return code >= 0x3040 and any(low <= code <= high for low, high in _HAN)


# Stemmers have state and are not thread-safe.
_stemmers = threading.local()


# A language has few frequent words, and stemming one takes as long as the rest of its row.
@lru_cache(maxsize=65_536)
def _stem(word: str, language: str) -> str:
    if word.isdecimal() and word.isascii():
        return word
    language = language.partition("-")[0].lower()
    if language not in STEMMERS:
        return _fold(word)
    if not hasattr(_stemmers, language):
        setattr(_stemmers, language, snowballstemmer.stemmer(STEMMERS[language]))
    return _fold(getattr(_stemmers, language).stemWord(word)) or _fold(word)


# Letters that Unicode does not take apart into a letter and a mark.
_PLAIN_LETTERS: Final = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "ŧ": "t", "æ": "ae", "œ": "oe", "þ": "th"}
)


def _fold(word: str) -> str:
    """Remove the diacritics of European scripts; in others a mark may be a vowel."""
    parts = unicodedata.normalize("NFKD", word).translate(_PLAIN_LETTERS)
    bare = "".join(letter for letter in parts if not "\u0300" <= letter <= "\u036f")
    return unicodedata.normalize("NFKC", bare) or word
