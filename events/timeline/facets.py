"""How many events of a filtered set have which type, actor, source, …"""

from collections.abc import Iterable
from typing import Any, Final, TypedDict

import orjson
from django.db.models import Count, QuerySet
from django.db.models.functions import Substr

from events.models import (
    Edition,
    EditionActor,
    EditionSource,
    EditionStoryline,
    EditionText,
)
from events.models.vocabulary import Occurrence, ProfileKind
from events.search.names import standing_profiles
from events.timeline.filters import EventFilter, storyline_condition
from events.timeline.labels import (
    Labels,
    active_language,
    choice_labels,
    document_labels,
    language_labels,
    profile_labels,
    same,
    type_labels,
)

SIZE: Final = 50
"""Of one facet, the most frequent values first."""

Counts = list[tuple[str, int]]


class Value(TypedDict):
    value: str
    label: str
    labels: Labels
    count: int


def facets(chosen: EventFilter) -> dict[str, list[Value]]:
    """Counts of events over exactly the set that the list shows, all filters included.

    By the names of the parameters, and ``year``: the year of the earliest bound (events without one
    are not counted there). Most frequent first, at most `SIZE` values each; years in order. A
    storyline counts its saved filter's events, too.
    """
    editions = chosen.apply()
    actors = _linked(editions, EditionActor.objects.filter(takes_part=True), "actor")
    publishers = _linked(
        editions, EditionSource.objects.filter(publisher__isnull=False), "publisher"
    )
    sources = _linked(editions, EditionSource.objects.all(), "source")
    types = _most(editions, "type__key", Count("pk"))
    names = profile_labels(
        ProfileKind.ACTOR, [key for key, _n in (*actors, *publishers)], as_of=chosen.as_of
    )
    titles = profile_labels(ProfileKind.SOURCE, [key for key, _n in sources], as_of=chosen.as_of)
    occurrences = _most(editions, "occurrence", Count("pk"))
    languages = _linked(editions, EditionText.objects.all(), "language")
    years = _years(editions)
    return {
        "type": _values(types, type_labels(key for key, _n in types)),
        "occurrence": _values(
            occurrences, {key: choice_labels(Occurrence, key) for key, _n in occurrences}
        ),
        "actor": _values(actors, names),
        "source": _values(sources, titles),
        "publisher": _values(publishers, names),
        "storyline": _storylines(chosen, editions),
        "language": _values(languages, {key: language_labels(key) for key, _n in languages}),
        "year": _values(years, {key: same(key) for key, _n in years}),
    }


def _linked(editions: QuerySet[Edition], links: QuerySet[Any], column: str) -> Counts:
    """By a link table: editions, not links (an actor has two roles, a publisher two items)."""
    rows = links.filter(edition__in=editions.values("pk"))
    return _most(rows, column, Count("edition", distinct=True))


def _most(rows: QuerySet[Any], column: str, counted: Count) -> Counts:
    counts = rows.values_list(column).annotate(n=counted)
    return list(counts.order_by("-n", column)[:SIZE])


def _years(editions: QuerySet[Edition]) -> Counts:
    # The key of the order begins with the day; without a day it begins with a blank or is empty.
    rows = editions.filter(date_key__gte="0").annotate(year=Substr("date_key", 1, 4))
    return list(rows.values_list("year").annotate(n=Count("pk")).order_by("year"))


def _storylines(chosen: EventFilter, editions: QuerySet[Edition]) -> list[Value]:
    pinned = dict(_linked(editions, EditionStoryline.objects.all(), "storyline"))
    profiles = standing_profiles(ProfileKind.STORYLINE, chosen.as_of).order_by("sort_key")
    counts: Counts = []
    labels = {}
    for document in profiles.values_list("document", flat=True):
        storyline = orjson.loads(document)
        count = pinned.get(storyline["id"], 0)
        if storyline["filter"]:
            count = editions.filter(storyline_condition(storyline)).count()
        if count:
            counts.append((storyline["id"], count))
            labels[storyline["id"]] = document_labels(storyline)
    counts.sort(key=lambda pair: (-pair[1], pair[0]))
    return _values(counts[:SIZE], labels)


def _values(counts: Iterable[tuple[str, int]], labels: dict[str, Labels]) -> list[Value]:
    language = active_language()
    return [
        {"value": key, "label": labels[key][language], "labels": labels[key], "count": count}
        for key, count in counts
        if key in labels
    ]
