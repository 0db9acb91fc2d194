"""How many events of a filtered set have which type, actor, source, …"""

from collections.abc import Iterable
from typing import Any, Final, TypedDict

import orjson
from django.db import connection
from django.db.models import Count, QuerySet
from django.db.models.functions import Substr

from events.models import (
    Edition,
    EditionActor,
    EditionSource,
    EditionStoryline,
    EditionText,
    EventType,
    StandingCount,
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

NAMES: Final = (
    "type", "occurrence", "actor", "source", "publisher", "storyline", "language", "year",
)  # fmt: skip

Counts = list[tuple[str, int]]


# One question instead of eight: Django's own union cannot have its parts cut off on SQLite.
_KEPT: Final = " UNION ALL ".join(
    # Our own names; those of the facets are filled in.
    f"""SELECT * FROM (SELECT facet, value, count FROM {StandingCount._meta.db_table}
    WHERE facet = %s AND count > 0 ORDER BY count DESC, value LIMIT %s) AS best"""  # noqa: S608
    for _name in NAMES
)
_ALL: Final = 10_000
"""As many as there are years."""


class Value(TypedDict):
    value: str
    label: str
    labels: Labels
    count: int


def facets(chosen: EventFilter, *, size: int = SIZE) -> dict[str, list[Value]]:
    """Counts of events over exactly the set that the list shows, all filters included.

    By the names of the parameters, and ``year``: the year of the earliest bound (events without one
    are not counted there). Most frequent first, at most `size` values each; years in order. A
    storyline counts its saved filter's events, too.
    """
    counts = _kept(size) if chosen.is_everything else _counted(chosen.apply(), size)
    actors, publishers, sources = counts["actor"], counts["publisher"], counts["source"]
    names = profile_labels(
        ProfileKind.ACTOR, [key for key, _n in (*actors, *publishers)], as_of=chosen.as_of
    )
    titles = profile_labels(ProfileKind.SOURCE, [key for key, _n in sources], as_of=chosen.as_of)
    labels: dict[str, dict[str, Labels]] = {
        "type": type_labels(key for key, _n in counts["type"]),
        "occurrence": {key: choice_labels(Occurrence, key) for key, _n in counts["occurrence"]},
        "actor": names,
        "source": titles,
        "publisher": names,
        "language": {key: language_labels(key) for key, _n in counts["language"]},
        "year": {key: same(key) for key, _n in counts["year"]},
    }
    storylines = _storylines(chosen, dict(counts.pop("storyline")), size)
    found = {name: _values(counts[name], labels[name]) for name in labels}
    return {name: storylines if name == "storyline" else found[name] for name in NAMES}


def _kept(size: int) -> dict[str, Counts]:
    """What is kept for the set of all events, which in a large archive takes a second to count."""
    counts: dict[str, Counts] = {name: [] for name in NAMES}
    with connection.cursor() as cursor:
        cursor.execute(_KEPT, [value for name in NAMES for value in _wanted(name, size)])
        for facet, value, count in cursor.fetchall():
            counts[facet].append((value, count))
    keys = {str(pk): key for pk, key in EventType.objects.values_list("pk", "key")}
    counts["type"] = [(keys[number], count) for number, count in counts["type"]]
    for name, rows in counts.items():
        rows.sort(key=(lambda row: row[0]) if name == "year" else (lambda row: (-row[1], row[0])))
    return counts


def _wanted(name: str, size: int) -> tuple[str, int]:
    # Years are few, and a gap among them would be taken for one in the record.
    return (name, _ALL if name == "year" else size)


def _counted(editions: QuerySet[Edition], size: int) -> dict[str, Counts]:
    found = {
        "type": _most(editions, "type__key", Count("pk")),
        "occurrence": _most(editions, "occurrence", Count("pk")),
        "actor": _linked(editions, EditionActor.objects.filter(takes_part=True), "actor"),
        "source": _linked(editions, EditionSource.objects.all(), "source"),
        "publisher": _linked(
            editions, EditionSource.objects.filter(publisher__isnull=False), "publisher"
        ),
        "storyline": _linked(editions, EditionStoryline.objects.all(), "storyline"),
        "language": _linked(editions, EditionText.objects.all(), "language"),
    }
    cut = {name: list(rows[:size]) for name, rows in found.items()}
    return {**cut, "year": _years(editions)}


def _linked(editions: QuerySet[Edition], links: QuerySet[Any], column: str) -> QuerySet[Any]:
    """By a link table: editions, not links (an actor has two roles, a publisher two items)."""
    rows = links.filter(edition__in=editions.values("pk"))
    return _most(rows, column, Count("edition", distinct=True))


def _most(rows: QuerySet[Any], column: str, counted: Count) -> QuerySet[Any]:
    counts: QuerySet[Any] = rows.values_list(column).annotate(n=counted)
    return counts.order_by("-n", column)


def _years(editions: QuerySet[Edition]) -> Counts:
    # The key of the order begins with the day; without a day it begins with a blank or is empty.
    rows = editions.filter(date_key__gte="0").annotate(year=Substr("date_key", 1, 4))
    return list(rows.values_list("year").annotate(n=Count("pk")).order_by("year"))


def _storylines(chosen: EventFilter, pinned: dict[str, int], size: int) -> list[Value]:
    profiles = standing_profiles(ProfileKind.STORYLINE, chosen.as_of).order_by("sort_key")
    counts: Counts = []
    labels = {}
    for document in profiles.values_list("document", flat=True):
        storyline = orjson.loads(document)
        count = pinned.get(storyline["id"], 0)
        if storyline["filter"]:
            count = chosen.apply().filter(storyline_condition(storyline)).count()
        if count:
            counts.append((storyline["id"], count))
            labels[storyline["id"]] = document_labels(storyline)
    counts.sort(key=lambda pair: (-pair[1], pair[0]))
    return _values(counts[:size], labels)


def _values(counts: Iterable[tuple[str, int]], labels: dict[str, Labels]) -> list[Value]:
    language = active_language()
    return [
        {"value": key, "label": labels[key][language], "labels": labels[key], "count": count}
        for key, count in counts
        if key in labels
    ]
