"""A WSGI application whose front page takes three seconds, as do the addresses of slow saving, and
which has a page of 12 MB.
"""

import time
from collections.abc import Callable, Iterable
from typing import Any

PIECES = [bytes([number]) * 256 * 1024 for number in range(48)]


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    if environ["PATH_INFO"] == "/" or environ["PATH_INFO"].endswith("/slow/"):
        time.sleep(3)
    if environ["PATH_INFO"] == "/long/":
        start_response("200 OK", [("Content-Type", "application/octet-stream")])
        return iter(PIECES)
    start_response("200 OK", [("Content-Length", "2")])
    return [b"ok"]
