"""``read`` for one field, ``find`` for running text: from rules to joined readings."""

import pytest

from events.dates import LANGUAGES_READ, When, find, read
from events.dates.phrases.grammar import grammar
from events.dates.phrases.reader import RESOLVERS, resolve
from tests.dates.phrases.resolving import REPORT, context_of, matches_of


def edtf_of(text, language="en", anchor=REPORT):
    reading = read(text, anchor, language)
    return reading.when.edtf if reading and reading.when else None


def found(text, language="en", anchor=REPORT):
    """[(words, EDTF or the kind of what is no date)]."""
    return [
        (one.text, one.when.edtf if one.when else one.kind) for one in find(text, anchor, language)
    ]


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


@pytest.mark.parametrize("language", LANGUAGES_READ)
def test_every_rule_of_a_table_has_a_resolver(language):
    assert {rule.resolver for rule in grammar(language).rules} <= set(RESOLVERS)


@pytest.mark.parametrize(
    ("text", "resolver", "count"),
    [("yesterday", "deictic", 1), ("30 February", "day", 0), ("9999-12-31", "iso", 1)],
)
def test_resolver_that_finds_no_date_gives_nothing(text, resolver, count):
    assert len(resolve(matches_of(context_of(text), resolver)[0])) == count


@pytest.mark.parametrize(
    ("text", "edtf", "kind", "code"),
    [
        ("2023-02~", "2023-02~", "date", "stated"),
        ("2023", "2023", "date", "stated"),
        ("202X", "202X", "date", "edtf"),
        ("2023?", "2023?", "date", "edtf"),
        ("2023/2024", "2023/2024", "date", "edtf"),
        ("2023-02-21T16:00Z", "2023-02-21T16:00Z", "time", "stated"),
        ("2023-02-21T16:00:30", "2023-02-21T16:00:30", "time", "stated"),
    ],
)
@pytest.mark.parametrize("language", ["en", "xx"])
def test_edtf_is_read_in_any_language(text, edtf, kind, code, language):
    reading = read(f"  {text}\n", None, language)
    assert (reading.when.edtf, reading.kind, reading.tier, reading.why.code) == (
        edtf,
        kind,
        1,
        code,
    )
    assert (reading.start, reading.end, reading.text) == (2, 2 + len(text), text)


@pytest.mark.parametrize(
    ("text", "tier", "codes"),
    [
        ("yesterday", 1, []),
        ("on yesterday", 1, []),
        ("yesterday, they met", 2, ["unread"]),
        ("Meeting yesterday", 2, ["unread"]),
        ("yesterday!", 1, []),
        ("in recent days, they met", 3, ["unread"]),
    ],
)
def test_unknown_words_beside_the_date_of_a_field_lower_its_tier(text, tier, codes):
    reading = read(text, REPORT, "en")
    assert (reading.tier, [one.code for one in reading.why.more]) == (tier, codes)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("yesterday or 3 March 2022", None),  # two dates
        ("three weeks and daily", None),  # no date, but two expressions
        ("daily until Friday", "../2023-02-24"),  # one date
        ("nothing", None),
    ],
)
def test_field_names_one_date(text, edtf):
    assert edtf_of(text) == edtf


def test_field_has_at_most_2000_characters():
    assert edtf_of("x " * 995 + "yesterday!") == "2023-02-21"
    assert edtf_of("x " * 996 + "yesterday!") is None


def test_heute_in_a_field_is_the_day():
    assert edtf_of("heute", "de") == "2023-02-22"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gestern kam er. Heute geht er.", ["2023-02-21", "2023-02-22"]),
        ("Am Dienstag kam er. Heute geht er.", ["2023-02-21", "2023-02-22"]),
        ("Heute ist das anders.", ["present"]),
        ("Am Dienstag kam er. Heute geht er." + " Wort" * 400, ["2023-02-21", "present"]),
        ("Gestern kam er. Heute geht er." + " Wort" * 400, ["2023-02-21", "2023-02-22"]),
    ],
)
def test_heute_in_a_text_is_the_day_if_it_reports_day_by_day(text, expected):
    assert [edtf for _, edtf in found(text, "de")] == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("März 2022 und gestern", ["März 2022", "gestern"]),
        ("Ma\u0308rz 2022 und gestern", ["Ma\u0308rz 2022", "gestern"]),  # not composed
        ("\u1112\u1161\u11ab, Ma\u0308rz 2022", ["2022"]),  # offsets unknown
    ],
)
def test_offsets_are_those_of_the_text_as_given(text, words):
    readings = find(text, REPORT, "de")
    assert [text[one.start : one.end] for one in readings] == words
    assert [one.text for one in readings] == words


def test_ends_of_a_range_have_the_offsets_of_the_text_as_given():
    text = "Ma\u0308rz 2022 bis Ma\u0308rz 2023"
    (one,) = find(text, REPORT, "de")
    assert [text[end.start : end.end] for end in one.ends] == ["Ma\u0308rz 2022", "Ma\u0308rz 2023"]


def test_longest_match_wins_and_a_day_that_does_not_exist_takes_its_words():
    assert found("on Tuesday, 21 February 2023") == [("Tuesday, 21 February 2023", "2023-02-21")]
    assert found("on 30 February 2023 and in 2022") == [("2022", "2022")]


def test_vague_date_is_not_mentioned_for_those_after_it():
    assert [edtf for _, edtf in found("In recent days they met. The next day he left.")] == [
        "2023-02-15~/2023-02-22~",
        "2023-02-23",
    ]


@pytest.mark.parametrize("text", ["2023-02-21T16:60", "2023-02-21 25:00", "2023-02-21T16:00:61"])
def test_impossible_clock_time_is_not_read(text):
    assert read(text, REPORT, "en") is None
    assert find(text, REPORT, "en") == []
