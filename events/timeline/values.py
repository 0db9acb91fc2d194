"""Reading the parameters of the filter that take more than the general rules."""

from collections.abc import Iterable
from datetime import UTC, datetime, time
from typing import Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.models import EventType
from events.record.identity import is_public_id
from events.record.language import canonical_language, is_language
from events.search import MAX_WORDS, SearchError, find_public_actors, query_words
from events.timeline.parameters import Parameters

END_OF_DAY: Final = time.max


def as_of(parameters: Parameters, now: datetime) -> datetime | None:
    """A moment that is not in the future. Today's date is the end of today: if it were `now`, each
    page of a list would have another filter.
    """
    moment = parameters.instant("as_of", at=END_OF_DAY)
    today = datetime.combine(now.astimezone(UTC), END_OF_DAY, UTC)
    if moment and moment > now and moment != today:
        parameters.add("as_of", _("This moment has not come yet."))
    return moment


def actors(parameters: Parameters, name: str, as_of: datetime | None) -> tuple[str, ...]:
    ids = []
    for value in parameters.many(name):
        if is_public_id(value):
            ids.append(value)
            continue
        found = find_public_actors(value, as_of=as_of)
        if not found:
            parameters.add(name, _("No actor has this name."))
        elif len(found) > 1:
            parameters.add(name, _("Several actors have this name. Give the id of one of them."))
        ids += found
    return tuple(dict.fromkeys(ids))


def types(parameters: Parameters, name: str) -> tuple[tuple[str, ...], tuple[int, ...] | None]:
    """The keys, and the ids of these types and their subtypes."""
    if name not in parameters.params:
        return (), None
    known = EventType.objects.values_list("key", flat=True)
    keys = parameters.many(name)
    if not set(keys) <= set(known):
        parameters.add(name, _("There is no such type of event."))
        return (), None
    return keys, type_family(keys) if keys else None


def languages(parameters: Parameters, name: str) -> tuple[str, ...]:
    tags = parameters.many(name)
    if all(map(is_language, tags)):
        return tuple(dict.fromkeys(map(canonical_language, tags)))
    parameters.add(name, _("Write a language tag such as en or de."))
    return ()


def query(parameters: Parameters) -> str:
    text = parameters.one("q")
    if not text:
        return ""
    try:
        query_words(text)
    except SearchError as error:
        if error.code == "empty":
            parameters.add("q", _("There is nothing to search for: give at least one word."))
        else:
            parameters.add("q", gettext("At most {number} words.").format(number=MAX_WORDS))
    return text


def type_family(keys: Iterable[str]) -> tuple[int, ...]:
    """The ids of these types and of all their subtypes, sorted."""
    rows = list(EventType.objects.values_list("id", "key", "parent"))
    wanted = set(keys)
    found = {row for row, key, _parent in rows if key in wanted}
    while more := {row for row, _key, parent in rows if parent in found} - found:
        found |= more
    return tuple(sorted(found))
