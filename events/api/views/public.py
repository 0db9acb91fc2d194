"""What all public views share: methods, negotiation, parameters, caching and conditional GET."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.http import http_date
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from events.api.problems import problem_response

# Short: a correction or retraction is to arrive within a minute, through any cache.
MAX_AGE: Final = 60
MAX_AGE_FOREVER: Final = 24 * 60 * 60


class PublicView(APIView):
    """GET, HEAD and OPTIONS for everybody alike. Neither session nor user is ever looked at."""

    http_method_names = ["get", "head", "options"]

    def options(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return Response(status=204)  # `Allow` stands on every answer

    def finalize_response(
        self, request: Request, response: HttpResponseBase, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        response = super().finalize_response(request, response, *args, **kwargs)
        patch_vary_headers(response, ["Accept"])
        return response


def conditional(
    request: Request,
    answer: Callable[[], HttpResponseBase],
    *,
    etag: str,
    last_modified: datetime | None = None,
    max_age: int = MAX_AGE,
) -> HttpResponseBase:
    """The answer, made only if the client does not hold it already (304).

    `etag` is unquoted text that changes whenever the answer would; it becomes a strong ETag.
    """
    quoted = f'"{etag}"'
    seconds = int(last_modified.timestamp()) if last_modified else None
    response = get_conditional_response(request._request, quoted, seconds)
    if response is not None and response.status_code == 412:
        return problem_response(412)
    if response is None:
        response = answer()
    response["ETag"] = quoted
    if seconds is not None:
        response["Last-Modified"] = http_date(seconds)
    return cacheable(response, max_age=max_age)


def cacheable(response: HttpResponseBase, *, max_age: int = MAX_AGE) -> HttpResponseBase:
    patch_cache_control(response, public=True, max_age=max_age)
    return response


def address(request: Request | HttpRequest, query: str = "", **parameters: object) -> str:
    """This endpoint's absolute address with another query: `query` plus `parameters`, None left out."""
    given: Iterable[tuple[str, object]] = (
        (name, value) for name, value in parameters.items() if value is not None
    )
    joined = "&".join(part for part in (query, urlencode(list(given))) if part)
    return str(request.build_absolute_uri(f"{request.path}?{joined}" if joined else request.path))
