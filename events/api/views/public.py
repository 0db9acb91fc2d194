"""What all public views share: methods, negotiation, caching and conditional GET."""

import hashlib
import re
from collections.abc import Callable, Mapping
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
from events.timeline.filters import EventFilter
from events.timeline.paging import Page
from events.timeline.reading import ProfilePage

# Short: a correction or retraction is to arrive within a minute, through any cache.
MAX_AGE: Final = 60
MAX_AGE_FOREVER: Final = 24 * 60 * 60
# While nothing can be asked here, a shared cache may go on with what it has for so long (RFC 5861).
STALE_IF_ERROR: Final = 10 * 60
_WEIGHT: Final = re.compile(r";\s*q=([0-9]+\.?[0-9]*|\.[0-9]+)\s*(?:;|$)")


class PublicView(APIView):
    """GET, HEAD and OPTIONS for everybody alike. Neither session nor user is ever looked at."""

    # REST framework describes these views and says what an error is; its way through a request
    # (authentication, permissions, parsers, versions, a second pass over the answer) has no use
    # here and takes as long as all the rest of a list. A handler gets Django's own request.

    http_method_names = ["get", "head", "options"]
    policy = "read"
    rate: Rate | None = None
    media_type = ""
    """What the client wants of `renderer_classes`."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response = self.answer(request, *args, **kwargs)
        except Exception as error:
            problem = exception_handler(error, {})
            if problem is None:
                raise
            response = problem
        response["Allow"] = "GET, HEAD, OPTIONS"
        patch_vary_headers(response, ["Accept"])
        # Not in an error: a draft's would count on beside that of an id that never was.
        if self.rate is not None and (response.status_code < 400 or response.status_code == 429):
            for name, value in self.rate.headers().items():
                response[name] = value
        return response

    def answer(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        method = str(request.method).lower()
        if method not in self.http_method_names:
            raise MethodNotAllowed(method)
        offered = tuple(renderer.media_type for renderer in self.renderer_classes)
        wanted = negotiated(request.META.get("HTTP_ACCEPT", "*/*"), offered)
        if wanted is None:
            raise NotAcceptable
        self.media_type = wanted
        if not Throttle().allow_request(request, self):
            raise Throttled(self.rate.reset if self.rate else None)
        response: HttpResponseBase = getattr(self, method)(request, *args, **kwargs)
        return response

    def options(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # type: ignore[override]
        return HttpResponse(status=204)  # `Allow` stands on every answer


@lru_cache(maxsize=256)
def negotiated(accept: str, offered: tuple[str, ...]) -> str | None:
    """The media type that a client likes best of those offered (RFC 9110, section 12.5.1), the
    first of equals; None: it takes none.

    Parameters other than the weight are left aside, since no type that is offered has any.
    """
    liked: dict[str, float] = {}
    for part in accept.lower().split(","):
        if media_range := part.partition(";")[0].strip():
            weight = _WEIGHT.search(part)
            quality = min(float(weight[1]), 1.0) if weight else 1.0
            liked[media_range] = max(liked.get(media_range, 0.0), quality)
    if not liked:
        return offered[0]
    best = max(offered, key=lambda media_type: _quality(media_type, liked))
    return best if _quality(best, liked) else None


def _quality(media_type: str, liked: Mapping[str, float]) -> float:
    """What the most specific of the ranges that a media type is in says of it."""
    if media_type == "*/*":  # whatever it will be
        return max(liked.values())
    ranges = (media_type, f"{media_type.partition('/')[0]}/*", "*/*")
    return next((liked[name] for name in ranges if name in liked), 0.0)


def answered(
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


def compares(request: HttpRequest) -> bool:
    """Whether the client tells which answer it holds (or holds to be the one that stands)."""
    return "HTTP_IF_NONE_MATCH" in request.META or "HTTP_IF_MATCH" in request.META


def conditional(
    request: HttpRequest,
    answer: Callable[[], HttpResponseBase],
    *,
    etag: str,
    last_modified: datetime | None = None,
    max_age: int | None = MAX_AGE,
) -> HttpResponseBase:
    """The answer, made only if the client does not hold it already (304).

    `etag` is text without quotes that changes whenever the answer would; it makes a strong ETag.
    `max_age` is in seconds; None: no cache may keep the answer.
    """
    seconds = int(last_modified.timestamp()) if last_modified else None
    short = get_conditional_response(request, f'"{etag}"', seconds)
    if short is not None and short.status_code == 412:
        return problem_response(412)
    response: HttpResponseBase = short if short is not None else answer()
    return validated(response, etag=etag, last_modified=last_modified, max_age=max_age)


def validated(
    response: HttpResponseBase,
    *,
    etag: str,
    last_modified: datetime | None = None,
    max_age: int | None = MAX_AGE,
) -> HttpResponseBase:
    """The answer with what a client may ask for it again by; else as `conditional`."""
    response["ETag"] = f'"{etag}"'
    if last_modified is not None:
        response["Last-Modified"] = http_date(last_modified.timestamp())
    return cacheable(response, max_age=max_age)


def cacheable(response: HttpResponseBase, *, max_age: int | None = MAX_AGE) -> HttpResponseBase:
    response["Cache-Control"] = "no-store" if max_age is None else kept_for(max_age)
    return response


@lru_cache(maxsize=16)
def kept_for(max_age: int) -> str:
    """What caches are told of an answer that may be used for so many seconds."""
    text = f"public, max-age={max_age}, s-maxage={max_age}, stale-if-error={STALE_IF_ERROR}"
    return f"{text}, immutable" if max_age == MAX_AGE_FOREVER else text


def digest(*parts: object) -> str:
    """A short text that is another one as soon as one of the parts is."""
    return hashlib.blake2b(orjson.dumps(parts), digest_size=12).hexdigest()


def listing(
    request: HttpRequest,
    chosen: EventFilter,
    page: Page | ProfilePage,
    selected: Selection,
    **members: object,
) -> HttpResponse:
    """A page of a list in the contract's envelope; `members` are added to it."""

    def address(cursor: str | None) -> str | None:
        if cursor is None:
            return None
        more = {**selected.query(), "limit": request.GET.get("limit"), "cursor": cursor}
        return request.build_absolute_uri(f"{request.path}?{chosen.to_query(**more)}")

    after, before = address(page.next), address(page.previous)
    results = [selected.document(record) for record in page.records]
    document = {"next": after, "previous": before, "results": results, **members}
    return answered(document, headers=links(next=after, prev=before))


def links(**addresses: str | None) -> dict[str, str]:
    """The header `Link` (RFC 8288) for those relations that have an address; none without any."""
    known = [f'<{address}>; rel="{name}"' for name, address in addresses.items() if address]
    return {"Link": ", ".join(known)} if known else {}
