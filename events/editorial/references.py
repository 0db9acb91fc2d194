"""How one record names another in public: the same few fields everywhere."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from events.dates import LANGUAGES, When, json_datetime
from events.models import Actor, ActorName, Citation, Hop, Office, Source
from events.models.rows import related
from events.record.vocabulary import NameKind

Document = dict[str, Any]

# A metonym ("Moskau") finds an actor but never stands for it in our own words.
_NAME_ORDER = {
    NameKind.OFFICIAL: 0,
    NameKind.TRANSLITERATION: 1,
    NameKind.SHORT: 2,
    NameKind.ALIAS: 3,
}


def instant(moment: datetime) -> str:
    """The one spelling of an instant in public: UTC with Z."""
    return json_datetime(moment.astimezone(UTC)) or ""


def when(value: When | None) -> Document | None:
    return value.as_json(tuple(LANGUAGES)) if value else None


def best_names(names: Iterable[ActorName]) -> dict[str, str]:
    """One name for each language of the interface that has one."""
    chosen: dict[str, tuple[int, str]] = {}
    for name in names:
        order = _NAME_ORDER.get(NameKind(name.kind))
        if order is None or name.language not in LANGUAGES:
            continue
        if name.language not in chosen or order < chosen[name.language][0]:
            chosen[name.language] = (order, name.name)
    return {language: chosen[language][1] for language in LANGUAGES if language in chosen}


def in_language(names: dict[str, str], language: str, fallback: str) -> str:
    """The name in `language`, else in English, else in any, else `fallback`."""
    return names.get(language) or names.get("en") or next(iter(names.values()), fallback)


def actor_ref(actor: Actor, language: str) -> Document:
    names = best_names(related(actor, "names"))
    return {
        "id": actor.pk,
        "name": in_language(names, language, actor.label),
        "names": names,
        "kind": actor.kind,
        "url": f"/actors/{actor.pk}/",
    }


def office_names(office: Office) -> dict[str, str]:
    found = {name.language: name.name for name in office.names.all()}
    return {language: found[language] for language in LANGUAGES if language in found}


def source_ref(source: Source, language: str) -> Document:
    return References(language).source(source)


@dataclass(frozen=True)
class References:
    """How records in one language name others, each worded once, however often it is named.

    What is worded stays so: for one record, or for many while nothing that they name changes.
    """

    language: str
    _actors: dict[str, Document] = field(default_factory=dict)
    _sources: dict[str, Document] = field(default_factory=dict)

    def actor(self, actor: Actor) -> Document:
        known = self._actors.get(actor.id)
        if known is None:
            known = self._actors[actor.id] = actor_ref(actor, self.language)
        return known

    def source(self, source: Source) -> Document:
        known = self._sources.get(source.id)
        if known is None:
            known = self._sources[source.id] = self._source(source)
        return known

    def _source(self, source: Source) -> Document:
        return {
            "id": source.pk,
            "title": source.title,
            "kind": source.kind,
            "language": source.language,
            "publisher": self.actor(source.publisher) if source.publisher else None,
            "url": f"/sources/{source.pk}/",
            "canonical_url": source.url or "",
            "archive_url": source.archive_url,
            "published": when(source.published),
            "modified": when(source.modified),
            "held": source.held,
        }

    def _hop(self, hop: Hop) -> Document:
        return {
            "actor": self.actor(hop.actor) if hop.actor_id and hop.actor else None,
            "source": self.source(hop.source) if hop.source_id and hop.source else None,
            "wording": hop.wording,
        }

    def citation(self, citation: Citation) -> Document:
        return {
            "id": str(citation.id),
            "source": self.source(citation.source),
            "field": citation.field,
            "quote": citation.quote,
            "quote_language": citation.quote_language,
            "locator": citation.locator,
            "stance": citation.stance,
            "confidence": citation.confidence,
            "via": [self._hop(hop) for hop in related(citation, "via")],
        }
