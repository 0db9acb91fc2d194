"""From rows of the public record to its documents: as typed records, or as text to be sent on.

Rows hold documents of any shape; what comes out is of today's. A document that can't be read is
left out of lists, with a line in the log; who asks for that one alone gets `UnreadableDocument`.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Final, Protocol, TypeVar

from events.models import Edition, Profile
from events.record import (
    Event,
    EventRecord,
    UnreadableDocument,
    current_profile,
    current_record,
    read_record,
)
from events.record import Profile as ProfileRecord
from events.record.answers import Answers, answers_to
from events.record.stored import PROFILES, read_profile, shape_of
from events.record.vocabulary import ProfileKind

logger = logging.getLogger(__name__)

T = TypeVar("T")


class EditionRow(Protocol):
    """An edition, whole or as a list has it. `text`: its document in the newest shape there is."""

    @property
    def seq(self) -> int: ...

    @property
    def event_id(self) -> str: ...

    @property
    def text(self) -> str: ...


# Before shape 2 an event didn't say who answers its claims elsewhere: that was looked up.
_WITHOUT_ANSWERS: Final = 1


def edition_record(row: EditionRow) -> EventRecord:
    """The record of one edition as it was published. Raises `UnreadableDocument`."""
    return _numbered(row, lambda: read_record(row.text))


def edition_text(row: EditionRow) -> str:
    """The document of one edition as it was published. Raises `UnreadableDocument`."""
    return _numbered(row, lambda: current_record(row.text))


def current_event(row: EditionRow, *, as_of: datetime | None = None) -> EventRecord:
    """The record of an edition that is current now or was at a moment, answers of other events
    included. Raises `UnreadableDocument`.
    """
    answers = _answers([row], as_of)
    return _numbered(row, lambda: read_record(row.text, answers))


def current_text(row: EditionRow, *, as_of: datetime | None = None) -> str:
    """As `current_event`, as JSON text."""
    answers = _answers([row], as_of)
    return _numbered(row, lambda: current_record(row.text, answers))


def current_events(rows: Sequence[EditionRow], *, as_of: datetime | None = None) -> list[Event]:
    """The events of a list, tombstones and unreadable documents left out."""
    answers = _answers(rows, as_of)
    found = _readable(rows, lambda row: read_record(row.text, answers))
    return [event for event in found if isinstance(event, Event)]


def current_texts(rows: Sequence[EditionRow], *, as_of: datetime | None = None) -> list[str]:
    """The documents of a list as JSON text, unreadable ones left out."""
    answers = _answers(rows, as_of)
    return _readable(rows, lambda row: current_record(row.text, answers))


def profile_record(row: Profile) -> ProfileRecord:
    """The record of an actor, source or storyline. Raises `UnreadableDocument`."""
    return read_profile(row.text, PROFILES[ProfileKind(row.kind)])


def profile_text(row: Profile) -> str:
    """As `profile_record`, as JSON text."""
    return current_profile(row.text, PROFILES[ProfileKind(row.kind)])


def profile_records(rows: Iterable[Profile]) -> list[ProfileRecord]:
    """The records of a list, unreadable ones left out."""
    return _readable(rows, profile_record)


def profile_texts(rows: Iterable[Profile]) -> list[str]:
    """As `profile_records`, as JSON text."""
    return _readable(rows, profile_text)


def _answers(rows: Sequence[EditionRow], as_of: datetime | None) -> Answers:
    old = [
        row.event_id
        for row in rows
        if '"claims":[{' in row.text and shape_of(row.text) == _WITHOUT_ANSWERS
    ]
    if not old:
        return {}
    others = Edition.objects.answering(old, as_of)
    return answers_to(set(old), _readable(others, lambda row: (edition_record(row), row.number)))


def _numbered(row: EditionRow, read: Callable[[], T]) -> T:
    try:
        return read()
    except UnreadableDocument as error:
        raise UnreadableDocument(f"edition {row.seq}: {error}") from error


Row = TypeVar("Row")


def _readable(rows: Iterable[Row], read: Callable[[Row], T]) -> list[T]:
    found = []
    for row in rows:
        try:
            found.append(read(row))
        except UnreadableDocument as error:
            logger.error("A stored document cannot be read: %s %s", row, error)
    return found
