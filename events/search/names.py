"""Names across scripts and transcriptions: one key for all spellings, and ranking by likeness.

The key is coarse on purpose. German, English and French write the sounds of Russian with letters
that mean something else in each other ("ch" is х, ч or ш), so these sounds share one letter in it.
It suggests; the table of names decides.
"""

import logging
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache, reduce
from operator import and_
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
"""Before a key among the words of the index: no word of a text holds this sign."""

HOW: Final = (
    (100.0, "spelling"),
    (99.0, "transcription"),
    (95.0, "beginning"),
    (90.0, "words"),
    (80.0, "part"),
    (0.0, "likeness"),
)
"""How a name was found, by the least score of each way."""

_CANDIDATES: Final = 300
_HOLDS: Final = 80.0
_LIKE_ENOUGH: Final = 70.0

# Letters whose ASCII form loses the sound.
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
    """An actor that was found, how well (0 to 100) and under which of its names."""

    actor_id: str
    score: float
    name: str


@dataclass(frozen=True)
class PublicMatch:
    """A public actor that was found, how well (0 to 100), how (a key of `HOW`), and under which of
    its public names.
    """

    actor: record.Actor
    score: float
    how: str
    name: record.ActorName


def name_key(name: str) -> str:
    """The folded spelling under which transcriptions meet: a to z and digits, at most 200.

    Words keep their order and lose the blanks between them, for 王毅 has none. "" for a name
    without letters and digits.
    """
    return _squeeze("".join(_word_keys(name)))[:KEY_LENGTH]


@lru_cache(maxsize=16_384)
def marked_keys(name: str) -> tuple[str, ...]:
    """The keys of a name's words, and of the whole name, as they stand in the index."""
    keys = dict.fromkeys((*_word_keys(name), name_key(name)))
    return tuple(NAME_MARK + key for key in keys if key)


def find_actors(text: str, *, limit: int) -> list[ActorMatch]:
    """The actors with a name like `text`, best first, each once; for the desk (drafts included).

    Equal names come first, then those that begin with it, then those that hold its words in any
    order, then those that are merely alike. Only the first 200 characters of `text` count.
    """
    text = text[:KEY_LENGTH]
    key = name_key(text)
    if not key or limit < 1:
        return []
    names = ActorName.objects.filter(actor__merged_into=None)
    best: dict[str, ActorMatch] = {}
    for rows in _stages(names, text, key):
        _rank(rows.order_by("id"), text, best)
        if len(best) >= limit:
            break
    ranked = sorted(best.values(), key=lambda m: (-m.score, len(m.name), m.name, m.actor_id))
    return ranked[:limit]


def find_public_actors(text: str, *, as_of: datetime | None = None) -> list[str]:
    """Ids of the actors that are public and have exactly this public name, sorted.

    One whose name is spelt like this wins over one that shares only the key. What drafts alone
    use is not found: it looks like a name that nobody has.
    """
    key = name_key(text)
    if not key:
        return []
    wanted = text.casefold().strip()
    spelt, keyed = set(), set()
    for actor_id, names in _public_names(ActorName.objects.filter(key=key), as_of):
        if any(name.casefold() == wanted for name in names):
            spelt.add(actor_id)
        if any(name_key(name) == key for name in names):
            keyed.add(actor_id)
    return sorted(spelt or keyed)


def rank_public_actors(
    text: str, *, limit: int, as_of: datetime | None = None
) -> list[PublicMatch]:
    """The public actors with a public name like `text`, best first, each once.

    As `find_actors`, but over what was published: what drafts alone name, and names that are not
    public yet, are not found.
    """
    text = text[:KEY_LENGTH]
    key = name_key(text)
    if not key or limit < 1:
        return []
    found: dict[str, PublicMatch] = {}
    names = ActorName.objects.all()
    for rows in _stages(names, text, key):
        asked = rows.order_by("id").values_list("actor_id", flat=True)[:_CANDIDATES]
        unknown = set(asked) - set(found)
        for actor in _public_actors(as_of, unknown):
            match = _best_name(text, actor)
            if match is not None and match.score >= _LIKE_ENOUGH:
                found[actor.id] = match
        if len(found) >= limit:
            break
    ranked = sorted(found.values(), key=lambda m: (-m.score, m.actor.name, m.actor.id))
    return ranked[:limit]


