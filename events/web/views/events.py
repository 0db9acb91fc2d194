"""One event, and its editions."""

from datetime import datetime
from typing import Any

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.http.response import HttpResponseBase
from django.template import loader
from django.views.decorators.http import require_safe

from events.timeline import reading
from events.timeline.filters import EventFilter, FilterError
from events.timeline.generation import generation
from events.web.as_of import PastMoment, past_moment
from events.web.caching import conditional
from events.web.claims import Elsewhere, foreign_homes
from events.web.event_page import event_page
from events.web.history import history
from events.web.links import event_path
from events.web.views.answers import refused

Document = dict[str, Any]


@require_safe
def event(request: HttpRequest, id: str, slug: str = "") -> HttpResponseBase:
    try:
        past = past_moment(request)
    except FilterError as error:
        return refused(request, error)
    # The page also shows its neighbours (relations, denials recorded elsewhere), so what identifies
    # it is the state of the whole record, not its own edition alone.
    identity = generation(EventFilter(as_of=past.moment))
    return conditional(request, identity, lambda: _event(request, id, past))


@require_safe
def event_history(request: HttpRequest, id: str) -> HttpResponseBase:
    return conditional(request, generation(EventFilter()), lambda: _history(request, id))


def _event(request: HttpRequest, event_id: str, past: PastMoment) -> HttpResponse:
    edition = reading.event_edition(event_id, as_of=past.moment)
    if edition is None:
        # A draft, an unknown id and an event before its first edition are the same to a reader.
        raise Http404
    document = reading.document_of(edition)
    if not edition.listed:
        return _tombstone(request, document)
    path = event_path(document)
    if request.path != path:
        # Never permanent: a title that is changed and changed back would send browsers in circles.
        return HttpResponseRedirect(path + past.suffix)
    elsewhere = Elsewhere(
        tuple(reading.answers(event_id, as_of=past.moment)), _homes(document, past.moment)
    )
    context = {
        "event": event_page(
            document, reading.related(event_id, as_of=past.moment), elsewhere, past.suffix
        ),
        "past": past,
        "since_retracted": past.moment is not None and _is_gone_now(event_id),
    }
    return HttpResponse(loader.render_to_string("events/event.html", context, request))


def _homes(document: Document, moment: datetime | None) -> dict[str, Document]:
    """The standing documents of the events with which the claims answered here are recorded."""
    found = {}
    for event_id in foreign_homes(document):
        edition = reading.event_edition(event_id, as_of=moment)
        if edition is not None and edition.listed:
            found[event_id] = reading.document_of(edition)
    return found


def _is_gone_now(event_id: str) -> bool:
    edition = reading.event_edition(event_id)
    return edition is not None and not edition.listed


def _history(request: HttpRequest, event_id: str) -> HttpResponse:
    documents = [reading.document_of(edition) for edition in reading.editions(event_id)]
    if not documents:
        raise Http404
    context = {"history": history(documents)}
    return HttpResponse(loader.render_to_string("events/history.html", context, request))


def _tombstone(request: HttpRequest, document: Document) -> HttpResponse:
    """A merged event moves to the survivor for ever; a retracted one says why it is gone."""
    if survivor := document.get("merged_into"):
        return HttpResponsePermanentRedirect(f"/events/{survivor}/")
    context = {
        "reason": document["edition"]["note"],
        "history_url": f"{document['url']}history/",
    }
    return HttpResponse(loader.render_to_string("410.html", context, request), status=410)
