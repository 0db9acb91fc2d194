"""Forms of records: with Whens, autocomplete labels, and the version that a save is based on."""

from collections.abc import Iterable, Sequence
from functools import cached_property, partial
from typing import Any

from django import forms
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.admin.autocomplete import RecordAutocomplete, RecordAutocompleteMultiple
from events.admin.formfields import whens
from events.admin.record_labels import choice_label
from events.admin.when_anchors import CitedSources, cited_sources
from events.admin.when_field import WhenFormField
from events.editorial import Problem
from events.models import Citation
from events.models.identity import Curated
from events.record import limits


class DeskForm(forms.ModelForm):
    """A form whose Whens are declared as `WhenFormField`s of the same names.

    `can_view_sources` is set by the `ModelAdmin`: whether the user may see where dates count from;
    and so is `merges`: whether the input is to be merged with what others have saved meanwhile.
    """

    can_view_sources = True
    merges = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.when_names():
            self.initial.setdefault(name, getattr(self.instance, name))
            field: Any = self.fields[name]
            field.label = capfirst(field.label or "")
            field.set_context(self._cited_sources(name), field.label)
        for name, field in self.fields.items():
            self._set_initial_labels(name, field)

    @classmethod
    def when_names(cls) -> list[str]:
        fields = cls.base_fields.items()
        return [name for name, field in fields if isinstance(field, WhenFormField)]

    @cached_property
    def saved_citations(self) -> list[Citation]:
        """The prefetched citations of the record, or those of one query."""
        record: Any = self.instance
        if record._state.adding or not hasattr(record, "citations"):
            return []
        if "citations" in getattr(record, "_prefetched_objects_cache", {}):
            return list(record.citations.all())
        return list(record.citations.select_related("source"))

    def _cited_sources(self, name: str) -> CitedSources:
        """The sources that a phrase in the field of that name is counted from."""
        language = self["language"].value() if "language" in self.fields else ""
        sources = partial(cited_sources, self, name) if self.can_view_sources else list
        return CitedSources(sources, now=timezone.localtime(), language=str(language or ""))

    def _set_initial_labels(self, name: str, field: forms.Field) -> None:
        widget = field.widget
        if isinstance(widget, RelatedFieldWidgetWrapper):
            widget = widget.widget
        if isinstance(widget, RecordAutocompleteMultiple):
            records = getattr(self.instance, "_prefetched_objects_cache", {}).get(name, ())
            widget.initial_labels = {str(record.pk): choice_label(record) for record in records}
        elif isinstance(widget, RecordAutocomplete):
            record = self.instance._state.fields_cache.get(name)
            widget.initial_labels = {str(record.pk): choice_label(record)} if record else {}

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        for name in self.when_names():
            if name in self.cleaned_data:
                setattr(self.instance, name, self.cleaned_data[name])
        if self.merges:
            # The others may have saved the same row; what becomes of both is checked by the verb.
            form: Any = self
            form._validate_unique = form._validate_constraints = False
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        # The columns of a When are not form fields, so Django would not validate their constraints,
        # and the database's error is no message for an editor. django-stubs lacks the method.
        form: Any = super()
        exclude: set[str] = form._get_validation_exclusions()
        model: Any = type(self.instance)
        for name in self.when_names():
            if name in self.cleaned_data:
                columns = whens(model)[name].columns()
                exclude -= {f"{name}_{column}" for column in columns}
        return exclude


def add_problems(form: forms.BaseForm, problems: Iterable[Problem]) -> None:
    """Show the problems that a verb found at the fields of a form; the others above it."""
    for problem in problems:
        form.add_error(problem.field if problem.field in form.fields else None, problem.message)


class CuratedForm(DeskForm):
    """The form of a record with a version, which says what the input is based on.

    `problems` is set by the `ModelAdmin`: what the editorial verbs refused.
    """

    problems: Sequence[Problem] = ()
    is_stale = False
    expected_version = forms.IntegerField(
        required=False, widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason (for the desk's log)"),
        required=False,
        max_length=limits.REASON,
        widget=forms.TextInput({"class": "vTextField"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            self.initial["expected_version"] = self.instance.version

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        add_problems(self, self.problems)
        record: Any = self.instance
        if not record._state.adding and "expected_version" not in self.errors:
            self._check_version(record)
        return cleaned

    def _check_version(self, record: Curated) -> None:
        expected = self.cleaned_data.get("expected_version")
        if expected is None or expected > record.version:
            message = _("The form was incomplete when it was submitted. Reload the page.")
            self.add_error(None, ValidationError(message, code="incomplete"))
        elif expected != record.version:
            # The form goes on counting from that version: it is the base of what is merged.
            self.is_stale = True
