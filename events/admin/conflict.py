"""Two editors, one record: what the desk holds now beside what was typed."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from events.admin.labels import record_label
from events.admin.when import WhenFormField

OUR_OWN = {"expected_version", "reason"}


@dataclass(frozen=True)
class Conflict:
    """One field: where it is, its text on the desk now, and the text that was typed."""

    place: str
    now: str
    typed: str


def conflicts(form: Any, row_sets: Any) -> list[Conflict]:
    """All that differs between a form as typed and the record as it is now, rows below included."""
    found = _of_form(form, "")
    for row_set in row_sets:
        found += _of_rows(row_set)
    return found


def _of_rows(row_set: Any, above: str = "") -> list[Conflict]:
    found = []
    for row in row_set.formset.forms:
        kind = f"{above}{row_set.opts.verbose_name}"
        if row_set.formset.can_delete and row_set.formset._should_delete_form(row):
            found.append(Conflict(kind, row.title, _("delete")))
            continue
        if row.instance._state.adding:
            found += [Conflict(kind, "", _("a new row"))] if row.has_changed() else []
            continue
        place = f"{kind} “{Truncator(row.title).chars(40)}”: "
        found += _of_form(row, place)
        for child in row.nested:
            found += _of_rows(child, place)
    return found


def _of_form(form: Any, above: str) -> list[Conflict]:
    found = []
    for name in form.changed_data:
        field = form.fields[name]
        if name in OUR_OWN or name == "DELETE" or field.widget.is_hidden:
            continue
        bound = form[name]
        now, typed = _shown(field, bound.initial), _shown(field, bound.data)
        found.append(Conflict(f"{above}{field.label or bound.label}", now, typed))
    return found


def _shown(field: Any, value: Any) -> str:
    if isinstance(field, WhenFormField):
        return field.told(value)
    if isinstance(field, forms.ModelMultipleChoiceField):
        keys = [getattr(one, "pk", one) for one in value or []]
        return ", ".join(_records(field, keys))
    if isinstance(field, forms.ModelChoiceField):
        return ", ".join(_records(field, [value]))
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        return str(dict(choices).get(value, value or ""))
    if isinstance(field, forms.BooleanField):
        return _("yes") if value in (True, "on", "True", "true") else _("no")
    return "" if value is None else str(value)


def _records(field: Any, keys: list[Any]) -> list[str]:
    labels = []
    for key in keys:
        try:
            record = field.to_python(key)
        except forms.ValidationError:
            record = None
        if isinstance(record, list | tuple):
            labels += [record_label(one) for one in record]
        elif record is not None and not hasattr(record, "query"):
            labels.append(record_label(record))
    return labels
