"""Desk documents without their empty members, as versions are stored.

Which value is "empty" follows from the declaration, so that nothing is lost: reading adds the
members again. A member that was declared later than a document was stored is empty in it, and one
that is no longer declared is left out.
"""

from collections.abc import Callable
from functools import cache
from types import NoneType
from typing import Any, Final, get_args, get_origin

from msgspec import UNSET, UnsetType

from events.record.members import Declared, Document, members_of

Json = dict[str, Any]
_EMPTY: Final[dict[Any, Callable[[], Any]]] = {
    list: list, dict: dict, str: str, bool: bool, int: int, float: float,
}  # fmt: skip


def stripped(document: type[Document], full: Json) -> Json:
    """Return the document without its empty members."""
    return _each(document, full, stripped, keep_empty=False)


def filled(document: type[Document], sparse: Json) -> Json:
    """Return the document with all its members."""
    return _each(document, sparse, filled, keep_empty=True)


def _each(
    document: type[Document],
    value: Json,
    convert: Callable[[type[Document], Json], Json],
    *,
    keep_empty: bool,
) -> Json:
    found = {}
    for name, declared in members_of(document).items():
        empty = empty_value(declared)
        part = value.get(name, empty)
        if part is UNSET:
            continue
        if declared.document is not None:
            part = _converted(declared, part, convert)
        if keep_empty or part != empty or type(part) is not type(empty):
            found[name] = part
    return found


def _converted(
    declared: Declared, value: Any, convert: Callable[[type[Document], Json], Json]
) -> Any:
    document: Any = declared.document
    if isinstance(value, list):
        return [convert(document, one) for one in value]
    if isinstance(value, dict) and is_by_key(declared):
        return {key: convert(document, one) for key, one in value.items()}
    return convert(document, value) if isinstance(value, dict) else value


def is_by_key(declared: Declared) -> bool:
    """Return whether a member is an object with arbitrary keys, such as languages."""
    return get_origin(declared.type) is dict


def empty_value(declared: Declared) -> Any:
    """Return the value that is not stored; `msgspec.UNSET` if the member may be absent."""
    return _empty_maker(declared.type)()


@cache
def _empty_maker(kind: Any) -> Callable[[], Any]:
    parts = get_args(kind) if get_origin(kind) not in {list, dict} else ()
    if NoneType in parts:
        return NoneType
    if UnsetType in parts:
        return _unset
    return _EMPTY.get(get_origin(kind) or kind, NoneType)


def _unset() -> UnsetType:
    return UNSET
