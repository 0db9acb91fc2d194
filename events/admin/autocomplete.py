"""Autocomplete fields: records are found by any of their names, and shown without a query each."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.admin.primary_keys import is_valid_pk
from events.admin.record_labels import choice_label, marked, prefetch_for_labels


class RecordAutocomplete(AutocompleteSelect):
    """A select with the labels of its initial options; Django's queries the database for each.

    `initial_labels` is set per form by `DeskForm`: {primary key as a string: label}.
    """

    initial_labels: dict[str, str] = {}

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> list[Any]:
        options: list[Any] = []
        if not self.is_required and not self.allow_multiple_selected:
            options.append(self.create_option(name, "", "", False, 0))
        selected = [str(key) for key in value if key not in (None, "")]
        labels = {**self.initial_labels, **self._missing_labels(selected)}
        for key in selected:
            if key in labels:
                option = self.create_option(name, key, labels[key], True, len(options))
                options.append(option)
        return [(None, options, 0)]

    def _missing_labels(self, selected: list[str]) -> dict[str, str]:
        queryset = self.choices.queryset
        keys = [key for key in selected if key not in self.initial_labels]
        valid = [key for key in keys if is_valid_pk(queryset.model, key)]
        if not valid:
            return {}
        return {str(record.pk): choice_label(record) for record in queryset.filter(pk__in=valid)}


class RecordAutocompleteMultiple(RecordAutocomplete, forms.SelectMultiple):
    pass


def _model(field: Any) -> type[models.Model]:
    model: type[models.Model] = field.queryset.model
    return model


class RecordChoiceField(forms.ModelChoiceField):
    def __init__(self, queryset: models.QuerySet[Any], **options: Any) -> None:
        super().__init__(prefetch_for_labels(queryset), **options)

    def label_from_instance(self, obj: Any) -> str:
        return choice_label(obj)

    def to_python(self, value: Any) -> Any:
        is_key = value not in self.empty_values and not hasattr(value, "pk")
        if is_key and not is_valid_pk(_model(self), value):
            # Django's message would repeat the value.
            raise ValidationError(_("This record does not exist."), code="invalid_choice")
        return super().to_python(value)


class RecordMultipleChoiceField(forms.ModelMultipleChoiceField):
    def __init__(self, queryset: models.QuerySet[Any], **options: Any) -> None:
        super().__init__(prefetch_for_labels(queryset), **options)

    def label_from_instance(self, obj: Any) -> str:
        return choice_label(obj)

    def clean(self, value: Any) -> Any:
        if value and not all(is_valid_pk(_model(self), key) for key in value):
            raise ValidationError(_("This record does not exist."), code="invalid_choice")
        return super().clean(value)


class RecordAutocompleteView(AutocompleteJsonView):
    """Searches with the `ModelAdmin` of the record, and answers with the desk's labels."""

    def get_queryset(self) -> models.QuerySet[Any]:
        model_admin: Any = self.model_admin
        found, may_have_duplicates = model_admin.get_search_results(
            self.request, model_admin.autocomplete_queryset(self.request), self.term
        )
        return found.distinct() if may_have_duplicates else found

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        model_admin: Any = self.model_admin
        label = model_admin.autocomplete_label(self.request, obj)
        return {"id": str(getattr(obj, to_field_name)), "text": marked(label, obj)}
