"""A server to measure, and what it costs: processor time of it and of PostgreSQL, from /proc."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

TICK: Final = os.sysconf("SC_CLK_TCK")
ROOT: Final = Path(__file__).resolve().parents[1]


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def server(workers: int, threads: int, database: str = "") -> Iterator[tuple[int, int]]:
    """A server on a free port, as a production start has it; yields its port and process id.

    `database`: its URL, where it is not that of DATABASE_URL.
    """
    port = free_port()
    process = subprocess.Popen(  # noqa: S603 (nothing in it comes from outside)
        [sys.executable, "-m", "tracker.serving", "--application", "bench.yardsticks",
         "--bind", f"127.0.0.1:{port}", "--workers", str(workers), "--threads", str(threads),
         "--task-workers", "0"],
        cwd=ROOT,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "bench.settings",
            **({"DATABASE_URL": database} if database else {}),
        },
    )  # fmt: skip
    try:
        await_server(port, process)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(20)


def await_server(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _n in range(300):
        if process.poll() is not None:
            raise SystemExit("The server did not start.")
        try:
            if fetch(http.client.HTTPConnection("127.0.0.1", port), "/healthz")[0] == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The server does not answer.")


def fetch(
    connection: http.client.HTTPConnection, path: str, headers: Mapping[str, str] | None = None
) -> tuple[int, bytes, Mapping[str, str]]:
    connection.request("GET", path, headers=dict(headers or {}))
    answer = connection.getresponse()
    return answer.status, answer.read(), answer.headers  # type: ignore[return-value]


def processor_seconds(server: int) -> float:
    """Of the server with its workers, and of all processes of PostgreSQL, so far."""
    total = 0
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            text = (folder / "stat").read_text()
        except OSError:
            continue
        name, _mark, rest = text.partition("(")[2].rpartition(")")
        fields = rest.split()
        parent = int(fields[1])
        if int(folder.name) == server or parent == server or name == "postgres":
            total += int(fields[11]) + int(fields[12])
    return total / TICK


def memory(server: int) -> int:
    """Resident octets of the server's workers."""
    total = 0
    for path in Path("/proc").glob("[0-9]*/status"):
        try:
            lines = dict(
                line.split(":", 1) for line in path.read_text().splitlines() if ":" in line
            )
        except OSError:
            continue
        if lines.get("PPid", "").strip() == str(server):
            total += int(lines["VmRSS"].split()[0]) * 1024
    return total
