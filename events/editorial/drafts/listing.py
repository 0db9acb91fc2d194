"""Lists of the desk's records, in few columns."""

from typing import Any

from django.db.models import QuerySet

from events.editorial.drafts.showing import desk_when
from events.editorial.naming import instant
from events.models import Actor, Event, Source
from events.search import find_actors

Document = dict[str, Any]

MOST_NAMED = 200


def desk_events(*, state: str = "", external_key: str = "", q: str = "") -> QuerySet[Event]:
    """Events by state, by their key elsewhere, and by a part of their title on the desk."""
    rows = Event.objects.select_related("type")
    if state:
        rows = rows.filter(state=state)
    if external_key:
        rows = rows.filter(external_key=external_key)
    return rows.filter(label__icontains=q) if q else rows


def desk_actors(*, q: str = "") -> QuerySet[Actor]:
    """Actors, those with a name like `q` in any transcription."""
    if not q:
        return Actor.objects.all()
    return Actor.objects.filter(pk__in=[m.actor_id for m in find_actors(q, limit=MOST_NAMED)])


def desk_sources(*, q: str = "") -> QuerySet[Source]:
    """Sources, those with `q` in their title."""
    return Source.objects.filter(title__icontains=q) if q else Source.objects.all()


def summary(record: Any) -> Document:
    """One row of a list."""
    common = {
        "id": record.pk,
        "version": record.version,
        "updated_at": instant(record.updated_at),
    }
    match record:
        case Event():
            return {
                **common,
                "external_key": record.external_key or "",
                "state": record.state,
                "published_version": record.published_version,
                "title": record.label,
                "type": record.type.key,
                "occurrence": record.occurrence,
                "start": desk_when(record.start),
            }
        case Actor():
            return {**common, "kind": record.kind, "label": record.label}
        case _:
            return {**common, "kind": record.kind, "title": record.title, "held": record.held}
