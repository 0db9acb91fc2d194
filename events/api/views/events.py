"""Events: lists, one, its editions, and the counts over a filtered set."""

from http import HTTPStatus
from typing import Any, TypeVar

import orjson
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from events.api import openapi, parameters
from events.api.renderers import AnyRenderer
from events.api.selecting import NAMES, Selection, selection
from events.api.views.export import EVENT_RENDERERS, event_file, format_of
from events.api.views.public import (
    PublicView,
    conditional,
    etag_of,
    json_response,
    list_response,
    sends_etag,
    with_validators,
)
from events.interchange.exports import SINGLE
from events.record import Merger
from events.timeline import paging, reading
from events.timeline.addresses import absolute_url
from events.timeline.aggregate import aggregate, clean_dimensions
from events.timeline.documents import (
    EditionRow,
    current_text,
    current_texts,
    edition_record,
    edition_text,
    readable,
)
from events.timeline.facets import facets
from events.timeline.filters import EventFilter
from events.timeline.generation import generation
from events.timeline.histogram import clean_interval, histogram

T = TypeVar("T")


class EventList(PublicView):
    @openapi.event_list
    def get(self, request: HttpRequest) -> HttpResponseBase:
        chosen, limit, cursor, selected = parameters.read_all(
            lambda: parameters.event_filter(request, "limit", "cursor", *NAMES),
            lambda: parameters.limit(request),
            lambda: parameters.cursor(request),
            lambda: selection(request, "Event", include=True),
        )

        def page() -> paging.Page:
            return paging.page(chosen, limit=limit, cursor=cursor)

        if selected.include:
            return with_included(request, chosen, selected, page())
        if not (chosen.names_storylines or sends_etag(request)):
            # The commonest request. The page has the number of the newest edition, unless it is
            # empty: no query is needed for the ETag.
            found = page()
            if found.newest is not None:
                response = event_page(request, chosen, selected, found)
                return with_validators(response, etag=generation(chosen, found.newest))
        return conditional(
            request,
            lambda: event_page(request, chosen, selected, page()),
            etag=generation(chosen),
        )


def event_page(
    request: HttpRequest,
    chosen: EventFilter,
    selected: Selection,
    page: paging.Page,
    **members: object,
) -> HttpResponse:
    texts = current_texts(page.records, as_of=chosen.as_of)
    documents = map(selected.document, texts)
    return list_response(request, chosen, page, documents, selected, **members)


def with_included(
    request: HttpRequest, chosen: EventFilter, selected: Selection, page: paging.Page
) -> HttpResponseBase:
    # Profiles change without any edition: the included rows are part of the state.
    state = generation(chosen)
    documents, rows = selected.included(page.records, chosen.as_of)
    return conditional(
        request,
        lambda: event_page(request, chosen, selected, page, included=documents),
        etag=etag_of(state, *rows),
    )


class EventFacets(PublicView):
    policy = "costly"

    @openapi.event_facets
    def get(self, request: HttpRequest) -> HttpResponseBase:
        counted = facets(parameters.event_filter(request))
        # Without the label in the reader's language: one address has one answer. The labels of
        # storylines change without an edition, so the ETag is that of the answer.
        document = {
            name: [{key: value[key] for key in ("value", "labels", "count")} for value in values]
            for name, values in counted.items()
        }
        return conditional(request, lambda: json_response(document), etag=etag_of(document))


class EventHistogram(PublicView):
    policy = "costly"

    @openapi.event_histogram
    def get(self, request: HttpRequest) -> HttpResponseBase:
        chosen, interval = parameters.read_all(
            lambda: parameters.event_filter(request, "interval"),
            lambda: clean_interval(request.GET),
        )
        return conditional(
            request,
            lambda: json_response(histogram(chosen, interval)),
            etag=generation(chosen),
        )


