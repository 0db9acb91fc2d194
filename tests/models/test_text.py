"""Columns of texts of several lines."""

import pytest
from django.core.exceptions import ValidationError

from events.models.text import LongTextField


def test_text_as_long_as_the_limit_is_taken_however_its_lines_end():
    field = LongTextField(max_length=3)
    assert field.clean("a\r\nb", None) == "a\nb"
    assert field.formfield().clean("a\r\nb") == "a\nb"


@pytest.mark.parametrize("clean", [
    lambda field, text: field.clean(text, None), lambda field, text: field.formfield().clean(text),
])  # fmt: skip
def test_longer_text_is_refused(clean):
    with pytest.raises(ValidationError) as refused:
        clean(LongTextField(max_length=3), "a\nbc")
    assert refused.value.messages == ["Ensure this value has at most 3 characters (it has 4)."]


def test_field_is_a_text_field_to_migrations():
    assert LongTextField(max_length=3).deconstruct()[1] == "django.db.models.TextField"
