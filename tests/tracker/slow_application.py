"""A WSGI application whose front page takes three seconds."""

import time
from collections.abc import Callable, Iterable
from typing import Any


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    if environ["PATH_INFO"] == "/":
        time.sleep(3)
    start_response("200 OK", [("Content-Length", "2")])
    return [b"ok"]
