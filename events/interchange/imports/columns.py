"""The document of a CSV row; `events.interchange.columns` has the columns.

``external_key`` and ``title_fr``, ``summary_fr`` and so on for any language are columns as well. An
empty cell changes nothing. Neither does a cell that repeats the export of a public event: it was
not edited, and has less detail than the record.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from events.interchange.cells import cell_of, items_of, marked_text
from events.interchange.columns import COLUMNS, Kind, participant_cell, source_cell
from events.record import Event
from events.record.identity import is_public_id
from events.record.vocabulary import Role

Document = dict[str, Any]
Path = tuple[str, ...]

_KEYS: Final = frozenset({"id", "external_key"})
# Values with several columns, which the column of the same name identifies.
_PARTS: Final = ("start", "end", "place")
_TRANSLATED: Final = re.compile(r"(title|summary)_([a-z]{2,3}(?:-[a-z0-9]{2,8})*)")
_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,3}(\.[0-9]{1,20})?(e-?[0-9]{1,2})?")


def is_column(name: str) -> bool:
    return name in COLUMNS or bool(path_of(name))


def path_of(name: str) -> Path:
    """Return the member that a column is read into; empty if it is ignored or unknown."""
    if name in COLUMNS:
        return COLUMNS[name].path
    if translated := _TRANSLATED.fullmatch(name):
        return "texts", translated[2], translated[1]
    return (name,) if name in _KEYS else ()


def pointer_of(name: str) -> str:
    """Return the JSON Pointer of the member that a column is read into."""
    return "".join(f"/{part}" for part in path_of(name))


def column_of(pointer: str, names: Iterable[str]) -> str:
    """Return the column of a member, preferably one in the file; "" for the whole row."""
    places: dict[str, str] = {}
    for name in (*names, *COLUMNS):
        place = pointer_of(name)
        while place:
            places.setdefault(place, name)
            place = place.rpartition("/")[0]
    place = pointer
    while place and place not in places:
        place = place.rpartition("/")[0]
    return places.get(place, "")


@dataclass(frozen=True)
class Known:
    """The event of a row: its `public` record and its `desk` document."""

    public: Event
    desk: Document


def document_of(cells: Mapping[str, str], known: Known | None = None) -> Document:
    """Return the document of a row. `known`: the event, if it is public.

    The row of a public event is merged with the desk: differences between the row and the public
    record are applied, and other changes at the desk are kept.
    """
    given = {name: cell for name, cell in cells.items() if cell and path_of(name)}
    changed = _changed(given, known.public) if known else set(given)
    document: Document = {}
    for name, cell in given.items():
        if name in changed or _belongs_to_changed(name, changed, known):
            _put(document, path_of(name), _value(name, cell, known))
    _leave_out_original(document, known)
    if known:
        _complete(document, changed, known.desk)
    return document


def _changed(given: Mapping[str, str], public: Event) -> set[str]:
    """Return the columns in which a row differs from the export of the event, and the keys."""

    def exported(name: str) -> str:
        if name in COLUMNS:
            return cell_of(COLUMNS[name].value(public))
        _texts, language, member = path_of(name)
        text = public.texts.get(language)
        return cell_of(getattr(text, member)) if text else ""

    return {
        name
        for name, cell in given.items()
        if name in _KEYS or _spelled(cell) != _spelled(exported(name))
    }


def _spelled(cell: str) -> str:
    # Spreadsheets change line breaks, and cells are read without surrounding spaces.
    return cell.replace("\r\n", "\n").strip()


def _belongs_to_changed(name: str, changed: set[str], known: Known | None) -> bool:
    """Return whether an unchanged cell is read because another one of its date or place changed.

    If it is another place, all of its cells are read. Of a date, only the time zone is: the phrase
    belongs to the former date.
    """
    group = path_of(name)[0]
    if known is None or group not in _PARTS:
        return False
    if known.desk[group] is None:  # nothing to which the changed cells could be added
        return any(path_of(other)[0] == group for other in changed)
    return group in changed and (group == "place" or name == f"{group}_timezone")


def _complete(document: Document, changed: set[str], desk: Document) -> None:
    """Complete members with the desk's data, because a member replaces the whole value."""
    if "texts" in document:
        given = document["texts"].items()
        merged = {language: {**desk["texts"].get(language, {}), **text} for language, text in given}
        document["texts"] = {**desk["texts"], **merged}
    for name in _PARTS:
        if name in document and desk[name] and name not in changed:
            # The id identifies the former place.
            before = {member: value for member, value in desk[name].items() if member != "id"}
            document[name] = {**before, **document[name]}


