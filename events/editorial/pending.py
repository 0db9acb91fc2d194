"""What is not public yet of actors, sources, offices, places and storylines, for the desk."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db.models import IntegerField, Value

from events.editorial.approved import APPROVABLE, waiting
from events.editorial.approving import touched_events
from events.editorial.differences import Difference, Wording
from events.editorial.recording import KEPT, Kept, documents_at
from events.models import Actor, Event, Place, Source, Storyline, Version
from events.models.identity import Approvable
from events.models.rows import related
from events.record.comparing import changes
from events.record.vocabulary import RecordKind

PAGE: Final = 20
SHOWN_EVENTS: Final = 50
"""The most events that are named for one record; the others are counted."""


@dataclass(frozen=True)
class Waiting:
    """A record whose changes wait for approval.

    `differences`: from what readers see to the desk; None if that is not known. `events` are those
    that approval may reissue, `event_count` says how many there are.
    """

    record: Approvable
    kind: RecordKind
    differences: list[Difference] | None
    versions: list[Version] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    event_count: int = 0


Key = tuple[datetime, type[Approvable], str]
"""When a record was changed, its model, and its primary key."""


def waiting_keys(models: Collection[type[Approvable]] = APPROVABLE) -> list[Key]:
    """Return the records of these models whose changes wait, the longest waiting first.

    It takes one query.
    """
    order = list(models)
    first, *rest = [
        waiting(model)
        .order_by()
        .annotate(place=Value(place, IntegerField()))
        .values_list("updated_at", "pk", "place")
        for place, model in enumerate(order)
    ]
    found = sorted(first.union(*rest, all=True) if rest else first)
    return [(at, order[place], pk) for at, pk, place in found]


def records_of_keys(keys: Iterable[Key]) -> list[Approvable]:
    """Return the records themselves, in one query for each model."""
    order = [(model, pk) for _at, model, pk in keys]
    found: dict[str, Approvable] = {}
    for model in dict.fromkeys(model for model, _pk in order):
        found.update(model._default_manager.in_bulk([pk for one, pk in order if one is model]))
    return [found[pk] for _model, pk in order if pk in found]


def waiting_changes(keys: Iterable[Key]) -> list[Waiting]:
    """Return what waits of these records, in a fixed number of queries for each model."""
    order = [(model, pk) for _at, model, pk in keys]
    found: dict[tuple[type[Approvable], str], Waiting] = {}
    for model in APPROVABLE:
        pks = [pk for one, pk in order if one is model]
        if pks:
            found.update({(model, one.record.pk): one for one in _of_model(model, pks)})
    return [found[key] for key in order if key in found]


def _of_model(model: type[Approvable], pks: list[str]) -> Iterator[Waiting]:
    kept: Kept = KEPT[model]
    rows = list(waiting(model).filter(pk__in=pks))
    if not rows:
        return
    approved = {row.pk: row.approved_version or 0 for row in rows}
    old, new = documents_at(kept, approved), kept.documents(pks)
    wording = Wording([*old.values(), *new.values()])
    versions: dict[str, list[Version]] = defaultdict(list)
    since = Version.objects.filter(kind=kept.kind, number__gt=min(approved.values()))
    since = since.filter(record__in=approved).select_related("editor").defer("content")
    for version in since.order_by("number"):
        if version.number > approved[version.record]:
            versions[version.record].append(version)
    touched = touched_events(model, pks)
    events = Event.objects.in_bulk([pk for ids in touched.values() for pk in ids[:SHOWN_EVENTS]])
    for row in rows:
        ids = touched.get(row.pk, [])
        changed = changes(kept.document, old[row.pk], new[row.pk]) if row.pk in old else None
        yield Waiting(
            row,
            kept.kind,
            None if changed is None else [wording.difference(one) for one in changed],
            versions[row.pk],
            sorted((events[pk] for pk in ids[:SHOWN_EVENTS]), key=lambda event: event.label),
            len(ids),
        )


@dataclass(frozen=True)
class NotPublic:
    """What publishing an event does to the records that it names.

    `new` become public with it; changes of `late` wait, so that readers see them as before.
    """

    new: list[Any]
    late: list[Any]


def not_public(event: Event) -> NotPublic:
    """Return what readers do not see yet of the records that an event (with its rows) names."""
    named: dict[type[Any], set[str | None]] = defaultdict(set)
    named[Place].add(event.place_id)
    named[Storyline].update(pin.storyline_id for pin in related(event, "pins"))
    named[Source].update(one.source_id for one in related(event, "other_dates"))
    parts, claims = related(event, "participations"), related(event, "claims")
    named[Actor].update(part.actor_id for part in parts)
    named[Actor].update(claim.speaker_id for claim in claims)
    for row in (event, *parts, *claims):
        for citation in related(row, "citations"):
            named[Source].add(citation.source_id)
            for hop in related(citation, "via"):
                named[Source].add(hop.source_id)
                named[Actor].add(hop.actor_id)
    sources = Source.objects.filter(pk__in=named[Source] - {None}, publisher__isnull=False)
    named[Actor].update(sources.order_by().values_list("publisher", flat=True))
    found = [
        row
        for model, pks in named.items()
        for row in model._default_manager.filter(pk__in=pks - {None}) if pks - {None}
    ]  # fmt: skip
    found = [row for row in found if not (isinstance(row, Storyline) and not row.public)]
    return NotPublic(
        [row for row in found if row.approved_version is None],
        [row for row in found if row.is_waiting],
    )
