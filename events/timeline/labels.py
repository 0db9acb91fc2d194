"""What the values of a filter are called, in each language of the interface."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache, lru_cache

from django.db.models import TextChoices
from django.utils.translation import get_language, get_language_info, override

from events.dates import LANGUAGES
from events.models import EventType, Profile
from events.models.edition import STORED_TEXT
from events.record import Actor, Storyline
from events.record import Profile as ProfileRecord
from events.record.vocabulary import ProfileKind
from events.timeline.documents import StoredProfile, profile_record, readable

Labels = dict[str, str]


def active_language() -> str:
    """The active language of the interface: one of `LANGUAGES`."""
    language = (get_language() or "en").partition("-")[0]
    return language if language in LANGUAGES else "en"


@cache
def choice_labels(choices: type[TextChoices], value: str) -> Labels:
    """A term of a vocabulary; a value that is not in it any more is its own label."""
    if value not in choices.values:
        return same(value)
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
    rows = Profile.objects.current(as_of).filter(kind=kind, subject__in=set(ids))
    stored = map(StoredProfile._make, rows.values_list("kind", "subject", STORED_TEXT))
    return dict(readable(stored, lambda row: (row.subject, _labels(row))))


# A stored profile never changes, and the same ones are named again and again.
@lru_cache(maxsize=4096)
def _labels(row: StoredProfile) -> Labels:
    return document_labels(profile_record(row))


def document_labels(document: ProfileRecord) -> Labels:
    """The name or title of a profile in each language."""
    if isinstance(document, Actor):
        return _filled(document.names, document.name)
    if isinstance(document, Storyline):
        return _filled({key: text.title for key, text in document.texts.items()}, document.title)
    return same(document.title)


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
    """For what has the same name in every language, such as a year."""
    return dict.fromkeys(LANGUAGES, text)


def _filled(names: dict[str, str], fallback: str) -> Labels:
    return {language: names.get(language) or fallback for language in LANGUAGES}
