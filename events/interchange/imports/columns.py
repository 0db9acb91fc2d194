"""The columns of a CSV file that is imported, and the document that a row of it stands for.

==============================  ==================================================================
``id``, ``external_key``        which event it is
``title``, ``summary``          in ``language``; ``title_de``, ``summary_de`` …: in other languages
``type``, ``occurrence``        by their keys
``start``, ``end``              EDTF or ISO dates
``place`` … ``longitude``       ``place``, ``country``, ``precision``, ``latitude``, ``longitude``
``participants``                ``role: actor``, several parted by ``|``; an actor by id or name
``sources``                     cited ones, by id or web address, parted by ``|``
==============================  ==================================================================

An empty cell says nothing: what the event has stays.
"""

import re
from typing import Any, Final

from events.record.identity import PUBLIC_ID_PATTERN
from events.record.vocabulary import Role

PLAIN: Final = (
    "id", "external_key", "title", "summary", "language", "type", "occurrence", "start", "end",
)  # fmt: skip
_PLACE: Final = {
    "place": "name",
    "country": "country",
    "precision": "precision",
    "latitude": "latitude",
    "longitude": "longitude",
}
_LISTS: Final = ("participants", "sources")
_TRANSLATED: Final = re.compile(r"(title|summary)_([a-z]{2,3}(?:-[a-z0-9]{2,8})*)")
_SEPARATOR: Final = "|"
_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,3}(\.[0-9]{1,15})?")


def known_columns(name: str) -> set[str]:
    """The columns that there are; with `name`, if it is a text in some language."""
    known = {*PLAIN, *_PLACE, *_LISTS}
    return known | {name} if _TRANSLATED.fullmatch(name) else known


def document_of(cells: dict[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """The document of a row, and for each place in it (a pointer) the column it came from."""
    given = {name: cell for name, cell in cells.items() if cell}
    document: dict[str, Any] = {name: given[name] for name in PLAIN if name in given}
    columns = {f"/{name}": name for name in PLAIN}
    _add_texts(document, columns, given)
    place = {_PLACE[name]: _cell(name, given[name]) for name in _PLACE if name in given}
    if place:
        document["place"] = place
    columns |= {f"/place/{part}": name for name, part in _PLACE.items()}
    columns["/place"] = "place"
    if "participants" in given:
        parts = given["participants"].split(_SEPARATOR)
        document["participants"] = [_participant(part) for part in parts if part.strip()]
    if "sources" in given:
        parts = given["sources"].split(_SEPARATOR)
        document["citations"] = [{"source": _source(part)} for part in parts if part.strip()]
    columns |= {"/participants": "participants", "/citations": "sources"}
    return document, columns


def column_of(pointer: str, columns: dict[str, str]) -> str:
    """The column that a place in the document came from; "" for the whole row."""
    parts = pointer.split("/")
    for length in range(len(parts), 1, -1):
        if found := columns.get("/".join(parts[:length])):
            return found
    return ""


def _add_texts(document: dict[str, Any], columns: dict[str, str], given: dict[str, str]) -> None:
    texts: dict[str, dict[str, str]] = {}
    for name, cell in given.items():
        if found := _TRANSLATED.fullmatch(name):
            texts.setdefault(found[2], {})[found[1]] = cell
            columns[f"/texts/{found[2]}/{found[1]}"] = name
            columns.setdefault(f"/texts/{found[2]}", name)
    if texts:
        document["texts"] = texts


def _cell(name: str, cell: str) -> Any:
    # Anything but a number stays a text, and is refused as one where it is read.
    coordinate = name in {"latitude", "longitude"} and _NUMBER.fullmatch(cell)
    return float(cell) if coordinate else cell


def _participant(part: str) -> dict[str, Any]:
    role, colon, actor = part.partition(":")
    if colon and role.strip().lower() in Role.values:
        return {"role": role.strip().lower(), "actor": _actor(actor)}
    return {"actor": _actor(part)}


def _actor(text: str) -> dict[str, str]:
    text = text.strip()
    return {"id" if re.fullmatch(PUBLIC_ID_PATTERN, text) else "name": text}


def _source(text: str) -> dict[str, str]:
    text = text.strip()
    return {"id" if re.fullmatch(PUBLIC_ID_PATTERN, text) else "canonical_url": text}
