"""What a form that is not saved changes: what is saved, next to what was typed."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from events.admin.record_labels import record_label
from events.admin.when_field import WhenFormField

NOT_COMPARED = {"expected_version", "reason", DELETION_FIELD_NAME}


@dataclass(frozen=True)
class FormDifference:
    """A field that differs: its label, its value on the desk now, and the submitted value."""

    label: str
    current: str
    submitted: str


def form_differences(form: Any, admin_formsets: Any) -> list[FormDifference]:
    """All that differs between the submitted form, with its formsets, and the record as it is."""
    found = _form_differences(form, "")
    for admin_formset in admin_formsets:
        found += _formset_differences(admin_formset)
    return found


def _formset_differences(admin_formset: Any, prefix: str = "") -> list[FormDifference]:
    found = []
    for form in admin_formset.formset.forms:
        label = f"{prefix}{admin_formset.opts.verbose_name}"
        if admin_formset.formset.can_delete and form.cleaned_data.get(DELETION_FIELD_NAME):
            found.append(FormDifference(label, form.original_label, _("delete")))
            continue
        if form.instance._state.adding:
            found += [FormDifference(label, "", _("a new row"))] if form.has_changed() else []
            continue
        form_prefix = f"{label} “{Truncator(form.original_label).chars(40)}”: "
        found += _form_differences(form, form_prefix)
        for nested in form.nested_formsets:
            found += _formset_differences(nested, form_prefix)
    return found


def _form_differences(form: Any, prefix: str) -> list[FormDifference]:
    found = []
    for name in form.changed_data:
        field = form.fields[name]
        if name in NOT_COMPARED or field.widget.is_hidden:
            continue
        bound = form[name]
        current, submitted = _display(field, bound.initial), _display(field, bound.data)
        found.append(FormDifference(f"{prefix}{field.label or bound.label}", current, submitted))
    return found


def _display(field: Any, value: Any) -> str:
    if isinstance(field, WhenFormField):
        return field.display(value)
    if isinstance(field, forms.ModelMultipleChoiceField):
        return ", ".join(_record_label(field, [getattr(one, "pk", one)]) for one in value or [])
    if isinstance(field, forms.ModelChoiceField):
        return _record_label(field, value)
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        return str(dict(choices).get(value, value or ""))
    if isinstance(field, forms.BooleanField):
        return _("yes") if value in (True, "on", "True", "true") else _("no")
    return "" if value is None else str(value)


def _record_label(field: Any, value: Any) -> str:
    """The label of the record with a submitted key; "" if there is none."""
    try:
        found = field.to_python(value)
    except forms.ValidationError:
        return ""
    record = found[0] if isinstance(found, list) else found
    return record_label(record) if record is not None else ""
