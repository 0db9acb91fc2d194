"""How many events of a filtered set there are by one or two members: by type and month, say."""

from collections.abc import Callable, Iterable
from typing import Final, TypedDict

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext

from events.record.vocabulary import Occurrence, ProfileKind
from events.search.counting import DIMENSIONS, count_groups
from events.timeline.filters import EventFilter
from events.timeline.labels import (
    Labels,
    choice_labels,
    language_labels,
    profile_labels,
    type_labels,
)
from events.timeline.problems import FilterError, Problem

LARGEST: Final = 10_000
"""The most groups of an answer."""
_MOST: Final = 2


class Group(TypedDict):
    values: list[str]
    count: int


class Aggregate(TypedDict):
    by: list[str]
    results: list[Group]
    truncated: bool
    labels: dict[str, dict[str, Labels]]


def clean_dimensions(params: MultiValueDict[str, str]) -> tuple[str, ...]:
    """The ``by`` of a query: one or two names of `DIMENSIONS`, separated by a comma. Raises
    `FilterError` on "by".
    """
    values = params.getlist("by")
    names = tuple(values[0].split(",")) if len(values) == 1 else ()
    if 0 < len(names) <= _MOST and len(set(names)) == len(names) and set(names) <= {*DIMENSIONS}:
        return names
    detail = gettext("Give one or two of these, separated by a comma: {choices}.")
    raise FilterError([Problem("by", detail.format(choices=", ".join(DIMENSIONS)))])


def aggregate(chosen: EventFilter, by: tuple[str, ...]) -> Aggregate:
    """The groups, the most frequent first.

    An event counts once in each group that it belongs to; in several, if it has several actors,
    sources or languages. Of an interval (day, month, year) it counts where it starts if that is
    known so exactly, otherwise as ``coarser``, or ``undated``: it is never put on a first of
    January.
    """
    current = chosen.as_of is None
    rows = count_groups(chosen.apply(), by, LARGEST + 1, current=current)
    labels = {
        name: found
        for number, name in enumerate(by)
        if (found := _labels(name, {values[number] for values, _count in rows}, chosen))
    }
    # An actor or source without a public profile is nobody to readers.
    public = [
        (values, count)
        for values, count in rows[:LARGEST]
        if all(value in labels.get(name, {value}) for name, value in zip(by, values, strict=True))
    ]
    return {
        "by": list(by),
        "results": [{"values": list(values), "count": count} for values, count in public],
        "truncated": len(rows) > LARGEST,
        "labels": labels,
    }


def _labels(name: str, values: Iterable[str], chosen: EventFilter) -> dict[str, Labels]:
    """The words for values; {} where the values speak for themselves."""
    profiles: dict[str, ProfileKind] = {
        "actor": ProfileKind.ACTOR, "publisher": ProfileKind.ACTOR, "source": ProfileKind.SOURCE,
    }  # fmt: skip
    if kind := profiles.get(name):
        return profile_labels(kind, list(values), as_of=chosen.as_of)
    if name == "type":
        return type_labels(values)
    words: dict[str, Callable[[str], Labels]] = {
        "occurrence": lambda value: choice_labels(Occurrence, value), "language": language_labels,
    }  # fmt: skip
    return {value: words[name](value) for value in values} if name in words else {}
