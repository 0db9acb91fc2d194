"""Resolvers of temporal expressions without a date: durations, sets, "now", "formerly"."""

from events.dates.phrases.counted import length_of
from events.dates.phrases.matching import Match, Resolution
from events.dates.phrases.reading import Kind, Length
from events.dates.phrases.reasons import Reason
from events.dates.phrases.tokens import Token, names


def read_duration(match: Match) -> list[Resolution]:
    unit = match.value("lasting")
    if unit:
        return [_duration(Length(None, unit))]
    word = match.value("lasting_word")
    if word:
        return [_duration(_compound_length(match, word.split()))]
    ending = match.value("lasting_ending")
    if ending:
        count = match.value("count", "length")
        return [_duration(Length(float(count) if count else None, ending))]
    length = length_of(match)
    return [_duration(length)] if length and not _is_age(match, length) else []


def _is_age(match: Match, length: Length) -> bool:
    """Whether the length is an age: "16 Jahre alt", "at the age of 40 years", "mit 16 Jahren"."""
    if length.unit != "year":
        return False
    tokens = match.context.tokens
    around = (*tokens[max(0, match.first - 2) : match.first], *tokens[match.last : match.last + 1])
    before = tokens[match.first - 1] if match.first else None
    if before is not None and before.value("with") is not None:
        return True
    tail = tokens[match.last : match.last + 2]
    return any(token.value("aged") is not None for token in (*around, *tail))


def _duration(length: Length | None) -> Resolution:
    return Resolution("duration", Reason("duration"), 3, length=length, relative=False)


def _compound_length(match: Match, parts: list[str]) -> Length:
    """Number and unit of a compound word such as "zehnjährig"."""
    grammar = match.context.grammar
    number, unit = parts
    known = grammar.table["endings"].get(number)
    amount = known or next(
        (value for name, value in grammar.entries(number) if name == "count"), "1"
    )
    return Length(float(amount), grammar.table["endings"][unit])


def read_repeated(match: Match) -> list[Resolution]:
    following = match.context.tokens[match.last : match.last + 1]
    is_unit_phrase = match.value("at") is not None or match.value("in") is not None
    if is_unit_phrase and following and _is_specific(following[0]):
        return []
    unit = (
        match.value("repeated", "unit")
        or match.value("unit", "unit")
        or match.value("units", "length")
        or ("week" if match.value("weekday") or match.value("weekly") else "day")
    )
    if match.value("season", "unit"):
        unit = "year"
    count = match.value("count", "length") if match.has("length") else None
    length = Length(float(count) if count else 1, unit)
    part = match.value("daily") or ""
    return [Resolution("repeated", Reason("repeated"), 3, length=length, part=part, relative=False)]


def _is_specific(token: Token) -> bool:
    """Whether the token after "im Jahr" or "am Tag" makes it a specific one: "44", "der Wahl"."""
    return token.text.isdigit() or bool(names(token) & {"the", "before", "after"})


def read_reference(match: Match) -> list[Resolution]:
    kind: Kind = match.rule.options["kind"]
    return [Resolution(kind, Reason(kind), 3, relative=False)]
