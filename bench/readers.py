"""Readers who ask at a steady pace, and how long they wait."""

import http.client
import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

READERS: Final = 4
READS_PER_SECOND: Final = 5
"""Of each reader."""
PATHS: Final = ("/", "/api/v1/events/?limit=50", "/api/v1/events/?q=talks", "/actors/")


@dataclass
class Times:
    """Milliseconds of requests, and the statuses of those that failed."""

    milliseconds: list[float] = field(default_factory=list)
    failures: list[int] = field(default_factory=list)

    def note(self, begin: float, status: int) -> None:
        self.milliseconds.append((time.perf_counter() - begin) * 1000)
        if status >= 400:
            self.failures.append(status)

    def at(self, part: float) -> float:
        ordered = sorted(self.milliseconds)
        return ordered[min(int(len(ordered) * part), len(ordered) - 1)] if ordered else 0.0

    def __str__(self) -> str:
        figures = f"p50 {self.at(0.5):.0f} ms, p99 {self.at(0.99):.0f} ms, max {self.at(1):.0f} ms"
        return f"{len(self.milliseconds)} requests, {len(self.failures)} failed, {figures}"


@dataclass
class Program:
    """A client of the server; `token`: of the account as which it writes. Without one, it does not
    look at what it receives.
    """

    port: int
    token: str = ""

    def ask(
        self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None
    ) -> tuple[int, Any]:
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        sent = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        link.request(method, path, body, {**sent, **(headers or {})})
        answer = link.getresponse()
        content = answer.read()
        link.close()
        is_json = self.token and "json" in answer.headers.get("Content-Type", "")
        return answer.status, json.loads(content) if is_json else None


def read_until(is_over: Callable[[], bool], port: int) -> Times:
    """Let readers ask at a steady pace, each for the paths in turn."""
    times, link = Times(), Program(port)

    def read(number: int) -> None:
        due = time.monotonic() + number / READERS / READS_PER_SECOND
        turn = number
        while not is_over():
            time.sleep(max(0.0, due - time.monotonic()))
            due += 1 / READS_PER_SECOND
            begin = time.perf_counter()
            times.note(begin, link.ask("GET", PATHS[turn % len(PATHS)])[0])
            turn += 1

    in_threads(read, READERS)
    return times


def in_threads(act: Callable[[int], None], count: int) -> None:
    threads = [threading.Thread(target=act, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def after(seconds: float) -> Callable[[], bool]:
    end = time.monotonic() + seconds
    return lambda: time.monotonic() > end
