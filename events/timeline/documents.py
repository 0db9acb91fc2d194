"""From rows of the public record to its documents: as typed records, or as text to be sent on.

Rows hold documents of any shape; what comes out is of today's. A document that cannot be read is
left out of lists, with a line in the log; asking for it alone raises `UnreadableDocument`.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Final, NamedTuple, Protocol, TypeVar

from events.models import Edition
from events.record import (
    Event,
    EventRecord,
    Storyline,
    UnreadableDocument,
    current_profile,
    current_record,
    read_record,
)
from events.record import Profile as ProfileRecord
from events.record.answers import Answers, answers_to
from events.record.stored import PROFILES, is_current, read_profile, shape_of
from events.record.vocabulary import ProfileKind

logger = logging.getLogger(__name__)

Row = TypeVar("Row")
T = TypeVar("T")


class EditionRow(Protocol):
    """An edition, whole or as a list has it. `text`: its document in the newest shape there is."""

    @property
    def seq(self) -> int: ...

    @property
    def event_id(self) -> str: ...

    @property
    def text(self) -> str: ...


class ProfileRow(Protocol):
    """A profile, whole or as `StoredProfile`."""

    @property
    def kind(self) -> str: ...

    @property
    def subject(self) -> str: ...

    @property
    def text(self) -> str: ...


class StoredProfile(NamedTuple):
    """What is read of a profile whose row is not needed."""

    kind: str
    subject: str
    text: str


# Before shape 2 an event did not say who answers its claims elsewhere: that was looked up.
_WITHOUT_ANSWERS: Final = 1


def edition_record(row: EditionRow) -> EventRecord:
    """The record of one edition as it was published. Raises `UnreadableDocument`."""
    return _numbered(row, lambda: read_record(row.text))


def edition_text(row: EditionRow) -> str:
    """The document of one edition as it was published. Raises `UnreadableDocument`."""
    return _numbered(row, lambda: current_record(row.text))


def current_event(row: EditionRow, *, as_of: datetime | None = None) -> EventRecord:
    """The record of an edition that is current now or was at a moment, with the answers of other
    events. Raises `UnreadableDocument`.
    """
    answers = _answers([row], as_of)
    return _numbered(row, lambda: read_record(row.text, answers))


def current_text(row: EditionRow, *, as_of: datetime | None = None) -> str:
    """As `current_event`, as JSON text."""
    return _current_text(row, _answers([row], as_of))


def current_events(rows: Sequence[EditionRow], *, as_of: datetime | None = None) -> list[Event]:
    """The events of a list, tombstones and unreadable documents left out."""
    answers = _answers(rows, as_of)
    found = readable(rows, lambda row: _numbered(row, lambda: read_record(row.text, answers)))
    return [event for event in found if isinstance(event, Event)]


def current_texts(
    rows: Sequence[EditionRow],
    *,
    as_of: datetime | None = None,
    before_lookup: Callable[[], None] | None = None,
) -> list[str]:
    """The documents of a list as JSON text, unreadable ones left out.

    `before_lookup` is called if the answers of other events have to be looked up.
    """
    texts = [row.text for row in rows]
    if all(map(is_current, texts)):
        return texts
    answers = _answers(rows, as_of, before_lookup)
    return readable(rows, lambda row: _current_text(row, answers))


def profile_record(row: ProfileRow) -> ProfileRecord:
    """The record of an actor, source or storyline. Raises `UnreadableDocument`."""
    return _named(row, read_profile)


def profile_text(row: ProfileRow) -> str:
    """As `profile_record`, as JSON text."""
    return _named(row, current_profile)


def profile_records(rows: Iterable[ProfileRow]) -> list[ProfileRecord]:
    """The records of a list, unreadable ones left out."""
    return readable(rows, profile_record)


def storyline_records(rows: Iterable[ProfileRow]) -> list[Storyline]:
    """As `profile_records`, of storylines."""
    return [found for found in profile_records(rows) if isinstance(found, Storyline)]


def profile_texts(rows: Iterable[ProfileRow]) -> list[str]:
    """As `profile_records`, as JSON text."""
    return readable(rows, profile_text)


def readable(rows: Iterable[Row], read: Callable[[Row], T]) -> list[T]:
    """What `read` makes of each row, in order; rows for which it raises `UnreadableDocument` are
    left out and logged.
    """
    found = []
    for row in rows:
        try:
            found.append(read(row))
        except UnreadableDocument as error:
            logger.error("A stored document cannot be read: %s", error)
    return found


def _current_text(row: EditionRow, answers: Answers) -> str:
    return _numbered(row, lambda: current_record(row.text, answers))


def _answers(
    rows: Iterable[EditionRow],
    as_of: datetime | None,
    before_lookup: Callable[[], None] | None = None,
) -> Answers:
    old = {row.event_id for row in rows if _lacks_answers(row)}
    if not old:
        return {}
    if before_lookup is not None:
        before_lookup()
    others = Edition.objects.answering(old, as_of)
    return answers_to(old, readable(others, lambda row: (edition_record(row), row.number)))


def _lacks_answers(row: EditionRow) -> bool:
    text = row.text
    if is_current(text) or '"claims":[{' not in text:
        return False
    try:
        return shape_of(text) == _WITHOUT_ANSWERS
    except UnreadableDocument:
        return False


def _numbered(row: EditionRow, read: Callable[[], T]) -> T:
    try:
        return read()
    except UnreadableDocument as error:
        raise UnreadableDocument(f"edition {row.seq}: {error}") from error


def _named(row: ProfileRow, read: Callable[[str, type[ProfileRecord]], T]) -> T:
    try:
        return read(row.text, PROFILES[ProfileKind(row.kind)])
    except UnreadableDocument as error:
        raise UnreadableDocument(f"{row.kind} {row.subject}: {error}") from error
