"""Names across scripts and transcriptions: one key for all spellings, and ranking by similarity.

The key is coarse on purpose. German, English and French transcribe Russian with letters that mean
different sounds in each language ("ch" is х, ч or ш), so that these sounds share one letter of the
key. The key finds candidates; the table of names decides.
"""

import logging
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache, reduce
from operator import and_, or_
from typing import Any, Final

from anyascii import anyascii
from django.db.models import Q, QuerySet
from rapidfuzz import fuzz

from events import record
from events.models import ActorName, Profile
from events.models.edition import STORED_TEXT
from events.record.vocabulary import ProfileKind

logger = logging.getLogger(__name__)

KEY_LENGTH: Final = 200
NAME_MARK: Final = "\u00a7"
"""The prefix of a key among the words of the index. No word of a text contains this character."""

MATCH_KINDS: Final = (
    (100.0, "spelling"),
    (99.0, "transcription"),
    (95.0, "beginning"),
    (90.0, "words"),
    (80.0, "part"),
    (0.0, "likeness"),
)
"""How a name was found, by the lowest score of each kind, in descending order."""

_CANDIDATES: Final = 300
_CONTAINED: Final = 80.0
_MINIMUM_SCORE: Final = 70.0

# Letters that anyascii would transcribe to another sound.
_SOUNDS: Final = str.maketrans({"š": "sh", "ž": "zh", "č": "ch", "ć": "ch", "ś": "sh", "ş": "sh"})
_APOSTROPHES: Final = re.compile("['`´\u2018\u2019\u02b9\u02bb\u02bc\u02bd\u02be\u02bf]")
_WORD: Final = re.compile(r"[a-z0-9]+")
_HAN: Final = re.compile("([\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff])")
_RULES: Final = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        ("shch|schtsch|chtch", "h"),  # щ
        ("tsch|tch|dsch|dzh|sch|szcz|zh|sh|ch|kh|cz|sz", "h"),  # ч ш ж х
        ("ts|tz|z", "s"),  # ц з
        ("ph", "f"),
        ("w", "v"),
        ("x", "ks"),
        ("c", "k"),
        ("ou|ue", "u"),
        ("ae", "a"),
        ("oe", "o"),
        ("[yj]", "i"),
        ("(?<=h)iov$|(?<=h)ov$|iov$", "ev"),  # Хрущёв
        ("ie", "e"),
        ("ine$", "in"),  # Poutine
        (r"(.)\1+", r"\1"),
    )
)


@dataclass(frozen=True)
class ActorMatch:
    """An actor with the score (0 to 100) of the name that matched best."""

    actor_id: str
    score: float
    name: str


@dataclass(frozen=True)
class PublicMatch:
    """A public actor with the score (0 to 100) of the public name that matched best.

    `how` is one of `MATCH_KINDS`.
    """

    actor: record.Actor
    score: float
    how: str
    name: record.ActorName


def name_key(name: str) -> str:
    """Return the key that all transcriptions of a name share: up to 200 letters a-z and digits.

    Words keep their order but lose the spaces between them, because 王毅 has none. The key of a
    name without letters or digits is "".
    """
    return _without_double_letters("".join(_word_keys(name)))[:KEY_LENGTH]


@lru_cache(maxsize=16_384)
def marked_keys(name: str) -> tuple[str, ...]:
    """Return the keys of a name's words and of the whole name as they are indexed."""
    keys = dict.fromkeys((*_word_keys(name), name_key(name)))
    return tuple(NAME_MARK + key for key in keys if key)


