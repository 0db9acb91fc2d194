"""Columns that hold the tag of a language."""

import pytest
from django.core.exceptions import ValidationError

from events.models.language import LanguageField


@pytest.mark.parametrize("tag", ["de", "en-GB", "zh-Hans", "zh-Hans-CN", "sr-Latn-RS", "x-own"])
def test_tag_of_bcp_47_is_valid(tag):
    assert LanguageField().clean(tag, None) == tag


@pytest.mark.parametrize("tag", ["de_DE", "d e", "-de", "de-", "de--at", "über", "de\n", "a" * 9])
def test_what_is_no_tag_is_refused(tag):
    with pytest.raises(ValidationError) as refusal:
        LanguageField().clean(tag, None)
    assert refusal.value.messages == ["Write the language as its code, such as de, en or zh-Hans."]


def test_migrations_see_a_plain_column():
    assert LanguageField(blank=True).deconstruct()[1:] == (
        "django.db.models.CharField",
        [],
        {"blank": True, "max_length": 35},
    )
