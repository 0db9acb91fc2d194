"""``make bench``: what each kind of request costs beside the yardsticks of the same run.

Needs an archive in DATABASE_URL (``make bench-data``). Each figure is the median of `ROUNDS` rounds
in which product and yardsticks take turns. Processor time is that of the server and, on PostgreSQL,
of the database's processes.
"""

import argparse
import base64
import http.client
import itertools
import json
import random
import statistics
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import quote, urlencode

from bench.serving import fetch, memory, processor_seconds, server
from events.dates import When

ROUNDS: Final = 5
CONNECTIONS: Final = 16
SECONDS: Final = 5.0
FIRST: Final = "/api/v1/events/"


@dataclass(frozen=True)
class Target:
    name: str
    product: str
    textbook: str = ""
    raw: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    least: float = 0.4
    """Seconds of a round: long enough for the clock's ticks of 10 ms."""
    others: tuple[str, ...] = ()
    """Addresses that take turns in the product's place, where it must not meet what it knows."""
    first: str = ""
    """The first page, where the goal is a ratio to it."""


@dataclass
class Figures:
    """Medians, in milliseconds: processor time and waiting."""

    processor: float
    waiting: float


def targets(port: int) -> list[Target]:
    """The requests, made of what the archive holds."""
    connection = http.client.HTTPConnection("127.0.0.1", port)

    def ask(path: str) -> Any:
        status, body, _headers = fetch(connection, path)
        if status != 200:
            raise SystemExit(f"{path} answers {status}.")
        return json.loads(body)

    facets = ask("/api/v1/events/facets/")
    total = sum(value["count"] for value in facets["occurrence"])
    # One of many, as people are: not the one who is in every second event; but of whom five of the
    # 26 years fill a page.
    busy = [one["value"] for one in facets["actor"][:21] if one["count"] * 5 / 26 > 75]
    actor = busy[-1] if busy else facets["actor"][0]["value"]
    middle = ask("/api/v1/events/?" + urlencode({"to": "2012", "limit": "1"}))
    first = middle["results"][0]
    whole = ask("/api/v1/events/?limit=1")
    walk = _cursor_like(whole["next"], first)
    event = first["id"]
    etag = fetch(connection, FIRST)[2]["ETag"]
    words = "treaty harb"
    textbook = "/textbook/events/"
    return [
        Target("first page", FIRST, textbook, "/raw/list"),
        Target(
            "page at half depth",
            f"/api/v1/events/?cursor={walk}",
            f"{textbook}?offset={total // 2}",
            f"/raw/list?key={quote(_key(first))}&id={event}",
            first=FIRST,
        ),
        Target(
            "actor and period",
            f"/api/v1/events/?actor={actor}&from=2010&to=2015",
            f"{textbook}?actor={actor}&from=2010&to=2015",
            f"/raw/list?actor={actor}&from=2010&to=2015",
        ),
        Target(
            "the same, never asked before",
            f"/api/v1/events/?actor={actor}&from=2010&to=2015",
            f"{textbook}?actor={actor}&from=2010&to=2015",
            others=tuple(
                f"/api/v1/events/?actor={one['value']}&from={year}-{month:02d}&to={year + 5}"
                for one in facets["actor"]
                for year in range(2000, 2020)
                for month in range(1, 13)
            ),
        ),
        Target(
            "two words",
            f"/api/v1/events/?q={quote(words)}",
            f"{textbook}?q={quote(words)}",
        ),
        Target(
            "one event", f"/api/v1/events/{event}/", f"{textbook}{event}/", f"/raw/one?id={event}"
        ),
        Target("facets", "/api/v1/events/facets/", f"{textbook}facets/"),
        Target("histogram", "/api/v1/events/histogram/?interval=month", f"{textbook}histogram/"),
        Target("conditional", FIRST, textbook, headers={"If-None-Match": etag}),
        Target("as_of", f"/api/v1/events/?as_of={_today()}", first=FIRST),
        Target("timeline in HTML", "/", "/bare/"),
        Target("the same, cards unknown", "/", "/bare/", others=_pages(ask, whole["next"])),
    ]  # fmt: skip


def _pages(ask: Callable[[str], Any], address: str) -> tuple[str, ...]:
    """Pages of the timeline that have more cards together than are remembered."""
    months = (f"{year}-{month:02d}" for year in range(2001, 2026) for month in range(1, 13))
    newest = (ask(f"/api/v1/events/?limit=1&to={month}")["results"][:1] for month in months)
    found = (f"/?cursor={_cursor_like(address, one)}" for one in itertools.chain(*newest))
    return tuple(dict.fromkeys(found))


def _today() -> str:
    return time.strftime("%Y-%m-%d", time.gmtime())


def _key(document: dict[str, Any]) -> str:
    start = document["start"]
    return When.parse(start["edtf"], timezone=start["timezone"]).sort_key


def _cursor_like(address: str, document: dict[str, Any]) -> str:
    """The cursor of the whole list at a document, from the mark of one of its own cursors."""
    text = address.split("cursor=")[1]
    mark, backward, *_key_parts = json.loads(
        base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    )
    place = json.dumps([mark, backward, _key(document), document["id"]]).encode()
    return base64.urlsafe_b64encode(place).rstrip(b"=").decode()


