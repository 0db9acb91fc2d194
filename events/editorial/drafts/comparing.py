"""Comparing a document with the desk without writing it."""

from functools import cache
from typing import Any

from events.editorial.columns import plain_members
from events.editorial.drafts.node import Node
from events.editorial.drafts.showing import Json, as_json, desk_when
from events.models import EventText, Place
from events.record import EventText as TextMembers
from events.record.desk import DeskEvent, DeskPlace
from events.record.members import Document, members_of
from events.record.vocabulary import PlacePrecision, TextOrigin
from events.record.when import DeskWhen


def same(before: Json, after: Json) -> bool:
    """Return whether two states of a record agree in everything that can be set."""
    return all(
        before[name] == after[name] for name in before if name not in {"version", "updated_at"}
    )


def settable(kind: type[Document], document: Json) -> Json:
    """Return the document without its read-only members, which have changed with the version."""
    declared = members_of(kind)
    return {name: value for name, value in document.items() if not declared[name].member.read_only}


def says_nothing_new(document: Json, shown: Json) -> bool:
    """Return whether a document certainly changes nothing in an event (`shown`: its desk document).

    Return False whenever only writing it would tell. Read-only members must be unchanged, too.
    """
    node = Node(document)
    return (
        all(name in shown and _as_shown(node, name, shown) == shown[name] for name in document)
        and not node.problems
    )


def _as_shown(node: Node, name: str, shown: Json) -> Any:
    """Return a member as the desk would show it; unrecognised values are unchanged."""
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
