"""The days of feasts, by the rules of the language tables."""

import tomllib
from datetime import date
from importlib.resources import files

import pytest

from events.dates.phrases.calendar import OutOfRange
from events.dates.phrases.feasts import feast


@pytest.mark.parametrize(
    ("rule", "year", "day"),
    [
        ("12-24", 2023, date(2023, 12, 24)),
        ("easter", 2023, date(2023, 4, 9)),
        ("easter-2", 2023, date(2023, 4, 7)),
        ("easter+49", 2024, date(2024, 5, 19)),
        ("orthodox", 2023, date(2023, 4, 16)),
        ("advent", 2022, date(2022, 12, 18)),
        ("advent", 2023, date(2023, 12, 24)),  # Christmas Eve is the fourth Sunday
        ("advent-21", 2023, date(2023, 12, 3)),
        ("advent-32", 2022, date(2022, 11, 16)),
        ("nth 11 3 4", 2022, date(2022, 11, 24)),
        ("nth 11 3 4+1", 2022, date(2022, 11, 25)),
        ("last 5 0", 2022, date(2022, 5, 30)),
        ("hebrew 7 1", 2022, date(2022, 9, 26)),
        ("hebrew 9 25", 2022, date(2022, 12, 19)),
        ("hebrew 1 15", 2023, date(2023, 4, 6)),
        ("persian 1 1", 2023, date(2023, 3, 21)),
        ("chinese 1 1", 2023, date(2023, 1, 22)),
        ("chinese 1 1", 2024, date(2024, 2, 10)),
        ("islamic 10 1", 2023, date(2023, 4, 21)),
        ("islamic 12 10", 2022, date(2022, 7, 9)),
    ],
)
def test_feast_of_one_day(rule, year, day):
    assert (feast(rule, year).first, feast(rule, year).last) == (day, day)


def test_month_of_a_calendar_has_its_first_and_last_day():
    ramadan = feast("islamic 9", 2023)
    assert (ramadan.first, ramadan.last) == (date(2023, 3, 23), date(2023, 4, 20))


@pytest.mark.parametrize("year", [0, 10_000])
@pytest.mark.parametrize("rule", ["easter", "12-24", "advent", "hebrew 7 1", "islamic 9"])
def test_feast_outside_the_calendar_is_refused(rule, year):
    with pytest.raises(OutOfRange):
        feast(rule, year)


@pytest.mark.parametrize("rule", ["", "eastern", "12/24", "lunar 1 1"])
def test_unknown_rule_is_refused(rule):
    with pytest.raises(ValueError, match="unknown rule"):
        feast(rule, 2023)


@pytest.mark.parametrize("language", ["de", "en", "fr"])
def test_every_rule_of_a_table_has_a_day_in_each_year(language):
    text = files("events.dates.phrases").joinpath(f"{language}.toml").read_text("utf-8")
    table = tomllib.loads(text)
    rules = {rule for part in ("words", "phrases") for rule in table[part].get("holiday", {})}
    assert rules
    for rule in rules:
        for year in (1951, 2000, 2023, 2076):
            assert feast(rule, year).first.year == year
