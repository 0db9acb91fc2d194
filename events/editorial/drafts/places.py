"""Finding or creating the place that a document describes."""

from typing import Any

from django.utils.translation import gettext as _

from events.editorial.columns import columns_of
from events.editorial.drafts.filling import check, fill
from events.editorial.drafts.node import Node
from events.editorial.drafts.saving import save, save_checked
from events.editorial.drafts.session import Session
from events.models import Place, PlaceName
from events.record.desk import DeskPlace
from events.record.identity import is_public_id
from events.record.vocabulary import PlacePrecision

_LOOKED_AT = 20
"""The most places with the same name, country and point that are compared."""
_COLUMNS = tuple(column for column in columns_of(DeskPlace, Place) if column.member != "id")


def find_place(session: Session, node: Node) -> Place | None:
    """Return the place with the id, or one that matches the document in every respect, or a new
    one.
    """
    node = node.reference("name")
    if node.value is None or not node.is_object():
        return None
    public_id = node.text("id")
    if public_id:
        known = Place.objects.filter(pk=public_id[:20]).prefetch_related("names").first()
        if known is not None:
            _compare(node, known)
            return known
        if not (session.make_missing and is_public_id(public_id)):
            node.problem(_("There is no place with this id."))
            return None
    before = len(node.problems)
    names = {language: text.value for language, text in node.texts("names")}
    row = Place(precision=PlacePrecision.UNKNOWN)
    fill(row, node, DeskPlace, whole=False)
    check(node, row, DeskPlace)
    if len(node.problems) > before:
        return None
    key = (*(getattr(row, column.name) for column in _COLUMNS), *names.items())
    if key not in session.places:
        found = None if public_id else _same(row, names)
        row.pk = public_id or row.pk
        session.places[key] = found or _made(session, node, row)
    return session.places[key]


def _same(row: Place, names: dict[str, str]) -> Place | None:
    """Return a place of the desk with the same values and names."""
    plain = {column.name: getattr(row, column.name) for column in _COLUMNS}
    plain["label__in"] = {plain.pop("label"), *names.values()}
    for place in (
        Place.objects.filter(**plain)
        .prefetch_related("names")
        .order_by("created_at", "id")[:_LOOKED_AT]
    ):
        known = {name.language: name.name for name in place.names.all()}
        if names.items() <= known.items() and (names or place.label == row.label):
            return place
    return None


def _made(session: Session, node: Node, row: Place) -> Place:
    save(session, node, row, DeskPlace)
    session.made.append(row)
    for language, name in node.texts("names"):
        save_checked(session, name, PlaceName(place=row, language=language, name=name.value))
    return row


def _compare(node: Node, place: Place) -> None:
    """Compare the members with the place that has the id: documents cannot change places."""
    names = {name.language: name.name for name in place.names.all()}
    message = _("This does not match the place with this id.")
    for column in _COLUMNS:
        value: Any = getattr(place, column.name)
        known = [value, *names.values()] if column.name == "label" else [value, value or None]
        if node.has(column.member) and node[column.member].value not in known:
            node.problem(message, column.member)
    for language, name in node.texts("names"):
        if name.value != names.get(language):
            name.problem(message)
