"""``fields=`` and ``include=``: which members of a document are sent, and what comes with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import orjson
from django.http import HttpRequest
from django.utils.translation import gettext

from events import record
from events.models import Edition, Profile
from events.record import limits
from events.record.members import members_of
from events.timeline.documents import EditionRow, current_texts, profile_texts
from events.timeline.including import KINDS, included
from events.timeline.parameters import Parameters

NAMES: Final = ("fields", "include")
FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    document.__name__: tuple(members_of(document))
    for document in (record.Event, record.Actor, record.Source, record.Storyline)
}
"""The members that can be chosen, by the kind of document."""

_OF_TOMBSTONES: Final = {*members_of(record.Retraction), *members_of(record.Merger)} - {
    *FIELDS["Event"]
}
"""The members that tell a tombstone from an event."""


@dataclass(frozen=True)
class Selection:
    """`fields`: the members to send, all if empty. `include`: the kinds of records to include."""

    fields: tuple[str, ...] = ()
    include: tuple[str, ...] = ()

    def document(self, text: str) -> Any:
        """The document as it is, never parsed on its way, or the chosen members of it."""
        return self._members(text) if self.fields else orjson.Fragment(text)

    def with_included(self, text: str, documents: Mapping[str, Any]) -> Any:
        """The document with the included ones as a member of it."""
        if not self.include:
            return self.document(text)
        return {**self._members(text), "included": documents}

    def _members(self, text: str) -> dict[str, Any]:
        """The chosen members. A tombstone is always sent whole: a part of it would not say that the
        event was withdrawn.
        """
        whole: dict[str, Any] = orjson.loads(text)
        if not self.fields or not _OF_TOMBSTONES.isdisjoint(whole):
            return whole
        return {name: value for name, value in whole.items() if name in self.fields}

    def included(
        self, rows: Sequence[EditionRow], as_of: datetime | None
    ) -> tuple[dict[str, list[Any]], list[str]]:
        """The documents to include with these editions, by kind, and the states of their rows."""
        found = included(rows, self.include, as_of=as_of)
        documents = {
            kind: [orjson.Fragment(text) for text in _texts(records, as_of)]
            for kind, records in found.items()
        }
        return documents, [row.state for records in found.values() for row in records]

    def query(self) -> dict[str, str | None]:
        """The parameters again, for the addresses of neighbouring pages."""
        return {
            "fields": ",".join(self.fields) or None,
            "include": ",".join(self.include) or None,
        }


def _texts(records: list[Edition] | list[Profile], as_of: datetime | None) -> list[str]:
    editions = [row for row in records if isinstance(row, Edition)]
    profiles = [row for row in records if isinstance(row, Profile)]
    return current_texts(editions, as_of=as_of) + profile_texts(profiles)


def selection(request: HttpRequest, kind: str, *, include: bool = False) -> Selection:
    """What a query selects of documents of a kind. Raises `FilterError` on "fields" and "include".

    Names are separated by commas or come in several parameters; each must be one of `FIELDS`, or
    of the kinds that can be included.
    """
    parameters = Parameters(request.GET)
    found = Selection(
        _names(parameters, "fields", FIELDS[kind]),
        _names(parameters, "include", tuple(KINDS)) if include else (),
    )
    parameters.finish()
    return found


def _names(parameters: Parameters, name: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
    values = parameters.many(name, longest=limits.SELECTION)
    parts = [part.strip() for value in values for part in value.split(",")]
    if len(parts) > limits.SELECTED:
        parameters.add(name, gettext("At most {number} values.").format(number=limits.SELECTED))
        return ()
    wanted = set(parts)
    if not wanted <= set(allowed):
        detail = gettext("Choose from: {choices}.").format(choices=", ".join(allowed))
        parameters.add(name, detail)
        return ()
    # In the document's own order: the same choice is the same address.
    return tuple(part for part in allowed if part in wanted)
