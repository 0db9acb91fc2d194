"""The forms of the desk: dates as Whens, known records, and the version that a save is based on."""

from collections.abc import Sequence
from functools import cached_property, partial
from typing import Any

from django import forms
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.admin.anchors import CitedSources, cited_sources
from events.admin.choosing import RecordSelect, RecordSelectMultiple
from events.admin.labels import record_label
from events.admin.when import WhenFormField
from events.editorial import Problem
from events.editorial.versions import stale
from events.models import Citation
from events.models.identity import Curated
from events.models.when import WhenField


class DeskForm(forms.ModelForm):
    """A form of one record: its Whens are declared as `WhenFormField`s of the same names.

    `names_sources` (set by the page that builds the form): whether the editor may see sources.
    """

    names_sources = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.when_names():
            self.initial.setdefault(name, getattr(self.instance, name))
            box: Any = self.fields[name]
            box.label = capfirst(box.label or "")
            box.tell(self._cited(name), box.label)
        for name, field in self.fields.items():
            self._tell_known_records(name, field)

    @classmethod
    def when_names(cls) -> list[str]:
        fields = cls.base_fields.items()
        return [name for name, field in fields if isinstance(field, WhenFormField)]

    @cached_property
    def saved_citations(self) -> list[Citation]:
        """Those that the page fetched with the record, or one query."""
        record: Any = self.instance
        if record._state.adding or not hasattr(record, "citations"):
            return []
        if "citations" in getattr(record, "_prefetched_objects_cache", {}):
            return list(record.citations.all())
        return list(record.citations.select_related("source"))

    def _cited(self, name: str) -> CitedSources:
        """What a phrase in the box of that name is counted from."""
        own = self["language"].value() if "language" in self.fields else ""
        sources = partial(cited_sources, self, name) if self.names_sources else list
        return CitedSources(sources, now=timezone.localtime(), language=str(own or ""))

    def _tell_known_records(self, name: str, field: forms.Field) -> None:
        widget = field.widget
        if isinstance(widget, RelatedFieldWidgetWrapper):
            widget = widget.widget
        if isinstance(widget, RecordSelect):
            record = self.instance._state.fields_cache.get(name)
            widget.known = {str(record.pk): record_label(record)} if record else {}
        elif isinstance(widget, RecordSelectMultiple):
            fetched = getattr(self.instance, "_prefetched_objects_cache", {}).get(name, ())
            widget.known = {str(record.pk): record_label(record) for record in fetched}

    def _post_clean(self) -> None:
        for name in self.when_names():
            if name in self.cleaned_data:
                setattr(self.instance, name, self.cleaned_data[name])
        super()._post_clean()  # type: ignore[misc]

    def _get_validation_exclusions(self) -> set[str]:
        # The columns of a When are no form fields, so Django would leave their constraints to the
        # database, whose refusal is no message for an editor.
        exclude: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        for name in self.when_names():
            if name in self.cleaned_data:
                descriptor: WhenField = getattr(type(self.instance), name)
                exclude -= {f"{name}_{column}" for column in descriptor.columns()}
        return exclude


class CuratedForm(DeskForm):
    """A record with a version: what is saved must be based on what the desk holds now.

    `problems` (set by the page that builds the form) are what the editorial verbs refused.
    """

    problems: Sequence[Problem] = ()
    stale = False
    expected_version = forms.IntegerField(
        required=False, widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1
    )
    reason = forms.CharField(
        label=gettext_lazy("Why (for the desk's log)"),
        required=False,
        max_length=500,
        widget=forms.TextInput({"class": "vTextField"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            self.initial["expected_version"] = self.instance.version

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        for problem in self.problems:
            self.add_error(problem.field if problem.field in self.fields else None, problem.message)
        record: Any = self.instance
        if not record._state.adding and "expected_version" not in self.errors:
            self._compare_version(record)
        return cleaned

    def _compare_version(self, record: Curated) -> None:
        based_on = self.cleaned_data.get("expected_version")
        if based_on is None:
            message = _("This page was incomplete when it was sent. Load it again.")
            self.add_error(None, ValidationError(message, code="incomplete"))
        elif based_on != record.version:
            self.stale = True
            told = stale(type(record), record.pk).problems[0].message
            hint = _(
                "Nothing was saved. What you typed is still here; what differs is listed below."
            )
            self.add_error(None, ValidationError([told, hint], code="stale"))
            # Whoever has read the differences and saves again means to replace them.
            data: Any = self.data.copy()  # type: ignore[attr-defined]
            data[self.add_prefix("expected_version")] = str(record.version)
            self.data = data
