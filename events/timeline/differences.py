"""What changed between two editions of an event, said for readers."""

from dataclasses import dataclass

from events.timeline.labels import active_language
from events.timeline.statements import TOMBSTONE, Document, statements


@dataclass(frozen=True)
class Difference:
    """One changed statement. `old` or `new` is "" where it was added or taken away.

    `path` is stable (see `statements.statements`), `label` says what it is about.
    """

    path: str
    label: str
    old: str
    new: str


def differences(older: Document, newer: Document) -> list[Difference]:
    """The statements that two documents of one event do not share, in the active language.

    In the order of the document. The edition's own number, instant and note are no statements. Of a
    tombstone (retracted, merged) only this is said: that it became one, or is none any more.
    """
    language = active_language()
    before, after = _worded(older, language), _worded(newer, language)
    paths = _in_order(list(before), list(after))
    if buried := [path for path in paths if path in TOMBSTONE]:
        paths = buried
    found = []
    for path in paths:
        label = (after.get(path) or before[path])[0]
        old, new = before.get(path, ("", ""))[1], after.get(path, ("", ""))[1]
        if old != new:
            found.append(Difference(path, label, old, new))
    return found


def _worded(document: Document, language: str) -> dict[str, tuple[str, str]]:
    """Label and wording by path; what has no words is no statement."""
    return {path: (label, text) for path, label, text in statements(document, language) if text}


def _in_order(before: list[str], after: list[str]) -> list[str]:
    """All paths: those of the newer document, each that is gone behind what it used to follow."""
    order = list(after)
    place = 0
    for path in before:
        if path in order:
            place = order.index(path) + 1
        else:
            order.insert(place, path)
            place += 1
    return order
