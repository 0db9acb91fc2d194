"""What documents were like before: the steps that bring an older shape up to today's.

A member that was only added needs no step: its default is the value in older shapes. A step is for
what moved. It works on plain JSON values, since the classes of former shapes are gone.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from events.dates import When, period
from events.record.edition import Merger, Retraction
from events.record.event import Event
from events.record.identity import derived_public_id
from events.record.members import documents_in, members_of
from events.record.profiles import Actor, Source, Storyline

Json = dict[str, Any]
PUBLIC: Final = (Event, Retraction, Merger, Actor, Source, Storyline)
"""The documents of the public record."""

SHAPE: Final = max(
    declared.member.since
    for document in documents_in(*PUBLIC)
    for declared in members_of(document).values()
)
"""Today's. It is raised by the first member of a release that names a newer one as its `since`."""

_ACTOR: Final = frozenset({"id", "name", "names", "kind", "url"})
_SOURCE: Final = frozenset({"id", "title", "url", "canonical_url", "held", "publisher"})


def upgraded(document: Json, shape: int) -> Json:
    """The document in the structure of today. Missing are members that were only added, and what
    `stored` works out anew: origins and answers.
    """
    for step in range(shape, LAST_STEP + 1):
        document = _STEPS[step](document)
    return document


def _once(document: Json) -> Json:
    """Shape 2 says once what is known of each source and actor; citations have public ids."""
    is_source = "publisher" in document
    if not (is_source or "claims" in document or "offices" in document):
        return document  # a tombstone or storyline names nobody
    parts = _Names()
    fresh: Json = {name: parts.short(value) for name, value in document.items()}
    if "offices" in document:
        for number, tenure in enumerate(fresh["offices"]):
            tenure["id"] = derived_public_id("tenure", document["id"], number)
    edition = {"edition": fresh.pop("edition")} if "edition" in fresh else {}
    sources = {} if is_source else {"sources": parts.sources}
    return {**fresh, "actors": parts.actors, **sources, **edition}


class _Names:
    """Takes what is known of actors and sources out of the references to them."""

    def __init__(self) -> None:
        self.actors: Json = {}
        self.sources: Json = {}

    def short(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self.short(item) for item in value]
        if not isinstance(value, dict):
            return value
        if value.keys() == _ACTOR:
            self.actors[value["id"]] = {name: value[name] for name in ("names", "kind")}
            return {name: value[name] for name in ("id", "name", "url")}
        if value.keys() >= _SOURCE:
            reference = {name: value[name] for name in ("id", "title", "url")}
            rest = {k: self.short(v) for k, v in value.items() if k not in reference}
            self.sources[value["id"]] = rest
            return reference
        fresh = {name: self.short(item) for name, item in value.items()}
        if "stance" in fresh:
            fresh["id"] = derived_public_id("citation", fresh["id"])
        return fresh


_STEPS: Final[Mapping[int, Callable[[Json], Json]]] = {1: _once}
"""By the shape that they start from."""
LAST_STEP: Final = max(_STEPS)


def with_languages(value: Any, languages: Sequence[str]) -> Any:
    """The value with its dates in the words of each language, which may be newer than it is."""
    if isinstance(value, list):
        return [with_languages(item, languages) for item in value]
    if not isinstance(value, dict):
        return value
    fresh = {name: with_languages(item, languages) for name, item in value.items()}
    if "edtf" in fresh and "display" in fresh:
        fresh["display"] = _when(fresh).displays(languages)
    if "period" in fresh:
        start, end = (fresh[name] and _when(fresh[name]) for name in ("start", "end"))
        fresh["period"] = periods(start, end, languages)
    return fresh


def periods(start: When | None, end: When | None, languages: Sequence[str]) -> dict[str, str]:
    """Start and end in one wording for each language; "" without a start."""
    if start is None:
        return dict.fromkeys(languages, "")
    if end is None:
        return start.displays(languages)
    return {language: period(start, end, language) for language in languages}


def _when(value: Json) -> When:
    return When.parse(value["edtf"], timezone=value["timezone"])
