"""Replacing rows of the desk: rows that stay keep their id."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model, ProtectedError, QuerySet
from django.utils.translation import gettext as _

from events.editorial.drafts.filling import check, fill, paths
from events.editorial.drafts.node import Node
from events.editorial.drafts.session import Session
from events.editorial.errors import EditorialError, Problem
from events.editorial.versions import require
from events.models.identity import Curated
from events.record.identity import is_public_id, new_public_id
from events.record.language import canonical_language
from events.record.members import Document

Wanted = tuple[Node, Any]
"""An unsaved row and the node that it was read from."""


def read_rows(
    node: Node,
    name: str,
    document: type[Document],
    make: Callable[[Node, int], Any],
    without: Iterable[str] = (),
) -> list[Wanted]:
    """Return an unsaved row for each object of a list, with its plain members.

    `make` returns the row with its relations, for a node and its position. `without`: columns that
    are not checked (see `filling.check`).
    """
    rows: list[Wanted] = []
    for position, part in enumerate(node.items(name)):
        if part.is_object():
            row = make(part, position)
            fill(row, part, document)
            check(part, row, document, without)
            rows.append((part, row))
    return rows


def save_checked(session: Session, node: Node, row: Model) -> bool:
    """Check and save a new row beside the event; return False if it is invalid, with problems at
    the node.
    """
    before = len(node.problems)
    check(node, row)
    if len(node.problems) > before:
        return False
    save(session, node, row)
    session.made.append(row)
    return True


def save(session: Session, node: Node, row: Model, document: type[Document] | None = None) -> None:
    """Save a row whose columns were checked; a violated constraint is a problem.

    Constraints are checked by saving: validating each one beforehand takes a query for each. Raise
    `EditorialError` with the location, or `NotAllowed`.
    """
    adding = row._state.adding
    require(session.editor, f"{'add' if adding else 'change'}_{row._meta.model_name}")
    try:
        with transaction.atomic():
            row.save(force_insert=adding)
    except IntegrityError as refusal:
        row._state.adding = adding
        _name_the_rule(node, row, document)
        message = _("The change contradicts what is already stored.")
        raise EditorialError([Problem(node.pointer, message)]) from refusal
    if adding:
        session.new.add((type(row), row.pk))


def rows_of(session: Session, owner: Model, rows: QuerySet[Any]) -> list[Any]:
    """Return the rows that belong to `owner`; a new one has none, so that nothing is looked up."""
    return [] if (type(owner), owner.pk) in session.new else list(rows)


def _name_the_rule(node: Node, row: Model, document: type[Document] | None) -> None:
    """Note which constraint the row violates, with its message for editors."""
    try:
        row.validate_unique()
        row.validate_constraints()
    except ValidationError as refusal:
        node.refused(refusal, row, paths(document, type(row)))
        node.finish()


def replace(
    session: Session,
    before: Iterable[Any],
    wanted: Sequence[Wanted],
    key: Callable[[Any], Hashable],
) -> None:
    """Save the wanted rows; each replaces the existing row with the same key and keeps its id.

    Rows that are no longer wanted are deleted first, so that new rows do not conflict with them.
    Raise the problems found so far.
    """
    if wanted:
        wanted[0][0].finish()
    kept = {key(row): row for row in before}
    keys = [key(row) for _node, row in wanted]
    seen: set[Hashable] = set()
    for key_of_row, (node, _row) in zip(keys, wanted, strict=True):
        if key_of_row is not None and key_of_row in seen:
            node.problem(_("This is a duplicate."))
            node.finish()
        seen.add(key_of_row)
    for gone in set(kept) - set(keys):
        remove(session, kept[gone])
    for key_of_row, (node, row) in zip(keys, wanted, strict=True):
        old = kept.get(key_of_row) if key_of_row is not None else None
        if old is not None:
            _succeed(row, old)
        if old is None or _differ(row, old):
            save(session, node, row)


def unmoved(
    before: Iterable[Any], wanted: Sequence[Wanted], key: Callable[[Any], Hashable]
) -> list[Any]:
    """Return the existing rows that can keep their ids where ids define the order: those up to the
    first change of order.
    """
    known = {key(row): row for row in before}
    found: list[Any] = []
    for _node, row in wanted:
        old = known.get(key(row))
        if old is None or (found and old.pk <= found[-1].pk):
            break
        found.append(old)
    return found


def by_language(row: Any) -> str:
    """Return the key of rows of which a record has one per language."""
    return canonical_language(row.language)


def check_id(node: Node, record: Curated) -> None:
    """Check the id of a record: a new one may have an id, such as that of another installation;
    that of an existing one cannot change.
    """
    public_id = _public_id(node)
    if not public_id or public_id == record.pk:
        return
    if not record._state.adding:
        node.problem(_("This is the id of another record."), "id")
    elif type(record)._default_manager.filter(pk=public_id).exists():
        node.problem(_("There is a record with this id already."), "id")
    else:
        record.pk = public_id


def settle_ids(
    wanted: Sequence[Wanted],
    before: Iterable[Any],
    identity: str,
    alike: Callable[[Any], Hashable],
) -> None:
    """Set the public id of each row in its column `identity`: the one in the document, else that of
    an equal existing row that no other row names, else a new one.

    A document that is sent again without ids therefore changes nothing.
    """
    old = {getattr(row, identity): row for row in before}
    ids = [_public_id(node) for node, _row in wanted]
    _refuse_taken(wanted, ids, set(ids) - set(old) - {""}, identity)
    free = [row for public_id, row in old.items() if public_id not in ids]
    for public_id, (_node, row) in zip(ids, wanted, strict=True):
        like = next((other for other in free if alike(other) == alike(row)), None)
        if public_id or like is None:
            setattr(row, identity, public_id or new_public_id())
        else:
            free.remove(like)
            setattr(row, identity, getattr(like, identity))


def _public_id(node: Node) -> str:
    public_id = node.text("id")
    if public_id and not is_public_id(public_id):
        node.problem(_("This is not an id. Ids look like bq4d-7hkm-x2tz."), "id")
    return public_id


def _refuse_taken(
    wanted: Sequence[Wanted], ids: Sequence[str], new: set[str], identity: str
) -> None:
    if new:
        rows = type(wanted[0][1])._default_manager
        taken = set(rows.filter(**{f"{identity}__in": new}).values_list(identity, flat=True))
        for public_id, (node, _row) in zip(ids, wanted, strict=True):
            if public_id in taken:
                node.problem(_("This id belongs to another record."), "id")


def remove(session: Session, row: Model) -> None:
    require(session.editor, f"delete_{row._meta.model_name}")
    try:
        row.delete()
    except ProtectedError as refusal:
        message = _("Other records still refer to something that would be deleted.")
        raise EditorialError([Problem("", message)]) from refusal


def _succeed(row: Model, old: Model) -> None:
    row.pk = old.pk
    row._state.adding = False
    for name in ("created_at", "version"):
        if hasattr(old, name):
            setattr(row, name, getattr(old, name))


def _differ(row: Model, old: Model) -> bool:
    return any(
        getattr(row, column.attname) != getattr(old, column.attname)
        for column in row._meta.concrete_fields
        if column.name != "updated_at"
    )
