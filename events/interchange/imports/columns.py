"""The document that a row of a CSV stands for; `events.interchange.columns` has the columns.

``external_key`` and ``title_fr``, ``summary_fr`` and so on for any language are columns as well. An
empty cell says nothing: what the event has stays. Neither does a cell that says of a public event
what its export says: nobody changed it, and it tells less than the record has.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

import msgspec

from events.interchange.cells import cell_of, items_of, marked_text
from events.interchange.columns import COLUMNS, Kind, participant_cell, source_cell
from events.record import Citation, Event, Participation, members_of
from events.record.identity import is_public_id
from events.record.vocabulary import Role
from events.record.when import DeskWhen

Document = dict[str, Any]
Path = tuple[str, ...]

_KEYS: Final = frozenset({"id", "external_key"})
_DATES: Final = ("start", "end")
_TRANSLATED: Final = re.compile(r"(title|summary)_([a-z]{2,3}(?:-[a-z0-9]{2,8})*)")
_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,3}(\.[0-9]{1,20})?(e-?[0-9]{1,2})?")


def is_column(name: str) -> bool:
    return name in COLUMNS or bool(path_of(name))


def path_of(name: str) -> Path:
    """The member of the document that a column is read into; empty if it is ignored or unknown."""
    if name in COLUMNS:
        return COLUMNS[name].path
    if translated := _TRANSLATED.fullmatch(name):
        return "texts", translated[2], translated[1]
    return (name,) if name in _KEYS else ()


def pointer_of(name: str) -> str:
    """The place (a JSON Pointer) that a column is read into."""
    return "".join(f"/{part}" for part in path_of(name))


def column_of(pointer: str, names: Iterable[str]) -> str:
    """Which column a place in a document comes from, those of the file first; "": the whole row."""
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


def document_of(cells: Mapping[str, str], public: Event | None = None) -> Document:
    """The document of a row. `public`: the event as it is published, if it is."""
    given = {name: cell for name, cell in cells.items() if cell and path_of(name)}
    changed = _changed(given, public) if public else set(given)
    document: Document = {}
    for name in _with_their_parts(given, changed):
        _put(document, path_of(name), _value(name, given[name], public))
    _leave_out_original(document, public)
    if public:
        _complete(document, given, changed, public)
    return document


def _changed(given: Mapping[str, str], public: Event) -> set[str]:
    """The columns in which a row differs from the export of the event, and the keys."""

    def published(name: str) -> str:
        if name in COLUMNS:
            return cell_of(COLUMNS[name].value(public))
        _texts, language, member = path_of(name)
        text = public.texts.get(language)
        return cell_of(getattr(text, member)) if text else ""

    return {
        name
        for name, cell in given.items()
        if name in _KEYS or _spelled(cell) != _spelled(published(name))
    }


def _spelled(cell: str) -> str:
    # Spreadsheets write line breaks in their own way, and cells are read without blanks around.
    return cell.replace("\r\n", "\n").strip()


def _with_their_parts(given: Mapping[str, str], changed: set[str]) -> list[str]:
    """The columns that are read: with one of a date or place all of it, as it is one value.

    Where the date itself is changed, the phrase that it was worked out from is that of the date
    before, unless it is changed, too.
    """

    def is_read(name: str) -> bool:
        group = path_of(name)[0]
        if name in changed or group not in (*_DATES, "place"):
            return name in changed
        if group in _DATES and group in changed:
            return name == f"{group}_timezone"
        return any(path_of(other)[0] == group for other in changed)

    return [name for name in given if is_read(name)]


def _complete(
    document: Document, given: Mapping[str, str], changed: set[str], public: Event
) -> None:
    """Add what the columns do not tell: a member that is given replaces the whole of it."""
    if "texts" in document:
        document["texts"] = _merged(msgspec.to_builtins(public.texts), document["texts"])
    for name in ("place", *_DATES):
        whole = getattr(public, name)
        if name in document and whole and name not in changed:
            known = msgspec.to_builtins(whole)
            members = known if name == "place" else members_of(DeskWhen)
            document[name] = {**{m: known[m] for m in members}, **document[name]}


def _leave_out_original(document: Document, public: Event | None) -> None:
    """In its own language, the title of an event is `title`; ``title_en`` may repeat it."""
    language = document.get("language") or (public.language if public else "")
    texts = document.get("texts", {})
    repeated = texts.get(language, {})
    if repeated and all(document.get(member) == text for member, text in repeated.items()):
        del texts[language]
        if not texts:
            del document["texts"]


def _merged(known: Document, given: Document) -> Document:
    return {**known, **{name: {**known.get(name, {}), **part} for name, part in given.items()}}


def _put(document: Document, path: Path, value: Any) -> None:
    *parents, name = path
    for parent in parents:
        document = document.setdefault(parent, {})
    document[name] = value


def _value(name: str, cell: str, public: Event | None) -> Any:
    """What does not look like a number or flag stays a text: it is refused where it is read."""
    kind = COLUMNS[name].kind if name in COLUMNS else Kind.TEXT
    if kind in {Kind.NUMBER, Kind.INTEGER} and _NUMBER.fullmatch(cell):
        return int(cell) if kind is Kind.INTEGER and cell.isdigit() else float(cell)
    if kind is Kind.FLAG:
        return {"true": True, "false": False}.get(cell.lower(), cell)
    text = marked_text(cell)
    if kind is Kind.LIST:
        return _LISTS[name](items_of(text), public)
    return text


def _participants(items: list[str], public: Event | None) -> list[Document]:
    """``role: actor``, an actor by name or id. Who took part before keeps what else is known."""
    before = public.participants if public else []
    return _entries(items, [(participant_cell(part), part) for part in before], _participant)


def _participant(item: str) -> Document:
    role, colon, actor = (part.strip() for part in item.partition(":"))
    if colon and role.lower() in Role.values:
        return {"role": role.lower(), "actor": {"id" if is_public_id(actor) else "name": actor}}
    return {"actor": {"id" if is_public_id(item) else "name": item}}


def _citations(items: list[str], public: Event | None) -> list[Document]:
    """Sources by web address or id. What was cited before is cited as before."""
    before = [(source_cell(c, public), c) for c in public.citations] if public else []
    return _entries(items, before, _citation)


def _citation(item: str) -> Document:
    return {"source": {"id" if is_public_id(item) else "canonical_url": item}}


def _entries(
    items: list[str],
    before: Sequence[tuple[str, Participation | Citation]],
    new: Callable[[str], Document],
) -> list[Document]:
    known: dict[str, list[Document]] = {}
    for cell, entry in before:
        known.setdefault(cell, []).append(msgspec.to_builtins(entry))
    return [known[item].pop(0) if known.get(item) else new(item) for item in items]


_LISTS: Final = {"participants": _participants, "sources": _citations}
