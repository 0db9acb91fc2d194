"""A WSGI application whose front page takes three seconds, and one page has 12 MB."""

import time
from collections.abc import Callable, Iterable
from typing import Any

PIECES = [bytes([number]) * 256 * 1024 for number in range(48)]


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    if environ["PATH_INFO"] == "/":
        time.sleep(3)
    if environ["PATH_INFO"] == "/long/":
        start_response("200 OK", [("Content-Type", "application/octet-stream")])
        return iter(PIECES)
    start_response("200 OK", [("Content-Length", "2")])
    return [b"ok"]
