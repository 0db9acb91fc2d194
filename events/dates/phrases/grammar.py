"""Compiles a language's table (``de.toml``) into a lexicon and rules over tokens.

Each token becomes one character that stands for the set of its classes. A rule is a regular
expression over those characters. A pattern consists of class names (``month``), class names with a
value (``unit.year``), macros of the table and the operators ``( ) | ? * + {m,n}``. ``<name: …>``
names a group for the resolver.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Any, Final

from events.dates.phrases.tense import Tenses, tenses
from events.dates.phrases.tokens import (
    BREAK,
    CAPITAL,
    PLAIN,
    SHAPES,
    TOKEN,
    Entries,
    Token,
    is_break,
    shape_entries,
)

LANGUAGES_READ: Final = ("en", "de", "fr")
_NAME: Final = re.compile(r"<([a-z_]+):|>|([A-Za-z_]+(?:\.[A-Za-z0-9_+-]+)?)|\s+")
_MAX_PHRASE_WORDS: Final = 6
# Classes that occur in dates, but of which no date consists alone.
NON_TRIGGERS: Final = frozenset(
    name
    for line in (
        "the at in on of from since until to before after for between around and than more about",
        "every all per whole over some one capital plain break F dot comma colon stop dash slash",
        "open close quote tick money measure law number_before later early follows shift ordinal",
        "count half_of zone times er plural era aged with straight not either including than",
        "boundary direction_after sign offset amount_of season_word fiscal night_to",
    )
    for name in line.split()
)
_MAX_WORD_LENGTH: Final = 40
_MAX_REPEATS: Final = 30
"""What ``*`` and ``+`` repeat at most: else each word of "Jahre Jahre …" tries all after it."""
_FIRST_CHARACTER: Final = 0xE000  # private use area: no character is special to ``re``


@dataclass(frozen=True)
class Rule:
    """A compiled pattern with the name of its resolver; ``options`` are the table's other keys."""

    resolver: str
    pattern: re.Pattern[str]
    rank: int
    options: dict[str, Any]


@dataclass
class Grammar:
    """A compiled table. ``triggers`` matches the tokens of which every match needs one."""

    language: str
    table: dict[str, Any]
    tenses: Tenses
    triggers: re.Pattern[str] = field(default_factory=lambda: re.compile("(?!)"))
    rules: list[Rule] = field(default_factory=list)
    needing: dict[str, list[int]] = field(default_factory=dict)
    """Indexes of the rules that can match where a character is; "" for those of no known need."""
    _characters: dict[Entries, str] = field(default_factory=dict)
    _words: dict[str, tuple[Entries, Entries]] = field(default_factory=dict)
    _phrases: dict[str, list[tuple[tuple[str, ...], Entries]]] = field(default_factory=dict)
    _lowercase: dict[str, tuple[Entries, str]] = field(default_factory=dict)
    """Names of months in lower case: they count only beside a number ("march 3")."""
    _suffixes: list[tuple[re.Pattern[str], tuple[tuple[str, str], ...]]] = field(
        default_factory=list
    )

    def tokens(self, text: str) -> Iterator[Token]:
        """All tokens; a blank line between paragraphs is a token without length."""
        last = 0
        known: dict[tuple[str, str], tuple[Entries, str]] = {}
        for match in TOKEN.finditer(text):
            start, end = match.span()
            if start - last > 1 and is_break(text, last, start):
                yield Token(last, last, "", BREAK, self._characters[BREAK])
            key = match.lastgroup or "", match[0]
            pair = known.get(key)
            if pair is None:
                pair = known[key] = self._classified(*key)
            yield Token(start, end, key[1], *pair)
            last = end

    def _classified(self, kind: str, text: str) -> tuple[Entries, str]:
        entries = self.entries(text) if kind == "word" else shape_entries(kind, text)
        character = self._characters.get(entries) if kind == "word" else None
        return entries, character or self._characters[_without_values(entries)]

    def entries(self, word: str) -> Entries:
        """The classes of a word. A word that is capitalised in the table must be so in the text."""
        if len(word) > _MAX_WORD_LENGTH:
            return PLAIN
        capital = word[0].isupper()
        found = self._words.get(word.casefold())
        if found is not None:
            entries = found[1] if capital else found[0]
            if entries:
                return entries
        for pattern, pairs in self._suffixes:
            match = pattern.fullmatch(word.casefold())
            if match:
                return frozenset((name, match.expand(value)) for name, value in pairs)
        return CAPITAL if capital else PLAIN

    def merge_phrases(self, tokens: Iterable[Token]) -> list[Token]:
        """The tokens, with each phrase of the table as one token; the longest phrase wins."""
        originals = list(tokens)
        self._read_lowercase_months(originals)
        if not self._phrases:
            return originals
        result: list[Token] = []
        index, count, phrases = 0, len(originals), self._phrases
        while index < count:
            token = originals[index]
            candidates = phrases.get(token.text.casefold())
            found = _phrase_at(originals, index, candidates) if candidates else None
            if found is None:
                result.append(token)
                index += 1
            else:
                length, entries = found
                last = originals[index + length - 1]
                text = " ".join(token.text for token in originals[index : index + length])
                character = self._characters[entries]
                result.append(Token(token.start, last.end, text, entries, character))
                index += length
        return result

    def _read_lowercase_months(self, tokens: list[Token]) -> None:
        for index, token in enumerate(tokens):
            known = self._lowercase.get(token.text)
            if known is not None and any(
                one.text[:1].isdigit() for one in tokens[max(0, index - 1) : index + 3]
            ):
                tokens[index] = Token(token.start, token.end, token.text, *known)

    def characters_of(self, *names: str) -> frozenset[str]:
        """The characters of all tokens with one of these classes (``unit``, ``unit.year``)."""
        return frozenset(
            character
            for entries, character in self._characters.items()
            for key, value in entries
            if key in names or f"{key}.{value}" in names
        )


