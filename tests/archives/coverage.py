"""What an archive holds of the public documents, told by the archive itself."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from tests.archives.loading import Archive, rows_of

Found = Iterable[tuple[str, Any]]
"""``Claim.kind`` and a value that it has somewhere."""


def documents(archive: Archive) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each stored document with the name of its structure."""
    for row in rows_of(archive, "events_edition"):
        document = json.loads(row["document"])
        gone = {"retracted": "Retraction", "merged_into": "Merger"}
        yield next((gone[name] for name in gone if name in document), "Event"), document
    for row in rows_of(archive, "events_profile"):
        yield row["kind"].capitalize(), json.loads(row["document"])


def values(archive: Archive) -> Found:
    """Every member of every stored document, however deep, with its value."""
    for structure, document in documents(archive):
        yield from _walk(document, structure, archive["structures"])


def _walk(document: dict[str, Any], structure: str, structures: dict[str, Any]) -> Found:
    for name, value in document.items():
        yield f"{structure}.{name}", value
        held = structures[structure][name]
        inner = held.strip("[]*")
        if not inner or value is None:
            continue
        if held.endswith("[]"):
            parts = value
        elif held.endswith("*"):
            parts = value.values()
        else:
            parts = [value]
        for part in parts:
            yield from _walk(part, inner, structures)


def said_of(archive: Archive, place: str) -> set[str]:
    """What a member (``Claim.kind``) or a column (``events_event.state``) has anywhere."""
    table, _dot, column = place.partition(".")
    if table.startswith("events_"):
        return {word for row in rows_of(archive, table) for word in row[column].split()}
    return {value for member, value in values(archive) if member == place}


def is_empty(value: Any) -> bool:
    """Whether a member says nothing: an empty text, list or object, null or false."""
    return value in (None, "", [], {}) or value is False
