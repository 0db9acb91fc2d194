"""Events: lists, one, its editions, and the counts over a filtered set."""

from http import HTTPStatus
from typing import TypeVar

import orjson
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from events.api import openapi, parameters
from events.api.selecting import NAMES, selection
from events.api.views.public import (
    MAX_AGE_FOREVER,
    PublicView,
    answered,
    compares,
    conditional,
    digest,
    listing,
    validated,
)
from events.timeline import paging, reading
from events.timeline.facets import facets
from events.timeline.generation import generation
from events.timeline.histogram import clean_interval, histogram
from events.timeline.reading import Stored

Kind = TypeVar("Kind")


class EventList(PublicView):
    @openapi.event_list
    def get(self, request: HttpRequest) -> HttpResponseBase:
        chosen, limit, cursor, selected = parameters.together(
            lambda: parameters.all_events(request, "limit", "cursor", *NAMES),
            lambda: parameters.limit(request),
            lambda: parameters.cursor(request),
            lambda: selection(request, "Event", include=True),
        )
        if not (selected.include or chosen.storylines or compares(request)):
            # The commonest question: a page brings its state along. An empty one cannot.
            page = paging.page(chosen, limit=limit, cursor=cursor)
            if page.newest is not None:
                answer = listing(request, chosen, page, selected)
                return validated(answer, etag=generation(chosen, page.newest))
        state = generation(chosen)
        if not selected.include:
            return conditional(
                request,
                lambda: listing(
                    request, chosen, paging.page(chosen, limit=limit, cursor=cursor), selected
                ),
                etag=state,
            )
        # Profiles change without any edition: the rows brought along are part of the state.
        page = paging.page(chosen, limit=limit, cursor=cursor)
        brought, rows = selected.bring(page.records, chosen.as_of)
        return conditional(
            request,
            lambda: listing(request, chosen, page, selected, included=brought),
            etag=digest(state, rows),
        )


class EventFacets(PublicView):
    policy = "costly"

    @openapi.event_facets
    def get(self, request: HttpRequest) -> HttpResponseBase:
        counted = facets(parameters.all_events(request))
        # A label in the reader's language would make one address answer differently; and the labels
        # of storylines change without an edition, so the ETag is that of the answer.
        document = {
            name: [{key: value[key] for key in ("value", "labels", "count")} for value in values]
            for name, values in counted.items()
        }
        return conditional(request, lambda: answered(document), etag=digest(document))


class EventHistogram(PublicView):
    policy = "costly"

    @openapi.event_histogram
    def get(self, request: HttpRequest) -> HttpResponseBase:
        chosen, interval = parameters.together(
            lambda: parameters.all_events(request, "interval"),
            lambda: clean_interval(request.GET),
        )

        def answer() -> HttpResponse:
            return answered({"interval": interval, "results": histogram(chosen, interval)})

        return conditional(request, answer, etag=generation(chosen))


class EventDetail(PublicView):
    @openapi.event_detail
    def get(self, request: HttpRequest, id: str) -> HttpResponseBase:
        chosen, selected = parameters.together(
            lambda: parameters.asked(request, "as_of", *NAMES),
            lambda: selection(request, "Event", include=True),
        )
        edition = found(reading.standing(id, as_of=chosen.as_of))
        if not edition.listed:
            # Preconditions are for answers of 2xx (RFC 9110, section 13.2.1).
            gone = tombstone(request, edition)
            return validated(gone, etag=str(edition.seq), last_modified=edition.at)
        brought, rows = selected.bring([edition], chosen.as_of)
        return conditional(
            request,
            lambda: answered(selected.with_included(edition, brought)),
            etag=digest(edition.seq, rows) if selected.include else str(edition.seq),
            # A profile that came along may be newer than the edition.
            last_modified=None if selected.include else edition.at,
        )


class EditionList(PublicView):
    @openapi.edition_list
    def get(self, request: HttpRequest, id: str) -> HttpResponseBase:
        chosen, selected = parameters.together(
            lambda: parameters.asked(request, "as_of", "fields"),
            lambda: selection(request, "Event"),
        )
        editions = reading.editions(id, as_of=chosen.as_of)
        if not editions:
            raise Http404
        results = [selected.document(edition) for edition in editions]
        document = {"next": None, "previous": None, "results": results}
        return conditional(
            request,
            lambda: answered(document),
            etag=str(editions[-1].seq),
            last_modified=editions[-1].at,
        )


class EditionDetail(PublicView):
    @openapi.edition_detail
    def get(self, request: HttpRequest, id: str, number: int) -> HttpResponseBase:
        chosen, selected = parameters.together(
            lambda: parameters.asked(request, "as_of", "fields"),
            lambda: selection(request, "Event"),
        )
        edition = found(reading.edition(id, number, as_of=chosen.as_of))
        # An edition never changes, whatever becomes of its event: a tombstone is 200 here, too.
        return conditional(
            request,
            lambda: answered(selected.document(edition)),
            etag=str(edition.seq),
            last_modified=edition.at,
            max_age=MAX_AGE_FOREVER,
        )


def found(edition: Kind | None) -> Kind:
    # The same for a draft as for an id that never was, and for what the router does not know.
    if edition is None:
        raise Http404
    return edition


def tombstone(request: HttpRequest, edition: Stored) -> HttpResponse:
    """410 for a retracted event; 301 to the event that a merged one became."""
    document = orjson.Fragment(edition.document)
    survivor = reading.merged_into(edition)
    if survivor is None:
        return answered(document, status=HTTPStatus.GONE)
    query = request.META.get("QUERY_STRING")
    path = reverse("api:event", kwargs={"id": survivor}) + (f"?{query}" if query else "")
    headers = {"Location": request.build_absolute_uri(path)}
    return answered(document, status=HTTPStatus.MOVED_PERMANENTLY, headers=headers)