class EventAggregate(PublicView):
    policy = "costly"

    @openapi.event_aggregate
    def get(self, request: HttpRequest) -> HttpResponseBase:
        chosen, by = parameters.read_all(
            lambda: parameters.event_filter(request, "by"),
            lambda: clean_dimensions(request.GET),
        )
        document = aggregate(chosen, by)
        # As with facets, labels change without an edition.
        return conditional(request, lambda: json_response(document), etag=etag_of(document))


class EventDetail(PublicView):
    renderer_classes = EVENT_RENDERERS

    def respond(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if "format" in request.GET:  # which decides, whatever the Accept header says
            self.renderer_classes = [AnyRenderer]
        return super().respond(request, *args, **kwargs)

    @openapi.event_detail
    def get(self, request: HttpRequest, id: str) -> HttpResponseBase:
        chosen, selected, name = parameters.read_all(
            lambda: parameters.record_filter(request, "as_of", "format", *NAMES),
            lambda: selection(request, "Event", include=True),
            lambda: parameters.event_format(request, SINGLE),
        )
        name = name or format_of(self.media_type)
        edition = or_404(reading.current_edition(id, as_of=chosen.as_of))
        if not edition.listed:
            # Preconditions apply to answers of 2xx alone (RFC 9110, section 13.2.1).
            response = tombstone_response(request, edition)
            return with_validators(
                response, etag=etag_of(edition.state), last_modified=edition.modified_at
            )
        if name != "json":
            return event_file(request, edition, name, chosen.as_of)
        documents, rows = selected.included([edition], chosen.as_of)

        def respond() -> HttpResponse:
            text = current_text(edition, as_of=chosen.as_of)
            return json_response(selected.with_included(text, documents))

        return conditional(
            request,
            respond,
            etag=etag_of(edition.state, *rows),
            # An included profile may be newer than the edition.
            last_modified=None if selected.include else edition.modified_at,
        )


class EditionList(PublicView):
    @openapi.edition_list
    def get(self, request: HttpRequest, id: str) -> HttpResponseBase:
        chosen, selected = parameters.read_all(
            lambda: parameters.record_filter(request, "as_of", "fields"),
            lambda: selection(request, "Event"),
        )
        editions = reading.editions(id, as_of=chosen.as_of)
        if not editions:
            raise Http404

        def respond() -> HttpResponse:
            documents = map(selected.document, readable(editions, edition_text))
            return json_response({"next": None, "previous": None, "results": list(documents)})

        return conditional(
            request,
            respond,
            etag=etag_of([edition.state for edition in editions]),
            last_modified=max(edition.modified_at for edition in editions),
        )


class EditionDetail(PublicView):
    @openapi.edition_detail
    def get(self, request: HttpRequest, id: str, number: int) -> HttpResponseBase:
        chosen, selected = parameters.read_all(
            lambda: parameters.record_filter(request, "as_of", "fields"),
            lambda: selection(request, "Event"),
        )
        edition = or_404(reading.edition(id, number, as_of=chosen.as_of))
        # An edition stays what it is, whatever becomes of its event: a tombstone is 200 here, too.
        # What was removed of it by a redaction must not stay in caches, so they ask again.
        return conditional(
            request,
            lambda: json_response(selected.document(edition_text(edition))),
            etag=etag_of(edition.state),
            last_modified=edition.modified_at,
        )


def or_404(found: T | None) -> T:
    # The same for a draft, for an id that never existed, and for what the router does not know.
    if found is None:
        raise Http404
    return found


def tombstone_response(request: HttpRequest, edition: EditionRow) -> HttpResponse:
    """410 for a retracted event; 301 to the event that a merged one became."""
    document = orjson.Fragment(edition_text(edition))
    record = edition_record(edition)
    if not isinstance(record, Merger):
        return json_response(document, status=HTTPStatus.GONE)
    query = request.META.get("QUERY_STRING")
    path = reverse("api:event", kwargs={"id": record.merged_into})
    location = absolute_url(request, f"{path}?{query}" if query else path)
    return json_response(
        document, status=HTTPStatus.MOVED_PERMANENTLY, headers={"Location": location}
    )
