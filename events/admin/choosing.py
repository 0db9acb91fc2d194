"""Choosing another record: found by any of its names, shown without a query per row."""

import re
from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.admin.labels import record_label, with_label
from events.models.language import validate_language
from events.record.identity import PUBLIC_ID_PATTERN
from events.record.language import canonical_language

PUBLIC_ID = re.compile(rf"\A{PUBLIC_ID_PATTERN}\Z")
NUMBER = re.compile(r"\A[0-9]{1,18}\Z")


def is_key(model: type[models.Model], value: object) -> bool:
    """Whether the value can be a key of the model at all.

    A form may send anything: PostgreSQL refuses NUL in a text and ends the transaction, and neither
    database takes a number of more than 64 bits.
    """
    pattern = PUBLIC_ID if isinstance(model._meta.pk, models.CharField) else NUMBER
    return pattern.match(str(value)) is not None


class _KnownRecords:
    """A select that is told the records of its row; Django's own asks the database once per row.

    `known` is set per form by `DeskForm`: {primary key as text: label}.
    """

    known: dict[str, str] = {}

    def optgroups(self, name: str, value: list[Any], attr: Any = None) -> list[Any]:
        options: list[Any] = []
        if not self.is_required and not self.allow_multiple_selected:  # type: ignore[attr-defined]
            options.append(self.create_option(name, "", "", False, 0))  # type: ignore[attr-defined]
        chosen = [str(key) for key in value if key not in (None, "")]
        labels = {**self.known, **self._missing(chosen)}
        for key in chosen:
            if key in labels:
                option = self.create_option(name, key, labels[key], True, len(options))  # type: ignore[attr-defined]
                options.append(option)
        return [(None, options, 0)]

    def _missing(self, chosen: list[str]) -> dict[str, str]:
        queryset = self.choices.queryset  # type: ignore[attr-defined]
        keys = [key for key in chosen if key not in self.known and is_key(queryset.model, key)]
        if not keys:
            return {}
        return {str(record.pk): record_label(record) for record in queryset.filter(pk__in=keys)}


class RecordSelect(_KnownRecords, AutocompleteSelect):  # type: ignore[misc]
    pass


class RecordSelectMultiple(_KnownRecords, AutocompleteSelectMultiple):  # type: ignore[misc]
    pass


def _model(field: Any) -> type[models.Model]:
    model: type[models.Model] = field.queryset.model
    return model


class RecordChoiceField(forms.ModelChoiceField):
    def __init__(self, queryset: models.QuerySet[Any], **options: Any) -> None:
        super().__init__(with_label(queryset), **options)

    def label_from_instance(self, obj: Any) -> str:
        return record_label(obj)

    def to_python(self, value: Any) -> Any:
        given = value not in self.empty_values and not hasattr(value, "pk")
        if given and not is_key(_model(self), value):
            # Without the value, which Django's message would repeat.
            raise ValidationError(_("This record does not exist."), code="invalid_choice")
        return super().to_python(value)


class RecordMultipleChoiceField(forms.ModelMultipleChoiceField):
    def __init__(self, queryset: models.QuerySet[Any], **options: Any) -> None:
        super().__init__(with_label(queryset), **options)

    def label_from_instance(self, obj: Any) -> str:
        return record_label(obj)

    def clean(self, value: Any) -> Any:
        if value and not all(is_key(_model(self), key) for key in value):
            raise ValidationError(_("This record does not exist."), code="invalid_choice")
        return super().clean(value)


class LanguageFormField(forms.CharField):
    """A language tag (BCP 47) such as de, zh-Hans or pt-BR; suggestions come with the page."""

    widget = forms.TextInput(
        {"list": "languages", "class": "language", "autocomplete": "off", "autocapitalize": "off"}
    )
    default_validators = [validate_language]

    def to_python(self, value: Any) -> str:
        return canonical_language(super().to_python(value) or "")
