"""Columns that hold a language."""

import re
from typing import Any, Final

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

LANGUAGE_LENGTH: Final = 35
LANGUAGE: Final = re.compile(r"\A[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*\Z")
"""BCP 47 as far as it matters here: a word of letters, then further ones parted by hyphens."""


class LanguageField(models.CharField):  # type: ignore[type-arg]
    """The tag of a language (BCP 47), such as de, en or zh-Hans."""

    default_validators = [
        RegexValidator(LANGUAGE, _("Write the language as its code, such as de, en or zh-Hans."))
    ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", LANGUAGE_LENGTH)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        # To the database it is any text: what a tag looks like is no matter of migrations.
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs
