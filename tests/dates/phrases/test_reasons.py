"""The texts of the reasons."""

import re
from pathlib import Path

import pytest

from events.dates import find
from events.dates.phrases import reasons
from events.dates.phrases.reasons import TABLES, Reason, unread_reason
from tests.dates.phrases.resolving import REPORT


@pytest.mark.parametrize(
    ("phrase", "language", "english", "german"),
    [
        (
            "Xi will visit on Friday",
            "en",
            "Friday after or on Wednesday, 22 February 2023; future tense or what is planned",
            "Freitag nach oder am Mittwoch, 22. Februar 2023; Zukunft oder Geplantes",
        ),
        (
            "They met on Tuesday",
            "en",
            "Tuesday before or on Wednesday, 22 February 2023; past tense",
            "Dienstag vor oder am Mittwoch, 22. Februar 2023; Vergangenheit",
        ),
        (
            "vor drei Tagen",
            "de",
            "3 days before Wednesday, 22 February 2023",
            "3 Tage vor Mittwoch, 22. Februar 2023",
        ),
        (
            "Ende Februar 2022",
            "de",
            "written as a date; by our convention the last third of it",
            "als Datum geschrieben; nach unserer Konvention das letzte Drittel davon",
        ),
    ],
)
def test_reason_is_told_in_words(phrase, language, english, german):
    (reading,) = find(phrase, REPORT, language)
    assert (reading.why.words("en"), reading.why.words("de")) == (english, german)
    assert reading.why.words("pt-BR") == english


def test_reasons_of_all_languages_have_the_same_codes_and_blanks():
    blanks = {
        language: {code: sorted(re.findall(r"\{(\w+)\}", text)) for code, text in table.items()}
        for language, table in TABLES.items()
    }
    assert blanks["de"] == blanks["en"]


@pytest.mark.parametrize(
    ("code", "details", "english", "german"),
    [
        (
            "counted_back",
            {"number": "1", "units": "year", "anchor": "1992"},
            "1 year before 1992",
            "1 Jahr vor 1992",
        ),
        (
            "counted_on",
            {"number": "0.5", "units": "century", "anchor": "2023-02-22"},
            "0.5 centuries after Wednesday, 22 February 2023",
            "0.5 Jahrhunderte nach Mittwoch, 22. Februar 2023",
        ),
        (
            "neighbour_1",
            {"unit": "week", "date": "2023-02"},
            "the week after February 2023, which is mentioned before",
            "die Woche nach Februar 2023, das zuvor erwähnt ist",
        ),
        (
            "weekday_last",
            {"weekday": "6", "anchor": "2023-02-22"},
            "the latest Sunday before Wednesday, 22 February 2023",
            "der letzte Sonntag vor Mittwoch, 22. Februar 2023",
        ),
        (
            "year_past",
            {"anchor": "no date", "tense": "none"},
            "the latest one before or on no date; nothing says otherwise",
            "das letzte vor oder am no date; nichts spricht dagegen",
        ),
    ],
)
def test_placeholders_are_filled_in(code, details, english, german):
    reason = Reason(code, details)
    assert (reason.words("en"), reason.words("de")) == (english, german)


def test_further_reasons_follow():
    reason = Reason("stated", more=(Reason("third_end"), unread_reason(["x", "y"])))
    assert reason.words() == (
        "written as a date; by our convention the last third of it; not understood: x, y"
    )


@pytest.mark.parametrize(
    ("tag", "text"), [("de-AT", "als Datum"), ("DE", "als Datum"), ("xx", "written")]
)
def test_language_of_a_reason_is_the_first_subtag(tag, text):
    assert Reason("stated").words(tag).startswith(text)


def test_every_code_of_the_resolvers_has_a_text():
    sources = Path(reasons.__file__).parent.glob("*.py")
    used = {
        code
        for path in sources
        for code in re.findall(r'Reason\(\s*"([a-z_]+)"', path.read_text(encoding="utf-8"))
    }
    assert used - set(TABLES["en"]) == set()
