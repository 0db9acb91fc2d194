"""Lists of the desk's records with a few members."""

from collections.abc import Mapping
from typing import Any, Final

from django.db.models import Model, QuerySet

from events.editorial.drafts.showing import Json, as_json, desk_members
from events.models import Actor, Event, Source
from events.models.identity import WAITING
from events.record.desk import DeskActor, DeskEvent, DeskSource
from events.record.members import Document
from events.search import find_actors

MOST_NAMED = 200
_COMMON: Final = ("id", "version", "updated_at")
LISTED: Final[Mapping[type[Model], tuple[type[Document], tuple[str, ...]]]] = {
    Event: (
        DeskEvent,
        (
            *_COMMON, "external_key", "state", "published_version", "title", "type", "occurrence",
            "start",
        ),
    ),
    Actor: (DeskActor, (*_COMMON, "kind", "label")),
    Source: (DeskSource, (*_COMMON, "kind", "title", "held")),
}  # fmt: skip
"""The members of the desk documents that lists show."""


def desk_events(*, state: str = "", external_key: str = "", q: str = "") -> QuerySet[Event]:
    """Return events by state, external key, and part of their title on the desk."""
    rows = Event.objects.select_related("type")
    if state:
        rows = rows.filter(state=state)
    if external_key:
        rows = rows.filter(external_key=external_key)
    return rows.filter(label__icontains=q) if q else rows


def desk_actors(*, q: str = "", waiting: str = "") -> QuerySet[Actor]:
    """Return all actors, or those with a name like `q` in any transcription. `waiting`: "yes" for
    those with changes that are not approved, "no" for the others.
    """
    rows = _waiting(Actor.objects.all(), waiting)
    return rows.filter(pk__in=[m.actor_id for m in find_actors(q, limit=MOST_NAMED)]) if q else rows


def desk_sources(*, q: str = "", waiting: str = "") -> QuerySet[Source]:
    """Return all sources, or those with `q` in their title. `waiting`: see `desk_actors`."""
    rows = _waiting(Source.objects.all(), waiting)
    return rows.filter(title__icontains=q) if q else rows


def _waiting(rows: QuerySet[Any], waiting: str) -> QuerySet[Any]:
    return rows.filter(WAITING if waiting == "yes" else ~WAITING) if waiting else rows


def summary(record: Any) -> Json:
    """Return one row of a list."""
    document, names = LISTED[type(record)]
    known = desk_members(record, document)
    if isinstance(record, Event):
        known |= {"title": record.label, "type": record.type.key}
    return as_json({name: known[name] for name in names})
