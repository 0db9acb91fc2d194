"""Nested inlines: a formset whose forms have formsets of their own, to any depth.

Django's admin knows one level of inlines. Here each form of a `NestedFormSet` has a list
`nested_formsets`, one for each child inline, bound to the same data under the form's own prefix
(`claims-0-citations-1-via-0-actor`). A form has changed if one of its formsets has, is invalid if
one of them is, and saves them after itself. Deleting a form deletes everything below it, by the
database's cascade.

The rows come from what the page prefetched, so neither depth nor number costs further queries.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.admin import StackedInline
from django.contrib.admin.helpers import InlineAdminForm, InlineAdminFormSet
from django.contrib.admin.utils import flatten_fieldsets
from django.db import models
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from events.admin.formfields import FormFieldsMixin
from events.admin.forms import DeskForm
from events.admin.record_labels import record_label

MAX_FORMS = 500
"""The number of forms in one formset; it limits the cost of a hostile request."""
FEW_FORMS = 40
"""Up to so many, each saved row has an empty row for each kind of row inside it, for pages without
JavaScript.
"""


class NestedAdminFormSet(InlineAdminFormSet):
    """A formset for the template: `admin_forms`, and `empty_admin_form` for JavaScript to copy."""

    @classmethod
    def of(cls, shown: InlineAdminFormSet) -> "NestedAdminFormSet":
        return cls(
            shown.opts,
            shown.formset,
            shown.fieldsets,
            shown.prepopulated_fields,
            shown.readonly_fields,
            shown.model_admin,
            shown.has_add_permission,
            shown.has_change_permission,
            shown.has_delete_permission,
            shown.has_view_permission,
        )

    def __iter__(self) -> Iterator[InlineAdminForm]:
        return iter(self.admin_forms)

    @cached_property
    def admin_forms(self) -> list[InlineAdminForm]:
        # Django's own iteration leaves out a form whose row someone else has deleted, and with it
        # what was typed.
        readonly = list(self.readonly_fields)
        if not self.has_change_permission:
            readonly += flatten_fieldsets(self.fieldsets)
        existing = [self._admin_form(form, readonly) for form in self.formset.initial_forms]
        if not self.has_add_permission:
            return existing
        extra = [self._admin_form(form, self.readonly_fields) for form in self.formset.extra_forms]
        return existing + extra

    @cached_property
    def empty_admin_form(self) -> InlineAdminForm | None:
        if not self.has_add_permission:
            return None
        return self._admin_form(self.formset.empty_form, self.readonly_fields)

    def _admin_form(self, form: Any, readonly: Sequence[Any]) -> InlineAdminForm:
        original = None if form.instance._state.adding else form.instance
        return InlineAdminForm(
            self.formset, form, self.fieldsets, {}, original, readonly, model_admin=self.opts
        )

    @property
    def kind(self) -> str:
        return str(self.formset.get_default_prefix())

    @property
    def is_in_empty_form(self) -> bool:
        """Only formsets in an empty form, and the outermost, have an empty form of their own."""
        return "__prefix__" in self.formset.prefix

    @property
    def media(self) -> forms.Media:
        return self.opts.media + self.formset.empty_form.media


class NestedForm(DeskForm):
    """A form of a `NestedFormSet`, which sets `nested_formsets`."""

    nested_formsets: Sequence[NestedAdminFormSet] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The label of the saved record: cleaning will change the instance.
        adding = self.instance._state.adding
        self.original_label = "" if adding else record_label(self.instance)

    def has_changed(self) -> bool:
        nested = any(nested.formset.has_changed() for nested in self.nested_formsets)
        return nested or super().has_changed()

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        for nested in self.nested_formsets:
            if nested.formset.is_bound and not nested.formset.is_valid():
                self.add_error(None, _("Please correct the errors further down in this entry."))
                break
        return cleaned

    @property
    def media(self) -> forms.Media:
        media = super().media
        for nested in self.nested_formsets:
            media += nested.formset.media
        return media

    @property
    def is_expanded(self) -> bool:
        """Whether a collapsible form is shown open: it is new or has errors."""
        return self.instance._state.adding or (self.is_bound and bool(self.errors))

    @property
    def is_extra(self) -> bool:
        """Whether it is an unchanged extra form, which is there for pages without JavaScript."""
        return self.instance._state.adding and not (self.is_bound and self.has_changed())


class NestedFormSet(BaseInlineFormSet):
    """`prefetched` are the rows of a nested formset; an outer formset queries its own."""

    children: Sequence["ChildInline"] = ()
    prefetched: list[Any] | None = None

    def get_queryset(self) -> Any:
        return super().get_queryset() if self.prefetched is None else self.prefetched

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        model: Any = self.model
        name = model._meta.pk.name
        key = form.fields.get(name)
        if form.merges and form.instance._state.adding and index is not None:
            if index < self.initial_form_count():
                # Somebody else has deleted the row; whether it is to stay is asked when merging.
                form.fields[name] = forms.CharField(required=False, widget=forms.HiddenInput)
        elif isinstance(key, forms.ModelChoiceField):
            key.error_messages["invalid_choice"] = _(
                "Someone else has deleted this row. Select “Delete” to remove it here as well."
            )
        has_extra = self.total_form_count() <= FEW_FORMS or form.instance._state.adding
        form.nested_formsets = [child.admin_formset(form, has_extra) for child in self.children]

    def save_new(self, form: Any, commit: bool = True) -> Any:
        record = super().save_new(form, commit=commit)
        self._save_nested(form, commit)
        return record

    def save_existing(self, form: Any, obj: Any, commit: bool = True) -> Any:
        record = super().save_existing(form, obj, commit=commit)
        self._save_nested(form, commit)
        return record

    @staticmethod
    def _save_nested(form: Any, commit: bool) -> None:
        if form.nested_formsets and not commit:
            raise ValueError("Nested rows need the primary key of the row above.")
        for nested in form.nested_formsets:
            if nested.formset.is_bound:
                nested.formset.instance = form.instance
                nested.formset.save()


@dataclass(frozen=True)
class ChildInline:
    """An inline inside the forms of a formset, for one request."""

    inline: "NestedInline"
    formset: type[NestedFormSet]
    options: dict[str, Any]

    def admin_formset(self, form: Any, has_extra: bool) -> NestedAdminFormSet:
        """The formset inside a form, with its data and its prefetched rows."""
        name = self.formset.get_default_prefix()
        editable = self.options["has_change_permission"] or self.options["has_add_permission"]
        bound = form.is_bound and editable
        data = {"data": form.data, "files": form.files} if bound else {}
        model: Any = self.formset.model
        formset: Any = self.formset(
            instance=form.instance,
            prefix=f"{form.prefix}-{name}",
            queryset=model._default_manager.none(),
            **data,
        )
        is_template = "__prefix__" in form.prefix and not self.inline.keeps_extra
        if is_template or not has_extra:
            formset.extra = 0  # extra forms are for pages without JavaScript, which add no forms
        adding = form.instance._state.adding
        formset.prefetched = [] if adding else list(getattr(form.instance, name).all())
        return NestedAdminFormSet(self.inline, formset, **self.options)


class NestedInline(FormFieldsMixin, StackedInline):
    """An inline; `children` are the inlines inside each of its forms.

    `collapsible`: a saved row is shown as one line that opens. `keeps_extra`: the extra form of an
    empty formset stays on the page even with JavaScript. `select_related` and `prefetch_related`
    fetch, for an outermost inline, everything that its rows and the nested rows show.
    """

    children: Sequence[type["NestedInline"]] = ()
    select_related: Sequence[str] = ()
    prefetch_related: Sequence[Any] = ()
    collapsible = False
    keeps_extra = False
    help_text: Any = ""
    template = "admin/nested_inline.html"
    form = NestedForm
    formset = NestedFormSet
    extra = 1
    max_num = MAX_FORMS

    @property
    def media(self) -> forms.Media:
        return forms.Media(js=["events/admin/nested_inlines.js"])

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        queryset = super().get_queryset(request)
        if self.select_related:
            queryset = queryset.select_related(*self.select_related)
        return queryset.prefetch_related(*self.prefetch_related)

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        kwargs.setdefault("absolute_max", MAX_FORMS)
        formset: Any = super().get_formset(request, obj, **kwargs)
        formset.form.can_view_sources = request.user.has_perm("events.view_source")
        formset.form.merges = getattr(request, "desk_merges", False)
        formset.children = [self._child(inline, request) for inline in self.children]
        return formset

    def _child(self, inline_class: type["NestedInline"], request: HttpRequest) -> ChildInline:
        inline = inline_class(self.model, self.admin_site)
        options = {
            "fieldsets": list(inline.get_fieldsets(request, None)),
            "readonly_fields": list(inline.get_readonly_fields(request, None)),
            "model_admin": inline,
            "has_add_permission": inline.has_add_permission(request, None),
            "has_change_permission": inline.has_change_permission(request, None),
            "has_delete_permission": inline.has_delete_permission(request, None),
            "has_view_permission": inline.has_view_permission(request, None),
        }
        return ChildInline(inline, inline.get_formset(request, None), options)


class NameInline(NestedInline):
    """The names of a record by language."""

    keeps_extra = True
    fields = [("name", "language")]
