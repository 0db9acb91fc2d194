"""The script of a name is found out from its letters."""

import pytest

from events.record.scripts import script_of


@pytest.mark.parametrize(
    ("text", "language", "script"),
    [
        ("Nikolai Patrushev", "en", "Latn"),
        ("Łódź", "pl", "Latn"),
        ("Николай Патрушев", "ru", "Cyrl"),
        ("Николай Patrushev (Патрушев)", "ru", "Cyrl"),
        ("Κυριάκος Μητσοτάκης", "el", "Grek"),
        ("علي خامنئي", "fa", "Arab"),
        ("בנימין נתניהו", "he", "Hebr"),
        ("王毅", "zh", "Hans"),
        ("王毅", "zh-Hant", "Hant"),
        ("王毅", "zh-TW", "Hant"),
        ("王毅", "", "Hani"),
        ("岸田文雄", "ja", "Jpan"),
        ("トヨタ自動車株式会社", "", "Jpan"),
        ("윤석열", "ko", "Kore"),
        ("नरेन्द्र मोदी", "hi", "Deva"),
        ("G7", "en", "Latn"),
        ("20", "en", "Latn"),
        ("", "", "Latn"),
    ],
)
def test_script_is_that_of_the_letters(text, language, script):
    assert script_of(text, language) == script
