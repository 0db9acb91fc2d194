"""Reading the parameters of the filter that no rule for all of them can read."""

from collections.abc import Iterable
from datetime import UTC, datetime, time
from typing import Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.models import EventType
from events.search import MAX_WORDS, SearchError, find_public_actors, query_words
from events.timeline.parameters import PUBLIC_ID, Parameters

END_OF_DAY: Final = time.max


def as_of(given: Parameters, now: datetime) -> datetime | None:
    """A moment that has come. Today's date is the end of today: were it `now`, each page of a list
    had another filter.
    """
    moment = given.instant("as_of", at=END_OF_DAY)
    today = datetime.combine(now.astimezone(UTC), END_OF_DAY, UTC)
    if moment and moment > now and moment != today:
        given.add("as_of", _("This moment has not come yet."))
    return moment


def actors(given: Parameters, name: str, as_of: datetime | None) -> tuple[str, ...]:
    ids = []
    for value in given.many(name):
        if PUBLIC_ID.fullmatch(value):
            ids.append(value)
            continue
        found = find_public_actors(value, as_of=as_of)
        if not found:
            given.add(name, _("Nobody is known here by this name."))
        elif len(found) > 1:
            given.add(name, _("Several actors have this name. Give the id of one of them."))
        ids += found
    return tuple(dict.fromkeys(ids))


def types(given: Parameters) -> tuple[tuple[str, ...], tuple[int, ...] | None]:
    if "type" not in given.params:
        return (), None
    known = EventType.objects.values_list("key", flat=True)
    keys = given.many("type")
    if not set(keys) <= set(known):
        given.add("type", _("There is no such type of event."))
        return (), None
    return keys, type_family(keys) if keys else None


def languages(given: Parameters) -> tuple[str, ...]:
    values = given.many("language")
    # BCP 47: letters, digits and hyphens.
    if all(v.isascii() and v.replace("-", "").isalnum() and len(v) <= 35 for v in values):
        return values
    given.add("language", _("Write a language tag such as en or de."))
    return ()


def query(given: Parameters) -> str:
    text = given.one("q")
    if not text:
        return ""
    try:
        query_words(text)
    except SearchError as error:
        if error.code == "empty":
            given.add("q", _("There is nothing to search for: give at least one word."))
        else:
            given.add("q", gettext("At most {number} words.").format(number=MAX_WORDS))
    return text


def type_family(keys: Iterable[str]) -> tuple[int, ...]:
    """The rows of these types and of all types below them, sorted."""
    rows = list(EventType.objects.values_list("id", "key", "parent"))
    wanted = set(keys)
    found = {row for row, key, _parent in rows if key in wanted}
    while more := {row for row, _key, parent in rows if parent in found} - found:
        found |= more
    return tuple(sorted(found))
