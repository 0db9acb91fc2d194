"""Writing a document to the columns of an unsaved row."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from events.editorial.columns import Column, columns_of
from events.editorial.drafts.node import WHEN, Node
from events.models.when import WhenField
from events.record.members import Document


def fill(row: models.Model, node: Node, document: type[Document], *, whole: bool = True) -> None:
    """Write the plain members and dates of a document into the columns of the row.

    `whole`: missing members get the default of the column; otherwise they are unchanged.
    """
    for column in columns_of(document, type(row)):
        if not (column.read_only or _is_identity(column)) and (whole or node.has(column.member)):
            setattr(row, column.name, _value(node, column))


def check(
    node: Node,
    row: models.Model,
    document: type[Document] | None = None,
    without: Iterable[str] = (),
) -> None:
    """Note the validation errors of an unsaved row.

    `document`: None if the node is the row's text itself. `without`: columns that are set later.
    """
    derived = {column.name for column in row._meta.fields if not column.editable}
    try:
        row.full_clean(
            exclude=derived | set(without), validate_unique=False, validate_constraints=False
        )
    except ValidationError as error:
        node.refused(error, row, paths(document, type(row)))


@cache
def paths(document: type[Document] | None, model: type[models.Model]) -> dict[str, str]:
    """Return the paths of members by column, such as ``{"start_edtf": "start/edtf"}``.

    Relations and derived columns have the names of their members.
    """
    if document is None:
        return {}
    found = {field.name: field.name for field in model._meta.fields}
    for column in columns_of(document, model):
        if isinstance(column.field, WhenField):
            found |= {f"{column.name}_{part}": f"{column.member}/{part}" for part in WHEN}
        else:
            found[column.name] = column.member
    return found


def _is_identity(column: Column) -> bool:
    """Return whether the column is an id, which selects the row and is not written."""
    return column.member == "id"


def _value(node: Node, column: Column) -> Any:
    field, name = column.field, column.member
    if isinstance(field, WhenField):
        return node.when(name)
    default = field.get_default()
    match field:
        case models.BooleanField():
            return node.flag(name, default)
        case models.DateTimeField():
            return node.instant(name)
        case models.IntegerField():
            return node.integer(name, default)
        case models.FloatField():
            return node.number(name, default)
    text = node.text(name, default or "")
    return text or None if field.null else text
