"""The grammar: what is read, how it is written back, and what is refused."""

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from events.dates import DateError, When
from events.dates.edtf import (
    MAX_TEXT,
    Missing,
    Point,
    Span,
    ends_of,
    expression_text,
    parse_expression,
)
from tests.dates.strategies import expressions

ALPHABET = "0123456789-X/.[]~?%TZ:+ \n\x00tz,{}Y\u0663"


def refused(text):
    with pytest.raises(DateError) as caught:
        parse_expression(text)
    return caught.value


@given(expressions)
def test_text_of_an_expression_reads_back_as_the_same_expression(expression):
    assert parse_expression(expression_text(expression)) == expression


@given(expressions)
def test_canonical_text_is_ascii_and_short_and_forgives_blanks_and_lower_case(expression):
    text = expression_text(expression)
    assert text.isascii()
    assert len(text) <= 56
    assert parse_expression(f"  {text.lower()} ") == expression


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("2023", Point("year", 2023)),
        ("0001", Point("year", 1)),
        ("2023-02", Point("month", 2023, 2)),
        ("2023-02-21", Point("day", 2023, 2, 21)),
        ("2024-02-29", Point("day", 2024, 2, 29)),
        ("2023-02-21T16:00", Point("minute", 2023, 2, 21, hour=16)),
        ("2023-02-21T16:00:00", Point("second", 2023, 2, 21, hour=16)),
        ("2023-02-21T23:59:59Z", Point("second", 2023, 2, 21, 0, 23, 59, 59, 0)),
        ("2023-02-21T16:00-03:30", Point("minute", 2023, 2, 21, hour=16, offset=-210)),
        ("2023-02-21T16:00+03:00~", Point("minute", 2023, 2, 21, 0, 16, 0, 0, 180, True)),
        ("202X", Point("decade", 2020)),
        ("000X", Point("decade", 0)),
        ("20XX", Point("century", 2000)),
        ("2023-XX", Point("month_unknown", 2023)),
        ("2023-XX-XX", Point("month_and_day_unknown", 2023)),
        ("2023-02-XX", Point("day_unknown", 2023, 2)),
        ("2023-24", Point("season", 2023, part=24)),
        ("2023-33", Point("quarter", 2023, part=33)),
        ("2023-41", Point("half", 2023, part=41)),
        ("2023?", Point("year", 2023, uncertain=True)),
        ("2023-02~", Point("month", 2023, 2, approximate=True)),
        ("2023-02-21%", Point("day", 2023, 2, 21, approximate=True, uncertain=True)),
    ],
)
def test_point_is_read(text, point):
    assert parse_expression(text) == point


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("2022/2023-02", Span("interval", Point("year", 2022), Point("month", 2023, 2))),
        ("2023/..", Span("interval", Point("year", 2023), Missing.OPEN)),
        ("../2023", Span("interval", Missing.OPEN, Point("year", 2023))),
        ("2023/", Span("interval", Point("year", 2023), Missing.UNKNOWN)),
        ("/2023", Span("interval", Missing.UNKNOWN, Point("year", 2023))),
        ("[2022..2023?]", Span("one_of", Point("year", 2022), Point("year", 2023, uncertain=True))),
        ("[..2023]", Span("one_of", Missing.OPEN, Point("year", 2023))),
        ("[2023..]", Span("one_of", Point("year", 2023), Missing.OPEN)),
        ("[2023,2024]", Span("list", Point("year", 2023), Point("year", 2024))),
        (
            "[2021, 2022,2023]",
            Span("list", Point("year", 2021), Point("year", 2023), (Point("year", 2022),)),
        ),
    ],
)
def test_span_is_read(text, span):
    assert parse_expression(text) == span


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        (" 2023-02-21 ", "2023-02-21"),
        ("202x", "202X"),
        ("2023-xx-xx", "2023-XX-XX"),
        ("2023-02-21t16:00z", "2023-02-21T16:00Z"),
        ("2023-02-21T16:00+00:00", "2023-02-21T16:00Z"),
        ("2023-02-21T16:00+00", "2023-02-21T16:00Z"),
        ("2023-02-21T16:00-05", "2023-02-21T16:00-05:00"),
        ("2023-02-21T16:00+05%/..", "2023-02-21T16:00+05:00%/.."),
        ("2023-02-21T16:00:00", "2023-02-21T16:00:00"),
    ],
)
def test_text_is_made_canonical(text, canonical):
    assert expression_text(parse_expression(text)) == canonical


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("02.03.2023", "not_in_profile"),
        ("21/02/2023", "not_in_profile"),
        ("2023-2-1", "not_in_profile"),
        ("20230221", "not_in_profile"),
        ("2023-W08", "not_in_profile"),
        ("2023-052", "not_in_profile"),
        ("23", "not_in_profile"),
        ("10000", "not_in_profile"),
        ("-0044-03-15", "not_in_profile"),
        ("+2023", "not_in_profile"),
        ("Y12023", "not_in_profile"),
        ("2023E3", "not_in_profile"),
        ("2023S2", "not_in_profile"),
        ("2XXX", "not_in_profile"),
        ("XXXX", "not_in_profile"),
        ("2X23", "not_in_profile"),
        ("202X-02", "not_in_profile"),
        ("20XX-XX", "not_in_profile"),
        ("2023-XX-21", "not_in_profile"),
        ("2023-1X", "not_in_profile"),
        ("2023-02-2X", "not_in_profile"),
        ("2023-02-XXT16:00", "not_in_profile"),
        ("2023-21-05", "not_in_profile"),
        ("2023-25", "not_in_profile"),
        ("2023-32", "not_in_profile"),
        ("2023-37", "not_in_profile"),
        ("2023-13", "no_such_month"),
        ("2023-00", "no_such_month"),
        ("2023-42", "no_such_month"),
        ("2023-02-30", "no_such_day"),
        ("2023-02-29", "no_such_day"),
        ("1900-02-29", "no_such_day"),
        ("2023-02-00", "no_such_day"),
        ("2023-04-31", "no_such_day"),
        ("0000", "out_of_range"),
        ("0000-01-01", "out_of_range"),
        ("2023-02-21T24:00", "no_such_time"),
        ("2023-02-21T16:60", "no_such_time"),
        ("2023-02-21T23:59:60", "no_such_time"),
        ("2023-02-21T16", "not_in_profile"),
        ("2023-02-21T1600", "not_in_profile"),
        ("2023-02-21 16:00", "not_in_profile"),
        ("2023-02T16:00", "not_in_profile"),
        ("T16:00", "not_in_profile"),
        ("2023-02-21T16:00:00.5", "not_in_profile"),
        ("2023-02-21T16:00:00,5Z", "not_in_profile"),
        ("2023-02-21T16:00+14:01", "out_of_range"),
        ("2023-02-21T16:00-15:00", "out_of_range"),
        ("2023-02-21T16:00+03:60", "out_of_range"),
        ("2023-02-21T16:00-00:00", "not_in_profile"),
        ("2023-02-21T16:00+0300", "not_in_profile"),
        ("2023-02-21T16:00 +03:00", "not_in_profile"),
        ("2023-02-21T16:00[Europe/Moscow]", "not_in_profile"),
        ("2023~-02", "not_in_profile"),
        ("?2023", "not_in_profile"),
        ("2023?~", "not_in_profile"),
        ("2023~~", "not_in_profile"),
        ("/", "unbounded"),
        ("../..", "unbounded"),
        ("../", "unbounded"),
        ("[..]", "unbounded"),
        ("..", "not_in_profile"),
        ("2023/2024/2025", "not_in_profile"),
        ("2023 / 2024", "not_in_profile"),
        ("2023/open", "not_in_profile"),
        ("2023..2024", "not_in_profile"),
        ("[2023]", "not_in_profile"),
        ("[]", "not_in_profile"),
        ("[2023..2024", "not_in_profile"),
        ("[2023..2024]?", "not_in_profile"),
        ("[2023...2024]", "not_in_profile"),
        ("[2023/2024]", "not_in_profile"),
        ("[2023,]", "not_in_profile"),
        ("[,]", "not_in_profile"),
        ("[2023,..]", "not_in_profile"),
        ("2023,2024", "not_in_profile"),
        ("[2021,2022,2023,2024,2025]", "too_long"),
        ("[2023-02-20T10:00,2023-02-21,2023-02-22]", "too_long"),
        ("{2023..2024}", "not_in_profile"),
        ("2023-02-21\n", "not_in_profile"),
        ("\n2023-02-21", "not_in_profile"),
        ("\t2023", "not_in_profile"),
        ("2023-02-21\x00", "not_in_profile"),
        ("\x00", "not_in_profile"),
        ("\u00a02023", "not_in_profile"),
        ("\u0662\u0660\u0662\u0663", "not_in_profile"),  # 2023 in Arabic digits
        ("\uff12\uff10\uff12\uff13", "not_in_profile"),  # 2023 in full-width digits
        ("2023\u201302", "not_in_profile"),  # an en dash
        ("\ud800", "not_in_profile"),
        ("today", "not_in_profile"),
        ("Tuesday", "not_in_profile"),
        ("2" * (MAX_TEXT + 1), "too_long"),
    ],
)
def test_text_outside_the_profile_is_refused(text, code):
    error = refused(text)
    assert error.code == code
    assert str(error).endswith(".")


