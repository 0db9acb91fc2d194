"""Measure an import beside editors who save and readers: ``python -m bench.importing 2000``.

The archive of DATABASE_URL is one that `make bench-data` has filled. A server is started as in
production, with a task worker. Readers ask for pages and lists, first alone, then beside an import
of all rows or none, during which eight editors save.
"""

import argparse
import http.client
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Final

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
django.setup()

from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from bench.readers import Program, Times, after, in_threads, read_until
from bench.serving import ROOT, await_server, free_port
from events.editorial import create_event
from events.editorial.tokens import create_token
from events.models import Actor, Event, EventType, Import, Source, User
from events.record.vocabulary import Scope

EDITORS: Final = 8
LOOK_SECONDS: Final = 0.5


@contextmanager
def server(threads: int) -> Iterator[int]:
    port = free_port()
    process = subprocess.Popen(  # noqa: S603 (nothing in it comes from outside)
        [sys.executable, "-m", "tracker.serving", "--bind", f"127.0.0.1:{port}",
         "--threads", str(threads), "--task-workers", "1"],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "bench.settings", "TASK_WORKER": "1"},
    )  # fmt: skip
    try:
        await_server(port, process)
        yield port
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def save_until(
    is_over: Callable[[], bool], program: Program, drafts: list[str], pause: float
) -> Times:
    """Let editors save their drafts, each about once in `pause` seconds."""
    times = Times()

    def save(number: int) -> None:
        path, chance = f"/api/v1/desk/events/{drafts[number]}/", random.Random(number)
        version = program.ask("GET", path)[1]["version"]
        while not is_over():
            time.sleep(chance.uniform(0.5, 1.5) * pause)
            if is_over():
                break
            body = json.dumps({"title": f"Draft {number}, {time.time()}"}).encode()
            begin = time.perf_counter()
            headers = {"If-Match": f'"{version}"', "Content-Type": "application/json"}
            status, answer = program.ask("PATCH", path, body, headers)
            times.note(begin, status)
            if status == http.client.OK:
                version = answer["version"]

    in_threads(save, EDITORS)
    return times


def rows(count: int) -> bytes:
    """Return new events with what a row usually has."""
    chance = random.Random(count)
    stamp = f"{time.time():.0f}"
    actors = list(Actor.objects.values_list("pk", flat=True)[:200])
    sources = list(Source.objects.values_list("pk", flat=True)[:200])
    [kind] = EventType.objects.values_list("key", flat=True)[:1]
    lines = []
    for number in range(count):
        source = {"source": chance.choice(sources), "quote": f"Said in report {number}."}
        lines.append(
            {
                "external_key": f"bench:{stamp}:{number}",
                "title": f"Talks number {number}",
                "summary": "A delegation has arrived for talks, a spokesman says.",
                "language": "en",
                "type": kind,
                "start": f"2023-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
                "place": {"name": chance.choice(["Moscow", "Beijing", "Kyiv", "Geneva"])},
                "participants": [
                    {"role": role, "actor": chance.choice(actors)} for role in ("host", "visitor")
                ],
                "claims": [
                    {
                        "speaker": chance.choice(actors),
                        "text": f"Claim {number}",
                        "language": "en",
                        "citations": [source],
                    }
                ],
                "citations": [source],
            }
        )
    return "\n".join(map(json.dumps, lines)).encode()


def prepare() -> tuple[str, list[str]]:
    """Return a token of a reviewer, and a draft for each editor."""
    call_command("migrate", verbosity=0)
    account, _made = User.objects.update_or_create(
        username="bench-import", defaults={"is_staff": True, "is_active": True}
    )
    account.groups.set(Group.objects.all())
    now = timezone.now()
    token = create_token(
        user=account,
        name=f"bench {now}",
        scopes=[Scope.READ, Scope.WRITE, Scope.IMPORT],
        expires_at=now + timedelta(days=1),
        now=now,
    )
    [kind] = EventType.objects.values_list("key", flat=True)[:1]
    document = {"title": "Draft", "language": "en", "type": kind}
    drafts = [
        create_event(document=document, editor=account, now=now)["id"] for _n in range(EDITORS)
    ]
    connection.close()
    return token.plaintext, drafts


def measure(count: int, seconds: float, threads: int, pause: float) -> None:
    token, drafts = prepare()
    content = rows(count)
    with server(threads) as port:
        program = Program(port, token)
        read_until(after(3), port)  # warms it up
        idle = read_until(after(seconds), port)
        calm = save_until(after(seconds), program, drafts, pause)
        _tell(f"{connection.vendor}, {count:,} rows, {Event.objects.count():,} events before")
        _tell(f"readers alone:     {idle}")
        _tell(f"editors alone:     {calm}")
        begin = time.monotonic()
        status, job = program.ask(
            "POST", "/api/v1/desk/imports/", content, {"Content-Type": "application/x-ndjson"}
        )
        _tell(f"import accepted:   {status} after {time.monotonic() - begin:.1f} s")
        beside: list[Times] = []

        def is_over() -> bool:
            return not Import.objects.filter(
                pk=job["id"], state__in=["waiting", "running", "broken"]
            ).exists()

        over = _cached(is_over)
        reading = threading.Thread(target=lambda: beside.append(read_until(over, port)))
        reading.start()
        saves = save_until(over, program, drafts, pause)
        reading.join()
        took = time.monotonic() - begin
        ended = program.ask("GET", f"/api/v1/desk/imports/{job['id']}/")[1]
        again = read_until(after(seconds), port)
        _tell(
            f"import:            {ended['state']}, {ended['created']:,} created in {took:.0f} s, "
            f"{count / took:.1f} rows/s"
        )
        _tell(f"readers beside it: {beside[0]}")
        _tell(f"editors beside it: {saves}")
        _tell(f"readers afterwards: {again}")
        before = Times([*idle.milliseconds, *again.milliseconds])
        ratios = (f"{beside[0].at(part) / max(before.at(part), 0.1):.2f}" for part in (0.5, 0.99))
        _tell(f"readers' p50 and p99 beside it / before and afterwards: {', '.join(ratios)}")


def _cached(ask: Callable[[], bool]) -> Callable[[], bool]:
    """Ask every half second at most, in whichever thread comes first."""
    lock = threading.Lock()
    looked, is_over = 0.0, False

    def cached() -> bool:
        nonlocal looked, is_over
        with lock:
            if not is_over and time.monotonic() > looked + LOOK_SECONDS:
                looked, is_over = time.monotonic(), ask()
                connection.close()
            return is_over

    return cached


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m bench.importing")
    parser.add_argument("rows", type=int, help="how many rows the file has")
    parser.add_argument("--seconds", type=float, default=20, help="of each measurement without it")
    parser.add_argument("--threads", type=int, default=8)
    parser.add_argument("--pause", type=float, default=8, help="seconds between an editor's saves")
    options = parser.parse_args()
    measure(options.rows, options.seconds, options.threads, options.pause)