def _phrase_at(
    tokens: list[Token], index: int, candidates: list[tuple[tuple[str, ...], Entries]]
) -> tuple[int, Entries] | None:
    words = tuple(token.text.casefold() for token in tokens[index : index + _MAX_PHRASE_WORDS])
    for phrase, entries in candidates:
        if words[: len(phrase)] == phrase:
            return len(phrase), entries
    return None


@cache
def grammar(language: str) -> Grammar | None:
    """The grammar of the first subtag of a BCP 47 tag; None if there is no such table."""
    code = language.replace("_", "-").partition("-")[0].lower()
    if code not in LANGUAGES_READ:
        return None
    text = files("events.dates.phrases").joinpath(f"{code}.toml").read_text(encoding="utf-8")
    return build(code, tomllib.loads(text))


_SHARED_RULES: Final[tuple[dict[str, Any], ...]] = (
    {"reads": "day", "pattern": "<day: D> dash month dash <year: Y | D | N>"},
    {"reads": "month", "pattern": "month dash <year: D | N>"},
    {
        "reads": "part_of_year",
        "pattern": ["code (slash | dash)? <year: of_year>?", "<year: Y> (slash | dash)? code"],
    },
    {"reads": "iso", "pattern": "basic", "field": True},
)
"""Rules for numeric forms, which are the same in every language."""
_NEUTRAL_TABLE: Final[dict[str, Any]] = {"rules": [{"reads": "iso", "pattern": "iso"}]}


def build(language: str, table: dict[str, Any]) -> Grammar:
    """Compile a table.

    Raises ``ValueError`` for an unknown class in a pattern and for a word with two values in one
    class.
    """
    built = Grammar(language, table, tenses(table.get("clause", {})))
    _fill_words(built, table)
    _fill_phrases(built, table)
    built._suffixes = [
        (re.compile(line["word"]), tuple((key, value) for key, value in line["is"].items()))
        for line in table.get("suffixes", ())
    ]
    for entries in _all_entry_sets(built):
        if entries not in built._characters:
            built._characters[entries] = chr(_FIRST_CHARACTER + len(built._characters))
    for word, (plain, capital) in built._words.items():
        if not plain and len(word) > 3 and any(name == "weekday" for name, _ in capital):
            built._words[word] = capital, capital
        if any(name == "month" for name, _ in capital - plain):
            built._lowercase[word] = capital, built._characters[capital]
    macros = table.get("macros", {})
    shared = _SHARED_RULES if "of_year" in macros else ()
    for rank, line in enumerate([*table.get("rules", ()), *shared]):
        options = {key: value for key, value in line.items() if key not in ("reads", "pattern")}
        patterns = line["pattern"] if isinstance(line["pattern"], list) else [line["pattern"]]
        for pattern in patterns:
            expression = compile_pattern(pattern, built, macros)
            compiled = re.compile(expression)
            needs = needed_characters(expression)
            for character in needs if needs is not None else ("",):
                built.needing.setdefault(character, []).append(len(built.rules))
            built.rules.append(Rule(line["reads"], compiled, rank, options))
    triggers = {
        character
        for entries, character in built._characters.items()
        if entries and any(name not in NON_TRIGGERS for name, _ in entries)
    }
    if triggers:
        built.triggers = re.compile(f"[{''.join(sorted(triggers))}]+")
    return built


