"""Putting rows of the desk in place of others: what stays keeps its id."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model, ProtectedError
from django.utils.translation import gettext as _

from events.editorial.drafts.desk import Desk
from events.editorial.drafts.given import Given
from events.editorial.errors import EditorialError, Problem
from events.editorial.versions import require

Wanted = tuple[Given, Any]
"""A row that is not saved yet, and the place that it was read from."""


def keep(desk: Desk, given: Given, row: Model, names: dict[str, str] | None = None) -> None:
    """Save a row whose columns were checked; what the database's rules refuse is a problem.

    The database is asked by saving: to ask for each rule beforehand takes a statement for each.
    Raises `EditorialError` at the place, and `NotAllowed`.
    """
    require(desk.editor, f"{'add' if row._state.adding else 'change'}_{row._meta.model_name}")
    adding = row._state.adding
    try:
        with transaction.atomic():
            row.save(force_insert=adding)
    except IntegrityError as refusal:
        row._state.adding = adding
        _say_why(given, row, names or {})
        message = _("The change contradicts what is already stored.")
        raise EditorialError([Problem(given.pointer, message)]) from refusal


def _say_why(given: Given, row: Model, names: dict[str, str]) -> None:
    """Which of its rules the database has refused a row by, in the words for editors."""
    try:
        row.validate_unique()
        row.validate_constraints()
    except ValidationError as refusal:
        given.refused(refusal, row, names)
        given.finish()


def replace(
    desk: Desk,
    before: Iterable[Any],
    wanted: Sequence[Wanted],
    key: Callable[[Any], Hashable],
) -> None:
    """Save the wanted rows; each takes the place, and the id, of the row before with its key.

    What is not wanted any more goes first, so that nothing meets the row that it follows.
    """
    kept = {key(row): row for row in before}
    keys = [key(row) for _given, row in wanted]
    seen: set[Hashable] = set()
    for key_of_row, (given, _row) in zip(keys, wanted, strict=True):
        if key_of_row is not None and key_of_row in seen:
            given.problem(_("This is there twice."))
            given.finish()
        seen.add(key_of_row)
    for gone in set(kept) - set(keys):
        remove(desk, kept[gone])
    for number, (given, row) in enumerate(wanted):
        old = kept.get(keys[number]) if keys[number] is not None else None
        if old is not None:
            _take_place(row, old)
        if old is None or _changed(row, old):
            keep(desk, given, row)


def in_order(
    before: Iterable[Any], wanted: Sequence[Wanted], key: Callable[[Any], Hashable]
) -> list[Any]:
    """The rows before that may keep their ids where the ids tell the order: as far as the wanted
    ones come in the same order.
    """
    kept = {key(row): row for row in before}
    found: list[Any] = []
    for _given, row in wanted:
        old = kept.get(key(row))
        if old is None or (found and old.pk <= found[-1].pk):
            break
        found.append(old)
    return found


def take_places(
    rows: Iterable[Any], before: Iterable[Any], named: set[Any], alike: Callable[[Any], Hashable]
) -> None:
    """Rows that came without an id take those of rows before that are alike and that none names.

    So a document that is sent again without ids changes nothing.
    """
    free = [row for row in before if row.pk not in named]
    for row in rows:
        old = next((old for old in free if alike(old) == alike(row)), None)
        if old is not None:
            row.pk = old.pk
            free.remove(old)


def remove(desk: Desk, row: Model) -> None:
    require(desk.editor, f"delete_{row._meta.model_name}")
    try:
        row.delete()
    except ProtectedError as refusal:
        message = _("Something that would go is still referred to by other records.")
        raise EditorialError([Problem("", message)]) from refusal


def _take_place(row: Model, old: Model) -> None:
    row.pk = old.pk
    row._state.adding = False
    for name in ("created_at", "version"):
        if hasattr(old, name):
            setattr(row, name, getattr(old, name))


def _changed(row: Model, old: Model) -> bool:
    return any(
        getattr(row, column.attname) != getattr(old, column.attname)
        for column in row._meta.concrete_fields
        if column.name != "updated_at"
    )
