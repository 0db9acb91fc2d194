"""The members of a document that are columns of a row, as the record declares them.

A plain member that is added to the record, with a column of the same name in the model, is read,
shown and compared at the desk without further code.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import Any

from django.db import models

from events.models.when import WhenField
from events.record.members import Document, members_of


@dataclass(frozen=True)
class Column:
    """A member of a document, and the column (or the `WhenField`) that stores it."""

    member: str
    name: str
    field: "models.Field[Any, Any] | WhenField"
    read_only: bool
    is_text: bool


@cache
def columns_of(document: type[Document], model: type[models.Model]) -> tuple[Column, ...]:
    """Return the columns of members that are plain values or dates, in the document's order."""
    fields: dict[str, Any] = {
        field.name: field for field in model._meta.concrete_fields if not field.is_relation
    }
    fields |= {name: field for name, field in vars(model).items() if isinstance(field, WhenField)}
    return tuple(
        Column(name, column, fields[column], declared.member.read_only, declared.is_text)
        for name, declared in members_of(document).items()
        if (column := declared.member.column or name) in fields
    )


def plain_members(row: models.Model, document: type[Document]) -> dict[str, Any]:
    """Return the members of a document that are plain columns; a missing text is empty."""
    names, values = _plain(type(row), document)
    found = values(row)
    if None not in found:
        return dict(zip(names, found, strict=True))
    texts = members_of(document)
    return {
        name: "" if value is None and texts[name].is_text else value
        for name, value in zip(names, found, strict=True)
    }


@cache
def _plain(
    model: type[models.Model], document: type[Document]
) -> tuple[tuple[str, ...], Callable[[models.Model], tuple[Any, ...]]]:
    columns = [
        column for column in columns_of(document, model) if isinstance(column.field, models.Field)
    ]
    first, *others = (column.name for column in columns)
    # With one name, attrgetter returns the value itself instead of a tuple.
    values = attrgetter(first, *others) if others else lambda row: (getattr(row, first),)
    return tuple(column.member for column in columns), values
