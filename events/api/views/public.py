"""What all public views share: methods, negotiation, caching and conditional GET."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

import orjson
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.http import http_date
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from events.api.problems import problem_response
from events.models import Edition, Profile
from events.timeline.filters import EventFilter

# Short: a correction or retraction is to arrive within a minute, through any cache.
MAX_AGE: Final = 60
MAX_AGE_FOREVER: Final = 24 * 60 * 60


class PublicView(APIView):
    """GET, HEAD and OPTIONS for everybody alike. Neither session nor user is ever looked at."""

    http_method_names = ["get", "head", "options"]

    def options(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        return Response(status=204)  # `Allow` stands on every answer

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        patch_vary_headers(response, ["Accept"])
        return response


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
        patch_cache_control(response, public=True, max_age=max_age)
    return response


def digest(*parts: object) -> str:
    """A short text that is another one as soon as one of the parts is."""
    return hashlib.blake2b(orjson.dumps(parts), digest_size=12).hexdigest()


def fragments(records: list[Edition] | list[Profile]) -> list[orjson.Fragment]:
    """The stored documents as they are, never parsed on their way out."""
    return [orjson.Fragment(record.document) for record in records]


def listing(
    request: Request,
    chosen: EventFilter,
    records: list[Edition] | list[Profile],
    following: str | None,
    preceding: str | None,
) -> Response:
    """A page of a list in the contract's envelope."""

    def address(cursor: str | None) -> str | None:
        if cursor is None:
            return None
        query = chosen.to_query(limit=request.query_params.get("limit"), cursor=cursor)
        return request.build_absolute_uri(f"{request.path}?{query}")

    after, before = address(following), address(preceding)
    document = {"next": after, "previous": before, "results": fragments(records)}
    return Response(document, headers=links(next=after, prev=before))


def links(**addresses: str | None) -> dict[str, str]:
    """The header `Link` (RFC 8288) for those relations that have an address; none without any."""
    known = [f'<{address}>; rel="{name}"' for name, address in addresses.items() if address]
    return {"Link": ", ".join(known)} if known else {}
