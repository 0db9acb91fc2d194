"""Columns of languages: one rule for tags, one spelling of each."""

import pytest
from django.core.exceptions import ValidationError

from events.models import EventText
from events.models.language import LanguageField
from tests import factories

MESSAGE = "Enter a language tag, such as de, en or zh-Hans."


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("de", "de"),
        ("DE", "de"),
        ("EN-gb", "en-GB"),
        ("zh-hans", "zh-Hans"),
        ("SR-LATN-rs", "sr-Latn-RS"),
        ("tlh", "tlh"),
    ],
)
def test_language_is_cleaned_to_its_usual_spelling(typed, stored):
    assert LanguageField().clean(typed, None) == stored


@pytest.mark.parametrize(
    "tag",
    [
        "xx",
        "german",
        "qaa",
        "x",
        "q",
        "i",
        "i-klingon",
        "7",
        "en_GB",
        "de-",
        "ninelette",
        "de" + "-abcdefgh" * 4,
    ],
)
def test_what_is_no_language_tag_is_refused(tag):
    with pytest.raises(ValidationError) as refused:
        LanguageField().clean(tag, None)
    assert MESSAGE in refused.value.messages


def test_empty_language_stays_empty_where_it_may_be():
    assert LanguageField(blank=True).clean("", None) == ""
    assert LanguageField(null=True).to_python(None) is None


@pytest.mark.django_db
def test_full_clean_spells_the_language_of_a_row():
    text = EventText(event=factories.EventFactory(), language="zh-HANS", title="会谈")
    text.full_clean()
    assert text.language == "zh-Hans"


def test_field_is_a_char_field_to_migrations():
    assert LanguageField("language").deconstruct()[1] == "django.db.models.CharField"
