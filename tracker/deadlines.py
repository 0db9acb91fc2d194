"""Ends the queries of reads that take too long, or whose client has left."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.http import HttpRequest
from django.http.response import HttpResponseBase

GetResponse = Callable[[HttpRequest], HttpResponseBase]

WATCH_SECONDS: Final = 0.5
# Seconds by the beginning of the path; `settings.READ_SECONDS` for all else. Waiting for changes
# takes up to a minute; a dump is streamed after the middleware, and only prepared within it.
SECONDS: Final = {"/api/v1/changes/": 90, "/admin/": 120}


@dataclass(eq=False)
class Read:
    """A request that is being answered. `cancel` ends the query that runs at the moment, if any."""

    deadline: float
    cancel: Callable[[], None]
    has_client_left: Callable[[], bool]
    is_answered: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)

    def check(self) -> None:
        # Under the lock: later, the connection may serve another request.
        with self.lock:
            if self.is_answered:
                return
            if time.monotonic() > self.deadline or self.has_client_left():
                self.cancel()

    def end(self) -> None:
        with self.lock:
            self.is_answered = True


@dataclass
class Watch:
    """A thread that looks after all reads of the process; it begins with the first one."""

    reads: set[Read] = field(default_factory=set)
    lock: threading.Lock = field(default_factory=threading.Lock)
    thread: threading.Thread | None = None

    @contextmanager
    def over(self, read: Read) -> Iterator[None]:
        with self.lock:
            self.reads.add(read)
            if self.thread is None or not self.thread.is_alive():
                self.thread = threading.Thread(target=self.run, name="deadlines", daemon=True)
                self.thread.start()
        try:
            yield
        finally:
            read.end()
            with self.lock:
                self.reads.discard(read)

    def run(self) -> None:
        while True:
            time.sleep(WATCH_SECONDS)
            with self.lock:
                reads = list(self.reads)
            # Again and again until the request ends, which may send further queries.
            for read in reads:
                read.check()


_watch = Watch()


class DeadlineMiddleware:
    """Bounds GET and HEAD. A query that is ended raises OperationalError, which becomes 503."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        path = request.path_info
        kinds = (seconds for prefix, seconds in SECONDS.items() if path.startswith(prefix))
        read = Read(
            time.monotonic() + next(kinds, settings.READ_SECONDS),
            canceller(),
            request.META.get("waitress.client_disconnected", lambda: False),
        )
        with _watch.over(read):
            return self.get_response(request)


def canceller() -> Callable[[], None]:
    """Return a function that ends what the connection of this thread is doing."""
    wrapper = connections[DEFAULT_DB_ALIAS]

    def cancel() -> None:
        raw: Any = wrapper.connection
        if raw is not None:
            # sqlite3 and psycopg allow this from another thread.
            raw.interrupt() if wrapper.vendor == "sqlite" else raw.cancel_safe(timeout=2)

    return cancel
