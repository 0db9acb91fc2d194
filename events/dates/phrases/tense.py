"""The tense of a clause, which tells whether a date without a direction is past or future.

There is no parser: a small lexicon per language holds finite verbs and other cues, and their
position in the clause decides between them. Decision record 16 has the figures.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from events.dates.phrases.tokens import Token

Direction = Literal[-1, 0, 1]
Evidence = tuple[int, Direction, bool]
"""The index of a word, its direction, and whether the lexicon has it."""
_CLAUSE_BOUNDARIES: Final = frozenset(',;:()[]–—"„“”»«')
_MAX_DISTANCE: Final = 40
"""Tokens before or after a date that are searched for a verb."""
_MAX_WORD_LENGTH: Final = 40


@dataclass(frozen=True)
class Tenses:
    """A language's cues of tense, casefolded; the patterns must match a whole word."""

    past: frozenset[str]
    auxiliaries: frozenset[str]
    """Forms of "have" and "be", which make a past tense with a participle."""
    copulas: frozenset[str]
    """Forms of "be", which are a present tense without a participle."""
    future: frozenset[str]
    future_pairs: frozenset[tuple[str, str]]
    pair_starts: frozenset[str]
    hearsay: frozenset[str]
    """Verbs that make a past tense with a perfect infinitive: "*soll* … gewartet haben"."""
    infinitives: frozenset[str]
    speech_verbs: frozenset[str]
    not_past: frozenset[str]
    """Words that only look like a verb form."""
    past_form: re.Pattern[str]
    participle: re.Pattern[str]
    present_form: re.Pattern[str]
    infinitive_markers: frozenset[str]
    """Words that make a following participle an infinitive: "should be *finished*"."""
    nearest_verb: bool
    """Whether the verb before a date governs it (English), not any verb of the clause (German)."""


def tenses(table: Mapping[str, Any]) -> Tenses:
    """The cues in the table ``clause`` of a language; without one, there are none."""

    def words(name: str) -> frozenset[str]:
        return frozenset(word for line in table.get(name, ()) for word in line.casefold().split())

    pairs = [pair.split() for pair in table.get("future_pairs", ())]
    return Tenses(
        past=words("past"),
        auxiliaries=words("have") | words("be"),
        copulas=words("be"),
        future=words("future"),
        future_pairs=frozenset((first, second) for first, second in pairs),
        pair_starts=frozenset(first for first, _ in pairs),
        hearsay=words("hearsay"),
        infinitives=words("infinitives"),
        speech_verbs=words("speech_verbs"),
        not_past=words("not_past"),
        past_form=re.compile(table.get("past_form", "(?!)")),
        participle=re.compile(table.get("participle", "(?!)")),
        present_form=re.compile(table.get("present_form", "(?!)")),
        infinitive_markers=words("infinitive_markers"),
        nearest_verb=bool(table.get("nearest_verb", False)),
    )


@dataclass(frozen=True)
class Cues:
    """The cues of a text, found once for all of its dates; indexes of tokens in their order."""

    words: Tenses
    tokens: Sequence[Token]
    verbs: list[int]
    """Words that can be evidence."""
    boundaries: list[int]
    """Signs between clauses."""
    participles: list[int]
    perfects: list[int]
    """Participles with "haben" or "sein" after them."""
    endings: dict[str, Direction]
    """What the endings of the words say."""

    def evidence(
        self, start: int, end: int, clause: tuple[int, int], *, backwards: bool = False
    ) -> Iterator[Evidence]:
        """The evidence of the tokens ``start`` to ``end`` on one side of a date in the clause."""
        found = self.verbs[bisect_left(self.verbs, start) : bisect_left(self.verbs, end)]
        for index in reversed(found) if backwards else found:
            before = self.tokens[index - 1].text if index > start else ""
            after = self.tokens[index + 1].text.casefold() if index + 1 < end else ""
            if before not in self.words.infinitive_markers:
                sign, is_strong = self._sign(self.tokens[index].text, after, clause)
                if sign:
                    yield index, sign, is_strong

    def _sign(self, text: str, following: str, clause: tuple[int, int]) -> tuple[Direction, bool]:
        """The direction of a word, and whether the lexicon has it."""
        words, word = self.words, text.casefold()
        if word in words.future or (word, following) in words.future_pairs:
            is_past = word in words.hearsay and _has_index(self.perfects, clause[0], clause[1] - 1)
            return -1 if is_past else 1, True
        if word in words.past:
            return -1, True
        if word in words.auxiliaries:
            if _has_index(self.participles, *clause):
                return -1, True
            # "Am Donnerstag ist Premiere": the present tense points to the future.
            return 1 if word in words.copulas else 0, False
        return self.endings[text], False


