"""Small helpers of these tests; the events are made and published by `tests.newsroom`."""

from collections.abc import Iterable
from datetime import datetime

import pytest
from django.http import QueryDict

from events import record
from events.dates import When
from events.models import Actor, Edition, Event
from events.timeline.documents import current_event
from events.timeline.filters import EventFilter, FilterError
from events.timeline.reading import event_edition
from tests import factories, newsroom
from tests.newsroom import NOW


def clean(query: str, now: datetime = NOW, extra: Iterable[str] = ()) -> EventFilter:
    return EventFilter.clean(QueryDict(query), now=now, extra=extra)


def problems(query: str, now: datetime = NOW) -> list[tuple[str, str]]:
    """Parameter and sentence of each problem that a query has."""
    with pytest.raises(FilterError) as caught:
        clean(query, now)
    return [(problem.parameter, problem.detail) for problem in caught.value.problems]


def titles(editions: Iterable[Edition]) -> list[str]:
    listed = list(editions)
    labels = dict(Event.objects.values_list("pk", "label"))
    return [labels[edition.event_id] for edition in listed]


def found(query: str, now: datetime = NOW) -> list[str]:
    """The desk titles of what a query finds, sorted."""
    return sorted(titles(clean(query, now).apply().select_related("event")))


def event_on(edtf: str | None, title: str = "", *, end: str | None = None, **fields) -> Event:
    """A published event on a date, called like it unless told otherwise."""
    zone = fields.pop("timezone", None)
    start = When.parse(edtf, timezone=zone) if edtf else None
    last = When.parse(end, timezone=zone) if end else None
    fields.setdefault("occurrence", "unknown")
    name = title or (f"{edtf} to {end}" if end else edtf or "undated")
    return newsroom.published_event(name, start=start, end=last, **fields)


def event_with(title: str, *parts: tuple[Actor, str], **fields) -> Event:
    """A published event with participants in their roles."""
    event = newsroom.draft_event(title, **fields)
    for position, (actor, role) in enumerate(parts):
        factories.ParticipationFactory(event=event, actor=actor, role=role, position=position)
    newsroom.publish(event)
    return event


def published(event: Event) -> record.Event:
    """What is public of an event now."""
    edition = event_edition(event.pk)
    assert edition is not None
    found = current_event(edition)
    assert isinstance(found, record.Event)
    return found
