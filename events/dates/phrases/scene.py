"""A text under reading: its tokens, the anchor, what was last spoken of; and where rules match."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from events.dates.phrases.calendar import Period
from events.dates.phrases.grammar import Grammar, Rule
from events.dates.phrases.reading import Kind, Length, Tier
from events.dates.phrases.reasons import Reason
from events.dates.phrases.tense import Direction, direction
from events.dates.phrases.tokens import Token

_REACH = 4  # tokens of no class of their own that a rule may have at its edges


@dataclass
class Scene:
    """What is known while a text is read.

    ``regional`` is the subtag after the language ("US"); ``spoken_of`` the last date read, with the
    index of the token after it; ``written`` the last one whose year stands in the text;
    ``programme`` the few days that the text is about, as it says itself ("vom 21. bis 27.
    Februar"); ``one_field`` whether this is one field and no running text; ``daily`` whether it
    reports from day to day.
    """

    text: str
    grammar: Grammar
    tokens: list[Token]
    anchor: datetime | None
    regional: str = ""
    spoken_of: tuple[Period, int] | None = None
    written: tuple[Period, int] | None = None
    programme: tuple[date, date] | None = None
    one_field: bool = False
    daily: bool = False
    _ends: list[int] | None = None  # a field, so that a copy for quoted speech need not count anew

    def direction(self, first: int, last: int) -> Direction:
        """Past (-1), future (1) or unknown (0) of the clause around tokens."""
        return direction(self.grammar.tenses, self.tokens, first, last, self.sentence(first))

    @property
    def today(self) -> date | None:
        return self.anchor.date() if self.anchor else None

    def sentence(self, index: int) -> tuple[int, int]:
        """First and last token (exclusive) of the sentence of a token."""
        if self._ends is None:
            self._ends = list(_sentence_ends(self.tokens))
        position = bisect_left(self._ends, index)
        start = self._ends[position - 1] + 1 if position else 0
        return start, self._ends[position] + 1 if position < len(self._ends) else len(self.tokens)


@dataclass
class Match:
    """Where a rule matches: tokens ``first`` to ``last`` (exclusive)."""

    scene: Scene
    rule: Rule
    found: re.Match[str]

    @property
    def first(self) -> int:
        return self.found.start()

    @property
    def last(self) -> int:
        return self.found.end()

    @property
    def groups(self) -> Mapping[str, int]:
        return self.rule.pattern.groupindex

    def has(self, group: str) -> bool:
        return group in self.groups and self.found[group] is not None

    def tokens(self, group: str = "") -> list[Token]:
        if not group:
            return self.scene.tokens[self.first : self.last]
        if not self.has(group):
            return []
        return self.scene.tokens[slice(*self.found.span(group))]

    def text(self, group: str) -> str:
        return " ".join(token.text for token in self.tokens(group))

    def values(self, name: str, group: str = "") -> list[str]:
        values = (token.value(name) for token in self.tokens(group))
        return [value for value in values if value is not None]

    def value(self, name: str, group: str = "") -> str | None:
        values = self.values(name, group)
        return values[0] if values else None

    def number(self, name: str, group: str = "") -> int | None:
        value = self.value(name, group)
        return int(value) if value is not None else None


def told(match: Match) -> Direction:
    """Past (-1), future (1) or unknown (0) by the word before the date, else by the clause."""
    before = match.scene.tokens[max(0, match.first - 1) : match.first] + match.tokens("lead")
    since = {value for token in before if (value := token.value("since")) is not None}
    if "since" in since:
        return -1
    if any(token.value("until") is not None for token in before):
        return 1
    said = match.scene.direction(match.first, match.last)
    return 1 if "from" in since and said == 0 else said


_TILL: Final = frozenset(["until", "dash", "to"])


def listed(match: Match, group: str, *names: str) -> list[tuple[int, int, str]]:
    """The numbers of a list: token, value, and "until" where the words before it say so."""
    start, _ = match.found.span(group)
    result, said = [], ""
    for index, token in enumerate(match.tokens(group), start):
        values = [value for key, value in token.entries if key in names]
        if values:
            result.append((index, int(values[0]), said))
            said = ""
        elif any(key in _TILL for key, _ in token.entries):
            said = "until"
    return result


@dataclass
class Found:
    """What a resolver says of a match; ``period`` or ``edtf`` where it is a date."""

    kind: Kind
    why: Reason
    tier: Tier
    period: Period | None = None
    edtf: str = ""
    part: str = ""
    clock: str = ""
    length: Length | None = None
    relation: str = ""
    others: list[tuple[Period, Reason]] = field(default_factory=list)
    span: tuple[int, int] | None = None
    """Tokens, where not those of the match."""
    relative: bool = True
    """Whether it depends on the anchor."""


def clusters(scene: Scene, field: bool) -> Iterator[list[Match]]:
    """Matches that overlap, together, in the order of the text; the longest of each first.

    Rules that the table keeps for a ``field`` are not tried in running text.
    """
    rules = [rule for rule in scene.grammar.rules if field or not rule.options.get("field")]
    shape = "".join([token.character for token in scene.tokens])
    matches: list[Match] = []
    for start, end in _islands(scene, shape):
        for rule in rules:
            matches.extend(
                Match(scene, rule, found)
                for found in rule.pattern.finditer(shape, start, end)
                if found.end() > found.start()
            )
    matches.sort(key=lambda match: match.first)
    cluster: list[Match] = []
    end = 0
    for match in matches:
        if cluster and match.first >= end:
            yield _longest_first(cluster)
            cluster, end = [], 0
        cluster.append(match)
        end = max(end, match.last)
    if cluster:
        yield _longest_first(cluster)


def _longest_first(cluster: list[Match]) -> list[Match]:
    return sorted(cluster, key=lambda match: (match.first - match.last, match.rule.rank))


def _islands(scene: Scene, shape: str) -> Iterator[tuple[int, int]]:
    """The stretches of tokens that can hold a date at all: most of a text cannot."""
    start = end = -1
    for found in scene.grammar.triggers.finditer(shape):
        first, last = max(0, found.start() - _REACH), found.end() + _REACH
        if first > end:
            if end > 0:
                yield start, min(end, len(shape))
            start = first
        end = last
    if end > 0:
        yield start, min(end, len(shape))


def _sentence_ends(tokens: list[Token]) -> Iterator[int]:
    """Indexes of the tokens that end a sentence: not the dot of "3. Oktober" or of "Dr."."""
    for index, token in enumerate(tokens):
        if token.text in ("!", "?") or token.value("break") is not None:
            yield index
        elif token.text == "." and index and index + 1 < len(tokens):
            before, after = tokens[index - 1], tokens[index + 1]
            if before.text.isdigit() and len(before.text) <= 2:
                continue
            if before.end == token.start and len(before.text) == 1:
                continue
            if not after.text or after.text[0].isupper() or not after.text[0].isalpha():
                yield index
