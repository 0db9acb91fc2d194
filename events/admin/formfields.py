"""Form fields for model fields: autocompletion for records, suggestions for languages, Whens."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from events.admin.autocomplete import (
    RecordAutocomplete,
    RecordAutocompleteMultiple,
    RecordChoiceField,
    RecordMultipleChoiceField,
)
from events.admin.display import display_date
from events.models.language import LanguageField, validate_language
from events.models.when import WhenField
from events.record.language import canonical_language
from events.timeline.labels import language_labels

SUGGESTED_LANGUAGES = (
    "de", "en", "ru", "zh", "zh-Hans", "uk", "fr", "es", "ar", "fa", "tr", "pl", "ja",
)  # fmt: skip


@cache
def _language_tags() -> dict[str, str]:
    """The tags of the suggested languages by their names, in each language of the pages."""
    return {
        name.casefold(): tag
        for tag in SUGGESTED_LANGUAGES
        for name in language_labels(tag).values()
    }


class LanguageFormField(forms.CharField):
    """A language tag (BCP 47) such as de, zh-Hans or pt-BR, or the name of a common language, which
    the page suggests.
    """

    widget = forms.TextInput(
        {"list": "languages", "class": "language", "autocomplete": "off", "autocapitalize": "off"}
    )
    default_validators = [validate_language]

    def to_python(self, value: Any) -> str:
        typed = super().to_python(value) or ""
        return _language_tags().get(typed.casefold()) or canonical_language(typed)


class LineFormField(forms.CharField):
    """A text of one line, even if it was pasted with line breaks. One that is too long is refused:
    the browser would cut it off without a word.
    """

    def to_python(self, value: Any) -> Any:
        return super().to_python(" ".join(value.split("\n")) if isinstance(value, str) else value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attributes = super().widget_attrs(widget)
        attributes.pop("maxlength", None)
        return attributes


class FormFieldsMixin(BaseModelAdmin):
    """For `ModelAdmin` and inlines: how model fields are shown, and that all of them are.

    A model field that is in neither `fields` (or `fieldsets`) nor `omitted_fields` is shown at the
    end of the first fieldset, so the form follows the model without a change. Not so if
    `shows_all_fields` is false.
    """

    omitted_fields: Sequence[str] = ()
    shows_all_fields = True

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if not self.shows_all_fields:
            return fieldsets
        model: Any = self.model
        known = {*flatten_fieldsets(fieldsets), *self.omitted_fields, *_parent_fields(self)}
        rest = tuple(name for name in editable_fields(model) if name not in known)
        if not rest:
            return fieldsets
        (title, options), *others = fieldsets
        return [(title, {**options, "fields": [*options["fields"], rest]}), *others]

    def formfield_for_foreignkey(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = RecordAutocomplete(
                db_field, self.admin_site, using=kwargs.get("using")
            )
        kwargs.setdefault("form_class", RecordChoiceField)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = RecordAutocompleteMultiple(
                db_field, self.admin_site, using=kwargs.get("using")
            )
            kwargs.setdefault("form_class", RecordMultipleChoiceField)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if isinstance(db_field, LanguageField):
            return db_field.formfield(form_class=LanguageFormField)
        if type(db_field) is models.CharField and not db_field.choices:
            kwargs.setdefault("form_class", LineFormField)
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            # Adding and changing are enough: four icons per field would be too many.
            field.widget.can_delete_related = field.widget.can_view_related = False
        if field is not None and isinstance(db_field, models.PositiveSmallIntegerField):
            field.widget.attrs["class"] = "small-number"
        return field

    # A When is not a model field, so Django looks up its read-only value here.

    @admin.display(description=_("start"))
    def start(self, record: Any) -> str:
        return display_date(record.start)

    @admin.display(description=_("end"))
    def end(self, record: Any) -> str:
        return display_date(record.end)

    @admin.display(description=_("said"))
    def said(self, record: Any) -> str | None:
        return display_date(record.said)

    @admin.display(description=_("published"))
    def published(self, record: Any) -> str:
        return display_date(record.published)

    @admin.display(description=_("last modified"))
    def modified(self, record: Any) -> str:
        return display_date(record.modified)


@cache
def whens(model: type[models.Model]) -> dict[str, WhenField]:
    """The Whens of a model by name, in the order of the model."""
    names = [field.name.removesuffix("_edtf") for field in model._meta.fields]
    found = {name: getattr(model, name) for name in names}
    return {name: when for name, when in found.items() if isinstance(when, WhenField)}


def when_columns(model: type[models.Model]) -> set[str]:
    return {f"{name}_{column}" for name, when in whens(model).items() for column in when.columns()}


@cache
def editable_fields(model: type[models.Model]) -> list[str]:
    """The names of the fields and Whens of a model that an editor can change."""
    columns = when_columns(model)
    fields = [*model._meta.fields, *model._meta.many_to_many]
    names = [field.name for field in fields if field.editable and not field.primary_key]
    return [*(name for name in names if name not in columns), *whens(model)]


def _parent_fields(model_admin: Any) -> list[str]:
    """The foreign key of an inline to its parent, which the formset sets."""
    parent = getattr(model_admin, "parent_model", None)
    if parent is None:
        return []
    if model_admin.fk_name:
        return [model_admin.fk_name]
    fields = model_admin.model._meta.fields
    return [field.name for field in fields if field.related_model is parent]
