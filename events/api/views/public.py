"""What all public views share: methods, negotiation, caching and conditional GET."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final, NoReturn

import orjson
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.http import http_date
from rest_framework.exceptions import Throttled
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from events.api.problems import problem_response
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


class PublicView(APIView):
    """GET, HEAD and OPTIONS for everybody alike. Neither session nor user is ever looked at."""

    http_method_names = ["get", "head", "options"]
    throttle_classes = [Throttle]
    policy = "read"
    rate: Rate | None = None

    def options(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        return Response(status=204)  # `Allow` stands on every answer

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        patch_vary_headers(response, ["Accept"])
        # Not in an error: a draft's would count on beside that of an id that never was.
        if self.rate is not None and (response.status_code < 400 or response.status_code == 429):
            for name, value in self.rate.headers().items():
                response[name] = value
        return response

    def throttled(self, request: Request, wait: float | None) -> NoReturn:
        raise Throttled(self.rate.reset if self.rate else None)


def conditional(
    request: Request,
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
    quoted = f'"{etag}"'
    seconds = int(last_modified.timestamp()) if last_modified else None
    short = get_conditional_response(request._request, quoted, seconds)
    if short is not None and short.status_code == 412:
        return problem_response(412)
    response: HttpResponseBase = short if short is not None else answer()
    response["ETag"] = quoted
    if seconds is not None:
        response["Last-Modified"] = http_date(seconds)
    return cacheable(response, max_age=max_age)


def cacheable(response: HttpResponseBase, *, max_age: int | None = MAX_AGE) -> HttpResponseBase:
    if max_age is None:
        response["Cache-Control"] = "no-store"
    else:
        patch_cache_control(
            response,
            public=True,
            max_age=max_age,
            s_maxage=max_age,
            stale_if_error=STALE_IF_ERROR,
            **({"immutable": True} if max_age == MAX_AGE_FOREVER else {}),
        )
    return response


def digest(*parts: object) -> str:
    """A short text that is another one as soon as one of the parts is."""
    return hashlib.blake2b(orjson.dumps(parts), digest_size=12).hexdigest()


def listing(
    request: Request,
    chosen: EventFilter,
    page: Page | ProfilePage,
    selected: Selection,
    **members: object,
) -> Response:
    """A page of a list in the contract's envelope; `members` are added to it."""

    def address(cursor: str | None) -> str | None:
        if cursor is None:
            return None
        more = {**selected.query(), "limit": request.query_params.get("limit"), "cursor": cursor}
        return request.build_absolute_uri(f"{request.path}?{chosen.to_query(**more)}")

    after, before = address(page.next), address(page.previous)
    results = [selected.document(record) for record in page.records]
    document = {"next": after, "previous": before, "results": results, **members}
    return Response(document, headers=links(next=after, prev=before))


def links(**addresses: str | None) -> dict[str, str]:
    """The header `Link` (RFC 8288) for those relations that have an address; none without any."""
    known = [f'<{address}>; rel="{name}"' for name, address in addresses.items() if address]
    return {"Link": ", ".join(known)} if known else {}
