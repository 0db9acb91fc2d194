"""What is different in two desk documents of one record, member by member and row by row."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Final, Literal

from events.record.members import Declared, Document, members_of
from events.record.merging import Place, by_language, is_one_value, key_of, only_ids
from events.record.patches import is_same
from events.record.rows import paired
from events.record.sparse import empty_value, is_by_key

Json = dict[str, Any]
_WORDS: Final = re.compile(r"\s+|\w+|[^\w\s]")
_WORD: Final = re.compile(r"\w")
_MOST_WORDS: Final = 4000
"""Of longer texts only the frequent words are not used for finding what both have in common."""


@dataclass(frozen=True)
class Changed:
    """A member or row that differs. A row that is not there is None.

    `order`: `old` and `new` are lists with the same rows in another order.
    """

    place: Place
    declared: Declared
    old: Any
    new: Any
    order: bool = False


def changes(document: type[Document], old: Json, new: Json) -> list[Changed]:
    """Return what changed from the old document to the new one, in the order of the declaration.

    What is read-only is left out, and what other records are called.
    """
    sides = (by_language(document, only_ids(document, side)) for side in (old, new))
    return list(_objects(document, Place(), *sides))


def _objects(document: type[Document], place: Place, old: Json, new: Json) -> Iterator[Changed]:
    for name, declared in members_of(document).items():
        if declared.member.read_only:
            continue
        one, other = (side.get(name, empty_value(declared)) for side in (old, new))
        if not is_same(one, other):
            yield from _member(declared, place.at(name, declared), one, other)


def _member(declared: Declared, place: Place, old: Any, new: Any) -> Iterator[Changed]:
    if isinstance(old, list) and isinstance(new, list):
        yield from _rows(declared, place, old, new)
    elif is_by_key(declared):
        for key in dict.fromkeys([*old, *new]):
            yield from _row(declared, place.at(key, key), old.get(key), new.get(key))
    else:
        yield Changed(place, declared, old, new)


def _rows(declared: Declared, place: Place, old: list[Any], new: list[Any]) -> Iterator[Changed]:
    matches = paired(old, new)
    for number, row in enumerate(old):
        if number not in matches:
            yield from _row(declared, place.at(key_of(row, number), row), row, None)
    for number, (row, match) in enumerate(zip(new, matches, strict=True)):
        before = None if match is None else old[match]
        yield from _row(declared, place.at(key_of(row, number), row), before, row)
    kept = [match for match in matches if match is not None]
    if kept != sorted(kept):
        before = [old[number] for number in sorted(kept)]
        yield Changed(place, declared, before, [old[number] for number in kept], order=True)


def _row(declared: Declared, place: Place, old: Any, new: Any) -> Iterator[Changed]:
    document = declared.document
    if is_same(old, new):
        return
    if document is None or is_one_value(document) or old is None or new is None:
        yield Changed(place, declared, old, new)
    else:
        sides = (by_language(document, side) for side in (old, new))
        yield from _objects(document, place, *sides)


Part = tuple[Literal["same", "removed", "added"], str]


def word_differences(old: str, new: str) -> list[Part]:
    """Return the parts that two texts share, and those that only one of them has."""
    ours, theirs = _WORDS.findall(old), _WORDS.findall(new)
    long = len(ours) + len(theirs) > _MOST_WORDS
    found: list[Part] = []
    removed = added = ""
    matcher = SequenceMatcher(None, ours, theirs, autojunk=long)
    codes = matcher.get_opcodes()
    for number, (act, a, b, c, d) in enumerate(codes):
        same = "".join(ours[a:b])
        if act == "equal" and (number in {0, len(codes) - 1} or _WORD.search(same)):
            found += _changed(removed, added)
            found.append(("same", same))
            removed = added = ""
        else:  # A space between two changes would only tear them apart.
            removed, added = removed + same, added + "".join(theirs[c:d])
    return found + _changed(removed, added)


def _changed(removed: str, added: str) -> list[Part]:
    parts: list[Part] = [("removed", removed), ("added", added)]
    return [part for part in parts if part[1]]
