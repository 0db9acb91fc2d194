"""What all public views share: methods, content negotiation, caching and conditional GET."""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

import orjson
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date
from rest_framework.exceptions import MethodNotAllowed, NotAcceptable, Throttled
from rest_framework.views import APIView

from events.api.problems import exception_handler, problem_response
from events.api.selecting import Selection
from events.api.throttles import Rate, Throttle
from events.timeline.addresses import absolute_url
from events.timeline.filters import EventFilter
from events.timeline.generation import FORM
from events.timeline.paging import Page
from events.timeline.reading import ProfilePage

# Short: a correction or retraction should arrive within a minute, through any cache.
MAX_AGE: Final = 60
# How long a shared cache may serve what it has while the server is down (RFC 5861).
STALE_IF_ERROR: Final = 10 * 60
_WEIGHT: Final = re.compile(r";\s*q=([0-9]+\.?[0-9]*|\.[0-9]+)\s*(?:;|$)")


class PublicView(APIView):
    """GET, HEAD and OPTIONS, the same for everybody: neither session nor user is ever read."""

    # REST framework describes these views and defines the errors. What else it does with a request
    # (authentication, permissions, parsers, versions, rendering) is of no use here and takes as
    # long as all the rest of a list, so it is skipped: a handler gets Django's own request.

    http_method_names = ["get", "head", "options"]
    policy = "read"
    rate: Rate | None = None
    media_type = ""
    """The media type of `renderer_classes` that the client prefers."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response = self.respond(request, *args, **kwargs)
        except Exception as error:
            problem = exception_handler(error, {})
            if problem is None:
                raise
            response = problem
        response["Allow"] = "GET, HEAD, OPTIONS"
        patch_vary_headers(response, ["Accept"])
        # Not in an error: its count would tell a draft from an id that never existed.
        if self.rate is not None and (response.status_code < 400 or response.status_code == 429):
            for name, value in self.rate.headers().items():
                response[name] = value
        return response

    def respond(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        method = str(request.method).lower()
        if method not in self.http_method_names:
            raise MethodNotAllowed(method)
        offered = tuple(renderer.media_type for renderer in self.renderer_classes)
        preferred = preferred_type(request.META.get("HTTP_ACCEPT", "*/*"), offered)
        if preferred is None:
            raise NotAcceptable
        self.media_type = preferred
        if not Throttle().allow_request(request, self):
            raise Throttled(self.rate.reset if self.rate else None)
        response: HttpResponseBase = getattr(self, method)(request, *args, **kwargs)
        return response

    def options(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        return HttpResponse(status=204)  # `Allow` stands on every answer


@lru_cache(maxsize=256)
def preferred_type(accept: str, offered: tuple[str, ...]) -> str | None:
    """The media type that a client prefers of those offered (RFC 9110, section 12.5.1), the first
    of equals; None if it accepts none.

    Parameters other than the weight are ignored, since no type that is offered has any.
    """
    weights: dict[str, float] = {}
    for part in accept.lower().split(","):
        if media_range := part.partition(";")[0].strip():
            weight = _WEIGHT.search(part)
            quality = min(float(weight[1]), 1.0) if weight else 1.0
            weights[media_range] = max(weights.get(media_range, 0.0), quality)
    if not weights:
        return offered[0]
    best = max(offered, key=lambda media_type: _quality(media_type, weights))
    return best if _quality(best, weights) else None


def _quality(media_type: str, weights: Mapping[str, float]) -> float:
    """The weight of the most specific range that a media type is in."""
    if media_type == "*/*":  # any type will do
        return max(weights.values())
    ranges = (media_type, f"{media_type.partition('/')[0]}/*", "*/*")
    return next((weights[name] for name in ranges if name in weights), 0.0)


def json_response(
    document: Any, status: int = 200, headers: Mapping[str, str] | None = None
) -> HttpResponse:
    """JSON; stored documents pass through as `orjson.Fragment`, never parsed on the way."""
    return HttpResponse(
        orjson.dumps(document),
        # JSON is UTF-8 and its media type has no such parameter (RFC 8259).
        content_type="application/json",
        status=status,
        headers=dict(headers or {}),
    )


def sends_etag(request: HttpRequest) -> bool:
    """Whether the client tells which answer it has."""
    return "HTTP_IF_NONE_MATCH" in request.META or "HTTP_IF_MATCH" in request.META


def conditional(
    request: HttpRequest,
    respond: Callable[[], HttpResponseBase],
    *,
    etag: str,
    last_modified: datetime | None = None,
    max_age: int | None = MAX_AGE,
) -> HttpResponseBase:
    """The answer, made only if the client does not have it already (304).

    `etag` is text without quotes that changes whenever the answer would (`etag_of`, or `generation`
    of the timeline); it makes a strong ETag. `max_age` is in seconds; None: no cache may keep the
    answer.
    """
    seconds = int(last_modified.timestamp()) if last_modified else None
    short = get_conditional_response(request, f'"{etag}"', seconds)
    if short is not None and short.status_code == 412:
        return problem_response(412)
    response: HttpResponseBase = short if short is not None else respond()
    return with_validators(response, etag=etag, last_modified=last_modified, max_age=max_age)


def with_validators(
    response: HttpResponseBase,
    *,
    etag: str,
    last_modified: datetime | None = None,
    max_age: int | None = MAX_AGE,
) -> HttpResponseBase:
    """The answer with its ETag and date, for a later conditional request; else as `conditional`."""
    response["ETag"] = f'"{etag}"'
    if last_modified is not None:
        response["Last-Modified"] = http_date(last_modified.timestamp())
    return cacheable(response, max_age=max_age)


def cacheable(response: HttpResponseBase, *, max_age: int | None = MAX_AGE) -> HttpResponseBase:
    response["Cache-Control"] = "no-store" if max_age is None else cache_control(max_age)
    return response


@lru_cache(maxsize=16)
def cache_control(max_age: int) -> str:
    """The header for an answer that caches may use for so many seconds."""
    return f"public, max-age={max_age}, s-maxage={max_age}, stale-if-error={STALE_IF_ERROR}"


def etag_of(*parts: object) -> str:
    """A short text that changes with any of the parts, with the shape that documents are sent in,
    and with the languages of the interface.
    """
    return hashlib.blake2b(orjson.dumps((FORM, *parts)), digest_size=12).hexdigest()


def list_response(
    request: HttpRequest,
    chosen: EventFilter,
    page: Page | ProfilePage,
    documents: Iterable[Any],
    selected: Selection,
    **members: object,
) -> HttpResponse:
    """A page of documents in the envelope of lists; `members` are added to it."""

    def address(cursor: str | None) -> str | None:
        if cursor is None:
            return None
        more = {**selected.query(), "limit": request.GET.get("limit"), "cursor": cursor}
        return absolute_url(request, f"{request.path}?{chosen.to_query(**more)}")

    after, before = address(page.next), address(page.previous)
    envelope = {"next": after, "previous": before, "results": list(documents), **members}
    return json_response(envelope, headers=link_header(next=after, prev=before))


def link_header(**addresses: str | None) -> dict[str, str]:
    """The header `Link` (RFC 8288) for the relations that have an address; none without any."""
    known = [f'<{address}>; rel="{name}"' for name, address in addresses.items() if address]
    return {"Link": ", ".join(known)} if known else {}