def _stages(names: QuerySet[ActorName], text: str, key: str) -> Iterable[QuerySet[ActorName]]:
    """Equal names, those that begin with it, that hold its words, that are merely alike."""
    yield names.filter(key=key)
    yield names.filter(key__startswith=key)
    yield names.filter(_holds_words(text))
    yield names.filter(key__startswith=key[:2])


def _best_name(text: str, actor: record.Actor) -> PublicMatch | None:
    scored = [(_score(text, name.name), name) for name in actor.all_names]
    if not scored:
        return None
    score, name = max(scored, key=lambda one: one[0])
    return PublicMatch(actor, round(score, 1), _how(score), name)


def _how(score: float) -> str:
    return next(how for lowest, how in HOW if score >= lowest)


def search_public_actors(text: str, *, as_of: datetime | None = None) -> list[str]:
    """Ids of the public actors with a public name that holds all words of `text`, sorted."""
    # SQLite refuses patterns of LIKE that are very long.
    if len(text) > KEY_LENGTH or not name_key(text):
        return []
    return sorted(
        actor_id
        for actor_id, names in _public_names(ActorName.objects.filter(_holds_words(text)), as_of)
        if any(_score(text, name) >= _HOLDS for name in names)
    )


def _public_names(
    rows: QuerySet[ActorName], as_of: datetime | None
) -> Iterable[tuple[str, list[str]]]:
    for actor in _public_actors(as_of, rows.values("actor")):
        yield actor.id, [name.name for name in actor.all_names]


def _public_actors(as_of: datetime | None, ids: Any) -> Iterable[record.Actor]:
    """The readable ones among these actors that are public."""
    rows = Profile.objects.current(as_of).filter(kind=ProfileKind.ACTOR, subject__in=ids)
    for subject, text in rows.values_list("subject", STORED_TEXT).iterator():
        try:
            yield record.read_profile(text, record.Actor)
        except record.UnreadableDocument as error:
            logger.error("A stored document cannot be read: actor %s: %s", subject, error)


def _holds_words(text: str) -> Q:
    # Also as spelt: the key of "Patrus" is not the beginning of that of "Patruschew".
    parts = [Q(key__contains=key) | Q(name__icontains=word) for word, key in _words(text)]
    return reduce(and_, parts)


def _rank(rows: QuerySet[ActorName], text: str, best: dict[str, ActorMatch]) -> None:
    for actor_id, name in rows.values_list("actor_id", "name")[:_CANDIDATES]:
        score = _score(text, name)
        if score >= _LIKE_ENOUGH and (actor_id not in best or score > best[actor_id].score):
            best[actor_id] = ActorMatch(actor_id, score, name)


def _score(text: str, name: str) -> float:
    key, own_key = name_key(text), name_key(name)
    plain = name.casefold()
    if own_key == key:
        return 100.0 if plain == text.casefold().strip() else 99.0
    if own_key.startswith(key) or plain.startswith(text.casefold()):
        return 95.0
    words, own_words = _words(text), _words(name)
    if all(
        any(own.startswith(word) or own_key.startswith(key) for own, own_key in own_words)
        for word, key in words
    ):
        return 90.0
    if all(word in plain or key in own_key for word, key in words):
        return _HOLDS
    return min(fuzz.ratio(key, own_key), _HOLDS - 1)


def _words(text: str) -> list[tuple[str, str]]:
    """Each word as spelt and its key; a word without a key is none."""
    pairs = [(word, "".join(_word_keys(word))) for word in text.casefold().split()]
    return [pair for pair in pairs if pair[1]]


def _word_keys(name: str) -> list[str]:
    text = unicodedata.normalize("NFKC", name).casefold().translate(_SOUNDS)
    # Each character a word: anyascii would join 王毅 to one.
    text = anyascii(_HAN.sub(r" \1 ", text)).casefold()
    text = _APOSTROPHES.sub("", text)
    return [_fold(word) for word in _WORD.findall(text)]


def _fold(word: str) -> str:
    for pattern, replacement in _RULES:
        word = pattern.sub(replacement, word)
    return word


def _squeeze(key: str) -> str:
    """Without double letters also where two words met."""
    return re.sub(r"(.)\1+", r"\1", key)
