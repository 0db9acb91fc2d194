"""Answers made smaller on their way out (RFC 9110, sections 8.4 and 12.5.3).

Only what may lie in a public cache is compressed: the length of a page that holds somebody's
secret beside what an attacker wrote would tell the secret (BREACH).
"""

import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, Protocol

import brotli
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

GetResponse = Callable[[HttpRequest], HttpResponseBase]

# A packet holds so much anyway.
SMALLEST: Final = 860
# What the middle of both scales gives: each step more costs twice the time for a percent or two.
BROTLI_QUALITY: Final = 4
GZIP_LEVEL: Final = 5
TEXTUAL: Final = re.compile(
    r"(text/|application/(json|x-ndjson|problem\+json|ld\+json|atom\+xml|xml|javascript|"
    r"vnd\.oai\.openapi|vnd\.oai\.openapi\+json))"
)
_CODING: Final = re.compile(r"\s*([A-Za-z0-9*-]+)\s*(?:;\s*q\s*=\s*([0-9.]{1,5})\s*)?")


class Compressor(Protocol):
    def process(self, data: bytes) -> bytes: ...
    def finish(self) -> bytes: ...


class _Gzip:
    def __init__(self) -> None:
        # 16 more: with gzip's header and checksum (zlib.h).
        self._stream = zlib.compressobj(GZIP_LEVEL, zlib.DEFLATED, 16 + zlib.MAX_WBITS)

    def process(self, data: bytes) -> bytes:
        return self._stream.compress(data)

    def finish(self) -> bytes:
        return self._stream.flush()


def _brotli() -> Compressor:
    compressor: Compressor = brotli.Compressor(quality=BROTLI_QUALITY)
    return compressor


CODINGS: Final[dict[str, Callable[[], Compressor]]] = {"br": _brotli, "gzip": _Gzip}
"""The better first: of codings that a client likes equally, the first is taken."""


class CompressionMiddleware:
    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not _public(response):
            return response
        # On what is never compressed, too: a 304 does not know of what kind the whole answer is.
        patch_vary_headers(response, ["Accept-Encoding"])
        coding = preferred(request.headers.get("Accept-Encoding", ""))
        if coding is not None and response.status_code == 304:
            _weaken(response, held=request.headers.get("If-None-Match", ""))
        elif coding is not None and TEXTUAL.match(response.headers.get("Content-Type", "")):
            compress(response, coding)
        return response


def preferred(header: str) -> str | None:
    """The coding that a client likes best of those that are known here; None: as it is."""
    liked: dict[str, float] = {}
    for part in header.lower().split(",")[:20]:
        if match := _CODING.fullmatch(part):
            liked[match[1]] = _quality(match[2])
    known = [(liked.get(name, liked.get("*", 0.0)), name) for name in CODINGS]
    best = max(known, key=lambda pair: pair[0])
    identity = liked.get("identity", 0.0)
    return best[1] if best[0] > 0 and best[0] >= identity else None


def compress(response: Any, coding: str) -> None:
    """Replace the body by its compressed form. Shorter ones than `SMALLEST` stay as they are."""
    compressor = CODINGS[coding]()
    if response.streaming:
        response.streaming_content = _stream(response.streaming_content, compressor)
        del response.headers["Content-Length"]
    else:
        if len(response.content) < SMALLEST:
            return
        response.content = compressor.process(response.content) + compressor.finish()
        response.headers["Content-Length"] = str(len(response.content))
    response.headers["Content-Encoding"] = coding
    _weaken(response)


def _weaken(response: HttpResponseBase, held: str = "") -> None:
    """Make a strong ETag weak: another sequence of octets is not byte for byte what it names.

    `held` is the client's If-None-Match: an ETag that stands there as a strong one alone stays. The
    client had the answer as it is, whether too short or asked for so, and a 304 renews that one.
    """
    etag = response.headers.get("ETag", "")
    if etag.startswith('"') and (f"W/{etag}" in held or etag not in held):
        response.headers["ETag"] = f"W/{etag}"


def _public(response: HttpResponseBase) -> bool:
    return not response.has_header("Content-Encoding") and "public" in response.headers.get(
        "Cache-Control", ""
    )


def _quality(text: str | None) -> float:
    try:
        return 1.0 if text is None else float(text)
    except ValueError:
        return 0.0


def _stream(parts: Iterable[bytes], compressor: Compressor) -> Iterator[bytes]:
    for part in parts:
        # A compressor keeps what is too little to be worth sending.
        if smaller := compressor.process(part):
            yield smaller
    yield compressor.finish()
