"""Faster model instances and related objects, for code that handles many at a time."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, TypeVar

from django.db.models import Model
from django.db.models.base import ModelState

M = TypeVar("M", bound=Model)


def row(model: type[M], **columns: Any) -> M:
    """Return an unsaved instance like the model's constructor, in a tenth of its time.

    `columns` are attribute names (``actor_id``) or relations (``actor``), which are cached; other
    fields get their default. Raise TypeError for an unknown name. No signals are sent.
    """
    constants, callables, relations = _defaults(model, tuple(columns))
    instance = model.__new__(model)
    attributes = constants | columns
    attributes["_state"] = state = ModelState()
    for name, column, target in relations:
        value = attributes.pop(name)
        state.fields_cache[name] = value
        attributes[column] = getattr(value, target) if value is not None else None
    for name, default in callables:
        attributes[name] = default()
    instance.__dict__ = attributes
    return instance


@cache
def _defaults(
    model: type[Model], names: tuple[str, ...]
) -> tuple[
    dict[str, Any], tuple[tuple[str, Callable[[], Any]], ...], tuple[tuple[str, str, str], ...]
]:
    """Return how to complete instances that are created with these names.

    That is: the constant defaults of all fields; the callable defaults of the fields that are not
    named; and the named relations, each with its column and the attribute that the column holds.
    """
    fields = model._meta.concrete_fields
    callables = {
        field.attname: field.get_default
        for field in fields
        # NOT_PROVIDED is a class, and thus callable.
        if field.has_default() and callable(field.default)
    }
    constants = {
        field.attname: None if field.attname in callables else field.get_default()
        for field in fields
    }
    foreign_keys: list[Any] = [field for field in fields if field.is_relation]
    relations = {
        field.name: (field.name, field.attname, field.target_field.attname)
        for field in foreign_keys
    }
    for name in names:
        if name not in constants and name not in relations:
            raise TypeError(f"{model.__name__} has no column {name!r}")
    return (
        constants,
        tuple((name, default) for name, default in callables.items() if name not in names),
        tuple(relation for name, relation in relations.items() if name in names),
    )


def related(record: Model, name: str) -> Iterable[Any]:
    """Return ``record.<name>.all()``.

    For prefetched objects this avoids the manager and the query set, which cost more than the rows.
    """
    prefetched: dict[str, Any] = record.__dict__.get("_prefetched_objects_cache", {})
    rows: Iterable[Any] = prefetched[name] if name in prefetched else getattr(record, name).all()
    return rows
