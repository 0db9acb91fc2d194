"""Reading one phrase: which date, how sure, and why; `read` for one field, `find` for texts."""

import re
from datetime import UTC, datetime, timedelta, timezone

import pytest

from events.dates import LANGUAGES_READ, When, find, read
from events.dates.phrases.reasons import TABLES
from tests.dates.families import ENGLISH, FRENCH, GERMAN, NO_DATE

REPORT = datetime(2023, 2, 22, 16, 0, tzinfo=timezone(timedelta(hours=1)))  # a Wednesday
FAMILIES = [("de", GERMAN), ("en", ENGLISH), ("fr", FRENCH)]
PHRASES = [(language, *one) for language, table in FAMILIES for one in table.items()]


def edtf_of(text, language="en", anchor=REPORT):
    reading = read(text, anchor, language)
    return reading.when.edtf if reading and reading.when else None


def found(text, language="en", anchor=REPORT):
    """[(words, EDTF or the kind of what is no date)]."""
    return [
        (one.text, one.when.edtf if one.when else one.kind) for one in find(text, anchor, language)
    ]


@pytest.mark.parametrize(("language", "phrase", "expected"), PHRASES)
def test_phrase_is_read_as_exactly_as_it_says(language, phrase, expected):
    reading = read(phrase, REPORT, language)
    assert (reading.when.edtf if reading.when else reading.kind) == expected
    assert (reading.when is None) == (expected in NO_DATE)
    assert phrase[reading.start : reading.end] == reading.text


@pytest.mark.parametrize(("language", "phrase", "expected"), PHRASES)
def test_same_phrase_is_found_in_a_text_at_its_place(language, phrase, expected):
    text = f"x\N{GRINNING FACE}. {phrase}. y"
    spans = [text[one.start : one.end] for one in find(text, REPORT, language)]
    assert spans == [one.text for one in find(text, REPORT, language)]
    assert spans, phrase


@pytest.mark.parametrize(("language", "phrase", "expected"), PHRASES)
def test_without_an_anchor_only_what_needs_none_is_a_date(language, phrase, expected):
    free = read(phrase, None, language)
    if free is not None and free.when is not None:
        later = read(phrase, REPORT + timedelta(days=4000), language)
        assert later.when.edtf == free.when.edtf
        assert free.when.anchor is None


def test_when_keeps_phrase_language_anchor_and_basis():
    assert read("am Dienstag", REPORT, "de").when == When.parse(
        "2023-02-21",
        basis="resolved_phrase",
        phrase="Dienstag",
        phrase_language="de",
        anchor=REPORT,
    )


@pytest.mark.parametrize(
    ("phrase", "language", "tier"),
    [
        ("21 February 2023", "en", 1),
        ("yesterday", "en", 1),
        ("last week", "en", 1),
        ("Tuesday", "en", 2),
        ("02/03/2023", "en", 2),
        ("late 2022", "en", 2),
        ("a year ago", "en", 2),
        ("in den vergangenen Tagen", "de", 3),
        ("nowadays", "en", 3),
    ],
)
def test_tier_says_how_sure(phrase, language, tier):
    assert read(phrase, REPORT, language).tier == tier


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
    ("sentence", "language", "edtf"),
    [
        ("Putin sprach am Freitag mit Xi.", "de", "2023-02-17"),
        ("Putin wird am Freitag mit Xi sprechen.", "de", "2023-02-24"),
        ("Das Treffen soll am Freitag stattfinden.", "de", "2023-02-24"),
        ("Wang ist am Mittwoch eingetroffen.", "de", "2023-02-22"),
        ("He spoke on Friday.", "en", "2023-02-17"),
        ("He is to speak on Friday.", "en", "2023-02-24"),
        ("He has spoken on Friday, though talks will follow.", "en", "2023-02-17"),
    ],
)
def test_tense_of_the_clause_tells_the_direction_of_a_weekday(sentence, language, edtf):
    assert [when for _, when in found(sentence, language)] == [edtf]


def test_both_readings_of_an_ambiguous_order_are_given():
    reading = read("02/03/2023", REPORT, "en")
    both = [(one.when.edtf, one.why.code) for one in reading.alternatives]
    assert (reading.when.edtf, reading.why.code, both) == (
        "2023-02-03",
        "order_month",
        [("2023-03-02", "order_day")],
    )
    assert edtf_of("02/03/2023", "en-GB") == "2023-03-02"
    assert edtf_of("02/03/2023", "en-US") == "2023-02-03"
    assert edtf_of("02.03.2023", "de") == "2023-03-02"


def test_weekday_of_the_day_itself_is_that_day_with_its_neighbours_beside_it():
    reading = read("am Mittwoch", REPORT, "de")
    assert reading.when.edtf == "2023-02-22"
    assert [one.when.edtf for one in reading.alternatives] == ["2023-02-15", "2023-03-01"]


def test_quoted_speech_counts_from_the_day_on_which_it_was_said():
    text = "„Wir haben gestern gesprochen“, sagte Lawrow am Montag."
    assert found(text, "de") == [("gestern", "2023-02-19"), ("Montag", "2023-02-20")]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("3., 4. und 7. Oktober", "de", ["2022-10-03", "2022-10-04", "2022-10-07"]),
        ("October 3, 4 and 7", "en", ["2022-10-03", "2022-10-04", "2022-10-07"]),
        ("am Dienstag und Mittwoch", "de", ["2023-02-21", "2023-02-22"]),
        ("Im März 1992 floh er. Im April kam er an.", "de", ["1992-03", "1992-04"]),
    ],
)
def test_dates_side_by_side_are_read_together(text, language, expected):
    assert [edtf for _, edtf in found(text, language)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "32.13.2023",
        "2023-02-30",
        "0000-01-01",
        "99999",
        "\x00\x01\x02",
        "\u202e\u202c",
        "Marziale Dienste Wochenmarkt Septemberist",
        "1234567890" * 30,
    ],
)
@pytest.mark.parametrize("language", LANGUAGES_READ)
def test_what_is_no_date_is_none(text, language):
    assert found(text, language) == []
    assert read(text, REPORT, language) is None


@pytest.mark.parametrize(
    ("text", "language"),
    [("30. Februar 2023", "de"), ("February 30, 2023", "en"), ("30 février 2023", "fr")],
)
def test_day_that_does_not_exist_is_not_made_a_month_or_a_year(text, language):
    assert found(text, language) == []


@pytest.mark.parametrize("language", ["", "xx", "zh-Hans", "\x00", "de_DE_", "e" * 5000])
def test_unknown_language_reads_what_is_written_alike_everywhere(language):
    expected = "2023-02-21"
    assert edtf_of("2023-02-21", language) == expected


@pytest.mark.parametrize("anchor", [None, REPORT.replace(tzinfo=None)])
def test_anchor_without_a_zone_is_none(anchor):
    assert edtf_of("yesterday", "en", anchor) is None
    assert edtf_of("21 February 2023", "en", anchor) == "2023-02-21"


@pytest.mark.parametrize("year", [1, 9999])
def test_anchor_at_the_end_of_time_raises_nothing(year):
    edge = datetime(year, 1 if year == 1 else 12, 1 if year == 1 else 31, tzinfo=UTC)
    for _, phrase, _ in PHRASES:
        read(phrase, edge, "de")
        read(phrase, edge, "en")
