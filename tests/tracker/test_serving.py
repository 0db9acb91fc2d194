"""A real server: what it rejects before Django sees it, whom it trusts, and slow clients."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any

import pytest

from tests.tracker.slow_application import PIECES
from tests.tracker.test_settings import OURS, ROOT

HOST = b"Host: localhost\r\n"
TOO_LARGE = (431, "Request Header Fields Too Large", "The headers are too large.")
UNREADABLE = (400, "Bad Request", "The request cannot be read.")


@contextmanager
def served(folder: Path, **environment: str) -> Iterator[int]:
    """The port of a server as the documentation starts it."""
    with started(folder, **environment) as (port, _process):
        yield port


@contextmanager
def started(
    folder: Path, *options: str, **environment: str
) -> Iterator[tuple[int, "subprocess.Popen[bytes]"]]:
    """A server with two threads, and its port."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if name not in OURS}
    process = subprocess.Popen(
        [sys.executable, "-m", "tracker.serving", "--threads", "2", "--bind", f"127.0.0.1:{port}",
         *options],
        cwd=ROOT,
        env={**kept, "DJANGO_SETTINGS_MODULE": "tracker.settings", "VAR_DIR": str(folder),
             "SECRET_KEY": "x" * 60, **environment},
        stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        for _n in range(600):
            assert process.poll() is None, process.stderr.read().decode()
            try:
                if asked(port, b"GET /healthz HTTP/1.1\r\n" + HOST)[0] == 200:
                    break
            except ConnectionError:
                time.sleep(0.1)
        yield port, process
    finally:
        process.terminate()
        process.communicate(timeout=20)


def asked(port: int, head: bytes) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of the answer to what is sent octet by octet."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(head + b"Connection: close\r\n\r\n")
        answer = HTTPResponse(connection)
        answer.begin()
        return answer.status, dict(answer.getheaders()), answer.read()


@pytest.fixture(scope="module")
def port(tmp_path_factory) -> Iterator[int]:
    with served(tmp_path_factory.mktemp("var"), HTTPS="1") as port:
        yield port


@pytest.mark.parametrize(
    ("head", "problem"),
    [
        (b"GET /?q=" + b"secret" * 6000 + b" HTTP/1.1\r\n" + HOST, TOO_LARGE),
        (b"GET / HTTP/1.1\r\nX-Secret: " + b"secret" * 6000 + b"\r\n" + HOST, TOO_LARGE),
        (b"GET / HTTP/1.1\r\n" + HOST + b"X-Secret: secret\r\n" * 2000, TOO_LARGE),
        (
            b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 1000000000\r\n",
            (413, "Content Too Large", "The body is too large."),
        ),
        (b"GET /?q=secret\xc3\xa9 HTTP/1.1\r\n" + HOST, UNREADABLE),
        (b"GET / HTTP/1.1\r\n" + HOST + b"Content-Length: -1\r\n", UNREADABLE),
        (b"GET / HTTP/1.1\r\n" + HOST + b"secret\r\n", UNREADABLE),
        (b"GET / HTTP/1.1\r\n" + HOST + b"X-<secret>: 1\r\n", UNREADABLE),
        (b"<secret> / HTTP/1.1\r\n" + HOST, UNREADABLE),
        (b"GET / HTTP/9.secret\r\n" + HOST, UNREADABLE),
        (
            b"POST / HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: secret\r\n",
            (501, "Not Implemented", "The transfer coding of the body is not supported."),
        ),
    ],
)
def test_rejected_requests_get_a_problem_that_does_not_repeat_them(port, head, problem):
    status, title, detail = problem
    answered, headers, body = asked(port, head)
    assert json.loads(body) == {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": detail,
    }
    assert answered == status
    del headers["Date"]
    assert headers == {
        "Content-Type": "application/problem+json",
        "Content-Length": str(len(body)),
        "Cache-Control": "no-store",
        "Connection": "close",
        "X-Content-Type-Options": "nosniff",
    }


PATH = "/api/v1/dates/resolve/?text=2023"
ADDRESS = f"GET {PATH} HTTP/1.1\r\n".encode() + HOST
FORWARDED = b"X-Forwarded-Proto: https\r\nX-Forwarded-Ssl: on\r\nX-Forwarded-Protocol: ssl\r\n"


@pytest.mark.parametrize("headers", [b"", FORWARDED])
def test_nobody_is_believed_that_the_request_was_encrypted(port, headers):
    status, answered, _body = asked(port, ADDRESS + headers)
    assert (status, answered["Location"]) == (301, f"https://localhost{PATH}")


def test_own_proxy_is_believed_where_there_is_one(tmp_path):
    with served(tmp_path, HTTPS="1", BEHIND_PROXY="1") as port:
        assert asked(port, ADDRESS)[0] == 301
        status, _headers, body = asked(port, ADDRESS + FORWARDED)
        assert (status, json.loads(body)["text"]) == (200, "2023")
        # Longer than is read here, and shorter than the server refuses by itself.
        longer = ADDRESS.replace(b"2023", b"2" * 8100)
        status, _headers, body = asked(port, longer + FORWARDED)
        assert (status, json.loads(body)["errors"][0]["parameter"]) == (414, "query")


def test_a_second_host_header_is_rejected(port):
    status, _headers, body = asked(port, b"GET / HTTP/1.1\r\n" + HOST + b"Host: secret\r\n")
    assert (status, b"secret" in body) == (400, False)


def status(connection: HTTPConnection, method: str, path: str, **options: Any) -> int:
    """The status of a response, which is read to its end."""
    connection.request(method, path, **options)
    response = connection.getresponse()
    response.read()
    return response.status


def test_a_connection_stays_open_after_a_refusal_and_an_unchanged_response(tmp_path):
    with (
        served(tmp_path, HTTPS="0") as port,
        closing(HTTPConnection("127.0.0.1", port, timeout=20)) as connection,
    ):
        connection.request("GET", "/api/v1/schema/")
        schema = connection.getresponse()
        schema.read()
        own = connection.sock
        unchanged = {"If-None-Match": schema.headers["ETag"]}
        assert [
            status(connection, "GET", "/api/v1/schema/", headers=unchanged),
            status(connection, "POST", "/api/v1/events/", body=b"x" * 66_000),
            status(connection, "HEAD", "/api/v1/schema/"),
            status(connection, "GET", "/healthz"),
        ] == [304, 405, 200, 200]
        assert connection.sock is own


SLOW_REQUESTS = {
    "head": b"GET /heal",
    "body": b"POST /admin/login/ HTTP/1.1\r\n" + HOST
    + b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 900\r\n\r\nusername=",
}  # fmt: skip


@pytest.mark.parametrize("part", SLOW_REQUESTS)
def test_requests_that_never_end_take_no_thread(port, part):
    with ExitStack() as stack:
        for _n in range(64):
            slow = stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=20))
            slow.sendall(SLOW_REQUESTS[part])
        assert asked(port, b"GET /healthz HTTP/1.1\r\n" + HOST)[0] == 200