def test_text_of_the_greatest_length_is_read():
    assert parse_expression("2023".center(MAX_TEXT)) == Point("year", 2023)
    assert refused("2023".center(MAX_TEXT + 1)).code == "too_long"


@pytest.mark.parametrize("value", [None, 2023, 20.5, b"2023", ["2023"], {"edtf": "2023"}])
def test_value_that_is_no_text_is_refused(value):
    assert refused(value).code == "not_text"


def test_message_names_what_is_wrong_without_echoing_the_text():
    assert str(refused("2023-02-30")) == "2023-02 has 28 days, no day 30."
    assert str(refused("2023-13")) == "There is no month 13; months go from 01 to 12."
    assert "only ASCII" in str(refused("2023\u201302"))
    assert "<script>" not in str(refused("<script>"))
    assert "Fractions of a second" in str(refused("2023-02-21T16:00:00.5"))
    assert "at most 4 dates" in str(refused("[2021,2022,2023,2024,2025]"))
    assert "Sets of dates" in str(refused("{2023,2024}"))


@pytest.mark.parametrize("text", ["2" * 1_000_000, "[" * 1_000_000, "2023-" * 200_000])
def test_megabyte_is_refused_at_once(text):
    begin = time.perf_counter()
    error = refused(text)
    assert time.perf_counter() - begin < 0.05
    assert error.code == "too_long"
    assert len(str(error)) < 100


