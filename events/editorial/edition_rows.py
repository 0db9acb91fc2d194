"""The rows of one edition, and the tables of `events.models.current`, which are derived from them.

This runs in the verb's transaction, which holds the lock on the sequence, so that nothing else
changes the current editions.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Q

from events.models import (
    CurrentActor,
    Edition,
    EditionActor,
    EditionRelation,
    EditionSource,
    EditionStoryline,
    EditionText,
    FacetCount,
)
from events.models.rows import row
from events.search.intervals import interval_facets

Value = tuple[str, str]
"""The name of a facet and a value that an edition has for it."""


@dataclass(frozen=True)
class EditionRows:
    """An edition with the rows that link to it; a tombstone has none."""

    edition: Edition
    texts: list[EditionText] = field(default_factory=list)
    actors: list[EditionActor] = field(default_factory=list)
    sources: list[EditionSource] = field(default_factory=list)
    relations: list[EditionRelation] = field(default_factory=list)
    storylines: list[EditionStoryline] = field(default_factory=list)

    def links(self) -> Iterator[list[Any]]:
        """Yield the rows of each kind that has any."""
        kinds = (self.texts, self.actors, self.sources, self.relations, self.storylines)
        return (rows for rows in kinds if rows)


def make_current(rows: EditionRows, replaced: Edition | None) -> None:
    """Update the tables of current editions; `replaced` was current until now."""
    old: set[Value] = set()
    if replaced is not None and replaced.listed:
        old = values(rows_of(replaced))
        CurrentActor.objects.filter(edition=replaced).delete()
    new = values(rows)
    CurrentActor.objects.bulk_create(current_actors(rows))
    _count(old - new, -1)
    _count(new - old, 1)


def current_actors(rows: EditionRows) -> list[CurrentActor]:
    """Return the unsaved rows, in the order of the actors' ids."""
    own = rows.edition
    return [
        row(
            CurrentActor,
            edition_id=own.seq,
            actor_id=actor,
            event_id=own.event_id,
            date_key=own.date_key,
            earliest=own.earliest,
            latest=own.latest,
            day_earliest=own.day_earliest,
            day_latest=own.day_latest,
        )
        for actor in sorted({link.actor_id for link in rows.actors if link.takes_part})
    ]


def values(rows: EditionRows) -> set[Value]:
    """Return the values for which a listed edition counts; none for a tombstone. A type has its
    primary key as the value, because its `key` may change.
    """
    own = rows.edition
    if not own.listed:
        return set()
    found = {("type", str(own.type_id)), ("occurrence", own.occurrence)}
    found |= {("actor", row.actor_id) for row in rows.actors if row.takes_part}
    found |= {("source", row.source_id) for row in rows.sources}
    found |= {("publisher", row.publisher_id) for row in rows.sources if row.publisher_id}
    found |= {("storyline", row.storyline_id) for row in rows.storylines}
    found |= {("language", row.language) for row in rows.texts}
    return found | interval_facets(own.date_key, own.day_starts_by)


def rows_of(edition: Edition) -> EditionRows:
    """Return the rows of an existing edition."""
    return EditionRows(
        edition,
        texts=list(edition.texts.all()),
        actors=list(edition.actors.all()),
        sources=list(edition.sources.all()),
        storylines=list(edition.storylines.all()),
    )


def _count(changed: Iterable[Value], step: int) -> None:
    by_facet: dict[str, set[str]] = {}
    for facet, value in changed:
        by_facet.setdefault(facet, set()).add(value)
    if not by_facet:
        return
    chosen = Q()
    for facet, named in by_facet.items():
        chosen |= Q(facet=facet, value__in=named)
    rows = FacetCount.objects.filter(chosen)
    known = set(rows.values_list("facet", "value"))
    rows.update(count=F("count") + step)
    FacetCount.objects.bulk_create(
        FacetCount(facet=facet, value=value, count=step)
        for facet, value in sorted(set(changed) - known)
    )