def test_slow_readers_of_a_long_response_take_no_thread_and_miss_nothing(tmp_path):
    options = ("--application", "tests.tracker.slow_application")
    with started(tmp_path, *options) as (port, _process), ExitStack() as stack:
        readers = []
        for _n in range(8):
            reader = stack.enter_context(closing(socket.socket()))
            reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 64 * 1024)
            reader.settimeout(20)
            reader.connect(("127.0.0.1", port))
            reader.sendall(b"GET /long/ HTTP/1.1\r\n" + HOST + b"\r\n")
            readers.append(reader)
        assert asked(port, b"GET /healthz HTTP/1.1\r\n" + HOST)[2] == b"ok"
        assert asked(port, b"GET /long/ HTTP/1.1\r\n" + HOST)[2] == b"".join(PIECES)
        for reader in readers:
            answer = HTTPResponse(reader)
            answer.begin()
            assert answer.read() == b"".join(PIECES)


def test_no_thread_waits_for_slow_readers_of_pages(tmp_path):
    """Two threads that waited half a second for each of these would answer after four seconds."""
    options = ("--application", "tests.tracker.slow_application")
    with started(tmp_path, *options) as (port, _process), ExitStack() as stack:
        for _n in range(16):
            reader = stack.enter_context(closing(socket.socket()))
            reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8 * 1024)
            reader.connect(("127.0.0.1", port))
            reader.sendall(b"GET /long/ HTTP/1.1\r\n" + HOST + b"\r\n")
        begin = time.monotonic()
        assert asked(port, b"GET /healthz HTTP/1.1\r\n" + HOST)[2] == b"ok"
        assert time.monotonic() - begin < 3


def test_a_reader_that_leaves_in_the_middle_of_a_response_frees_its_thread(tmp_path):
    options = ("--application", "tests.tracker.slow_application")
    with started(tmp_path, *options) as (port, _process):
        for _n in range(8):
            with socket.create_connection(("127.0.0.1", port), timeout=20) as reader:
                reader.sendall(b"GET /long/ HTTP/1.1\r\n" + HOST + b"\r\n")
                assert reader.recv(12) == b"HTTP/1.1 200"
        assert asked(port, b"GET /long/ HTTP/1.1\r\n" + HOST)[2] == b"".join(PIECES)


def workers(process: "subprocess.Popen[bytes]") -> list[int]:
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
    return [int(pid) for pid in children.split()]


