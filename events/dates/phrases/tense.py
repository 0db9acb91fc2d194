"""The tense of a clause, which tells whether a date without a direction is past or future.

There is no parser: a small lexicon per language holds finite verbs and other cues, and their
position in the clause decides between them. Decision record 16 has the figures.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
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

    pairs = (pair.split() for pair in table.get("future_pairs", ()))
    return Tenses(
        past=words("past"),
        auxiliaries=words("have") | words("be"),
        copulas=words("be"),
        future=words("future"),
        future_pairs=frozenset((first, second) for first, second in pairs),
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


def direction(
    words: Tenses,
    tokens: Sequence[Token],
    first: int,
    last: int,
    sentence: tuple[int, int],
    *,
    certain: bool = False,
) -> Direction:
    """Past (-1), future (1) or unknown (0) around the tokens ``first`` to ``last``.

    With ``certain``, endings that only look like a tense do not count.
    """
    low, high = max(sentence[0], first - _MAX_DISTANCE), min(sentence[1], last + _MAX_DISTANCE)
    start, end = first, last
    while start > low and tokens[start - 1].text not in _CLAUSE_BOUNDARIES:
        start -= 1
    while end < high and tokens[end].text not in _CLAUSE_BOUNDARIES:
        end += 1
    clause = tokens[start:first], tokens[last:end], tokens[start:end]
    found = _direction_of_clause(words, *clause, certain=certain)
    if found == 0 and (start, end) != (low, high):
        whole = tokens[low:first], tokens[last:high], tokens[low:high]
        found = _direction_of_clause(words, *whole, certain=certain)
    return found


def _direction_of_clause(
    words: Tenses,
    left: Sequence[Token],
    right: Sequence[Token],
    whole: Sequence[Token],
    *,
    certain: bool,
) -> Direction:
    before, after = (
        [one for one in _evidence(words, side, whole) if one[2] or not certain]
        for side in (left, right)
    )
    if words.nearest_verb:
        if before:
            return before[-1][1]
        return after[0][1] if after else 0
    # A verb of the lexicon outweighs a mere ending: "werden ... vermutete Schäden behoben".
    strong = [[one for one in side if one[2]] for side in (before, after)]
    if any(strong):
        before, after = strong
    signs = {sign for _, sign, _ in before + after}
    if len(signs) == 1:
        return signs.pop()
    if not signs:
        return 0
    gap_before = len(left) - before[-1][0] if before else len(whole)
    gap_after = after[0][0] + 1 if after else len(whole)
    return before[-1][1] if gap_before <= gap_after else after[0][1]


def _evidence(words: Tenses, side: Sequence[Token], whole: Sequence[Token]) -> Iterator[Evidence]:
    """The cues on one side of the date."""
    for index, token in enumerate(side):
        if not token.text[:1].isalpha():
            continue  # Not a verb. A long list of dates has little else.
        if len(token.text) > _MAX_WORD_LENGTH or (
            index and side[index - 1].text in words.infinitive_markers
        ):
            continue
        word = token.text.casefold()
        following = side[index + 1].text.casefold() if index + 1 < len(side) else ""
        if word in words.future or (word, following) in words.future_pairs:
            is_hearsay = word in words.hearsay and _is_perfect(words, whole)
            yield index, -1 if is_hearsay else 1, True
        elif word in words.past:
            yield index, -1, True
        elif word in words.auxiliaries:
            if any(_is_participle(words, other) for other in whole):
                yield index, -1, True
            elif word in words.copulas:
                # "Am Donnerstag ist Premiere": the present tense points to the future.
                yield index, 1, False
        elif token.text == word and word not in words.not_past:
            yield from _ending(words, index, word)


def _is_perfect(words: Tenses, whole: Sequence[Token]) -> bool:
    """Whether a participle and the infinitive "haben" or "sein" follow each other."""
    return any(
        following.text in words.infinitives and _is_participle(words, token)
        for token, following in pairwise(whole)
    )


def _ending(words: Tenses, index: int, word: str) -> Iterator[Evidence]:
    if words.past_form.fullmatch(word):
        yield index, -1, False
    elif words.present_form.fullmatch(word):
        yield index, 1, False


def _is_participle(words: Tenses, token: Token) -> bool:
    return token.text.islower() and words.participle.fullmatch(token.text) is not None


def reports_speech(words: Tenses, tokens: Sequence[Token]) -> bool:
    """Whether a speech verb ("said") is among the tokens."""
    return any(token.text.casefold() in words.speech_verbs for token in tokens)
