"""Small helpers of these tests; the events are made and published by `tests.newsroom`."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import orjson
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


def denied_elsewhere(now: datetime = NOW) -> tuple[Event, Event]:
    """A concern in one event and its denial in another, which is published at this moment."""
    usa, china = newsroom.actor("United States"), newsroom.actor("China")
    first = newsroom.draft_event("Concern")
    concern = factories.ClaimFactory(event=first, speaker=usa, kind="concern")
    factories.ClaimTextFactory(claim=concern, text="China could deliver arms")
    newsroom.publish(first)
    second = newsroom.draft_event("Denial")
    denial = factories.ClaimFactory(event=second, speaker=china, kind="denial")
    factories.ClaimTextFactory(claim=denial, text="China delivers none")
    factories.ClaimLinkFactory(from_claim=denial, to_claim=concern, type="denies")
    newsroom.publish(second, now=now)
    return first, second


def as_shape_1(editions: Iterable[Edition]) -> None:
    """Store the documents of these editions as shape 1 had them."""
    for edition in editions:
        document = orjson.loads(edition.document)
        known = {**document.pop("actors", {}), **document.pop("sources", {})}
        document["edition"] = {
            name: value
            for name, value in document["edition"].items()
            if name not in {"shape", "cause"}
        }
        if "claims" in document:
            document["origins"] = document["origins"]["count"]
            del document["date_origins"]
            for claim in document["claims"]:
                del claim["origins"], claim["answered_by"]
        text = orjson.dumps(_in_full(document, known)).decode()
        Edition.objects.filter(pk=edition.pk).update(document=text, shape=1)


def _in_full(value: Any, known: dict[str, Any]) -> Any:
    """Shape 1 said what is known of actors and sources wherever it named them."""
    if isinstance(value, list):
        return [_in_full(item, known) for item in value]
    if not isinstance(value, dict):
        return value
    if value.keys() in ({"id", "name", "url"}, {"id", "title", "url"}):
        value = {**value, **known[value["id"]]}
    if "stance" in value:
        value = {**value, "id": 17}
    return {name: _in_full(item, known) for name, item in value.items()}