def test_a_restart_replaces_the_workers_and_fails_no_request(tmp_path):
    with started(tmp_path) as (port, process):
        old = workers(process)
        process.send_signal(signal.SIGHUP)
        statuses = set()
        for _n in range(600):
            statuses.add(asked(port, b"GET /healthz HTTP/1.1\r\n" + HOST)[0])
            if len(workers(process)) == 1 and workers(process) != old:
                break
            time.sleep(0.05)
        assert statuses == {200}
        assert (workers(process) != old, len(workers(process))) == (True, 1)
        process.terminate()
        assert process.wait(20) == 0


def test_a_worker_that_was_killed_is_replaced(tmp_path):
    with started(tmp_path) as (port, process):
        [old] = workers(process)
        os.kill(old, signal.SIGKILL)
        # The parent process holds the listening socket, so that the connection waits.
        assert asked(port, b"GET /healthz HTTP/1.1\r\n" + HOST)[0] == 200
        assert workers(process) != [old]


@pytest.mark.parametrize(
    ("address", "reason"),
    [("127.0.0.1:{port}", "Address already in use"), ("127.0.0.1:http", "invalid literal"),
     ("127.0.0.1:99999", "port must be 0-65535")],
)  # fmt: skip
def test_an_address_that_cannot_be_used_is_named(port, address, reason):
    address = address.format(port=port)
    done = subprocess.run(
        [sys.executable, "-m", "tracker.serving", "--bind", address],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    message, details = done.stderr.split(": ", 1)
    assert (done.returncode, message) == (1, f"Cannot listen on {address}")
    assert reason in details


def test_signing_in_and_dumps_have_threads_of_their_own(tmp_path):
    options = ("--threads", "1", "--application", "tests.tracker.slow_application")
    with (
        started(tmp_path, *options) as (port, _process),
        closing(socket.create_connection(("127.0.0.1", port), timeout=20)) as slow,
    ):
        slow.sendall(b"GET / HTTP/1.1\r\n" + HOST + b"\r\n")
        time.sleep(0.2)
        begin = time.monotonic()
        for path in (b"/accounts/login/", b"/api/v1/export/?format=csv"):
            assert asked(port, b"GET " + path + b" HTTP/1.1\r\n" + HOST)[0] == 200
        others = time.monotonic() - begin
        assert asked(port, b"GET /about/ HTTP/1.1\r\n" + HOST)[0] == 200
        assert others < 2 < time.monotonic() - begin


def test_saving_has_threads_of_its_own(tmp_path):
    options = ("--threads", "1", "--application", "tests.tracker.slow_application")
    empty = b" HTTP/1.1\r\n" + HOST + b"Content-Length: 0\r\n"
    with started(tmp_path, *options) as (port, _process), ExitStack() as stack:
        # More than there are threads for them.
        for number in range(8):
            path = (b"/admin/slow/", b"/api/v1/desk/slow/")[number % 2]
            slow = stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=20))
            slow.sendall(b"POST " + path + empty + b"\r\n")
        time.sleep(0.2)
        begin = time.monotonic()
        for head in (b"GET /about/", b"GET /admin/", b"GET /api/v1/desk/events/", b"POST /about/"):
            assert asked(port, head + empty)[0] == 200
        others = time.monotonic() - begin
        assert asked(port, b"PATCH /api/v1/desk/events/" + empty)[0] == 200
        assert others < 2 < time.monotonic() - begin


def test_task_worker_runs_beside_and_is_replaced(tmp_path):
    with started(tmp_path, "--task-workers", "1", TASK_WORKER="1") as (port, process):
        first = await_task_worker(process)
        assert len(workers(process)) == 2
        os.kill(first, signal.SIGKILL)
        second = await_task_worker(process, first)
        process.send_signal(signal.SIGHUP)
        third = await_task_worker(process, second)
        assert asked(port, b"GET /healthz HTTP/1.1\r\n" + HOST)[0] == 200
        process.terminate()
        assert process.wait(30) == 0
        assert not Path(f"/proc/{third}").exists()


def command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except FileNotFoundError:
        return b""


def await_task_worker(process: "subprocess.Popen[bytes]", old: int = 0) -> int:
    """The task worker that takes the place of the old one, and nothing else does."""
    for _n in range(600):
        found = [pid for pid in workers(process) if b"run_tasks" in command(pid)]
        if len(found) == 1 and found != [old]:
            return found[0]
        time.sleep(0.05)
    raise AssertionError(found)


def test_task_worker_is_not_started_where_it_is_switched_off(tmp_path):
    with started(tmp_path, TASK_WORKER="0") as (_port, process):
        assert len(workers(process)) == 1
    with started(tmp_path, TASK_WORKER="1") as (_port, process):
        assert await_task_worker(process) in workers(process)