def find_actors(text: str, *, limit: int) -> list[ActorMatch]:
    """Return the actors with a name similar to `text`, best first; for the desk (with drafts).

    Equal names come first, then names that start with `text`, names that contain its words in any
    order, and similar names. Only the first 200 characters of `text` are used.
    """
    text = text[:KEY_LENGTH]
    key = name_key(text)
    if not key or limit < 1:
        return []
    names = ActorName.objects.filter(actor__merged_into=None)
    best: dict[str, ActorMatch] = {}
    for candidates in _candidates(names, text, key):
        _rank(candidates.order_by("id"), text, best)
        if len(best) >= limit:
            break
    ranked = sorted(best.values(), key=lambda m: (-m.score, len(m.name), m.name, m.actor_id))
    return ranked[:limit]


def find_public_actors(text: str, *, as_of: datetime | None = None) -> list[str]:
    """Return the sorted ids of the public actors that have exactly this public name.

    Actors with this very spelling take precedence over those that only share its key. Actors that
    only drafts use are not found.
    """
    key = name_key(text)
    if not key:
        return []
    spelling = text.casefold().strip()
    same_spelling, same_key = set(), set()
    for actor_id, names in _public_names(ActorName.objects.filter(key=key), as_of):
        if any(name.casefold() == spelling for name in names):
            same_spelling.add(actor_id)
        if any(name_key(name) == key for name in names):
            same_key.add(actor_id)
    return sorted(same_spelling or same_key)


def rank_public_actors(
    text: str, *, limit: int, as_of: datetime | None = None
) -> list[PublicMatch]:
    """Return the public actors with a public name similar to `text`, best first.

    Like `find_actors`, but restricted to published actors and names.
    """
    text = text[:KEY_LENGTH]
    key = name_key(text)
    if not key or limit < 1:
        return []
    found: dict[str, PublicMatch] = {}
    names = ActorName.objects.all()
    for candidates in _candidates(names, text, key):
        actors = candidates.order_by("id").values_list("actor_id", flat=True)[:_CANDIDATES]
        for actor in _public_actors(as_of, set(actors) - set(found)):
            match = _best_match(text, actor)
            if match is not None and match.score >= _MINIMUM_SCORE:
                found[actor.id] = match
        if len(found) >= limit:
            break
    ranked = sorted(found.values(), key=lambda m: (-m.score, m.actor.name, m.actor.id))
    return ranked[:limit]


def _candidates(names: QuerySet[ActorName], text: str, key: str) -> Iterable[QuerySet[ActorName]]:
    """Yield equal names, names that start with the text, that contain its words, similar ones."""
    yield names.filter(key=key)
    yield names.filter(key__startswith=key)
    yield names.filter(_contains_words(text))
    if accented := _contains_accented_words(text):
        yield names.filter(accented)
    yield names.filter(key__startswith=key[:2])


def _best_match(text: str, actor: record.Actor) -> PublicMatch | None:
    scored = [(_score(text, name.name), name) for name in actor.all_names]
    if not scored:
        return None
    score, name = max(scored, key=lambda pair: pair[0])
    return PublicMatch(actor, round(score, 1), _match_kind(score), name)


def _match_kind(score: float) -> str:
    return next(kind for lowest, kind in MATCH_KINDS if score >= lowest)


def search_public_actors(text: str, *, as_of: datetime | None = None) -> list[str]:
    """Return the sorted ids of the public actors that have a name with all words of `text`."""
    # SQLite rejects very long LIKE patterns.
    if len(text) > KEY_LENGTH or not name_key(text):
        return []
    return sorted(
        actor_id
        for actor_id, names in _public_names(ActorName.objects.filter(_contains_words(text)), as_of)
        if any(_score(text, name) >= _CONTAINED for name in names)
    )


def _public_names(
    names: QuerySet[ActorName], as_of: datetime | None
) -> Iterable[tuple[str, list[str]]]:
    """Yield the id and the public names of each public actor that has one of the names."""
    for actor in _public_actors(as_of, names.values("actor")):
        yield actor.id, [name.name for name in actor.all_names]


