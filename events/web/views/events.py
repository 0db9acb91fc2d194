"""One event, and its editions."""

from functools import partial

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from events.interchange.exports import reference
from events.record import Merger, Retraction
from events.record.vocabulary import EditionKind
from events.timeline import documents, reading
from events.timeline.addresses import absolute_url
from events.timeline.filters import EventFilter, FilterError
from events.timeline.generation import generation
from events.timeline.redactions import redactions
from events.web.as_of import PastMoment, past_moment
from events.web.caching import conditional
from events.web.claims import other_events
from events.web.event_page import event_page
from events.web.head import event_head
from events.web.history import history
from events.web.links import event_path
from events.web.views.responses import refuse_parameters, refused


@require_safe
def event(request: HttpRequest, id: str, slug: str = "") -> HttpResponseBase:
    try:
        past = past_moment(request)
    except FilterError as error:
        return refused(request, error)
    # The page also shows other events (relations, claims that are answered here), so what
    # identifies it is the state of the whole record, not its own edition alone.
    identity = f"{generation(EventFilter(as_of=past.moment))} {past.now}"
    return conditional(request, identity, lambda: _event(request, id, past))


@require_safe
def event_history(request: HttpRequest, id: str) -> HttpResponseBase:
    try:
        refuse_parameters(request)
    except FilterError as error:
        return refused(request, error)
    return conditional(request, generation(EventFilter()), lambda: _history(request, id))


def _event(request: HttpRequest, event_id: str, past: PastMoment) -> HttpResponse:
    edition = reading.event_edition(event_id, as_of=past.moment)
    if edition is None:
        # A draft, an unknown id and an event before its first edition are the same to a reader.
        raise Http404
    event = documents.current_event(edition, as_of=past.moment)
    if isinstance(event, Merger):
        # For ever: it stays merged.
        return HttpResponsePermanentRedirect(f"/events/{event.merged_into}/")
    if isinstance(event, Retraction):
        return _gone(request, event)
    path = event_path(event)
    if request.path != path:
        # Never permanent: a title that is changed and changed back would send browsers in circles.
        return HttpResponseRedirect(path + past.suffix)
    related = reading.related(event_id, as_of=past.moment)
    needed = other_events(event)
    others = reading.events(needed, as_of=past.moment) if needed else []
    shown = event_page(event, past.now, related, others, past.suffix)
    context = {
        "event": shown,
        "reference": reference(event, partial(absolute_url, request)),
        "head": event_head(request, event, shown),
        "past": past,
        "redactions": redactions(event_id, edition.text),
        "since_retracted": past.moment is not None and _is_gone_now(event_id),
    }
    return render(request, "events/event.html", context)


def _is_gone_now(event_id: str) -> bool:
    edition = reading.event_edition(event_id)
    return edition is not None and not edition.listed


def _history(request: HttpRequest, event_id: str) -> HttpResponse:
    editions = reading.editions(event_id)
    if not editions:
        raise Http404
    context = {"history": history([documents.edition_record(edition) for edition in editions])}
    return render(request, "events/history.html", context)


def _gone(request: HttpRequest, event: Retraction) -> HttpResponse:
    context = {
        "reason": event.edition.note,
        # A former edition that was removed keeps the kind that it had.
        "redacted": event.edition.kind != EditionKind.RETRACTED,
        "history_url": f"{event.url}history/",
    }
    return render(request, "410.html", context, status=410)
