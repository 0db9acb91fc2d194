"""A When in a model: one attribute, with columns for everything that is sorted or filtered by."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from operator import itemgetter
from typing import Any

from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.utils.translation import gettext_lazy as _

from events.dates import When
from events.models.identity import BytewiseField
from events.models.language import LanguageField
from events.record import limits
from events.record.vocabulary import Basis


class WhenField(property):
    """A property for a `When`, which adds the columns ``<name>_edtf``, ``<name>_earliest``, ….

    Migrations and queries see plain columns, and the model's constructor accepts the property's
    name. Assigning a `When` or None sets all columns, so that they always agree.
    """

    def __init__(self, label: Any) -> None:
        super().__init__()
        self.label = label

    def columns(self) -> dict[str, models.Field[Any, Any]]:
        return {
            "edtf": models.CharField(self.label, max_length=limits.EDTF, blank=True),
            "timezone": models.CharField(_("time zone"), max_length=limits.TIMEZONE, blank=True),
            "basis": models.CharField(
                _("basis"), max_length=16, choices=Basis.choices, default=Basis.STATED
            ),
            "phrase": models.CharField(
                _("phrase as written"), max_length=limits.PHRASE, blank=True
            ),
            "phrase_language": LanguageField(_("language"), blank=True),
            # Text, to keep the UTC offset of the place where it was written.
            "anchor": models.CharField(_("anchor"), max_length=limits.INSTANT, blank=True),
            "earliest": models.DateTimeField(null=True, blank=True, editable=False),
            "latest": models.DateTimeField(null=True, blank=True, editable=False),
            "precision": models.CharField(max_length=12, blank=True, editable=False),
            "approximate": models.BooleanField(default=False, editable=False),
            "uncertain": models.BooleanField(default=False, editable=False),
            "sort_key": BytewiseField(max_length=100, blank=True, editable=False),
        }

    def contribute_to_class(self, cls: type[models.Model], name: str) -> None:
        self.name = name
        self.edtf = f"{name}_edtf"
        inputs = ("edtf", "timezone", "basis", "phrase", "phrase_language", "anchor")
        self.inputs_of = itemgetter(*(f"{name}_{column}" for column in inputs))
        columns = self.columns()
        self.defaults = {column: field.get_default() for column, field in columns.items()}
        for column, field in columns.items():
            cls.add_to_class(f"{name}_{column}", field)
        setattr(cls, name, self)

    def __get__(self, instance: Any, owner: type | None = None, /) -> Any:
        if instance is None:
            return self
        values = instance.__dict__
        if self.edtf not in values:
            instance.refresh_from_db(fields=[f"{self.name}_{column}" for column in self.columns()])
        return _when(self.inputs_of(values)) if values[self.edtf] else None

    def __set__(self, instance: Any, when: When | None, /) -> None:
        for column, default in self.defaults.items():
            value = getattr(when, column, None)
            if column == "anchor" and value is not None:
                value = value.isoformat()
            setattr(instance, f"{self.name}_{column}", default if value is None else value)


# The dates of a record are read repeatedly, and many records share them: the cache has room for all
# days of 45 years.
@lru_cache(maxsize=16_384)
def _when(columns: tuple[str, ...]) -> When:
    edtf, timezone, basis, phrase, phrase_language, anchor = columns
    return When.parse(
        edtf,
        timezone=timezone or None,
        basis=basis,
        phrase=phrase,
        phrase_language=phrase_language,
        anchor=datetime.fromisoformat(anchor) if anchor else None,
    )


def when_constraint(model: str, name: str) -> CheckConstraint:
    """Return the constraint that the bounds of a When are in order. They are half-open."""
    message = _("The earliest moment must lie before the latest one.")
    bounds = (f"{name}_earliest", f"{name}_latest")
    return _in_order(f"{model}_{name}_earliest_before_latest", *bounds, message)


def period_constraint(model: str, message: Any) -> CheckConstraint:
    """Return the constraint that the Whens `start` and `end` of a record are in order."""
    name = f"{model}_does_not_end_before_it_starts"
    return _in_order(name, "start_earliest", "end_latest", message)


def _in_order(name: str, first: str, second: str, message: Any) -> CheckConstraint:
    return CheckConstraint(
        name=name,
        condition=Q(**{f"{first}__isnull": True})
        | Q(**{f"{second}__isnull": True})
        | Q(**{f"{first}__lt": F(second)}),
        violation_error_message=message,
    )
