"""Columns that hold a language."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.record.language import LANGUAGE_LENGTH, canonical_language, is_language


def validate_language(value: str) -> None:
    if not is_language(value):
        raise ValidationError(
            _("Enter a language tag, such as de, en or zh-Hans."), code="language"
        )


class LanguageField(models.CharField):  # type: ignore[type-arg]
    """The tag of a language (BCP 47), such as de, en or zh-Hans.

    Tags are the same in any case: cleaning gives them their usual spelling.
    """

    default_validators = [validate_language]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", LANGUAGE_LENGTH)
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return canonical_language(value) if isinstance(value, str) else value

    def deconstruct(self) -> Any:
        # To the database it is a plain text: migrations do not depend on the validation.
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs
