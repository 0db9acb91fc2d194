"""A WSGI application whose front page takes three seconds, as do the addresses of slow saving."""

import time
from collections.abc import Callable, Iterable
from typing import Any


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    if environ["PATH_INFO"] == "/" or environ["PATH_INFO"].endswith("/slow/"):
        time.sleep(3)
    start_response("200 OK", [("Content-Length", "2")])
    return [b"ok"]
