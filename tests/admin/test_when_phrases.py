"""Parsing phrases: languages, and what is not a date."""

import pytest
from django.utils.translation import override

from tests.admin.when_inputs import error_code, field, parsed, source, values


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("Feb 2023", "2023-02"),
        ("21. Februar 2023", "2023-02-21"),
        ("Ende Februar 2022", "2022-02-20~/2022-02-28~"),
        ("late 2022", "2022-09~/2022-12~"),
        ("vom 20. bis 22. Februar 2023", "2023-02-20/2023-02-22"),
        ("21 février 2023", "2023-02-21"),
    ],
)
def test_phrase_that_means_the_same_every_day_has_no_anchor(typed, edtf):
    when = field(source(modified="2023-02-22")).clean(values(typed))
    assert (when.edtf, when.phrase, when.basis, when.anchor) == (edtf, typed, "stated", None)


def test_language_of_the_cited_source_is_tried_first():
    american = field(source(published="2023-02-22", language="en"))
    with override("de"):
        assert parsed(american, "02/03/2023").when.phrase_language == "en"
        assert parsed(field(), "02/03/2023").when.edtf == "2023-03-02"


def test_typed_language_is_the_only_one():
    assert error_code(field(), values("am Dienstag", language="en")) == "unreadable"
    assert error_code(field(), values("во вторник", language="ru")) == "language_unread"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (values("2023-13"), "no_such_month"),
        (values("2023-02-30"), "no_such_day"),
        (values("30. Februar 2023"), "no_such_day"),
        (values("32.13.2023"), "no_such_month"),
        (values("21.2.2023 25:00"), "no_such_time"),
        (values("2023-02-22/2023-02-20"), "reversed"),
        (values("soon-ish"), "future"),
        (values("the meeting"), "unreadable"),
        (values("die ganze Sache"), "unreadable"),
        (values("\u202e\u200f"), "empty"),
        (values("0000"), "out_of_range"),
        (values("99999"), "out_of_range"),
        (values("drei Stunden"), "duration"),
        (values("jeden Dienstag"), "repeated"),
        (values("kürzlich"), "past"),
        (values("derzeit"), "present"),
        (values("künftig"), "future"),
        (values("3 May 2023 and 5 May 2023 or 7 June 2023"), "several"),
        (values("2023-02", edtf="2023-03"), "two_dates"),
        (values("2023", timezone="Moscow"), "zone_unknown"),
        (values("2023", basis="guessed"), "basis_unknown"),
        (values("yesterday", anchor="2023-02-22T16:00"), "anchor_naive"),
        (values("yesterday", anchor="yesterday"), "anchor_unreadable"),
        (values("yesterday", anchor="0001-01-01T00:00+14:00"), "anchor_out_of_range"),
        (values("yesterday", language="not a language"), "language"),
        (values("", timezone="Europe/Moscow"), "date_missing"),
        (values("21 Feb\x002023"), "control"),
        (values("2" * 201), "too_long"),
        (values("9" * 4000), "too_long"),
        (values("2023", timezone="x" * 65), "too_long"),
    ],
)
def test_invalid_date_is_refused(typed, code):
    assert error_code(field(required=True), typed) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("0. Februar 2023", "no_such_day"),
        ("29. Februar 2023", "no_such_day"),
        ("21.13.2023", "no_such_month"),
        ("21 Feb 2023 24:60", "no_such_time"),
        ("-0044-03-15", "out_of_range"),
    ],
)
def test_impossible_number_is_named(text, code):
    assert error_code(field(), values(text)) == code


def test_phrase_beside_another_number_is_not_complete():
    assert error_code(field(), values("am 21. Februar 2023 oder 44.")) == "no_such_day"
    assert error_code(field(), values("am 21. Februar 2023 +3")) == "partly"
    assert field().clean(values("am 21. Februar 2023")).edtf == "2023-02-21"
