"""Whether a document says anything new, told without writing it."""

from functools import cache
from typing import Any

from events.editorial.columns import plain_members
from events.editorial.drafts.node import Node
from events.editorial.drafts.showing import Json, as_json, desk_when
from events.models import EventText, Place
from events.record import EventText as TextMembers
from events.record.desk import DeskEvent, DeskPlace
from events.record.members import members_of
from events.record.vocabulary import PlacePrecision, TextOrigin
from events.record.when import DeskWhen


def same(before: Json, after: Json) -> bool:
    """Whether two states of a record differ in nothing that anybody set."""
    return all(
        before[name] == after[name] for name in before if name not in {"version", "updated_at"}
    )


def says_nothing_new(document: Json, shown: Json) -> bool:
    """Whether a document surely leaves an event (`shown`: its desk document) as it is.

    False wherever only writing it would tell. What nobody can set is no exception: it has to be
    what it is.
    """
    node = Node(document)
    return (
        all(name in shown and _as_shown(node, name, shown) == shown[name] for name in document)
        and not node.problems
    )


def _as_shown(node: Node, name: str, shown: Json) -> Any:
    """A member as the desk would show it; what is not recognised stays as it is."""
    value = node[name].value
    kind = members_of(DeskEvent)[name].document
    if kind is DeskWhen:
        when = desk_when(node.when(name))
        return when and as_json(when)
    if kind is DeskPlace and isinstance(value, dict) and "name" in value and shown[name]:
        return {**_empty_place(), "id": shown[name]["id"], **value}
    if kind is TextMembers and isinstance(value, dict):
        return {
            language: {**_empty_text(), **text} if isinstance(text, dict) else text
            for language, text in value.items()
        }
    return value.strip() if isinstance(value, str) else value


@cache
def _empty_place() -> Json:
    row = Place(precision=PlacePrecision.UNKNOWN.value)
    return {**plain_members(row, DeskPlace), "names": {}}


@cache
def _empty_text() -> Json:
    return plain_members(EventText(origin=TextOrigin.TRANSLATION.value), TextMembers)