def _leave_out_original(document: Document, known: Known | None) -> None:
    """Remove the translation in the original language: ``title_en`` may repeat `title`."""
    language = document.get("language") or (known.public.language if known else "")
    texts = document.get("texts", {})
    repeated = texts.get(language, {})
    if repeated and all(document.get(member) == text for member, text in repeated.items()):
        del texts[language]
        if not texts:
            del document["texts"]


def _put(document: Document, path: Path, value: Any) -> None:
    *parents, name = path
    for parent in parents:
        document = document.setdefault(parent, {})
    document[name] = value


def _value(name: str, cell: str, known: Known | None) -> Any:
    """Return the value of a cell. An invalid number or flag stays a text and is refused later."""
    kind = COLUMNS[name].kind if name in COLUMNS else Kind.TEXT
    if kind in {Kind.NUMBER, Kind.INTEGER} and _NUMBER.fullmatch(cell):
        return int(cell) if kind is Kind.INTEGER and cell.isdigit() else float(cell)
    if kind is Kind.FLAG:
        return {"true": True, "false": False}.get(cell.lower(), cell)
    text = marked_text(cell)
    if kind is Kind.LIST:
        return _LISTS[name](items_of(text), known)
    return text


def _participants(items: list[str], known: Known | None) -> list[Document]:
    """Return participants from ``role: actor``; existing participants keep their other members."""
    public = known.public.participants if known else []
    before = [(participant_cell(part), (part.role, part.actor.id)) for part in public]
    desk = known.desk["participants"] if known else []
    entries = [((part["role"], part["actor"]["id"]), part) for part in desk]
    return _merged(items, before, entries, _participant)


def _participant(item: str) -> Document:
    role, colon, actor = (part.strip() for part in item.partition(":"))
    if colon and role.lower() in Role.values:
        return {"role": role.lower(), "actor": {"id" if is_public_id(actor) else "name": actor}}
    return {"actor": {"id" if is_public_id(item) else "name": item}}


def _citations(items: list[str], known: Known | None) -> list[Document]:
    """Return citations by web address or id; existing citations keep their other members."""
    public = known.public.citations if known else []
    before = [(source_cell(cited, known.public), cited.id) for cited in public] if known else []
    entries = [(cited["id"], cited) for cited in known.desk["citations"]] if known else []
    return _merged(items, before, entries, _citation)


def _citation(item: str) -> Document:
    return {"source": {"id" if is_public_id(item) else "canonical_url": item}}


def _merged(
    items: list[str],
    before: Sequence[tuple[str, Hashable]],
    desk: Sequence[tuple[Hashable, Document]],
    new: Callable[[str], Document],
) -> list[Document]:
    """Return the entries of a list: those that the cell keeps, as they are at the desk, those that
    it adds, and those that were only added at the desk.
    """
    entries, kept = dict(desk), {key for _cell, key in before}
    waiting: dict[str, list[Hashable]] = {}
    for cell, key in before:
        waiting.setdefault(cell, []).append(key)
    found = []
    for item in items:
        if not waiting.get(item):
            found.append(new(item))
        elif (key := waiting[item].pop(0)) in entries:  # not removed at the desk
            found.append(entries[key])
    return [*found, *(entry for key, entry in desk if key not in kept)]


_LISTS: Final = {"participants": _participants, "sources": _citations}
