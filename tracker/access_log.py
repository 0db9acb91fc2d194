"""The access log (ACCESS_LOG): a line of JSON for each request.

It contains the names of the parameters in a query string, but not their values: what readers search
for is their own business. Nor does it contain the secrets in addresses that are sent by mail.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial
from time import monotonic
from typing import Any, Final
from urllib.parse import parse_qsl

import structlog
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase

logger = structlog.get_logger(__name__)

LONGEST_PATH: Final = 500
MOST_PARAMETERS: Final = 20
SECRETS: Final = frozenset({"key", "uidb36", "token"})
"""Parts of an address that open an account."""
_NAME: Final = re.compile(r"[A-Za-z_][\w-]{0,63}", re.ASCII)


class AccessLogMiddleware:
    """Logs each request once its response has been sent, or is complete."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        started = monotonic()
        response = self.get_response(request)
        log = partial(_log, request, response.status_code, started)
        length = response.headers.get("Content-Length", "")
        if request.method == "HEAD":
            log(0)
        elif length.isdecimal():
            log(int(length))
        elif isinstance(response, StreamingHttpResponse) and not response.is_async:
            response.streaming_content = _Counted(iter(response), log)
        else:
            log(None)
        return response


class _Counted:
    """The chunks of a stream. Closing it, which every server does, logs how many bytes they had."""

    def __init__(self, chunks: Iterator[bytes], log: Callable[[int], None]) -> None:
        self.chunks = chunks
        self.log = log
        self.bytes = 0
        self.is_logged = False

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        chunk = next(self.chunks)
        self.bytes += len(chunk)
        return chunk

    def close(self) -> None:
        if not self.is_logged:
            self.is_logged = True
            self.log(self.bytes)


def _log(request: HttpRequest, status: int, started: float, length: int | None) -> None:
    logger.info(
        "request",
        method=request.method,
        path=_path(request),
        parameters=_parameters(request.META.get("QUERY_STRING", "")),
        status=status,
        bytes=length,
        milliseconds=round((monotonic() - started) * 1000, 1),
        request_id=getattr(request, "request_id", ""),
    )


def _path(request: HttpRequest) -> str:
    """Return the path of a request; its pattern, if it has a secret."""
    match: Any = request.resolver_match
    if match is not None and SECRETS & match.kwargs.keys():
        return f"/{match.route}"
    return request.path_info[:LONGEST_PATH]


def _parameters(query: str) -> list[str]:
    """Return the names of the parameters, without those that are not names."""
    names = dict.fromkeys(name for name, _value in parse_qsl(query, keep_blank_values=True))
    return [name for name in names if _NAME.fullmatch(name)][:MOST_PARAMETERS]
