"""Whether a clause speaks of the past or of what is to come, as far as its words tell.

No parser: finite verbs and a few cues, in a small lexicon per language, and where in the clause
they stand. The decision record on tense has the figures.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from events.dates.phrases.tokens import Token

Direction = Literal[-1, 0, 1]
Evidence = tuple[int, Direction, bool]
"""The place of a word, what it says, and whether the lexicon has it."""
_DIVIDERS: Final = frozenset(',;:()[]–—"„“”»«')
_WIDEST: Final = 40


@dataclass(frozen=True)
class Tenses:
    """The words of a language that tell; patterns match folded words whole."""

    past: frozenset[str]
    have: frozenset[str]
    be: frozenset[str]
    """Of these the ones that are a present tense without a participle."""
    future: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    said: frozenset[str]
    neither: frozenset[str]
    past_form: re.Pattern[str]
    participle: re.Pattern[str]
    present_form: re.Pattern[str]
    bare: frozenset[str]
    """Words after which a participle tells nothing: "should be *finished*"."""
    nearest: bool
    """The verb before a date governs it (English); else any of the clause can (German)."""


def tenses(table: Mapping[str, Any]) -> Tenses:
    """From the table's ``clause``; a language without one tells nothing."""

    def words(name: str) -> frozenset[str]:
        return frozenset(word for line in table.get(name, ()) for word in line.casefold().split())

    pairs = (pair.split() for pair in table.get("future_pairs", ()))
    return Tenses(
        past=words("past"),
        have=words("have") | words("be"),
        be=words("be"),
        future=words("future"),
        pairs=frozenset((first, second) for first, second in pairs),
        said=words("said"),
        neither=words("not_past"),
        past_form=re.compile(table.get("past_form", "(?!)")),
        participle=re.compile(table.get("participle", "(?!)")),
        present_form=re.compile(table.get("present_form", "(?!)")),
        bare=words("bare"),
        nearest=bool(table.get("nearest", False)),
    )


def direction(
    words: Tenses, tokens: Sequence[Token], first: int, last: int, sentence: tuple[int, int]
) -> Direction:
    """Past (-1), future (1) or unknown (0) around the tokens ``first`` to ``last``."""
    low, high = max(sentence[0], first - _WIDEST), min(sentence[1], last + _WIDEST)
    start, end = first, last
    while start > low and tokens[start - 1].text not in _DIVIDERS:
        start -= 1
    while end < high and tokens[end].text not in _DIVIDERS:
        end += 1
    told = _told(words, tokens[start:first], tokens[last:end], tokens[start:end])
    if told == 0 and (start, end) != (low, high):
        told = _told(words, tokens[low:first], tokens[last:high], tokens[low:high])
    return told


def _told(
    words: Tenses, left: Sequence[Token], right: Sequence[Token], whole: Sequence[Token]
) -> Direction:
    before, after = (list(_evidence(words, side, whole)) for side in (left, right))
    if words.nearest:
        if before:
            return before[-1][1]
        return after[0][1] if after else 0
    # A finite verb of the lexicon outweighs a mere ending: "werden ... vermutete Schäden behoben".
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
    """What the words on one side of the date say."""
    for index, token in enumerate(side):
        if not token.text[:1].isalpha():
            continue  # no verb, and a long list of dates has little else
        if len(token.text) > _WIDEST or (index and side[index - 1].text in words.bare):
            continue
        word = token.text.casefold()
        following = side[index + 1].text.casefold() if index + 1 < len(side) else ""
        if word in words.future or (word, following) in words.pairs:
            yield index, 1, True
        elif word in words.past:
            yield index, -1, True
        elif word in words.have:
            if any(_is_participle(words, other) for other in whole):
                yield index, -1, True
            elif word in words.be:
                # "Am Donnerstag ist Premiere": the present tense is what is to come.
                yield index, 1, False
        elif token.text == word and word not in words.neither:
            yield from _ending(words, index, word)


def _ending(words: Tenses, index: int, word: str) -> Iterator[Evidence]:
    if words.past_form.fullmatch(word):
        yield index, -1, False
    elif words.present_form.fullmatch(word):
        yield index, 1, False


def _is_participle(words: Tenses, token: Token) -> bool:
    return token.text.islower() and words.participle.fullmatch(token.text) is not None


def speaks(words: Tenses, tokens: Sequence[Token]) -> bool:
    """Whether somebody is said to say something."""
    return any(token.text.casefold() in words.said for token in tokens)
