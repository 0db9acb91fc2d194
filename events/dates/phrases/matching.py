"""Matches of the rules in a text, and the context in which resolvers read them."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from events.dates.phrases.calendar import Period
from events.dates.phrases.directions import (
    direction_after,
    direction_of_words,
    is_lead,
    lead_start,
)
from events.dates.phrases.grammar import Grammar, Rule
from events.dates.phrases.reading import Kind, Length, Tier
from events.dates.phrases.reasons import Reason
from events.dates.phrases.tense import Cues, Direction, cues, direction
from events.dates.phrases.tokens import Token

_MARGIN: Final = 4
"""How many tokens that trigger no rule a rule may have at either edge."""
RANGE_CLASSES: Final = frozenset(["until", "dash", "to"])


@dataclass
class Context:
    """What is known about a text while it is read.

    * ``region``: the subtag after the language ("US").
    * ``last_mentioned``: the last date that was read, with the index of the token after it.
    * ``last_explicit``: the last date whose year is written in the text, with the same index.
    * ``announced_days``: the range of a few days that the text names ("vom 21. bis 27. Februar").
    * ``is_field``: whether the text is the value of one field rather than running text.
    * ``is_daily_report``: whether the text reports events of one day or the next.
    """

    text: str
    grammar: Grammar
    tokens: list[Token]
    anchor: datetime | None
    region: str = ""
    last_mentioned: tuple[Period, int] | None = None
    last_explicit: tuple[Period, int] | None = None
    announced_days: tuple[date, date] | None = None
    is_field: bool = False
    is_daily_report: bool = False
    # Fields, so that dataclasses.replace() keeps them: quotations need not find them again.
    _sentence_ends: list[int] | None = None
    _cues: Cues | None = None

    def direction(self, first: int, last: int, *, certain: bool = False) -> Direction:
        """Past (-1), future (1) or unknown (0), by the clause around the tokens.

        With ``certain``, only by the words of the lexicon, not by endings.
        """
        if self._cues is None:
            self._cues = cues(self.grammar.tenses, self.tokens)
        return direction(self._cues, first, last, self.sentence(first), certain=certain)

    @property
    def today(self) -> date | None:
        return self.anchor.date() if self.anchor else None

    def sentence(self, index: int) -> tuple[int, int]:
        """First and last token (exclusive) of the sentence of a token."""
        if self._sentence_ends is None:
            self._sentence_ends = list(_sentence_ends(self.tokens))
        ends = self._sentence_ends
        position = bisect_left(ends, index)
        start = ends[position - 1] + 1 if position else 0
        return start, ends[position] + 1 if position < len(ends) else len(self.tokens)


@dataclass
class Match:
    """A rule that matches the tokens from ``first`` to ``last`` (exclusive)."""

    context: Context
    rule: Rule
    regex_match: re.Match[str]

    @property
    def first(self) -> int:
        return self.regex_match.start()

    @property
    def last(self) -> int:
        return self.regex_match.end()

    @property
    def groups(self) -> Mapping[str, int]:
        return self.rule.pattern.groupindex

    def has(self, group: str) -> bool:
        return group in self.groups and self.regex_match[group] is not None

    def tokens(self, group: str = "") -> list[Token]:
        if group and group not in self.groups:
            return []
        # A group without a match has the span (-1, -1), that is no tokens.
        first, last = self.regex_match.span(group or 0)
        return self.context.tokens[first:last]

    def values(self, name: str, group: str = "") -> list[str]:
        """The values of all tokens of the class, in the group or in the whole match."""
        tokens = self.tokens(group)
        return [value for token in tokens for key, value in token.entries if key == name]

    def value(self, name: str, group: str = "") -> str | None:
        for token in self.tokens(group):
            for key, value in token.entries:
                if key == name:
                    return value
        return None

    def number(self, name: str, group: str = "") -> int | None:
        value = self.value(name, group)
        return int(value) if value is not None else None


@dataclass
class Resolution:
    """What a resolver makes of a match; a date has a ``period`` or ``edtf``."""

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
    """The tokens, if they are not those of the match."""
    relative: bool = True
    """Whether the result depends on the anchor."""
    unknown: bool = False
    """Whether ``edtf`` is one date of a range ("a/b" for ``[a..b]``)."""
    implied_day: bool = False
    """Whether a clock time has no day of its own."""


def direction_of(match: Match) -> Direction:
    """Past (-1), future (1) or unknown (0): by the word before the date, else by its clause."""
    return tense_of(match)[0]


def tense_of(match: Match) -> tuple[Direction, str]:
    """The direction of a date, and what it is by: "past", "future", "noun" or "none"."""
    tokens, core = match.context.tokens, match.first
    while core < match.last and is_lead(tokens, core):
        core += 1
    words = tokens[lead_start(tokens, core) : core]
    named = direction_of_words(words)[0]
    if not named and match.last < len(tokens):
        named = direction_after(tokens[match.last])  # "Friday at the latest"
        named = "until" if named == "since" else named
    if named in ("until", "not_before", "not_after"):
        return 1, "future"
    since = [token.value("since") for token in words]
    if named == "since" and "since" in since:
        return -1, "past"
    by_clause = match.context.direction(match.first, match.last)
    if by_clause == 1 and _hangs_on_noun(match, core):
        return -1, "noun"
    if by_clause == 0 and "from" in since:
        by_clause = 1
    return by_clause, {-1: "past", 0: "none", 1: "future"}[by_clause]


def _hangs_on_noun(match: Match, core: int) -> bool:
    """Whether a date belongs to something past: "Tuesday's vote", "die Wahl vom 3. Mai"."""
    tokens, last = match.context.tokens, match.last
    following = tokens[last] if last < len(tokens) else None
    if match.values("plural"):
        return following is not None and following.text.isalpha()
    is_range = match.values("until") or (following and following.value("until") is not None)
    if core < 2 or is_range or tokens[core - 2].value("unit") is not None:
        return False
    # "vom", but not French "du", and no range: "vom 3. bis 5. Mai".
    is_of = tokens[core - 1].value("from") == "of" and tokens[core - 1].text == "vom"
    return is_of and tokens[core - 2].text[:1].isupper()


def list_items(match: Match, group: str, *names: str) -> list[tuple[int, int, str]]:
    """The numbers of a list: (token index, number, relation).

    The relation is "until" if a word such as "to" stands before the number, else "".
    """
    start, _ = match.regex_match.span(group)
    items, relation = [], ""
    for index, token in enumerate(match.tokens(group), start):
        values = [value for key, value in token.entries if key in names]
        if values:
            items.append((index, int(values[0]), relation))
            relation = ""
        elif any(key in RANGE_CLASSES for key, _ in token.entries):
            relation = "until"
    return items


def match_clusters(context: Context, *, field: bool) -> Iterator[list[Match]]:
    """Groups of overlapping matches in text order, the longest match of each group first.

    Rules with the option ``field`` are not tried in running text.
    """
    rules, needing = context.grammar.rules, context.grammar.needing
    shape = "".join([token.character for token in context.tokens])
    matches: list[Match] = []
    add = matches.append
    for start, end in _candidate_regions(context, shape):
        present = {*shape[start:end], ""}
        for index in sorted({index for one in present for index in needing.get(one, ())}):
            rule = rules[index]
            if rule.options.get("field") and not field:
                continue
            for regex_match in rule.pattern.finditer(shape, start, end):
                if regex_match.end() > regex_match.start():
                    add(Match(context, rule, regex_match))
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


def _candidate_regions(context: Context, shape: str) -> Iterator[tuple[int, int]]:
    """The ranges of tokens that can hold a date. Most of a text cannot."""
    start = end = -1
    for trigger in context.grammar.triggers.finditer(shape):
        first, last = max(0, trigger.start() - _MARGIN), trigger.end() + _MARGIN
        if first > end:
            if end > 0:
                yield start, min(end, len(shape))
            start = first
        end = last
    if end > 0:
        yield start, min(end, len(shape))


def _sentence_ends(tokens: list[Token]) -> Iterator[int]:
    """Indexes of the tokens that end a sentence; the dots of "3. Oktober" and "Dr." do not."""
    for index, token in enumerate(tokens):
        if token.text in ("!", "?", ""):  # a blank line has no text
            yield index
        elif token.text == "." and index and index + 1 < len(tokens):
            before, after = tokens[index - 1], tokens[index + 1]
            if before.text.isdigit() and len(before.text) <= 2:
                continue
            if before.end == token.start and len(before.text) == 1:
                continue
            if not after.text or after.text[0].isupper() or not after.text[0].isalpha():
                yield index
