"""Merging two changes of one desk document that started from the same version.

What only one side changed is taken, row by row and member by member. What both changed differently
is a `Conflict`, to be decided by a person. Dates and references are one value each: halves of two
dates would be a date that nobody meant.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

import orjson

from events.record.desk import DeskClaim, DeskEvent, DeskPlace, DeskReference, DeskStoryline
from events.record.members import Declared, Document, members_of
from events.record.patches import is_same
from events.record.rows import paired
from events.record.sparse import empty_value, is_by_key
from events.record.vocabulary import TextOrigin
from events.record.when import DeskWhen

Json = dict[str, Any]
Side = Literal["theirs", "mine"]


@dataclass(frozen=True)
class Place:
    """A place in a document: the names of members and the keys of rows, and what stands there.

    `trail` has for each name the declared member, and for each key the row, or the text of the key.
    """

    path: tuple[str, ...] = ()
    trail: tuple[Any, ...] = ()

    def at(self, name: str, what: Any) -> "Place":
        return Place((*self.path, name), (*self.trail, what))


_GONE: Final = None
"""A row that is not there; rows are objects or texts."""
_ORIGINAL: Final[dict[type[Document], tuple[str, ...]]] = {
    DeskEvent: ("title", "summary"),
    DeskStoryline: ("title", "introduction"),
    DeskClaim: ("text",),
}
"""The members that are in the original language, which `texts` has in the other ones."""


@dataclass(frozen=True)
class Conflict:
    """A member, or a row as a whole, that both sides changed in different ways.

    `declared`: the member. A row that one side has deleted is None there.
    """

    place: Place
    declared: Declared
    base: Any
    theirs: Any
    mine: Any

    @property
    def key(self) -> str:
        """Name the conflict: a choice is only valid for the values that it was made between."""
        told = orjson.dumps([self.place.path, self.base, self.theirs], option=orjson.OPT_SORT_KEYS)
        return hashlib.sha256(told).hexdigest()[:24]


@dataclass
class Merged:
    """The merged document; where there is a conflict without a choice, it has what is mine."""

    document: Json
    conflicts: list[Conflict]


def merge(
    document: type[Document],
    base: Json,
    theirs: Json,
    mine: Json,
    choices: Mapping[str, Side] | None = None,
) -> Merged:
    """Merge two documents of the declared kind. `choices`: by `Conflict.key`.

    References in the result and in the conflicts have only their id: what records are called can
    change without a change of the document.
    """
    work = _Work(choices or {})
    sides = [by_language(document, only_ids(document, side)) for side in (base, theirs, mine)]
    found = work.objects(document, Place(), *sides)
    return Merged(_with_original(document, found), work.conflicts)


@dataclass
class _Work:
    choices: Mapping[str, Side]
    conflicts: list[Conflict] = field(default_factory=list)

    def objects(
        self, document: type[Document], place: Place, base: Json, theirs: Json, mine: Json
    ) -> Json:
        """Merge two objects. A new one on both sides has an empty `base`."""
        found = {}
        for name, declared in members_of(document).items():
            sides = [side.get(name, empty_value(declared)) for side in (base, theirs, mine)]
            merged = self.member(declared, place.at(name, declared), *sides)
            if name in theirs or name in mine:
                found[name] = merged
        return found

    def member(self, declared: Declared, place: Place, base: Any, theirs: Any, mine: Any) -> Any:
        if is_same(theirs, mine) or is_same(base, mine):
            return theirs
        if is_same(base, theirs):
            return mine
        if all(isinstance(side, list) for side in (base, theirs, mine)):
            return self.rows(declared, place, base, theirs, mine)
        if is_by_key(declared):
            return self.by_key(declared, place, base, theirs, mine)
        return self.decided(declared, place, base, theirs, mine)

    def decided(self, declared: Declared, place: Place, base: Any, theirs: Any, mine: Any) -> Any:
        conflict = Conflict(place, declared, base, theirs, mine)
        chosen = self.choices.get(conflict.key)
        if chosen is None:
            self.conflicts.append(conflict)
        return theirs if chosen == "theirs" else mine

    def by_key(
        self, declared: Declared, place: Place, base: Json, theirs: Json, mine: Json
    ) -> Json:
        """Merge the entries of an object by their keys, such as languages."""
        found = {}
        for key in dict.fromkeys([*theirs, *mine]):
            sides = [side.get(key, _GONE) for side in (base, theirs, mine)]
            merged = self.row(declared, place.at(key, key), *sides)
            if merged is not _GONE:
                found[key] = merged
        return found

    def rows(
        self,
        declared: Declared,
        place: Place,
        base: Sequence[Any],
        theirs: Sequence[Any],
        mine: Sequence[Any],
    ) -> list[Any]:
        """Merge two lists of rows, in the order of the side that changed the order."""
        slots = _Slots(base, theirs, mine)
        found = []
        for slot in slots.in_order():
            sides = slots.sides(slot)
            shown = next(side for side in sides if side is not _GONE)
            row = self.row(declared, place.at(key_of(shown, slot), shown), *sides)
            if row is not _GONE:
                found.append(row)
        return found

    def row(self, declared: Declared, place: Place, base: Any, theirs: Any, mine: Any) -> Any:
        if is_same(theirs, mine) or is_same(base, mine):
            return theirs
        if is_same(base, theirs):
            return mine
        document = declared.document
        if document is None or is_one_value(document) or theirs is _GONE or mine is _GONE:
            return self.decided(declared, place, base, theirs, mine)
        sides = [by_language(document, side or {}) for side in (base, theirs, mine)]
        return _with_original(document, self.objects(document, place, *sides))


class _Slots:
    """The rows of three lists, each with its position in them; None where it is not there."""

    def __init__(self, base: Sequence[Any], theirs: Sequence[Any], mine: Sequence[Any]) -> None:
        self.lists = [base, theirs, mine]
        self.slots: list[list[int | None]] = [[number, None, None] for number in range(len(base))]
        self.of: list[list[int]] = [list(range(len(base))), [], []]
        for side in (1, 2):
            matches = paired(base, self.lists[side])
            self.lists[side] = _with_ids(base, self.lists[side], matches)
            self._add(side, matches)

    def _add(self, side: int, matches: list[int | None]) -> None:
        rows = self.lists[side]
        self.of[side] = [-1 if match is None else match for match in matches]
        fresh = [number for number, match in enumerate(matches) if match is None]
        added = [slot for slot, found in enumerate(self.slots) if found[0] is None]
        # What both sides have added can be the same row.
        same = paired([self._value(slot, 1) for slot in added], [rows[number] for number in fresh])
        for number, match in zip(fresh, same, strict=True):
            if match is None:
                self.slots.append([None, None, None])
            self.of[side][number] = added[match] if match is not None else len(self.slots) - 1
        for number, slot in enumerate(self.of[side]):
            self.slots[slot][side] = number

    def _value(self, slot: int, side: int) -> Any:
        number = self.slots[slot][side]
        return _GONE if number is None else self.lists[side][number]

    def sides(self, slot: int) -> list[Any]:
        return [self._value(slot, side) for side in range(3)]

    def in_order(self) -> list[int]:
        """Return the slots in the order of the side that changed it; of both, in that of mine."""
        mine_moved = self._common(2) != sorted(self._common(2))
        first, second = (2, 1) if mine_moved else (1, 2)
        order = list(self.of[first])
        place = 0
        for slot in self.of[second]:
            if slot in order:
                place = order.index(slot) + 1
            else:
                order.insert(place, slot)
                place += 1
        return order

    def _common(self, side: int) -> list[int]:
        return [slot for slot in self.of[side] if self.slots[slot][0] is not None]


def _with_ids(
    base: Sequence[Any], rows: Sequence[Any], matches: Sequence[int | None]
) -> Sequence[Any]:
    """Return the rows; those that lost their id, because the others deleted them, have it again."""
    return [
        {**row, "id": base[match]["id"]}
        if match is not None and isinstance(row, dict) and row.get("id") == ""
        else row
        for row, match in zip(rows, matches, strict=True)
    ]


def key_of(row: Any, number: int) -> str:
    """Return what names a row: its own id, that of the record that it is about, or its number."""
    if not isinstance(row, dict):
        return str(row)
    about = (one.get("id") for one in row.values() if isinstance(one, dict))
    return str(row.get("id") or next(filter(None, about), None) or f"#{number}")


def refers(document: type[Document]) -> bool:
    """Return whether it is another record, which a document can refer to, and does not change.

    The place of an event is one; `DeskPlaceRecord`, its subclass, is the record itself.
    """
    return issubclass(document, DeskReference) or document is DeskPlace


def only_ids(document: type[Document], value: Any) -> Any:
    """Return the document, or one of its rows, with no more of other records than their ids.

    Lines end alike, because browsers send other ends of lines than they were given.
    """
    if not isinstance(value, dict):
        return _plain(value)
    if refers(document):
        return {"id": value["id"]} if value.get("id") else value
    found = {}
    for name, part in value.items():
        declared = members_of(document).get(name)
        inner = declared.document if declared else None
        if declared is None or inner is None:
            found[name] = _plain(part)
        elif isinstance(part, list):
            found[name] = [only_ids(inner, one) for one in part]
        elif isinstance(part, dict) and is_by_key(declared):
            found[name] = {key: only_ids(inner, one) for key, one in part.items()}
        else:
            found[name] = only_ids(inner, part)
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def is_one_value(document: type[Document]) -> bool:
    return refers(document) or issubclass(document, DeskWhen)


def by_language(document: type[Document], value: Json) -> Json:
    """Return the document with the original text among the others, so that each language is
    compared with itself even if the original is another one now.
    """
    words = _ORIGINAL.get(document)
    if not words or not value.get("language"):
        return value
    own: Any = {name: value[name] for name in words}
    if document is DeskClaim:
        own = own["text"]
    texts = {value["language"]: own, **value["texts"]}
    return {**value, **dict.fromkeys(words, ""), "texts": texts}


def _with_original(document: type[Document], value: Json) -> Json:
    """Return the document with the text in its original language outside of `texts`."""
    words = _ORIGINAL.get(document)
    language = value.get("language")
    if not words or language not in value.get("texts", {}):
        return value
    texts = {
        # What was the original until now may be a translation.
        key: {**text, "origin": text.get("origin") or TextOrigin.TRANSLATION.value}
        if isinstance(text, dict)
        else text
        for key, text in value["texts"].items()
    }
    own = texts.pop(language)
    own = {"text": own} if isinstance(own, str) else own
    return {**value, **{name: own.get(name, "") for name in words}, "texts": texts}