def _public_actors(as_of: datetime | None, ids: Any) -> Iterable[record.Actor]:
    """Yield the readable ones among these actors that are public."""
    rows = Profile.objects.current(as_of).filter(kind=ProfileKind.ACTOR, subject__in=ids)
    for subject, text in rows.values_list("subject", STORED_TEXT).iterator():
        try:
            yield record.read_profile(text, record.Actor)
        except record.UnreadableDocument as error:
            logger.error("A stored document cannot be read: actor %s: %s", subject, error)


def _contains_words(text: str) -> Q:
    # Also compare the spelling: the key of "Patrus" is not a prefix of the key of "Patruschew".
    conditions = [Q(key__contains=key) | Q(name__icontains=word) for word, key in _words(text)]
    return reduce(and_, conditions)


def _contains_accented_words(text: str) -> Q | None:
    """Return the condition for names that somebody has typed without diacritics: s for š, c for č.

    These change the key, since they are other sounds. None if there is no such letter.
    """
    words = [_accented(word) for word in text.casefold().split()] if text.isascii() else []
    if not any(len(keys) > 1 for keys in words):
        return None
    conditions = [reduce(or_, (Q(key__contains=key) for key in keys)) for keys in words if keys]
    return reduce(and_, conditions)


def _accented(word: str) -> set[str]:
    """Return the keys of a word, and those with a háček on each s, c or z of it."""
    spellings = {word}
    for plain, accented in ("sš", "cč", "zž"):
        spellings |= {spelling.replace(plain, accented) for spelling in spellings}
    return {key for key in map(name_key, spellings) if key}


def _rank(names: QuerySet[ActorName], text: str, best: dict[str, ActorMatch]) -> None:
    """Keep the best match of each actor in `best`."""
    for actor_id, name in names.values_list("actor_id", "name")[:_CANDIDATES]:
        score = _score(text, name)
        if score >= _MINIMUM_SCORE and (actor_id not in best or score > best[actor_id].score):
            best[actor_id] = ActorMatch(actor_id, score, name)


def _score(text: str, name: str) -> float:
    """Return how well a name matches a text, from 0 to 100; see `MATCH_KINDS`."""
    text_key, key = name_key(text), name_key(name)
    spelling = name.casefold()
    if key == text_key:
        return 100.0 if spelling == text.casefold().strip() else 99.0
    if key.startswith(text_key) or spelling.startswith(text.casefold()):
        return 95.0
    if text.isascii() and not name.isascii():
        bare = anyascii(name).casefold()
        if bare.startswith(text.casefold().strip()):
            return 99.0 if bare == text.casefold().strip() else 95.0
        bare_words = bare.split()
        if all(any(w.startswith(part) for w in bare_words) for part in text.casefold().split()):
            return 90.0
    text_words, words = _words(text), _words(name)
    if all(
        any(word.startswith(text_word) or word_key.startswith(part) for word, word_key in words)
        for text_word, part in text_words
    ):
        return 90.0
    if all(text_word in spelling or part in key for text_word, part in text_words):
        return _CONTAINED
    return min(fuzz.ratio(text_key, key), _CONTAINED - 1)


def _words(text: str) -> list[tuple[str, str]]:
    """Return the spelling and the key of each word that has a key."""
    pairs = [(word, "".join(_word_keys(word))) for word in text.casefold().split()]
    return [pair for pair in pairs if pair[1]]


def _word_keys(name: str) -> list[str]:
    text = unicodedata.normalize("NFKC", name).casefold().translate(_SOUNDS)
    # Make each character a word: anyascii would join the syllables of 王毅.
    text = anyascii(_HAN.sub(r" \1 ", text)).casefold()
    text = _APOSTROPHES.sub("", text)
    return [_fold(word) for word in _WORD.findall(text)]


def _fold(word: str) -> str:
    for pattern, replacement in _RULES:
        word = pattern.sub(replacement, word)
    return word


def _without_double_letters(key: str) -> str:
    """Double letters also arise where two words are joined."""
    return re.sub(r"(.)\1+", r"\1", key)
