"""Rows that are made many at a time."""

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from django.db.models import Model
from django.db.models.base import ModelState

M = TypeVar("M", bound=Model)


def row(model: type[M], **columns: Any) -> M:
    """A row that is not saved yet, as the model's constructor makes it, at a tenth of its cost.

    `columns` are columns by their attribute (``actor_id``) or relations by name (``actor``), which
    are then known without a query; what is not named has its default. A name that is none of the
    model's is a TypeError. No signal is sent.
    """
    fixed, asked, relations = _shape(model)
    made = model.__new__(model)
    state = ModelState()
    held = made.__dict__
    held["_state"] = state
    held.update(fixed)
    for name, value in columns.items():
        if name in held:
            held[name] = value
        elif name in relations:
            state.fields_cache[name] = value
            held[relations[name]] = value.pk if value is not None else None
        else:
            raise TypeError(f"{model.__name__} has no column {name!r}")
    for name, default in asked.items():
        if name not in columns:
            held[name] = default()
    return made


@cache
def _shape(
    model: type[Model],
) -> tuple[dict[str, Any], dict[str, Callable[[], Any]], dict[str, str]]:
    """Defaults by column, those that are asked anew for each row, and columns by relation."""
    fields = model._meta.concrete_fields
    asked = {
        field.attname: field.get_default
        for field in fields
        # "No default" is a class of Django's, and as such can be called.
        if field.has_default() and callable(field.default)
    }
    fixed = {
        field.attname: None if field.attname in asked else field.get_default() for field in fields
    }
    relations = {field.name: field.attname for field in fields if field.is_relation}
    return fixed, asked, relations
