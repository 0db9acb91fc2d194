"""A filter in words, one condition at a time, such as for the chips on a page."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from events.dates import When, display, json_datetime
from events.record.vocabulary import Occurrence, ProfileKind, RelationType, Role
from events.timeline.filters import EventFilter
from events.timeline.labels import (
    Labels,
    active_language,
    choice_labels,
    language_labels,
    profile_labels,
    type_labels,
)
from events.timeline.reading import events


@dataclass(frozen=True)
class Condition:
    """One condition in the active language. `value` is as in the query string, `text` in words."""

    parameter: str
    label: str
    text: str
    value: str


LABELS: Final[dict[str, Promise]] = {
    "from": _("from"),
    "to": _("until"),
    "match": _("period"),
    "actor": _("with"),
    "role": _("in the role"),
    "source": _("source"),
    "publisher": _("published by"),
    "storyline": _("storyline"),
    "type": _("type"),
    "occurrence": _("occurrence"),
    "language": _("language"),
    "overdue": _("announced, date passed"),
    "dated": _("date"),
    "relation": _("with a relation"),
    "part_of": _("part of"),
    "id": _("the event"),
    "not_actor": _("without"),
    "not_source": _("without the source"),
    "not_publisher": _("not published by"),
    "not_storyline": _("not in the storyline"),
    "not_type": _("not of the type"),
    "not_occurrence": _("occurrence is not"),
    "not_language": _("without the language"),
    "q": _("words"),
    "reported_from": _("reported from"),
    "reported_to": _("reported until"),
    "updated_since": _("changed since"),
    "as_of": _("as it was known on"),
}
_MUST: Final = _("only events certainly in this period")
_DATED: Final = {"yes": _("known"), "no": _("unknown")}
_OVERDUE: Final = {"true": _("yes"), "false": _("no")}
_UNKNOWN: Final = _("unknown")


def describe(chosen: EventFilter) -> list[Condition]:
    """The conditions in the order of the canonical query; the ordering is not one of them.

    At most one query for each of actors, sources, storylines and types.
    """
    return [
        Condition(parameter, str(LABELS[parameter]), text, value)
        for parameter, value, text in _conditions(chosen)
    ]


def _conditions(chosen: EventFilter) -> Iterator[tuple[str, str, str]]:
    language = active_language()
    yield from _dates({"from": chosen.from_text, "to": chosen.to_text}, language)
    if chosen.match == "must":
        yield "match", chosen.match, str(_MUST)
    yield from _profiles(chosen, language)
    yield from _types("type", chosen.types, language)
    for value in chosen.occurrences:
        yield "occurrence", value, choice_labels(Occurrence, value)[language]
    for value in chosen.languages:
        yield "language", value, language_labels(value)[language]
    if chosen.overdue:
        yield "overdue", chosen.overdue, str(_OVERDUE[chosen.overdue])
    if chosen.dated:
        yield "dated", chosen.dated, str(_DATED[chosen.dated])
    for value in chosen.relations:
        yield "relation", value, choice_labels(RelationType, value)[language]
    yield from _events(chosen, language)
    yield from _excluded(chosen, language)
    if chosen.q:
        yield "q", chosen.q, chosen.q
    reported = {"reported_from": chosen.reported_from, "reported_to": chosen.reported_to}
    yield from _dates(reported, language)
    for name, moment in (("updated_since", chosen.updated_since), ("as_of", chosen.as_of)):
        if moment:
            yield name, *_instant(moment, language)


def _profiles(chosen: EventFilter, language: str) -> Iterator[tuple[str, str, str]]:
    labels = _labels(chosen, ProfileKind.ACTOR, {*chosen.actors, *chosen.publishers})
    yield from _named("actor", chosen.actors, labels, language)
    for value in chosen.roles:
        yield "role", value, choice_labels(Role, value)[language]
    titles = _labels(chosen, ProfileKind.SOURCE, chosen.sources)
    yield from _named("source", chosen.sources, titles, language)
    yield from _named("publisher", chosen.publishers, labels, language)
    titles = _labels(chosen, ProfileKind.STORYLINE, chosen.storylines)
    yield from _named("storyline", chosen.storylines, titles, language)


def _excluded(chosen: EventFilter, language: str) -> Iterator[tuple[str, str, str]]:
    labels = _labels(chosen, ProfileKind.ACTOR, {*chosen.not_actors, *chosen.not_publishers})
    yield from _named("not_actor", chosen.not_actors, labels, language)
    titles = _labels(chosen, ProfileKind.SOURCE, chosen.not_sources)
    yield from _named("not_source", chosen.not_sources, titles, language)
    yield from _named("not_publisher", chosen.not_publishers, labels, language)
    titles = _labels(chosen, ProfileKind.STORYLINE, chosen.not_storylines)
    yield from _named("not_storyline", chosen.not_storylines, titles, language)
    yield from _types("not_type", chosen.not_types, language)
    for value in chosen.not_occurrences:
        yield "not_occurrence", value, choice_labels(Occurrence, value)[language]
    for value in chosen.not_languages:
        yield "not_language", value, language_labels(value)[language]


def _types(parameter: str, keys: tuple[str, ...], language: str) -> Iterator[tuple[str, str, str]]:
    for key, labels in type_labels(keys).items() if keys else ():
        yield parameter, key, labels[language]


def _events(chosen: EventFilter, language: str) -> Iterator[tuple[str, str, str]]:
    ids = {*chosen.part_of, *chosen.ids}
    found = {event.id: event for event in events(ids, as_of=chosen.as_of)} if ids else {}
    labels = {
        key: {language: event.texts[language].title if language in event.texts else event.title}
        for key, event in found.items()
    }
    yield from _named("part_of", chosen.part_of, labels, language)
    yield from _named("id", chosen.ids, labels, language)


def _labels(chosen: EventFilter, kind: ProfileKind, ids: Collection[str]) -> dict[str, Labels]:
    return profile_labels(kind, ids, as_of=chosen.as_of) if ids else {}


def _named(
    parameter: str, ids: tuple[str, ...], labels: dict[str, Labels], language: str
) -> Iterator[tuple[str, str, str]]:
    for value in ids:
        # Not the id: what is not public looks the same whether it exists or not.
        yield parameter, value, labels[value][language] if value in labels else str(_UNKNOWN)


def _dates(texts: dict[str, str], language: str) -> Iterator[tuple[str, str, str]]:
    for parameter, text in texts.items():
        if text:
            yield parameter, text, display(When.parse(text), language)


def _instant(moment: datetime, language: str) -> tuple[str, str]:
    moment = moment.astimezone(UTC)
    value = json_datetime(moment) or ""
    if moment.time() in (time.min, time.max):
        # From or to a day as a whole.
        return value, display(When.parse(moment.date().isoformat()), language)
    second = json_datetime(moment.replace(microsecond=0)) or ""
    return value, display(When.parse(second), language)
