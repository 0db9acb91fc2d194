"""Events: lists, one, its editions, and the counts over a filtered set."""

from http import HTTPStatus
from typing import Any

import orjson
from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from events.api import openapi
from events.api.parameters import bounded, cursor_and_limit, digest, moment, only
from events.api.views.public import (
    MAX_AGE_FOREVER,
    PublicView,
    address,
    cacheable,
    conditional,
)
from events.models import Edition
from events.timeline import facets, generation, histogram, paging, reading
from events.timeline.filters import EventFilter


class EventList(PublicView):
    @openapi.event_list
    def get(self, request: Request) -> HttpResponseBase:
        chosen = EventFilter.clean(
            request.query_params, now=timezone.now(), extra=("limit", "cursor")
        )
        limit, cursor = cursor_and_limit(request.query_params)

        def answer() -> Response:
            page = paging.page(chosen, limit=limit, cursor=cursor)
            return listing(request, chosen.to_query(), limit, page)

        return conditional(request, answer, etag=digest(generation.generation(chosen)))


class EventFacets(PublicView):
    @openapi.event_facets
    def get(self, request: Request) -> HttpResponseBase:
        chosen = EventFilter.clean(request.query_params, now=timezone.now())
        return conditional(
            request,
            lambda: Response(facets.facets(chosen)),
            etag=digest(generation.generation(chosen)),
        )


class EventHistogram(PublicView):
    @openapi.event_histogram
    def get(self, request: Request) -> HttpResponseBase:
        chosen = EventFilter.clean(request.query_params, now=timezone.now(), extra=("interval",))
        interval = histogram.clean_interval(request.query_params)
        return conditional(
            request,
            lambda: Response({"interval": interval, "results": histogram.histogram(chosen, interval)}),
            etag=digest(generation.generation(chosen)),
        )


class EventDetail(PublicView):
    @openapi.event_detail
    def get(self, request: Request, id: str) -> HttpResponseBase:
        only(request.query_params, "as_of")
        as_of = moment(request.query_params, "as_of")
        return stored(request, found(reading.event_edition(id, as_of=as_of)))


class EditionList(PublicView):
    @openapi.edition_list
    def get(self, request: Request, id: str) -> HttpResponseBase:
        only(request.query_params, "as_of")
        editions = reading.editions(id, as_of=moment(request.query_params, "as_of"))
        if not editions:
            raise Http404
        return conditional(
            request,
            lambda: Response({"next": None, "previous": None, "results": documents(editions)}),
            etag=f"{editions[0].seq}-{editions[-1].seq}",
        )


class EditionDetail(PublicView):
    @openapi.edition_detail
    def get(self, request: Request, id: str, number: int) -> HttpResponseBase:
        only(request.query_params)
        edition = found(reading.edition(id, bounded(number)))
        # An edition never changes, whatever becomes of its event: no status but 200.
        return conditional(
            request,
            lambda: Response(orjson.Fragment(edition.document)),
            etag=str(edition.seq),
            last_modified=edition.at,
            max_age=MAX_AGE_FOREVER,
        )


def found(edition: Edition | None) -> Edition:
    # The same for a draft as for an id that never was: the router's own answer.
    if edition is None:
        raise Http404
    return edition


def stored(request: Request, edition: Edition) -> HttpResponseBase:
    """The stored document as it is; a tombstone says 410, and 301 where another event took over."""
    document: Any = orjson.Fragment(edition.document)
    if edition.listed:
        return conditional(
            request,
            lambda: Response(document),
            etag=str(edition.seq),
            last_modified=edition.at,
        )
    survivor = orjson.loads(edition.document).get("merged_into")
    if survivor is None:
        return cacheable(Response(document, status=HTTPStatus.GONE))
    path = reverse("api:event", kwargs={"id": survivor})
    headers = {"Location": address(request, request.META.get("QUERY_STRING", ""), path=path)}
    return cacheable(
        Response(document, status=HTTPStatus.MOVED_PERMANENTLY, headers=headers)
    )


def documents(editions: list[Edition]) -> list[Any]:
    return [orjson.Fragment(edition.document) for edition in editions]
