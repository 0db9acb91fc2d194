"""Text to index words and queries to index words.

A word is folded in case, stemmed in the language of its row, and freed of Latin, Greek and Cyrillic
diacritics. Chinese and Japanese have no blanks: their characters are indexed one by one and in
pairs. Names are indexed under their key as well (see `events.search.names`), marked with a sign
that no text contains, so that any transcription of a name finds it.
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
"""Of a query; and no word of text or query counts beyond `MAX_LETTERS`."""
MAX_LETTERS: Final = 64

SHORT_TEXT: Final = 100

STEMMERS: Final = {"en": "english", "de": "german", "fr": "french", "ru": "russian"}
"""Rows in other languages are not stemmed. A query is stemmed in each of these in turn."""

_HAN: Final = (
    (0x3040, 0x30FF),  # Hiragana, Katakana
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)


class SearchError(ValueError):
    """A query that cannot be searched for. `code` is ``empty`` or ``too_many``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def analyse(text: str, language: str) -> str:
    """The index words of a text, parted by single blanks; "" when it holds no letter or digit.

    `language` is BCP 47; an unknown one is not stemmed. The same word can occur more than once.
    """
    return " ".join(_index_words(tokens(text), language))


def query_words(query: str) -> list[tuple[str, ...]]:
    """What to look for: each inner tuple holds spellings of one word, any of which will do.

    A row must have one of each tuple; the last tuple may also be the beginning of a longer word.
    Raises `SearchError`: without any word, or with more than `MAX_WORDS`.
    """
    found: list[tuple[str, ...]] = []
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
            found.append(tuple(dict.fromkeys((*stems, *key))))
        elif len(word) <= 2:
            found.append((word, *key))
        else:
            # A longer run is all its pairs, or it is a name as a whole.
            pairs = [word[n : n + 2] for n in range(len(word) - 1)]
            found += [(pair, *key) for pair in pairs]
    return found


def edition_words(event: Event, language: str) -> str:
    """The words of one language's row of an edition, from its record.

    Title, summary and claims in that language (the original's where there is no translation), the
    participants' and speakers' names in all languages, how sources describe them, their offices,
    place names and the titles of the sources.
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
    for plain, texts in groupby((*parts, *names), str.isascii):
        # Together, as one long text takes less time than many short ones.
        for one in (" ".join(texts),) if plain else texts:
            found += tokens(one)
    # Each word once: names, titles and claims share most of theirs.
    words = dict.fromkeys(_index_words(dict.fromkeys(found), language))
    words |= dict.fromkeys(chain.from_iterable(map(marked_keys, names)))
    return " ".join(words)


# By letter: itself or its small one, a blank for what is no part of a word.
_ASCII: Final = {n: chr(n).lower() if chr(n).isalnum() else " " for n in range(128)}


def tokens(text: str) -> list[str]:
    """The words of a text as written, case folded; a run of Chinese or Japanese is one word."""
    if text.isascii():  # most are: told apart at once instead of letter by letter
        return [word[:MAX_LETTERS] for word in text.translate(_ASCII).split()]
    # Names and titles come again and again; long texts would only fill the memory.
    return [*_parted(text)] if len(text) <= SHORT_TEXT else _parted.__wrapped__(text)


@lru_cache(maxsize=8192)
def _parted(text: str) -> list[str]:
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
    """What may stand together in a word: "" is no part of any."""
    if _is_han(letter):
        return "han"
    # Marks too: without its vowel signs a word of Hindi falls into pieces.
    return "word" if unicodedata.category(letter)[0] in "LNM" else ""


def _is_han(letter: str) -> bool:
    code = ord(letter)
    return code >= 0x3040 and any(low <= code <= high for low, high in _HAN)


# A stemmer keeps the word that it works on in itself: two threads would mix theirs.
_own = threading.local()


# A language has few words that are used often, and stemming one takes as long as the rest of the
# row.
@lru_cache(maxsize=65_536)
def _stem(word: str, language: str) -> str:
    if word.isdecimal() and word.isascii():  # has no ending
        return word
    language = language.partition("-")[0].lower()
    if language not in STEMMERS:
        return _fold(word)
    if not hasattr(_own, language):
        setattr(_own, language, snowballstemmer.stemmer(STEMMERS[language]))
    return _fold(getattr(_own, language).stemWord(word)) or _fold(word)


def _fold(word: str) -> str:
    """Without diacritics. Only those of European scripts: elsewhere a mark is a vowel."""
    parts = unicodedata.normalize("NFKD", word)
    bare = "".join(letter for letter in parts if not "\u0300" <= letter <= "\u036f")
    return unicodedata.normalize("NFKC", bare) or word
