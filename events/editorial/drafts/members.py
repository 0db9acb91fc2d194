"""The members that a document may have, as the record declares them.

A document may have the members of the desk and those of the public record, so that a public record
can be sent back. Read-only members (a version, an edition, a derived value) must be unchanged:
otherwise a change would be ignored silently.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any, Final, get_origin

from django.utils.translation import gettext as _

from events.editorial.drafts.node import MOST_PROBLEMS, Node, pointer_to
from events.editorial.drafts.referred import referred
from events.editorial.errors import Problem
from events.record import Event, Source, Storyline, desk
from events.record.members import Document, members_of
from events.record.when import DeskWhen

Json = dict[str, Any]
Kinds = tuple[type[Document], ...]

EVENT: Final[Kinds] = (desk.DeskEvent, Event)
SOURCE: Final[Kinds] = (desk.DeskSource, Source)
STORYLINE: Final[Kinds] = (desk.DeskStoryline, Storyline)
ACTOR: Final[Kinds] = (desk.DeskActor,)
OFFICE: Final[Kinds] = (desk.DeskOffice,)
PLACE: Final[Kinds] = (desk.DeskPlaceRecord,)
EVENT_TYPE: Final[Kinds] = (desk.DeskEventType,)


@dataclass(frozen=True)
class _Member:
    """A declared member.

    `at_desk`: desk documents have it, not only the public record. `kinds`: the documents that it
    contains; with `by_key`, in an object with arbitrary keys.
    """

    read_only: bool
    at_desk: bool
    kinds: Kinds
    by_key: bool


@dataclass(frozen=True)
class _Refusal:
    """A refused member: read-only, or unknown (None).

    `reference`: the kind and id of the record, the name of the member, and its value, if the member
    is part of a reference to another record.
    """

    pointer: str
    member: _Member | None
    reference: tuple[type[desk.DeskReference], str, str, Any] | None = None

    @property
    def message(self) -> str:
        if self.member is None:
            return _("There is no such member.")
        return _("This is read-only. Omit it or send it unchanged.")

    def is_as_referred(self) -> bool:
        """Return whether it is what documents say of the record that is referred to."""
        if self.reference is None:
            return False
        kind, public_id, name, value = self.reference
        return _equal(value, referred(kind, public_id, name))


def check_members(
    node: Node, kinds: Kinds, current: Json, public: Callable[[], Json | None]
) -> None:
    """Note unknown members, and read-only members that were changed.

    `kinds`: the desk document and the public record. `current`: the record at the desk; `public`
    returns the public one and is only called if needed. Read-only members of a document from
    another installation (`Node.foreign`) are not compared.
    """
    if not node.is_object():
        return
    refusals = _listed(node, kinds, [current])
    if not node.foreign and any(found.member for found in refusals) and (shown := public()):
        refusals = _listed(node, kinds, [current, shown])
    node.problems += (Problem(found.pointer, found.message) for found in refusals)
    if len(node.problems) >= MOST_PROBLEMS:
        node.finish()


def _listed(node: Node, kinds: Kinds, current: list[Json]) -> list[_Refusal]:
    found = _refusals(node.value, node.pointer, kinds, current)
    if node.foreign:
        found = (one for one in found if one.member is None or one.member.at_desk)
    else:
        found = (one for one in found if not one.is_as_referred())
    return list(islice(found, MOST_PROBLEMS))


def _refusals(value: Json, pointer: str, kinds: Kinds, current: list[Json]) -> Iterator[_Refusal]:
    """Yield the refused members. One of the known versions of the part, `current`, must agree."""
    if issubclass(kinds[0], desk.DeskReference) and isinstance(value.get("id"), str):
        yield from _refused_of_reference(value, pointer, kinds, current)
        return
    members = _members(kinds)
    for name, item in value.items():
        at, member = pointer_to(pointer, name), members.get(name)
        known = [part[name] for part in current if name in part]
        if member is None or (member.read_only and not _is_among(item, known)):
            yield _Refusal(at, member)
        elif not member.read_only and member.kinds:
            for place, part, parts in _inner(item, at, member, known):
                yield from _refusals(part, place, member.kinds, parts)


def _refused_of_reference(
    value: Json, pointer: str, kinds: Kinds, current: list[Json]
) -> Iterator[_Refusal]:
    """Yield the read-only members: the id decides, and what else can be set is not read."""
    kind: Any = kinds[0]
    for name, item in value.items():
        member = _members(kinds).get(name)
        if member is not None and member.read_only:
            known = [part[name] for part in current if _is_of(part, value["id"], name)]
            if not _is_among(item, known):
                reference = (kind, value["id"], name, item)
                yield _Refusal(pointer_to(pointer, name), member, reference)


def _is_of(part: Json, public_id: str, name: str) -> bool:
    return part.get("id") == public_id and name in part


def _is_among(value: Any, known: list[Any]) -> bool:
    return any(_equal(value, one) for one in known)


def _equal(value: Any, known: Any) -> bool:
    """Return whether two JSON values are equal; to Python, true would be 1."""
    if isinstance(value, dict) and isinstance(known, dict):
        return value.keys() == known.keys() and all(_equal(value[k], known[k]) for k in value)
    if isinstance(value, list) and isinstance(known, list):
        return len(value) == len(known) and all(map(_equal, value, known))
    same_kind = isinstance(value, bool) == isinstance(known, bool)
    return same_kind and bool(value == known)


def _inner(
    value: Any, pointer: str, member: _Member, known: list[Any]
) -> Iterator[tuple[str, Json, list[Json]]]:
    """Yield the objects of a member with their pointers, each with its known versions.

    Values that are not objects are reported where they are read.
    """
    if isinstance(value, dict) and not member.by_key:
        yield pointer, value, [part for part in known if isinstance(part, dict)]
    elif isinstance(value, dict):
        for key, part in value.items():
            if isinstance(part, dict):
                yield pointer_to(pointer, key), part, [one[key] for one in known if key in one]
    elif isinstance(value, list):
        parts = [part for one in known for part in one]
        for number, item in enumerate(value):
            if isinstance(item, dict):
                same = [part for part in parts if part.get("id") == item.get("id", part.get("id"))]
                yield f"{pointer}/{number}", item, same


@cache
def _members(kinds: Kinds) -> dict[str, _Member]:
    # Values derived from a date are checked where the date is read.
    compared = not issubclass(kinds[0], DeskWhen)
    found = {}
    for kind in reversed(kinds):
        for name, declared in members_of(kind).items():
            inner = [members_of(one)[name] for one in kinds if name in members_of(one)]
            found[name] = _Member(
                read_only=declared.member.read_only and compared,
                at_desk=kind is kinds[0],
                kinds=tuple(one.document for one in inner if one.document),
                by_key=get_origin(declared.type) is dict,
            )
    return found
