"""The columns of tables of events, declared once: exports write them and imports read them.

They are derived from the members of `record.Event`. A text, number or flag is a column of the same
name; a part of the event, such as a date or the place, has a column for each of its members; a list
is one column with entries separated by ``|``. Imports accept and ignore derived columns.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import Any, Final

from events import dates
from events.dates import LANGUAGES
from events.interchange.cells import Value
from events.interchange.local_dates import LocalDate, local_date
from events.interchange.wording import statement
from events.record import (
    Citation,
    Claim,
    Document,
    Edition,
    Event,
    EventText,
    NamedActor,
    NamedSource,
    Origins,
    OtherDate,
    Participation,
    Place,
    Relation,
    StorylineRef,
    When,
    members_of,
)


class Kind(Enum):
    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    FLAG = "flag"
    DAY = "day"
    INSTANT = "instant"
    LIST = "list"


@dataclass(frozen=True)
class Column:
    """A column.

    `value` returns the value of an event, or None. `path` is the member of a desk document that the
    column is read into; if it is empty, the column is ignored on import.
    """

    name: str
    kind: Kind
    value: Callable[[Event], Value]
    path: tuple[str, ...] = ()


_PLAIN: Final[Mapping[Any, Kind]] = {
    str: Kind.TEXT,
    str | None: Kind.TEXT,
    int: Kind.INTEGER,
    int | None: Kind.INTEGER,
    float: Kind.NUMBER,
    float | None: Kind.NUMBER,
    bool: Kind.FLAG,
}
# Instants are in UTC; an anchor keeps its original offset.
_INSTANTS: Final = frozenset({"earliest", "latest", "at"})
# Columns that are named after the member alone.
_NAMES: Final = {
    ("place", "name"): "place",
    ("place", "country"): "country",
    ("place", "latitude"): "latitude",
    ("place", "longitude"): "longitude",
    ("edition", "number"): "edition",
    ("edition", "seq"): "seq",
}


def _columns() -> Iterator[Column]:
    for name, declared in members_of(Event).items():
        if declared.document is not None:
            # A document without a rule raises KeyError: decide on its columns.
            yield from _RULES[declared.document](name)
        elif declared.type in _PLAIN:
            path = () if declared.member.read_only else (name,)
            yield Column(name, _PLAIN[declared.type], _member(name), path)


def _member(name: str) -> Callable[[Event], Value]:
    return lambda event: _known(getattr(event, name))


def _known(value: Value) -> Value:
    return None if value == "" else value


def _parts(name: str, document: type[Document], *, read_only: bool = False) -> Iterator[Column]:
    """Yield a column for each plain member of a part that an event has at most once."""

    def value(member: str) -> Callable[[Event], Value]:
        def found(event: Event) -> Value:
            part = getattr(event, name)
            return None if part is None else _known(getattr(part, member))

        return found

    for member, declared in members_of(document).items():
        if declared.type in _PLAIN:
            kind = Kind.INSTANT if member in _INSTANTS else _PLAIN[declared.type]
            fixed = read_only or declared.member.read_only
            column = _NAMES.get((name, member), f"{name}_{member}")
            yield Column(column, kind, value(member), () if fixed else (name, member))


def _when(name: str) -> Iterator[Column]:
    """Yield the columns of a date: ``start`` is EDTF, followed by the date, month and year in the
    event's own time zone, as far as they are known.
    """

    def part(read: Callable[[LocalDate], date | int | None]) -> Callable[[Event], Value]:
        def found(event: Event) -> Value:
            when: When | None = getattr(event, name)
            return None if when is None else read(_local_date(when.edtf, when.timezone))

        return found

    edtf, *others = _parts(name, When)
    yield Column(name, edtf.kind, edtf.value, edtf.path)
    yield Column(f"{name}_date", Kind.DAY, part(lambda known: known.day))
    yield Column(f"{name}_year", Kind.INTEGER, part(lambda known: known.year))
    yield Column(f"{name}_month", Kind.INTEGER, part(lambda known: known.month))
    yield from others


@lru_cache(maxsize=4096)
def _local_date(edtf: str, timezone: str | None) -> LocalDate:
    return local_date(dates.When.parse(edtf, timezone=timezone))


def _texts(name: str) -> Iterator[Column]:
    """Yield title and summary in each language of the interface: the original or a translation."""

    def value(language: str, member: str) -> Callable[[Event], Value]:
        def found(event: Event) -> Value:
            text = event if event.language == language else event.texts.get(language)
            return _known(getattr(text, member)) if text else None

        return found

    for language in LANGUAGES:
        for member in ("title", "summary"):
            path = (name, language, member)
            yield Column(f"{member}_{language}", Kind.TEXT, value(language, member), path)


def _participants(name: str) -> Iterator[Column]:
    yield _list(name, lambda event: [participant_cell(part) for part in event.participants], name)
    yield _list("participant_ids", lambda event: [p.actor.id for p in event.participants])


def _sources(name: str) -> Iterator[Column]:
    yield _list("sources", lambda event: [source_cell(c, event) for c in event.citations], name)
    yield _list("source_titles", lambda event: [c.source.title for c in event.citations])


def _claims(name: str) -> Iterator[Column]:
    yield _list(name, lambda event: [statement(c, event.language) for c in event.claims])
    yield Column("claim_count", Kind.INTEGER, lambda event: len(event.claims))


def _storylines(name: str) -> Iterator[Column]:
    yield _list(name, lambda event: [storyline.title for storyline in event.storylines])


def _origins(name: str) -> Iterator[Column]:
    def count(event: Event) -> Value:
        found: Origins | None = getattr(event, name)
        return found.count if found else None

    yield Column(name, Kind.INTEGER, count)


def _list(name: str, value: Callable[[Event], list[str]], *path: str) -> Column:
    return Column(name, Kind.LIST, value, path)


def participant_cell(part: Participation) -> str:
    return f"{part.role}: {part.actor.name}"


def source_cell(citation: Citation, event: Event) -> str:
    """Return the web address of a source, or its id if it has none."""
    return event.sources[citation.source.id].canonical_url or citation.source.id


def _none(_name: str) -> Iterator[Column]:
    yield from ()


_RULES: Final[Mapping[type[Document], Callable[[str], Iterator[Column]]]] = {
    Citation: _sources,
    Claim: _claims,
    Edition: lambda name: _parts(name, Edition, read_only=True),
    EventText: _texts,
    Origins: _origins,
    Participation: _participants,
    # Its name first.
    Place: lambda name: iter(sorted(_parts(name, Place), key=lambda column: column.name != name)),
    StorylineRef: _storylines,
    When: _when,
    # Their data is in other columns, or only in the document.
    NamedActor: _none,
    NamedSource: _none,
    OtherDate: _none,
    Relation: _none,
}

COLUMNS: Final[Mapping[str, Column]] = {column.name: column for column in _columns()}
"""Every column of CSV and Parquet, in order: an allow-list."""
