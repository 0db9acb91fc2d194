"""The timeline as a feed and as a calendar, which programs of readers ask again and again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import islice
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from events.interchange.exports import FORMATS, Dump
from events.record import read_record
from events.timeline.addresses import absolute_url
from events.timeline.describing import describe
from events.timeline.documents import current_texts
from events.timeline.filters import EventFilter, FilterError, Problem
from events.timeline.generation import generation
from events.timeline.paging import DEFAULT_LIMIT, clean_cursor, page
from events.timeline.parameters import without_blanks
from events.timeline.stream import tombstones
from events.web.caching import conditional
from events.web.views.responses import refused

CALENDAR_EVENTS: Final = 1000
"""A calendar has no pages. These are those with the latest dates; ``export/`` has all."""


@require_safe
def feed(request: HttpRequest) -> HttpResponseBase:
    """The events that changed last, a page at a time."""
    return _file(request, "atom", "-updated", _feed_dump)


@require_safe
def calendar(request: HttpRequest) -> HttpResponseBase:
    return _file(request, "ics", "-date", _calendar_dump)


def _file(
    request: HttpRequest,
    name: str,
    ordering: str,
    dump_of: Callable[[HttpRequest, EventFilter], Dump],
) -> HttpResponseBase:
    def answer() -> HttpResponse:
        octets = FORMATS[name].octets(dump_of(request, chosen))
        return HttpResponse(b"".join(octets), content_type=FORMATS[name].media_type)

    try:
        chosen = _chosen(request, ordering)
        return conditional(request, generation(chosen), answer)
    except FilterError as error:
        return refused(request, error)


def _chosen(request: HttpRequest, ordering: str) -> EventFilter:
    if "ordering" in request.GET:
        detail = gettext("The order of a feed or calendar cannot be chosen.")
        raise FilterError([Problem("ordering", detail)])
    params = without_blanks(request.GET)
    chosen = EventFilter.clean(params, now=timezone.now(), extra=("cursor",))
    return replace(chosen, ordering=ordering)


def _feed_dump(request: HttpRequest, chosen: EventFilter) -> Dump:
    """Tombstones are on the first page, as many as a page has events: ``changes/`` has all."""
    cursor = clean_cursor(request.GET)
    found = page(chosen, limit=DEFAULT_LIMIT, cursor=cursor)
    gone = [] if cursor else list(islice(tombstones(chosen), DEFAULT_LIMIT))
    changed = [record.at for record in found.records[:1] if record.at is not None]
    changed += [at for text in gone[:1] if (at := _published(text)) is not None]
    neighbours = {"previous": found.previous, "next": found.next}
    pages = {rel: _path(request, chosen, to) for rel, to in neighbours.items() if to}
    if pages:
        pages["first"] = _path(request, chosen, None)
    return replace(
        _dump(request, chosen, cursor),
        documents=current_texts(found.records, as_of=chosen.as_of),
        gone=gone,
        changed=max(changed, default=None),
        pages=pages,
    )


def _published(text: str) -> datetime | None:
    return parse_datetime(read_record(text).edition.at)


def _calendar_dump(request: HttpRequest, chosen: EventFilter) -> Dump:
    cursor = clean_cursor(request.GET)
    if cursor is not None:
        raise FilterError([Problem("cursor", gettext("A calendar has no pages."))])
    found = page(chosen, limit=CALENDAR_EVENTS)
    texts = current_texts(found.records, as_of=chosen.as_of)
    dump = replace(_dump(request, chosen, None), documents=texts)
    if found.next is None:
        return dump
    words = gettext("Only the {number} events with the latest dates.")
    return replace(dump, description=words.format(number=CALENDAR_EVENTS))


def _dump(request: HttpRequest, chosen: EventFilter, cursor: str | None) -> Dump:
    conditions = [f"{found.label} {found.text}" for found in describe(chosen)]
    return Dump(
        documents=(),
        gone=(),
        address=partial(absolute_url, request),
        title=": ".join(filter(None, [settings.SITE_NAME, "; ".join(conditions)])),
        changed=None,
        path=_path(request, chosen, cursor),
        query=chosen.to_query(ordering=None),
    )


def _path(request: HttpRequest, chosen: EventFilter, cursor: str | None) -> str:
    return f"{request.path}?{chosen.to_query(ordering=None, cursor=cursor)}".rstrip("?")