def _fill_words(built: Grammar, table: dict[str, Any]) -> None:
    lower: dict[str, set[tuple[str, str]]] = {}
    upper: dict[str, set[tuple[str, str]]] = {}
    for name, values in table.get("words", {}).items():
        for value, words in values.items():
            for word in words.split():
                if word[0].isupper():
                    upper.setdefault(word.casefold(), set()).add((name, value))
                else:
                    lower.setdefault(word.casefold(), set()).add((name, value))
    for name, line in table.get("compounds", {}).items():
        for word, pair in _compounds(table, name, line):
            upper.setdefault(word.casefold(), set()).add(pair)
    for word in lower.keys() | upper.keys():
        plain = frozenset(lower.get(word, set()))
        capital = plain | upper.get(word, set())
        if len(capital) != len({name for name, _ in capital}):
            raise ValueError(f"{built.language}: {word!r} has two values in one class")
        built._words[word] = plain, capital


def _compounds(
    table: dict[str, Any], name: str, line: dict[str, str]
) -> Iterator[tuple[str, tuple[str, str]]]:
    """Compound words of the class ``name``: "Donnerstagabend" has the value "3 evening"."""
    for first_value, firsts in table["words"][line["first"]].items():
        for second_value, seconds in table["words"][line["second"]].items():
            for first, second in product(firsts.split(), seconds.split()):
                yield first + second, (name, f"{first_value} {second_value}")


def _fill_phrases(built: Grammar, table: dict[str, Any]) -> None:
    for name, values in table.get("phrases", {}).items():
        for value, phrases in values.items():
            for phrase in phrases:
                words = tuple(match[0].casefold() for match in TOKEN.finditer(phrase))
                built._phrases.setdefault(words[0], []).append((words, frozenset({(name, value)})))
    for candidates in built._phrases.values():
        candidates.sort(key=lambda pair: -len(pair[0]))


def _all_entry_sets(built: Grammar) -> Iterator[Entries]:
    yield from (PLAIN, CAPITAL, BREAK, *SHAPES)
    for plain, capital in built._words.values():
        yield from (plain, capital)
    for candidates in built._phrases.values():
        yield from (entries for _, entries in candidates)
    for line in built.table.get("suffixes", ()):
        yield frozenset((name, "") for name in line["is"])


def _without_values(entries: Entries) -> Entries:
    return frozenset((name, "") for name, _ in entries)


def compile_pattern(pattern: str, built: Grammar, macros: dict[str, str]) -> str:
    """A pattern of class names as a regular expression over characters."""

    def replacement(match: re.Match[str]) -> str:
        if match[1]:
            return f"(?P<{match[1]}>"
        if match[0] == ">":
            return ")"
        name = match[2]
        if not name:
            return ""
        if name in macros:
            return f"(?:{compile_pattern(macros[name], built, macros)})"
        characters = built.characters_of(name)
        if not characters:
            raise ValueError(f"{built.language}: no word has the class {name!r}")
        return f"[{''.join(sorted(characters))}]"

    compiled = _NAME.sub(replacement, pattern.replace("(", "(?:"))
    return compiled.replace("*", f"{{0,{_MAX_REPEATS}}}").replace("+", f"{{1,{_MAX_REPEATS}}}")


_PIECE: Final = re.compile(r"\(\?(?:P<\w+>|:)|\(|\)|\||\[[^]]*\]|[?*+]|\{[0-9,]+\}")


def needed_characters(expression: str) -> frozenset[str] | None:
    """Characters of which every match of a compiled pattern has at least one; None if unknown.

    So most rules need not be tried at all: a rule about quarters only where one is named.
    """
    pieces = _PIECE.findall(expression)
    return _needed(pieces, [0])


def _needed(pieces: list[str], position: list[int]) -> frozenset[str] | None:
    """The smallest set of one branch, or those of all branches together."""
    branches: list[frozenset[str] | None] = [None]
    while position[0] < len(pieces):
        piece = pieces[position[0]]
        position[0] += 1
        if piece == ")":
            break
        if piece == "|":
            branches.append(None)
            continue
        found = frozenset(piece[1:-1]) if piece[0] == "[" else None
        if piece[0] == "(":
            found = _needed(pieces, position)
        following = pieces[position[0]] if position[0] < len(pieces) else ""
        is_optional = following[:1] in ("?", "*") or following.startswith("{0")
        best = branches[-1]
        if found is not None and not is_optional and (best is None or len(found) < len(best)):
            branches[-1] = found
    known = [branch for branch in branches if branch is not None]
    return frozenset().union(*known) if len(known) == len(branches) else None


NEUTRAL: Final = build("", _NEUTRAL_TABLE)
"""For unknown languages: ISO 8601 dates only."""
