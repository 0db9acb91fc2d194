"""Matches in a text, and the context of their resolvers."""

from datetime import UTC, datetime

import pytest

from events.dates.phrases.matching import direction_of, list_items, match_clusters
from tests.dates.phrases.resolving import context_of, matches_of


def sentences(text, language="de"):
    context = context_of(text, language)
    spans = {context.sentence(index) for index in range(len(context.tokens))}
    return [
        text[context.tokens[start].start : context.tokens[end - 1].end]
        for start, end in sorted(spans)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Er kam. Sie ging.", ["Er kam.", "Sie ging."]),
        ("Kam er? Ja! Gut.", ["Kam er?", "Ja!", "Gut."]),
        ("Am 3. Oktober kam er.", ["Am 3. Oktober kam er."]),
        ("Im Jahr 2022. Danach kam er.", ["Im Jahr 2022.", "Danach kam er."]),
        ("Hans H. Müller kam.", ["Hans H. Müller kam."]),
        ("Das gilt z.B. hier.", ["Das gilt z.B. hier."]),
        ("Titel\n\nEr kam.", ["Titel", "Er kam."]),
        ("Titel\nEr kam.", ["Titel\nEr kam."]),
    ],
)
def test_sentences(text, expected):
    assert sentences(text) == expected


def test_today_is_the_day_of_the_anchor_in_its_offset():
    assert context_of("x").today.isoformat() == "2023-02-22"
    assert context_of("x", anchor=None).today is None
    assert context_of("x", anchor=datetime(2023, 2, 22, 23, tzinfo=UTC)).today.day == 22


def test_groups_of_a_match():
    match = matches_of(context_of("on Tuesday, 21 February 2023"), "day")[0]
    assert (match.has("weekday"), match.has("part"), match.has("nonsense")) == (True, False, False)
    assert match.number("D", "day") == 21
    assert match.value("Y", "year") == "2023"
    assert match.values("weekday") == ["1"]
    assert match.number("Y", "day") is None
    assert [token.text for token in match.tokens("year")] == ["2023"]
    assert match.tokens("part") == []
    assert match.context.tokens[match.first].text == "Tuesday"
    assert match.last == len(match.context.tokens)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Er kam am Dienstag", -1),
        ("Er kommt am Dienstag", 1),
        ("am Dienstag", 0),
        ("Er kommt seit Dienstag", -1),
        ("Er kam bis Dienstag", 1),
        ("ab Dienstag", 1),
        ("Er kam ab Dienstag", -1),
    ],
)
def test_direction_is_by_the_word_before_else_by_the_clause(text, expected):
    assert direction_of(matches_of(context_of(text, "de"), "weekday")[0]) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3., 4. und 7. Oktober", [(3, ""), (4, ""), (7, "")]),
        ("3. bis 7. Oktober", [(3, ""), (7, "until")]),
        ("3.-5. und 7. Oktober", [(3, ""), (5, "until"), (7, "")]),
    ],
)
def test_items_of_a_list(text, expected):
    match = matches_of(context_of(text, "de"), "days")[0]
    assert [
        (number, relation) for _, number, relation in list_items(match, "days", "D")
    ] == expected


def clusters(text, language="de", *, field=False):
    return [
        [" ".join(token.text for token in match.tokens()) for match in cluster]
        for cluster in match_clusters(context_of(text, language), field=field)
    ]


def test_overlapping_matches_are_one_cluster_with_the_longest_first():
    (first, second) = clusters("am 21. Februar 2023 kam er, gestern")
    assert first[0] == "21 . Februar 2023"
    assert [len(one) for one in first] == sorted(map(len, first), reverse=True)
    assert "2023" in first
    assert second == ["gestern"]


def test_text_without_triggers_has_no_matches():
    assert clusters("Er kam und ging, der Mann.") == []


def test_words_before_a_trigger_are_in_the_match():
    text = "Er kam in den vergangenen drei Wochen"
    assert clusters(text)[0][0] == "in den vergangenen drei Wochen"


def test_date_at_the_end_of_a_long_text_is_found():
    assert clusters("Wort " * 500 + "gestern")[-1] == ["gestern"]


def test_rules_for_fields_are_not_tried_in_running_text():
    assert clusters("mars", "fr") == []
    assert clusters("mars", "fr", field=True) == [["mars"]]