def written_out(text):
    """The few liberties that the profile allows, undone."""
    text = text.strip(" ").upper()
    ends = text.replace("/", " / ").replace("[", "[ ").replace("..", " .. ").replace("]", " ]")
    words = []
    for word in ends.split(" "):
        body, mark = (word[:-1], word[-1]) if word[-1:] in ("?", "~", "%") else (word, "")
        if "T" in body and body[-3:-2] in ("+", "-"):
            body += ":00"
        words.append(body.removesuffix("+00:00") + ("Z" if body.endswith("+00:00") else "") + mark)
    return "".join(words)


def check_refused_or_unchanged(text):
    try:
        when = When.parse(text)
    except DateError:
        return
    assert when.edtf == written_out(text)
    assert When.parse(when.edtf) == when


@given(st.text())
def test_any_text_is_refused_or_kept(text):
    check_refused_or_unchanged(text)


@given(st.text(ALPHABET, max_size=30))
@example("2023-02-21T16:00+00")
@example("[2023-02-21T16:00+03..2023-02-21T16:00+03:00]")
def test_text_of_the_letters_of_edtf_is_refused_or_kept(text):
    check_refused_or_unchanged(text)


@given(expressions, st.data())
def test_mutated_text_is_refused_or_kept(expression, data):
    text = expression_text(expression)
    at = data.draw(st.integers(0, len(text)))
    until = data.draw(st.integers(at, min(len(text), at + 3)))
    inserted = data.draw(st.text(ALPHABET, max_size=2))
    check_refused_or_unchanged(text[:at] + inserted + text[until:])


def test_ends_of_an_expression_are_its_dates():
    year = Point("year", 2023)
    assert ends_of(year) == (year,)
    assert ends_of(Span("interval", year, Missing.OPEN)) == (year,)
    assert ends_of(Span("one_of", year, year)) == (year, year)
