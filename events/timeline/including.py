"""What editions name: the current records that an answer can include beside its events."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from django.db.models import QuerySet

from events.models import (
    Edition,
    EditionActor,
    EditionRelation,
    EditionSource,
    EditionStoryline,
    Profile,
)
from events.record.vocabulary import ProfileKind, RelationType
from events.timeline.documents import EditionRow

Records = Mapping[str, list[Edition] | list[Profile]]


def included(
    editions: Iterable[EditionRow], kinds: Iterable[str], *, as_of: datetime | None = None
) -> Records:
    """By kind (one of `KINDS`) the public records that the editions name, each once, by name.

    One query for each kind, however many editions there are. Events are those that the relations
    name, by their ids.
    """
    numbers = [edition.seq for edition in editions]
    return {kind: KINDS[kind](numbers, as_of) for kind in kinds}


def _profiles(
    kind: ProfileKind, links: QuerySet[Any], column: str
) -> Callable[[list[int], datetime | None], list[Profile]]:
    def find(numbers: list[int], as_of: datetime | None) -> list[Profile]:
        named = links.filter(edition__in=numbers).values(column)
        rows = Profile.objects.current(as_of).filter(kind=kind, subject__in=named)
        return list(rows.order_by("sort_key", "subject"))

    return find


def _events(numbers: list[int], as_of: datetime | None) -> list[Edition]:
    relations = EditionRelation.objects.filter(edition__in=numbers, type__in=RelationType.values)
    rows = Edition.objects.current(as_of).listed().filter(event__in=relations.values("to_event"))
    return list(rows.order_by("event_id"))


KINDS: Final[Mapping[str, Callable[[list[int], datetime | None], Any]]] = {
    "actors": _profiles(ProfileKind.ACTOR, EditionActor.objects.all(), "actor"),
    "sources": _profiles(ProfileKind.SOURCE, EditionSource.objects.all(), "source"),
    "storylines": _profiles(ProfileKind.STORYLINE, EditionStoryline.objects.all(), "storyline"),
    "events": _events,
}