def cues(words: Tenses, tokens: Sequence[Token]) -> Cues:
    """The cues of all tokens. Each word is looked at once, however often it occurs."""
    verbs: list[int] = []
    boundaries: list[int] = []
    participles: list[int] = []
    perfects: list[int] = []
    kinds: dict[str, tuple[bool, bool]] = {}
    endings: dict[str, Direction] = {}
    for index, token in enumerate(tokens):
        text = token.text
        kind = kinds.get(text)
        if kind is None:
            endings[text] = _ending(words, text)
            is_verb = _is_verb(words, text, endings[text])
            kind = kinds[text] = is_verb, _is_participle(words, text)
        if kind[0]:
            verbs.append(index)
        elif text in _CLAUSE_BOUNDARIES:
            boundaries.append(index)
        if text in words.infinitives and participles and participles[-1] == index - 1:
            perfects.append(index - 1)
        if kind[1]:
            participles.append(index)
    return Cues(words, tokens, verbs, boundaries, participles, perfects, endings)


def _is_verb(words: Tenses, text: str, ending: Direction) -> bool:
    """Whether a word can be a finite verb. A long list of dates has little else than numbers."""
    if not text[:1].isalpha() or len(text) > _MAX_WORD_LENGTH:
        return False
    word = text.casefold()
    known = word in words.future or word in words.past or word in words.auxiliaries
    return known or word in words.pair_starts or ending != 0


def _ending(words: Tenses, text: str) -> Direction:
    if text != text.casefold() or text in words.not_past:
        return 0
    if words.past_form.fullmatch(text):
        return -1
    return 1 if words.present_form.fullmatch(text) else 0


def _is_participle(words: Tenses, text: str) -> bool:
    return text.islower() and words.participle.fullmatch(text) is not None


def _has_index(indexes: list[int], start: int, end: int) -> bool:
    """Whether one of the sorted indexes is from ``start`` to ``end`` (exclusive)."""
    position = bisect_left(indexes, start)
    return position < len(indexes) and indexes[position] < end


def direction(
    found: Cues, first: int, last: int, sentence: tuple[int, int], *, certain: bool = False
) -> Direction:
    """Past (-1), future (1) or unknown (0) around the tokens ``first`` to ``last``.

    With ``certain``, endings that only look like a tense do not count.
    """
    low, high = max(sentence[0], first - _MAX_DISTANCE), min(sentence[1], last + _MAX_DISTANCE)
    before, after = (bisect_left(found.boundaries, index) for index in (first, last))
    start = max(low, found.boundaries[before - 1] + 1) if before else low
    end = min(high, found.boundaries[after]) if after < len(found.boundaries) else high
    start, end = min(start, first), max(end, last)
    sign = _direction_of_clause(found, first, last, (start, end), certain=certain)
    if sign == 0 and (start, end) != (low, high):
        return _direction_of_clause(found, first, last, (low, high), certain=certain)
    return sign


def _direction_of_clause(
    found: Cues, first: int, last: int, clause: tuple[int, int], *, certain: bool
) -> Direction:
    is_nearest = found.words.nearest_verb
    sides = (
        found.evidence(clause[0], first, clause, backwards=is_nearest),
        found.evidence(last, clause[1], clause),
    )
    if is_nearest:
        return next((one[1] for side in sides for one in side if one[2] or not certain), 0)
    before, after = ([one for one in side if one[2] or not certain] for side in sides)
    # A verb of the lexicon outweighs a mere ending: "werden ... vermutete Schäden behoben".
    strong = [[one for one in side if one[2]] for side in (before, after)]
    if any(strong):
        before, after = strong
    signs = {sign for _, sign, _ in before + after}
    if len(signs) == 1:
        return signs.pop()
    if not signs:
        return 0
    width = clause[1] - clause[0]
    gap_before = first - before[-1][0] if before else width
    gap_after = after[0][0] - last + 1 if after else width
    return before[-1][1] if gap_before <= gap_after else after[0][1]


def reports_speech(words: Tenses, tokens: Sequence[Token]) -> bool:
    """Whether a speech verb ("said") is among the tokens."""
    return any(token.text.casefold() in words.speech_verbs for token in tokens)
