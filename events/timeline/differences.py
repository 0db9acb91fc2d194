"""What changed between two editions of an event, in words for readers."""

from dataclasses import dataclass

from events.record import EventRecord
from events.timeline.labels import active_language
from events.timeline.statements import TOMBSTONE, statements


@dataclass(frozen=True)
class Difference:
    """One changed statement. `old` or `new` is "" if it was added or removed.

    `path` is stable (see `statements.statements`), `label` says what it is about.
    """

    path: str
    label: str
    old: str
    new: str


def differences(older: EventRecord, newer: EventRecord) -> list[Difference]:
    """The statements that two records of one event do not share, in the active language.

    In the order of the record. The edition's own number, instant and note are no statements. Of a
    tombstone (retracted, merged) the only difference is that it became one, or is none any more.
    """
    language = active_language()
    before, after = _by_path(older, language), _by_path(newer, language)
    paths = _in_order(list(before), list(after))
    if tombstones := [path for path in paths if path in TOMBSTONE]:
        paths = tombstones
    found = []
    for path in paths:
        label = (after.get(path) or before[path])[0]
        old, new = before.get(path, ("", ""))[1], after.get(path, ("", ""))[1]
        if old != new:
            found.append(Difference(path, label, old, new))
    return found


def _by_path(record: EventRecord, language: str) -> dict[str, tuple[str, str]]:
    """Label and wording by path; an empty wording is no statement."""
    return {path: (label, text) for path, label, text in statements(record, language) if text}


def _in_order(before: list[str], after: list[str]) -> list[str]:
    """All paths: those of the newer record, each removed one after the one that it followed."""
    order = list(after)
    place = 0
    for path in before:
        if path in order:
            place = order.index(path) + 1
        else:
            order.insert(place, path)
            place += 1
    return order
