"""How one record names another in public: the same few fields everywhere."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from events.dates import LANGUAGES, When, json_datetime
from events.models import Actor, ActorName, Citation, Hop, Office, Source
from events.models.vocabulary import NameKind

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
    names = best_names(actor.names.all())
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
    return {
        "id": source.pk,
        "title": source.title,
        "kind": source.kind,
        "language": source.language,
        "publisher": actor_ref(source.publisher, language) if source.publisher else None,
        "url": f"/sources/{source.pk}/",
        "canonical_url": source.url or "",
        "archive_url": source.archive_url,
        "published": when(source.published),
        "modified": when(source.modified),
        "held": source.held,
    }


def hop_ref(hop: Hop, language: str) -> Document:
    return {
        "actor": actor_ref(hop.actor, language) if hop.actor else None,
        "source": source_ref(hop.source, language) if hop.source else None,
        "wording": hop.wording,
    }


def citation_record(citation: Citation, language: str) -> Document:
    return {
        "id": str(citation.pk),
        "source": source_ref(citation.source, language),
        "field": citation.field,
        "quote": citation.quote,
        "quote_language": citation.quote_language,
        "locator": citation.locator,
        "stance": citation.stance,
        "confidence": citation.confidence,
        "via": [hop_ref(hop, language) for hop in citation.via.all()],
    }
