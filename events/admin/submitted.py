"""The record that a submitted form describes, without saving it."""

from typing import Any

from django.db import models
from django.forms.formsets import DELETION_FIELD_NAME

from events.editorial.drafts.showing import Json, as_json
from events.editorial.recording import KEPT


def submitted_document(form: Any, formsets: Any) -> Json:
    """Return the desk document of a valid form with its formsets.

    What the form has no fields for is as it is on the desk.
    """
    record = form.instance
    for name in form.cleaned_data:
        _take_over_many(form, name)
    for formset in formsets:
        _attach(record, formset)
    return as_json(KEPT[type(record)].read(record))


def _attach(record: Any, formset: Any) -> None:
    """Let the rows of a formset be the related objects of a record."""
    rows = []
    for number, form in enumerate(formset.forms):
        row = _row(formset, form, number)
        if row is not None:
            rows.append(row)
            if row.pk is None:
                row.pk = -number - 1  # Django refuses related objects of a row without a key.
            for name in form.cleaned_data:
                _take_over_many(form, name)
            for nested in form.nested_formsets:
                _attach(row, nested.formset)
    name = formset.fk.remote_field.get_accessor_name()
    _cache(record)[name] = sorted(rows, key=_Order(formset.model))


def _row(formset: Any, form: Any, number: int) -> Any:
    """Return the row of a form; None if it is to be deleted, or empty."""
    if form.cleaned_data.get(DELETION_FIELD_NAME):
        return None
    row = form.instance
    if not row._state.adding:
        return row
    if number < formset.initial_form_count():
        # Somebody else has deleted it. What it says has to identify it, unless its key is public.
        key = row._meta.pk
        row.pk = form.data.get(form.add_prefix(key.name)) if not key.auto_created else None
        if hasattr(row, "public_id"):
            row.public_id = ""
        return row
    return row if form.has_changed() else None


def _take_over_many(form: Any, name: str) -> None:
    value = form.cleaned_data[name]
    if isinstance(value, models.QuerySet):
        _cache(form.instance)[name] = list(value)


def _cache(record: Any) -> dict[str, Any]:
    if not hasattr(record, "_prefetched_objects_cache"):
        record._prefetched_objects_cache = {}
    found: dict[str, Any] = record._prefetched_objects_cache
    return found


class _Order:
    """The order of rows in the database; new rows come after those that are alike."""

    def __init__(self, model: type[models.Model]) -> None:
        self.columns = [str(name) for name in model._meta.ordering or ("id",)]

    def __call__(self, row: Any) -> tuple[Any, ...]:
        return tuple(self._rank(row, column) for column in self.columns)

    @staticmethod
    def _rank(row: Any, column: str) -> tuple[bool, Any]:
        value = getattr(row, column)
        # The public ids of new rows are made up already, in no order.
        last = value is None or (column == "id" and row._state.adding)
        return last, "" if last else value
