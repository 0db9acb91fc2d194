"""The input of every format, and functions that several formats need."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, TypeVar

import orjson

from events.record import Event, EventRecord, UnreadableDocument, When, read_event, read_record

PIECE: Final = 256 * 1024
"""Bytes that are sent at once: sending a small piece costs more than creating it."""
# The number of a season or quarter looks like that of a month.
_ISO: Final = frozenset({"year", "month", "day", "minute", "second"})

logger = logging.getLogger(__name__)
R = TypeVar("R")


@dataclass(frozen=True)
class Dump:
    """The events to be exported.

    `documents`: the JSON of public records in the order of the list; `gone`: that of tombstones.
    `address` returns the absolute URL of a path; `changed` is the time of the newest edition,
    `title` and `description` say what the set is. `path` is the address of the file on this site,
    `query` the canonical query of the filter. `pages` has the other pages of a file that does not
    hold the whole set, by link relation (RFC 5005, section 3).
    """

    documents: Iterable[str]
    gone: Iterable[str]
    address: Callable[[str], str]
    title: str
    changed: datetime | None
    description: str = ""
    path: str = "/"
    query: str = ""
    pages: Mapping[str, str] = field(default_factory=dict)

    def parsed(self) -> Iterator[Event]:
        """Yield the events; unreadable ones are omitted and logged."""
        return (event for _text, event in self.with_texts())

    def with_texts(self) -> Iterator[tuple[str, Event]]:
        """Yield the events as `parsed` does, each with the text of its document."""
        return _readable(self.documents, read_event)

    def tombstones(self) -> Iterator[EventRecord]:
        return (record for _text, record in _readable(self.gone, read_record))


def _readable(texts: Iterable[str], read: Callable[[str], R]) -> Iterator[tuple[str, R]]:
    for text in texts:
        try:
            yield text, read(text)
        except UnreadableDocument as error:
            logger.error("A stored document cannot be read: %s %s", text[:60], error)


def pieces(parts: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the same bytes in pieces of about `PIECE` bytes."""
    held: list[bytes] = []
    size = 0
    for part in parts:
        held.append(part)
        size += len(part)
        if size >= PIECE:
            yield b"".join(held)
            held, size = [], 0
    if held:
        yield b"".join(held)


def json_array(items: Iterable[Any], before: bytes = b"[", after: bytes = b"]") -> Iterator[bytes]:
    """Yield the items, which must be plain JSON values, as a JSON array with one per line."""
    yield before
    for number, item in enumerate(items):
        yield (b",\n" if number else b"\n") + orjson.dumps(item)
    yield b"\n" + after + b"\n"


def uri(event_id: str) -> str:
    """Return the URI of an event, which stays the same if the site moves."""
    return f"urn:event-tracker:event:{event_id}"


def names_of(event: Event) -> list[str]:
    """Return the names of the participants."""
    return [part.actor.name for part in event.participants]


def source_addresses(event: Event) -> list[str]:
    """Return the web addresses of the sources that the event itself cites, each once."""
    found = (event.sources[citation.source.id].canonical_url for citation in event.citations)
    return list(dict.fromkeys(address for address in found if address))


def iso_date(when: When | None) -> str | None:
    """Return a date that is the same in EDTF and ISO 8601, unless it is uncertain."""
    if when is None or when.approximate or when.uncertain or when.precision not in _ISO:
        return None
    return when.edtf if set(when.edtf) <= set("0123456789-:TZ+") else None
