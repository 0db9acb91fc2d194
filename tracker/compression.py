"""Response compression with content negotiation (RFC 9110, sections 8.4 and 12.5.3).

Only publicly cacheable responses are compressed. The compressed length of a page that holds both a
user's secret and text from an attacker would reveal the secret (BREACH).
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

# A response of up to this many bytes fits into one packet anyway.
MINIMUM_LENGTH: Final = 860
# Each further level takes about twice the time and saves one or two percent.
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
        # Adding 16 to the window size asks zlib for gzip's header and checksum (see zlib.h).
        self._stream = zlib.compressobj(GZIP_LEVEL, zlib.DEFLATED, 16 + zlib.MAX_WBITS)

    def process(self, data: bytes) -> bytes:
        return self._stream.compress(data)

    def finish(self) -> bytes:
        return self._stream.flush()


def _brotli() -> Compressor:
    compressor: Compressor = brotli.Compressor(quality=BROTLI_QUALITY)
    return compressor


CODINGS: Final[dict[str, Callable[[], Compressor]]] = {"br": _brotli, "gzip": _Gzip}
"""In order of preference among codings that a client accepts equally."""


class CompressionMiddleware:
    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not _is_compressible(response):
            return response
        # Also on responses that are never compressed: a 304 has no content type to tell them by.
        patch_vary_headers(response, ["Accept-Encoding"])
        coding = preferred(request.headers.get("Accept-Encoding", ""))
        if coding is not None and response.status_code == 304:
            _weaken_etag(response, request.headers.get("If-None-Match", ""))
        elif coding is not None and TEXTUAL.match(response.headers.get("Content-Type", "")):
            compress(response, coding)
        return response


def preferred(header: str) -> str | None:
    """Return the supported coding that an Accept-Encoding header prefers, or None for identity."""
    qualities: dict[str, float] = {}
    for part in header.lower().split(",")[:20]:
        if match := _CODING.fullmatch(part):
            qualities[match[1]] = _quality(match[2])
    supported = [(qualities.get(name, qualities.get("*", 0.0)), name) for name in CODINGS]
    quality, name = max(supported, key=lambda pair: pair[0])
    return name if quality > 0 and quality >= qualities.get("identity", 0.0) else None


def compress(response: Any, coding: str) -> None:
    """Compress the body of a response, unless it is shorter than `MINIMUM_LENGTH`."""
    compressor = CODINGS[coding]()
    if response.streaming:
        response.streaming_content = _compress_stream(response.streaming_content, compressor)
        del response.headers["Content-Length"]
    else:
        if len(response.content) < MINIMUM_LENGTH:
            return
        response.content = compressor.process(response.content) + compressor.finish()
        response.headers["Content-Length"] = str(len(response.content))
    response.headers["Content-Encoding"] = coding
    _weaken_etag(response)


def _weaken_etag(response: HttpResponseBase, if_none_match: str = "") -> None:
    """Turn a strong ETag into a weak one: the compressed body is not byte for byte the same.

    An ETag that `if_none_match` holds only as a strong one stays strong. The client has the
    uncompressed response, and the 304 confirms that one.
    """
    etag = response.headers.get("ETag", "")
    if etag.startswith('"') and (f"W/{etag}" in if_none_match or etag not in if_none_match):
        response.headers["ETag"] = f"W/{etag}"


def _is_compressible(response: HttpResponseBase) -> bool:
    return not response.has_header("Content-Encoding") and "public" in response.headers.get(
        "Cache-Control", ""
    )


def _quality(text: str | None) -> float:
    try:
        return 1.0 if text is None else float(text)
    except ValueError:
        return 0.0


def _compress_stream(chunks: Iterable[bytes], compressor: Compressor) -> Iterator[bytes]:
    for chunk in chunks:
        # The compressor buffers its input and may return nothing yet.
        if compressed := compressor.process(chunk):
            yield compressed
    yield compressor.finish()
