"""Quoted speech: relative dates in it count from the day of the statement."""

import pytest

from events.dates import find
from tests.dates.phrases.resolving import REPORT


def found(text, language="de", anchor=REPORT):
    return [(one.text, one.when and one.when.edtf) for one in find(text, anchor, language)]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        (
            "„Wir haben gestern gesprochen“, sagte Lawrow am Montag.",
            "de",
            [("gestern", "2023-02-19"), ("Montag", "2023-02-20")],
        ),
        (
            "Lawrow sagte am Montag: „Wir haben gestern gesprochen.“",
            "de",
            [("Montag", "2023-02-20"), ("gestern", "2023-02-19")],
        ),
        (
            "“We met yesterday”, Lavrov said on Monday.",
            "en",
            [("yesterday", "2023-02-19"), ("Monday", "2023-02-20")],
        ),
        (
            '"We met three days ago", Lavrov said on Monday.',
            "en",
            [("three days ago", "2023-02-17"), ("Monday", "2023-02-20")],
        ),
        (
            '"We met last week", Lavrov said on Monday.',
            "en",
            [("last week", "2023-02-13/2023-02-19"), ("Monday", "2023-02-20")],
        ),
    ],
)
def test_quoted_speech_counts_from_the_day_of_the_statement(text, language, expected):
    assert found(text, language) == expected


@pytest.mark.parametrize(
    "text",
    [
        "„Wir haben gestern gesprochen“, am Montag.",  # nobody said it
        "„Wir haben gestern gesprochen“. Lawrow sagte es nie. Am Montag kam er.",
        "Wir haben gestern gesprochen, sagte Lawrow am Montag.",  # no quotation
        "„Wir haben gestern gesprochen“, sagte Lawrow im März.",  # no day
        "„Wir haben gestern gesprochen\n\nEr“, sagte Lawrow am Montag.",  # two paragraphs
        "„Wir haben gestern gesprochen“, sagte " + "der alte Mann " * 5 + "am Montag.",  # too far
    ],
)
def test_other_text_counts_from_the_report(text):
    assert ("gestern", "2023-02-21") in found(text)


def test_later_in_a_quotation_does_not_count_from_a_date_after_it():
    text = "“Two days later he left”, Lavrov said on Monday. He died on 3 May 2022."
    assert found(text, "en")[0] == ("Two days later", "2023-02-22")


@pytest.mark.parametrize(("words", "edtf"), [(8, "2023-02-21"), (6, "2023-02-19")])
def test_day_of_the_statement_lies_wholly_in_the_window(words, edtf):
    text = "„Wir haben gestern gesprochen“, sagte " + "er " * words + "am 20. Februar 2023."
    assert found(text)[0] == ("gestern", edtf)


def test_reason_names_the_day_of_the_statement():
    quoted, _ = find("„Wir haben gestern gesprochen“, sagte Lawrow am Montag.", REPORT, "de")
    assert [(one.code, one.details) for one in quoted.why.more] == [
        ("utterance", {"date": "2023-02-20"})
    ]


def test_absolute_date_in_a_quotation_is_as_written():
    text = "„Am 3. März 2022 kam er“, sagte Lawrow am Montag."
    assert found(text)[0] == ("3. März 2022", "2022-03-03")


def test_statement_of_the_day_itself_changes_nothing():
    quoted, _ = find("„Wir haben gestern gesprochen“, sagte Lawrow am Mittwoch.", REPORT, "de")
    assert (quoted.when.edtf, quoted.why.more) == ("2023-02-21", ())


def test_without_an_anchor_nothing_is_counted():
    assert found("„Gestern“, sagte Lawrow am 3. März 2022.", anchor=None) == [
        ("3. März 2022", "2022-03-03")
    ]
