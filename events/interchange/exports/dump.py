"""What every format is written from, and small tools that several need."""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeVar

import orjson

from events.record import Event, EventRecord, UnreadableDocument, read_event, read_record

PIECE: Final = 256 * 1024
"""Bytes that are sent at once: sending a small piece costs more than making it."""

logger = logging.getLogger(__name__)
R = TypeVar("R")


@dataclass(frozen=True)
class Dump:
    """`documents`: the JSON of public records in the order of the list; `gone`: that of tombstones.

    `address` makes an absolute address of a path; `changed` is when the newest edition was made,
    `title` what the set is called.
    """

    documents: Iterable[str]
    gone: Iterable[str]
    address: Callable[[str], str]
    title: str
    changed: datetime | None

    def parsed(self) -> Iterator[Event]:
        """The events; what cannot be read is left out, with a line in the log."""
        return (event for _text, event in self.with_texts())

    def with_texts(self) -> Iterator[tuple[str, Event]]:
        """As `parsed`, each with the text of its document."""
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
    """The same bytes in pieces of about `PIECE`."""
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
    """The items as a JSON array, one on each line. They must be plain JSON values."""
    yield before
    for number, item in enumerate(items):
        yield (b",\n" if number else b"\n") + orjson.dumps(item)
    yield b"\n" + after + b"\n"


def uri(event_id: str) -> str:
    """The name of an event that stays when the site moves."""
    return f"urn:event-tracker:event:{event_id}"


def names_of(event: Event) -> list[str]:
    """The names of the participants."""
    return [part.actor.name for part in event.participants]


def source_addresses(event: Event) -> list[str]:
    """The web addresses of the sources that the event itself cites, each once."""
    found = (event.sources[citation.source.id].canonical_url for citation in event.citations)
    return list(dict.fromkeys(address for address in found if address))
