"""Events: lists, one, its editions, and the counts over a filtered set."""

from http import HTTPStatus
from typing import Any

import orjson
from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from rest_framework.request import Request
from rest_framework.response import Response

from events.api import openapi, parameters
from events.api.views.public import (
    MAX_AGE_FOREVER,
    PublicView,
    cacheable,
    conditional,
    digest,
    fragments,
    listing,
)
from events.models import Edition
from events.timeline import paging, reading
from events.timeline.facets import facets
from events.timeline.generation import generation
from events.timeline.histogram import clean_interval, histogram


class EventList(PublicView):
    @openapi.event_list
    def get(self, request: Request) -> HttpResponseBase:
        chosen, limit, cursor = parameters.together(
            lambda: parameters.all_events(request, "limit", "cursor"),
            lambda: parameters.limit(request),
            lambda: parameters.cursor(request),
        )

        def answer() -> Response:
            page = paging.page(chosen, limit=limit, cursor=cursor)
            return listing(request, chosen, page.editions, page.next, page.previous)

        return conditional(request, answer, etag=generation(chosen))


class EventFacets(PublicView):
    @openapi.event_facets
    def get(self, request: Request) -> HttpResponseBase:
        counted = facets(parameters.all_events(request))
        # A label in the reader's language would make one address answer differently; and the labels
        # of storylines change without an edition, so the ETag is that of the answer.
        document = {
            name: [{key: value[key] for key in ("value", "labels", "count")} for value in values]
            for name, values in counted.items()
        }
        return conditional(request, lambda: Response(document), etag=digest(document))


class EventHistogram(PublicView):
    @openapi.event_histogram
    def get(self, request: Request) -> HttpResponseBase:
        chosen, interval = parameters.together(
            lambda: parameters.all_events(request, "interval"),
            lambda: clean_interval(request.query_params),
        )

        def answer() -> Response:
            return Response({"interval": interval, "results": histogram(chosen, interval)})

        return conditional(request, answer, etag=generation(chosen))


class EventDetail(PublicView):
    @openapi.event_detail
    def get(self, request: Request, id: str) -> HttpResponseBase:
        as_of = parameters.asked(request, "as_of").as_of
        edition = found(reading.event_edition(id, as_of=as_of))
        document = orjson.Fragment(edition.document)
        if edition.listed:
            return conditional(
                request,
                lambda: Response(document),
                etag=str(edition.seq),
                last_modified=edition.at,
            )
        return cacheable(tombstone(request, edition, document))


class EditionList(PublicView):
    @openapi.edition_list
    def get(self, request: Request, id: str) -> HttpResponseBase:
        as_of = parameters.asked(request, "as_of").as_of
        editions = reading.editions(id, as_of=as_of)
        if not editions:
            raise Http404
        document = {"next": None, "previous": None, "results": fragments(editions)}
        return conditional(
            request,
            lambda: Response(document),
            etag=str(editions[-1].seq),
            last_modified=editions[-1].at,
        )


class EditionDetail(PublicView):
    @openapi.edition_detail
    def get(self, request: Request, id: str, number: int) -> HttpResponseBase:
        parameters.refuse_others(request)
        edition = found(reading.edition(id, number))
        # An edition never changes, whatever becomes of its event: a tombstone is 200 here, too.
        return conditional(
            request,
            lambda: Response(orjson.Fragment(edition.document)),
            etag=str(edition.seq),
            last_modified=edition.at,
            max_age=MAX_AGE_FOREVER,
        )


def found(edition: Edition | None) -> Edition:
    # The same for a draft as for an id that never was, and for what the router does not know.
    if edition is None:
        raise Http404
    return edition


def tombstone(request: Request, edition: Edition, document: Any) -> Response:
    """410 for a retracted event; 301 to the event that a merged one became."""
    survivor = reading.merged_into(edition)
    if survivor is None:
        return Response(document, status=HTTPStatus.GONE)
    query = request.META.get("QUERY_STRING")
    path = reverse("api:event", kwargs={"id": survivor}) + (f"?{query}" if query else "")
    headers = {"Location": request.build_absolute_uri(path)}
    return Response(document, status=HTTPStatus.MOVED_PERMANENTLY, headers=headers)
