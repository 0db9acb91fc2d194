"""The table that formats dates in English."""

import pytest

from events.dates import When, display
from events.dates.wording_en import ENGLISH


def test_names_of_months_and_weekdays_are_in_order():
    assert (ENGLISH.months[0], ENGLISH.months[-1], len(ENGLISH.months)) == (
        "January",
        "December",
        12,
    )
    assert ENGLISH.months_of == ENGLISH.months
    assert (ENGLISH.weekdays[0], ENGLISH.weekdays[-1], len(ENGLISH.weekdays)) == (
        "Monday",
        "Sunday",
        7,
    )


def test_parts_of_the_year_are_those_of_the_profile():
    assert sorted(ENGLISH.parts) == [21, 22, 23, 24, 33, 34, 35, 36, 40, 41]


@pytest.mark.parametrize(
    ("form", "since", "not_after"),
    [
        ("2023-02-21", "since 21 February 2023", "on or before Tuesday, 21 February 2023"),
        ("2023-02", "since February 2023", "in or before February 2023"),
        ("2023", "since 2023", "in or before 2023"),
        ("2023-21", "since spring 2023", "in or before spring 2023"),
        ("2023-33", "since the first quarter of 2023", "in or before the first quarter of 2023"),
        ("2023-40", "since the first half of 2023", "in or before the first half of 2023"),
        ("199X", "since the 1990s", "in or before the 1990s"),
        ("19XX", "since 1900–1999", "in or before 1900–1999"),
    ],
)
def test_prepositions_and_articles_by_form(form, since, not_after):
    assert display(When(f"{form}/.."), "en") == since
    assert display(When(f"[..{form}]"), "en") == not_after


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("199X~", "around the 1990s"),
        ("2023-02-20~/2023-02-26~", "around the week of 20 February 2023"),
        ("2023-02-25~/2023-02-26~", "around the weekend of 25–26 February 2023"),
        ("2023-21~", "around spring 2023"),
    ],
)
def test_article_after_around(text, expected):
    assert display(When(text), "en") == expected
