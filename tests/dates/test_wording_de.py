"""The table that formats dates in German."""

import pytest

from events.dates import When, display
from events.dates.wording_de import GERMAN


def test_names_of_months_and_weekdays_are_in_order():
    assert (GERMAN.months[0], GERMAN.months[-1]) == ("Januar", "Dezember")
    assert GERMAN.months_of == GERMAN.months
    assert (GERMAN.weekdays[0], GERMAN.weekdays[-1], len(GERMAN.weekdays)) == (
        "Montag",
        "Sonntag",
        7,
    )


def test_parts_of_the_year_are_those_of_the_profile():
    assert sorted(GERMAN.parts) == [21, 22, 23, 24, 33, 34, 35, 36, 40, 41]


@pytest.mark.parametrize(
    ("form", "since", "not_before"),
    [
        ("2023-02-21", "seit 21. Februar 2023", "frühestens am Dienstag, 21. Februar 2023"),
        ("2023-02", "seit Februar 2023", "frühestens im Februar 2023"),
        ("2023", "seit 2023", "frühestens 2023"),
        ("2023-21", "seit Frühjahr 2023", "frühestens im Frühjahr 2023"),
        ("2023-33", "seit dem 1. Quartal 2023", "frühestens im 1. Quartal 2023"),
        ("2023-40", "seit dem 1. Halbjahr 2023", "frühestens im 1. Halbjahr 2023"),
        ("199X", "seit den 1990er-Jahren", "frühestens in den 1990er-Jahren"),
        ("19XX", "seit 1900–1999", "frühestens 1900–1999"),
    ],
)
def test_prepositions_and_cases_by_form(form, since, not_before):
    assert display(When(f"{form}/.."), "de") == since
    assert display(When(f"[{form}..]"), "de") == not_before


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("../199X", "bis in die 1990er-Jahre"),
        ("/199X", "bis in die 1990er-Jahre, Beginn unbekannt"),
        ("199X/", "ab den 1990er-Jahren, Ende unbekannt"),
        ("../2023-33", "bis zum 1. Quartal 2023"),
        ("2023-33/", "ab dem 1. Quartal 2023, Ende unbekannt"),
    ],
)
def test_open_ends_of_forms_with_an_article(text, expected):
    assert display(When(text), "de") == expected


def test_zones_have_their_german_abbreviations():
    assert GERMAN.zones == {
        "CET": "MEZ",
        "CEST": "MESZ",
        "EET": "OEZ",
        "EEST": "OESZ",
        "WET": "WEZ",
        "WEST": "WESZ",
    }
