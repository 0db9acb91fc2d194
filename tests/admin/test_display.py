"""Text for the desk in the active language."""

from types import SimpleNamespace

import pytest
from django.utils.translation import override

from events.admin.display import display_date, localized
from events.dates import When


def texts(**names):
    return [SimpleNamespace(language=language, name=name) for language, name in names.items()]


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        ({"de": "Gespräche", "en": "Talks"}, "Gespräche"),
        ({"en": "Talks", "fr": "Pourparlers"}, "Talks"),
        ({"fr": "Pourparlers"}, "talks"),
        ({"de": "", "en": "Talks"}, "Talks"),
        ({}, "talks"),
    ],
)
def test_text_is_in_the_active_language_else_in_english(names, shown):
    with override("de"):
        assert localized(texts(**names), "name", "talks") == shown


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        (None, None, ""),
        ("2023-02-21", None, "Tuesday, 21 February 2023"),
        ("2023-02-20", "2023-02-22", "20–22 February 2023"),
        (None, "2023", "2023"),
    ],
)
def test_date_or_period_is_displayed(start, end, shown):
    dates = [When.parse(text) if text else None for text in (start, end)]
    assert display_date(*dates) == shown


def test_date_is_displayed_in_the_active_language():
    with override("de"):
        assert display_date(When.parse("2023-02-21")) == "Dienstag, 21. Februar 2023"
