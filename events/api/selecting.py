"""``fields=`` and ``include=``: which members of a document are sent, and what comes with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import orjson
from django.http import HttpRequest
from django.utils.translation import gettext

from events.api.shapes import DOCUMENTS
from events.timeline.including import KINDS, included
from events.timeline.parameters import Parameters
from events.timeline.reading import Stored

NAMES: Final = ("fields", "include")
FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    kind: tuple(DOCUMENTS[kind]["properties"]) for kind in ("Event", "Actor", "Source", "Storyline")
}
"""What can be asked for, by the kind of document: exactly what its description names."""
MARKS: Final = frozenset({"retracted", "merged_into"})
"""What tells a tombstone from an event."""
MAX_LISTED: Final = 1_000
"""Characters of one value: all names of a document together have some 200."""


@dataclass(frozen=True)
class Selection:
    """`fields`: the members to send, all if empty. `include`: the kinds to bring along."""

    fields: tuple[str, ...] = ()
    include: tuple[str, ...] = ()

    def document(self, record: Stored) -> Any:
        """The stored document as it is, never parsed on its way, or the chosen part of it.

        A tombstone is always sent whole: its parts would not tell that the event was taken back.
        """
        if not self.fields:
            return orjson.Fragment(record.document)
        whole = orjson.loads(record.document)
        if not MARKS.isdisjoint(whole):
            return whole
        return {name: value for name, value in whole.items() if name in self.fields}

    def with_included(self, record: Stored, brought: Mapping[str, Any]) -> Any:
        """The document of one record, what was brought along as a member of it."""
        if not self.include:
            return self.document(record)
        chosen = self.document(record) if self.fields else orjson.loads(record.document)
        return {**chosen, "included": brought}

    def bring(
        self, editions: Iterable[Stored], as_of: datetime | None
    ) -> tuple[dict[str, list[Any]], list[int]]:
        """The documents brought along, by kind, and the keys of the rows that they stand in."""
        found = included(editions, self.include, as_of=as_of)
        rows = [row.pk for records in found.values() for row in records]
        documents = {
            kind: [orjson.Fragment(row.document) for row in records]
            for kind, records in found.items()
        }
        return documents, rows

    def query(self) -> dict[str, str | None]:
        """The parameters again, for the addresses of neighbouring pages."""
        return {
            "fields": ",".join(self.fields) or None,
            "include": ",".join(self.include) or None,
        }


def selection(request: HttpRequest, kind: str, *, include: bool = False) -> Selection:
    """What a query selects of documents of a kind. Raises `FilterError` on "fields" and "include".

    Names are parted by commas or come in several parameters; each must be one of `FIELDS`, or of
    the kinds that can be brought along.
    """
    given = Parameters(request.GET)
    found = Selection(
        _listed(given, "fields", FIELDS[kind]),
        _listed(given, "include", tuple(KINDS)) if include else (),
    )
    given.finish()
    return found


def _listed(given: Parameters, name: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
    values = given.many(name, longest=MAX_LISTED)
    wanted = {part.strip() for value in values for part in value.split(",")}
    if not wanted <= set(allowed):
        detail = gettext("Choose from: {choices}.").format(choices=", ".join(allowed))
        given.add(name, detail)
        return ()
    # In the document's own order: the same choice is the same address.
    return tuple(part for part in allowed if part in wanted)
