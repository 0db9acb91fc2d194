"""What the values of a filter are called, in both languages of the interface."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache, lru_cache
from typing import Any

import orjson
from django.db.models import TextChoices
from django.utils.translation import get_language, get_language_info, override

from events.dates import LANGUAGES
from events.models import EventType
from events.record.vocabulary import ProfileKind
from events.search.names import standing_profiles

Labels = dict[str, str]


def active_language() -> str:
    """The language of the interface in which things are said now: one of `LANGUAGES`."""
    language = (get_language() or "en").partition("-")[0]
    return language if language in LANGUAGES else "en"


@cache
def choice_labels(choices: type[TextChoices], value: str) -> Labels:
    """A term of a closed vocabulary."""
    found = {}
    for language in LANGUAGES:
        with override(language):
            found[language] = str(choices(value).label)
    return found


def type_labels(keys: Iterable[str]) -> dict[str, Labels]:
    """Types by key: the name in each language, else in any, else the key."""
    names: dict[str, Labels] = {}
    rows = EventType.objects.filter(key__in=set(keys)).order_by("key", "names__id")
    for key, language, name in rows.values_list("key", "names__language", "names__name"):
        own = names.setdefault(key, {})
        if language is not None:
            own[language] = name
    return {key: _filled(own, next(iter(own.values()), key)) for key, own in names.items()}


def profile_labels(
    kind: ProfileKind, ids: Iterable[str], *, as_of: datetime | None = None
) -> dict[str, Labels]:
    """Public actors, sources and storylines by id: name or title in each language."""
    rows = standing_profiles(kind, as_of).filter(subject__in=set(ids))
    return {
        subject: _labels(document) for subject, document in rows.values_list("subject", "document")
    }


# A stored profile never changes, and the same ones are named again and again.
@lru_cache(maxsize=4096)
def _labels(document: str) -> Labels:
    return document_labels(orjson.loads(document))


def document_labels(document: dict[str, Any]) -> Labels:
    """The name or title of a profile, or of a reference in a document, in each language."""
    if "name" in document:
        return _filled(document["names"], document["name"])
    texts = {language: text["title"] for language, text in document.get("texts", {}).items()}
    return _filled(texts, document["title"])


@lru_cache(maxsize=512)
def language_labels(language: str) -> Labels:
    """The name of a language; its tag where Django does not know it."""
    found = {}
    for shown in LANGUAGES:
        with override(shown):
            try:
                found[shown] = str(get_language_info(language)["name_translated"])
            except KeyError:
                found[shown] = language
    return found


def same(text: str) -> Labels:
    """What is called alike in every language, such as a year."""
    return dict.fromkeys(LANGUAGES, text)


def _filled(names: dict[str, str], fallback: str) -> Labels:
    return {language: names.get(language) or fallback for language in LANGUAGES}
