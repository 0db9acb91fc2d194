"""What every format is written from, and small tools that several need."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import orjson

from events.dates import When

Document = dict[str, Any]

PIECE: Final = 256 * 1024
"""Octets that are sent at once: a small piece costs more on its way than what is in it."""


@dataclass(frozen=True)
class Dump:
    """`documents`: the JSON of public records in the list's order; `gone`: that of tombstones.

    `address` makes a full address of a path; `changed` is when the newest edition was made, `title`
    what the set is called.
    """

    documents: Iterable[bytes]
    gone: Iterable[bytes]
    address: Callable[[str], str]
    title: str
    changed: datetime | None

    def parsed(self) -> Iterator[Document]:
        for text in self.documents:
            yield orjson.loads(text)


def pieces(parts: Iterable[bytes]) -> Iterator[bytes]:
    """The same octets in pieces of some `PIECE`."""
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
    """The items as a JSON array, each on a line. `items` must be plain JSON values."""
    yield before
    for number, item in enumerate(items):
        yield (b",\n" if number else b"\n") + orjson.dumps(item)
    yield b"\n" + after + b"\n"


def when_of(record: Document | None) -> When | None:
    """The When of a document's date."""
    return When.parse(record["edtf"], timezone=record["timezone"]) if record else None


def names_of(document: Document, role: str | None = None) -> list[str]:
    """The participants' names, or those of one role."""
    return [
        part["actor"]["name"]
        for part in document["participants"]
        if role is None or part["role"] == role
    ]


def source_addresses(document: Document) -> list[str]:
    """The web addresses of the sources that the event itself cites, each once."""
    found = (citation["source"]["canonical_url"] for citation in document["citations"])
    return list(dict.fromkeys(address for address in found if address))
