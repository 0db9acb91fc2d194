"""What a language's table must have, and that a new table needs no code."""

from dataclasses import fields, replace

from events.dates import LANGUAGES, When, display
from events.dates.wording_de import GERMAN
from events.dates.wording_en import ENGLISH


def test_words_of_a_language_are_complete():
    for words in (ENGLISH, GERMAN):
        assert [len(words.months), len(words.months_of), len(words.weekdays)] == [12, 12, 7]
        assert sorted(words.parts) == [21, 22, 23, 24, 33, 34, 35, 36, 40, 41]
        assert sorted(words.unknown_digits) == [
            "day_unknown",
            "month_and_day_unknown",
            "month_unknown",
        ]
        for field in fields(words):
            value = getattr(words, field.name)
            if isinstance(value, dict) and field.name not in (
                "parts",
                "unknown_digits",
                "zones",
                "dative",
            ):
                assert "*" in value, field.name


def test_language_is_added_by_data_alone(monkeypatch):
    chinese = replace(
        ENGLISH,
        months=tuple(f"{month}月" for month in range(1, 13)),
        months_of=tuple(f"{month}月" for month in range(1, 13)),
        weekdays=tuple(f"星期{day}" for day in "一二三四五六日"),
        day="{year}年{month_of}{day}日",
        weekday="{date}{weekday}",
        days_of_month=("{year}年{month_of}{day}", "{day}日"),
    )
    monkeypatch.setitem(LANGUAGES, "zh", chinese)
    assert display(When("2023-02-21"), "zh-Hans") == "2023年2月21日星期二"
    assert display(When("2023-02-20/2023-02-22"), "zh") == "2023年2月20–22日"
