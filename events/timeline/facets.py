"""How many events of a filtered set have which type, actor, source, …"""

from collections.abc import Iterable
from typing import Final, TypedDict

from events.models import Profile
from events.record.vocabulary import Occurrence, ProfileKind
from events.search.counting import NAMES, Counts, count_values, stored_counts
from events.timeline.documents import storyline_records
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


class Value(TypedDict):
    value: str
    label: str
    labels: Labels
    count: int


def facets(chosen: EventFilter, *, size: int = SIZE) -> dict[str, list[Value]]:
    """Counts of events over exactly the set that the list shows, all filters included.

    By the names of the parameters, and ``year``: the year in which an event starts. An event whose
    start may lie in several years (a decade, an open date) or that has no date is counted in none.
    Most frequent first, at most `size` values each; years in order. A storyline counts the events
    of its saved filter, too.
    """
    counts = (
        stored_counts(size)
        if chosen.is_everything
        else count_values(chosen.apply(), size, current=chosen.as_of is None)
    )
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


def _storylines(chosen: EventFilter, pinned: dict[str, int], size: int) -> list[Value]:
    rows = Profile.objects.current(chosen.as_of).filter(kind=ProfileKind.STORYLINE)
    counts: Counts = []
    labels = {}
    for storyline in storyline_records(rows.order_by("sort_key")):
        count = pinned.get(storyline.id, 0)
        if storyline.filter:
            count = chosen.apply().filter(storyline_condition(storyline)).count()
        if count:
            counts.append((storyline.id, count))
            labels[storyline.id] = document_labels(storyline)
    counts.sort(key=lambda pair: (-pair[1], pair[0]))
    return _values(counts[:size], labels)


def _values(counts: Iterable[tuple[str, int]], labels: dict[str, Labels]) -> list[Value]:
    language = active_language()
    return [
        {"value": key, "label": labels[key][language], "labels": labels[key], "count": count}
        for key, count in counts
        if key in labels
    ]
