"""Compiling a language's table: words, phrases, compounds, suffixes, macros, rules."""

import re

import pytest

from events.dates.phrases.grammar import (
    LANGUAGES_READ,
    NEUTRAL,
    NON_TRIGGERS,
    build,
    compile_pattern,
    grammar,
)
from events.dates.phrases.tokens import CAPITAL, PLAIN

TABLE = {
    "words": {
        "weekday": {"0": "Montag", "1": "Dienstag"},
        "day_part": {"evening": "abend"},
        "month": {"5": "Mai"},
        "unit": {"day": "tag", "year": "jahr"},
    },
    "phrases": {"holiday": {"12-24": ["Heiliger Abend"], "01-01": ["heiliger Abend im Mai"]}},
    "compounds": {"both": {"first": "weekday", "second": "day_part"}},
    "suffixes": [{"word": "(drei|vier)tägig", "is": {"lasting": "\\1 day"}}],
    "macros": {"when": "weekday | month"},
    "rules": [
        {"reads": "weekday", "pattern": ["<day: when>", "unit.year"], "vague": True},
        {"reads": "repeated", "pattern": "unit"},
    ],
}


def entries(word, table=TABLE):
    return set(build("xx", table).entries(word))


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Montag", {("weekday", "0")}),
        ("montag", {("weekday", "0")}),  # names of weekdays are read in lower case too
        ("tag", {("unit", "day")}),
        ("Tag", {("unit", "day")}),
        ("Montagabend", {("both", "0 evening")}),
        ("viertägig", {("lasting", "vier day")}),
        ("Haus", set(CAPITAL)),
        ("haus", set(PLAIN)),
        ("Montag" * 7, set(PLAIN)),  # longer than any word
    ],
)
def test_classes_of_a_word(word, expected):
    assert entries(word) == expected


def test_word_with_two_values_in_one_class_is_refused():
    table = {"words": {"month": {"5": "Mai", "6": "Mai"}}}
    with pytest.raises(ValueError, match="'mai' has two values in one class"):
        build("xx", table)


def test_word_can_be_of_two_classes():
    table = {"words": {"month": {"5": "May"}, "verb": {"may": "may"}}}
    assert entries("May", table) == {("month", "5"), ("verb", "may")}
    assert entries("may", table) == {("verb", "may")}


def test_unknown_class_in_a_pattern_is_refused():
    for pattern in ("monat", "unit.week", "<day: monat>"):
        with pytest.raises(ValueError, match="no word has the class"):
            compile_pattern(pattern, build("xx", TABLE), {})


def test_rules_keep_their_order_options_and_groups():
    rules = build("xx", TABLE).rules
    assert [(rule.resolver, rule.rank, rule.options) for rule in rules] == [
        ("weekday", 0, {"vague": True}),
        ("weekday", 0, {"vague": True}),
        ("repeated", 1, {}),
    ]
    assert [list(rule.pattern.groupindex) for rule in rules] == [["day"], [], []]


def test_class_with_a_value_matches_that_value_alone():
    built = build("xx", TABLE)
    year_rule, unit_rule = built.rules[1], built.rules[2]
    day, year = (next(built.tokens(word)).character for word in ("tag", "jahr"))
    assert [bool(year_rule.pattern.fullmatch(one)) for one in (day, year)] == [False, True]
    assert [bool(unit_rule.pattern.fullmatch(one)) for one in (day, year)] == [True, True]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Heiliger Abend", ["Heiliger Abend"]),
        ("heiliger abend im mai", ["heiliger abend im mai"]),  # the longest phrase
        ("heiliger Abend im Juni", ["heiliger Abend", "im", "Juni"]),
        ("Heiliger", ["Heiliger"]),
    ],
)
def test_phrases_become_one_token(text, expected):
    built = build("xx", TABLE)
    tokens = built.merge_phrases(built.tokens(text))
    assert [token.text for token in tokens] == expected
    assert [text[token.start : token.end] for token in tokens] == expected


def test_blank_line_is_a_token_without_length():
    tokens = list(build("xx", TABLE).tokens("tag\n\njahr\njahr"))
    assert [(token.start, token.end) for token in tokens] == [(0, 3), (3, 3), (5, 9), (10, 14)]
    assert tokens[1].value("break") == ""


def test_triggers_are_what_a_match_needs():
    built = build("xx", {**TABLE, "words": {**TABLE["words"], "the": {"the": "der"}}})

    def triggers(word):
        return bool(built.triggers.fullmatch(next(built.tokens(word)).character))

    assert [triggers(word) for word in ("Montag", "2023", "der", "haus", ",")] == [
        True,
        True,
        False,
        False,
        False,
    ]


def test_words_that_trigger_no_rule_have_classes_of_a_table():
    names = {
        name
        for language in LANGUAGES_READ
        for pairs in grammar(language)._characters
        for name, _ in pairs
    }
    assert NON_TRIGGERS - names == set()


@pytest.mark.parametrize("tag", ["de", "de-AT", "DE_at", "de-Latn-DE"])
def test_grammar_is_found_by_the_first_subtag(tag):
    assert grammar(tag).language == "de"


@pytest.mark.parametrize("tag", ["", "xx", "deutsch", "zh-Hans"])
def test_unknown_language_has_no_grammar(tag):
    assert grammar(tag) is None


@pytest.mark.parametrize("language", LANGUAGES_READ)
def test_table_of_a_language_compiles_and_has_the_universal_rules(language):
    resolvers = {rule.resolver for rule in grammar(language).rules}
    assert {"iso", "dotted", "slashed", "day", "month", "year", "weekday", "deictic"} <= resolvers


def test_neutral_grammar_has_iso_dates_only():
    assert {rule.resolver for rule in NEUTRAL.rules} == {"iso"}


@pytest.mark.parametrize("language", LANGUAGES_READ)
def test_no_pattern_repeats_without_a_limit(language):
    patterns = [rule.pattern.pattern for rule in grammar(language).rules]
    assert [one for one in patterns if re.search(r"[*+]|,\}", one)] == []


def test_repetition_ends_after_thirty_words():
    expression = compile_pattern("weekday* unit", build("xx", TABLE), {})
    assert "{0,30}" in expression