def measure(port: int, process: int, path: str, target: Target) -> Figures:
    """One round: requests over one connection until the time is up, one at least."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    expected = 304 if target.headers and path == target.product else 200
    headers = target.headers if path == target.product else {}
    paths = itertools.cycle((path,))
    if path == target.product and target.others:
        paths = itertools.cycle(random.sample(target.others, len(target.others)))
    for _n in range(2 if path == target.product else 1):
        status = fetch(connection, next(paths), headers)[0]
        if status != expected:
            raise SystemExit(f"{path} answers {status}.")
    waits: list[float] = []
    before, begun = processor_seconds(process), time.perf_counter()
    while not waits or time.perf_counter() - begun < target.least:
        start = time.perf_counter()
        fetch(connection, next(paths), headers)
        waits.append(time.perf_counter() - start)
    spent = processor_seconds(process) - before
    return Figures(spent / len(waits) * 1000, statistics.median(waits) * 1000)


def medians(port: int, process: int, target: Target) -> dict[str, Figures]:
    paths = {
        "product": target.product,
        "textbook": target.textbook,
        "raw": target.raw,
        "first": target.first,
    }
    rounds: dict[str, list[Figures]] = {name: [] for name, path in paths.items() if path}
    for _n in range(ROUNDS):
        for name, found in rounds.items():
            found.append(measure(port, process, paths[name], target))
    return {
        name: Figures(
            statistics.median(one.processor for one in found),
            statistics.median(one.waiting for one in found),
        )
        for name, found in rounds.items()
    }


def one_connection() -> None:
    print(
        "| request | product CPU | p50 | textbook CPU | raw CPU | textbook / product | above raw "
        "| beside the first page: CPU, p50 |"
    )
    print("|---|---|---|---|---|---|---|---|")
    with server(1, 4) as (port, process):
        for target in targets(port):
            found = medians(port, process, target)
            own = found["product"]
            textbook, raw, first = (found.get(name) for name in ("textbook", "raw", "first"))
            print(
                f"| {target.name} | {own.processor:.2f} ms | {own.waiting:.2f} ms "
                f"| {f'{textbook.processor:.1f} ms' if textbook else '–'} "
                f"| {f'{raw.processor:.2f} ms' if raw else '–'} "
                f"| {f'{textbook.processor / own.processor:.1f}' if textbook else '–'} "
                f"| {f'{own.processor - raw.processor:+.2f} ms' if raw else '–'} "
                f"| {_ratios(own, first) if first else '–'} |",
                flush=True,
            )
        export(port, process)


def _ratios(own: Figures, other: Figures) -> str:
    return f"{own.processor / other.processor:.2f}, {own.waiting / other.waiting:.2f}"


def export(port: int, process: int) -> None:
    """The whole archive as NDJSON: events per second, and how far memory grows."""
    rates, growth = [], []
    for _n in range(ROUNDS):
        connection = http.client.HTTPConnection("127.0.0.1", port)
        before, begun, lines, highest = memory(process), time.perf_counter(), 0, 0
        connection.request("GET", "/api/v1/export/?format=ndjson")
        answer = connection.getresponse()
        pieces = 0
        while piece := answer.read(1 << 20):
            lines += piece.count(b"\n")
            pieces += 1
            if pieces % 20 == 0:
                highest = max(highest, memory(process))
        rates.append(lines / (time.perf_counter() - begun))
        growth.append(max(0, highest - before) / 2**20)
    print(
        f"\nexport NDJSON: {statistics.median(rates):,.0f} events/s, "
        f"memory grew by {max(growth):.0f} MB at most"
    )


def growth(smaller: str) -> None:
    """How long each request takes beside the same one in a smaller archive, in turns."""
    print("| request | p50 | p50 in the smaller archive | ratio |")
    print("|---|---|---|---|")
    with server(1, 4) as large, server(1, 4, smaller) as small:
        for own, other in zip(targets(large[0]), targets(small[0]), strict=True):
            rounds = [
                (measure(*large, own.product, own), measure(*small, other.product, other))
                for _n in range(ROUNDS)
            ]
            here, there = (
                statistics.median(one.waiting for one in side) for side in zip(*rounds, strict=True)
            )
            print(
                f"| {own.name} | {here:.2f} ms | {there:.2f} ms | {here / there:.2f} |", flush=True
            )


def many_connections() -> None:
    with server(2, 8) as (port, _process):
        for path in (FIRST, "/raw/list", "/textbook/events/"):
            rates, slowest = [], []
            for _n in range(ROUNDS):
                waits = _crowd(port, path)
                rates.append(len(waits) / SECONDS)
                slowest.append(statistics.quantiles(waits, n=100)[98] * 1000)
            print(
                f"{CONNECTIONS} connections, two workers, {path}: {statistics.median(rates):,.0f} "
                f"requests/s, p99 {statistics.median(slowest):.0f} ms"
            )


def _crowd(port: int, path: str) -> Sequence[float]:
    waits: list[float] = []
    until = time.perf_counter() + SECONDS

    def visit() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        while (start := time.perf_counter()) < until:
            fetch(connection, path)
            waits.append(time.perf_counter() - start)

    visitors = [threading.Thread(target=visit) for _n in range(CONNECTIONS)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    return waits


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m bench.run")
    parser.add_argument("--only", choices=("one", "many"))
    parser.add_argument("--beside", help="URL of the database of a smaller archive: growth alone")
    options = parser.parse_args()
    only = options.only
    if options.beside:
        growth(options.beside)
        return
    if only != "many":
        one_connection()
    if only != "one":
        many_connections()


if __name__ == "__main__":
    main()
