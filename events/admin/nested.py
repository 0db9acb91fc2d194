"""Rows within rows: a formset whose forms carry formsets of their own, to any depth.

Django's admin knows one level of inlines. Here each form of a `NestedFormSet` carries `nested`: one
`RowSet` per child inline, bound to the same request data under the form's own prefix
(`claims-0-citations-1-via-0-actor`). A form is changed when anything below it is; it is invalid,
and says so, when anything below it is; it saves what is below it after itself. A form that is
deleted takes everything below with it, by the database's cascade.

Rows come from what the page prefetched, so depth and number of rows cost no further queries.
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

from events.admin.forms import DeskForm
from events.admin.labels import record_label
from events.admin.rows import RecordFields

ROWS_PER_RECORD = 200
"""More rows of one kind are not accepted in one page; it bounds what a hostile form can cost."""


class RowSet(InlineAdminFormSet):
    """A formset as the template shows it: `rows`, and `blank`, of which the page makes new ones."""

    @classmethod
    def of(cls, shown: InlineAdminFormSet) -> "RowSet":
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
        return iter(self.rows)

    @cached_property
    def rows(self) -> list[InlineAdminForm]:
        read_only = list(self.readonly_fields)
        if not self.has_change_permission:
            read_only += flatten_fieldsets(self.fieldsets)
        existing = [self._row(form, read_only) for form in self.formset.initial_forms]
        if not self.has_add_permission:
            return existing
        new = [self._row(form, self.readonly_fields) for form in self.formset.extra_forms]
        return existing + new

    @cached_property
    def blank(self) -> InlineAdminForm | None:
        if not self.has_add_permission:
            return None
        return self._row(self.formset.empty_form, self.readonly_fields)

    def _row(self, form: Any, read_only: Sequence[Any]) -> InlineAdminForm:
        original = None if form.instance._state.adding else form.instance
        return InlineAdminForm(
            self.formset, form, self.fieldsets, {}, original, read_only, model_admin=self.opts
        )

    @property
    def kind(self) -> str:
        return str(self.formset.get_default_prefix())

    @property
    def below_blank(self) -> bool:
        """Within a blank row: only these, and the outermost, carry a blank of their own."""
        return "__prefix__" in self.formset.prefix

    @property
    def media(self) -> forms.Media:
        return self.opts.media + self.formset.empty_form.media


class NestedForm(DeskForm):
    """A row. `nested` is set by its formset; rows without children have none."""

    nested: Sequence[RowSet] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Before cleaning puts what was typed into the instance: a row is known as it is recorded.
        self.title = "" if self.instance._state.adding else record_label(self.instance)

    def has_changed(self) -> bool:
        below = any(child.formset.has_changed() for child in self.nested)
        return below or super().has_changed()

    def _post_clean(self) -> None:
        super()._post_clean()
        for child in self.nested:
            if child.formset.is_bound and not child.formset.is_valid():
                self.add_error(None, _("Something further down in this entry needs correcting."))
                break

    @property
    def media(self) -> forms.Media:
        media = super().media
        for child in self.nested:
            media += child.formset.media
        return media

    @property
    def is_open(self) -> bool:
        """Whether the row is shown unfolded: new, or with something to correct."""
        return self.instance._state.adding or (self.is_bound and bool(self.errors))

    @property
    def is_spare(self) -> bool:
        """An untouched empty row, there for editors without JavaScript."""
        return self.instance._state.adding and not (self.is_bound and self.has_changed())


class NestedFormSet(BaseInlineFormSet):
    """The rows of one kind below a record."""

    children: Sequence["Child"] = ()

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        model: Any = self.model
        key = form.fields.get(model._meta.pk.name)
        if isinstance(key, forms.ModelChoiceField):
            key.error_messages["invalid_choice"] = _(
                "Somebody else has removed this row. Tick “Delete” to drop it here as well."
            )

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form = super()._construct_form(i, **kwargs)  # type: ignore[misc]
        self._nest(form)
        return form

    @property
    def empty_form(self) -> Any:
        form = super().empty_form
        self._nest(form)
        return form

    def _nest(self, form: Any) -> None:
        form.nested = [child.below(form) for child in self.children]

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
        if form.nested and not commit:
            raise NotImplementedError("Rows below need the key of the row above, so it is saved.")
        for child in form.nested:
            if child.formset.is_bound:
                child.formset.instance = form.instance
                child.formset.save()


@dataclass(frozen=True)
class Child:
    """One kind of rows below the rows of a formset, for one request."""

    inline: "NestedInline"
    formset: type[NestedFormSet]
    options: dict[str, Any]

    def below(self, form: Any) -> RowSet:
        """The child formset of one row, on the data and the prefetched records of that row."""
        name = self.formset.get_default_prefix()
        editable = self.options["has_change_permission"] or self.options["has_add_permission"]
        bound = form.is_bound and editable
        data = {"data": form.data, "files": form.files} if bound else {}
        model: Any = self.formset.model
        formset: Any = self.formset(
            instance=form.instance,
            prefix=f"{form.prefix}-{name}",
            # Without a query: the rows are handed over below.
            queryset=model._default_manager.none(),
            **data,
        )
        if "__prefix__" in form.prefix and not self.inline.keeps_spare:
            formset.extra = 0  # spare rows are for pages without JavaScript, which make no new rows
        adding = form.instance._state.adding
        formset._queryset = [] if adding else list(getattr(form.instance, name).all())
        return RowSet(self.inline, formset, **self.options)


class NestedInline(RecordFields, StackedInline):
    """Rows below a record; `children` are the inlines below each row.

    `folds`: each row that is already there is shown as one line that opens. `keeps_spare`: an empty
    row stays in the page where there is none yet, also with JavaScript. `related` and `prefetched`
    fetch, for the outermost rows, all that the rows and everything below them show.
    """

    children: Sequence[type["NestedInline"]] = ()
    related: Sequence[str] = ()
    prefetched: Sequence[Any] = ()
    folds = False
    keeps_spare = False
    intro: Any = ""
    template = "admin/rows.html"
    form = NestedForm
    formset = NestedFormSet
    extra = 1
    max_num = ROWS_PER_RECORD

    @property
    def media(self) -> forms.Media:
        return forms.Media(js=["events/admin/rows.js"])

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        queryset = super().get_queryset(request)
        if self.related:
            queryset = queryset.select_related(*self.related)
        return queryset.prefetch_related(*self.prefetched)

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        kwargs.setdefault("absolute_max", ROWS_PER_RECORD)
        formset: Any = super().get_formset(request, obj, **kwargs)
        formset.form.names_sources = request.user.has_perm("events.view_source")
        formset.children = [self._child(kind, request) for kind in self.children]
        return formset

    def _child(self, kind: type["NestedInline"], request: HttpRequest) -> Child:
        inline = kind(self.model, self.admin_site)
        allowed = {
            "has_add_permission": inline.has_add_permission(request, None),
            "has_change_permission": inline.has_change_permission(request, None),
            "has_delete_permission": inline.has_delete_permission(request, None),
            "has_view_permission": inline.has_view_permission(request, None),
        }
        options = {
            "fieldsets": list(inline.get_fieldsets(request, None)),
            "readonly_fields": list(inline.get_readonly_fields(request, None)),
            "model_admin": inline,
            **allowed,
        }
        return Child(inline, inline.get_formset(request, None), options)
