"""Readings from resolutions: exact words, EDTF with part and relation, tier, alternatives."""

import pytest

from events.dates import find, read
from tests.dates.phrases.resolving import REPORT


def reading(text, language="en"):
    (one,) = find(text, REPORT, language)
    return one


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("on Tuesday", "en", "Tuesday"),
        ("am 7. Oktober.", "de", "7. Oktober"),
        ("He came on Oct. 7.", "en", "Oct. 7"),
        ("since the 21st of February", "en", "since the 21st of February"),
        ("in March 2022,", "en", "March 2022"),
        ("in two weeks", "en", "in two weeks"),  # part of the expression
        ("vor drei Tagen", "de", "vor drei Tagen"),
    ],
)
def test_words_of_the_expression(text, language, words):
    assert read(text, REPORT, language).text == words


@pytest.mark.parametrize(
    ("text", "edtf", "relation", "period"),
    [
        ("February 2023", "2023-02", "", "2023-02"),
        ("since February 2023", "2023-02/..", "since", "2023-02"),
        ("until February 2023", "../2023-02", "until", "2023-02"),
        ("before February 2023", "[..2023-01]", "before", "2023-02"),
        ("after February 2023", "[2023-03..]", "after", "2023-02"),
        ("before 1 March 2023", "[..2023-02-28]", "before", "2023-03-01"),
        ("since last week", "2023-02-13/..", "since", "2023-02-13/2023-02-19"),
        ("until last week", "../2023-02-19", "until", "2023-02-13/2023-02-19"),
        ("before last week", "[..2023-02-12]", "before", "2023-02-13/2023-02-19"),
        ("around 1920", "1920~", "around", "1920"),
        ("around last week", "2023-02-13~/2023-02-19~", "around", "2023-02-13/2023-02-19"),
    ],
)
def test_relation_opens_an_end(text, edtf, relation, period):
    one = reading(text)
    assert (one.when.edtf, one.relation, one.period) == (edtf, relation, period)


@pytest.mark.parametrize(
    ("text", "relation"),
    [("until on Friday", "until"), ("until (on Friday", "until"), ("until, on Friday", "")],
)
def test_direction_is_not_behind_a_comma(text, relation):
    assert reading(text).relation == relation


@pytest.mark.parametrize(
    ("text", "edtf", "part"),
    [
        ("early February 2023", "2023-02-01~/2023-02-09~", "start"),
        ("mid-February 2023", "2023-02-10~/2023-02-19~", "middle"),
        ("late February 2023", "2023-02-20~/2023-02-28~", "end"),
    ],
)
def test_section_is_a_third_and_never_sure(text, edtf, part):
    one = reading(text)
    assert (one.when.edtf, one.part, one.tier, one.period) == (edtf, part, 2, "2023-02")
    assert [reason.code for reason in one.why.more] == [f"third_{part}"]


@pytest.mark.parametrize(
    ("text", "language", "edtf"),
    [
        ("first half of the 15th century", "en", "1400~/1449~"),
        ("second half of the 19th century", "en", "1850~/1899~"),
        ("last third of the 19th century", "en", "1866~/1898~"),
        ("erste Hälfte des 1. Jahrhunderts", "de", "0001~/0049~"),
    ],
)
def test_part_of_a_century(text, language, edtf):
    assert reading(text, language).when.edtf == edtf


def test_clock_time_is_part_of_the_period():
    one = reading("16:00")
    assert (one.when.edtf, one.period, one.kind) == (
        "2023-02-22T16:00+01:00",
        "2023-02-22T16:00+01:00",
        "time",
    )


def test_absolute_date_is_stated_and_relative_date_has_its_anchor():
    stated, relative = reading("21 February 2023").when, reading("yesterday").when
    assert (stated.basis, stated.anchor) == ("stated", None)
    assert (relative.basis, relative.anchor) == ("resolved_phrase", REPORT)
    assert relative.phrase == "yesterday"
    assert relative.phrase_language == "en"


def test_alternatives_have_the_relation_too():
    one = reading("since Tuesday")
    assert [other.when.edtf for other in one.alternatives] == ["2023-02-28/.."]


def test_kind_without_a_date_has_no_when():
    one = reading("daily")
    assert (one.when, one.tier, one.period, one.alternatives) == (None, 3, "", ())
