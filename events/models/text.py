"""Columns of texts of several lines."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.db import models


class LinesFormField(forms.CharField):
    """Counts a line break as one character, as the page and the API do; forms submit two."""

    def to_python(self, value: Any) -> Any:
        return _with_line_feeds(super().to_python(value))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Without `maxlength`: the browser would cut off what is pasted without a word."""
        attributes = super().widget_attrs(widget)
        attributes.pop("maxlength", None)
        return attributes


class LongTextField(models.TextField):  # type: ignore[type-arg]
    """A text of several lines whose `max_length` is validated everywhere, not only in forms.

    The column has no limit, so that longer texts of before there was one can still be read.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.max_length is not None:
            self.validators.append(MaxLengthValidator(self.max_length))

    def to_python(self, value: Any) -> Any:
        return _with_line_feeds(super().to_python(value))

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": LinesFormField, **kwargs})

    def deconstruct(self) -> Any:
        # To the database it is a plain text: migrations do not depend on the validation.
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs


def _with_line_feeds(value: Any) -> Any:
    return value.replace("\r\n", "\n") if isinstance(value, str) else value
