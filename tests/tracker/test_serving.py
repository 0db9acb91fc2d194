"""A real gunicorn: what it refuses before Django sees it, and whom it believes."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPResponse
from pathlib import Path

import pytest

from tests.tracker.test_settings import OURS, ROOT

HOST = b"Host: localhost\r\n"
TOO_LONG = (414, "URI Too Long", "The address is too long.")
TOO_LARGE = (431, "Request Header Fields Too Large", "The headers are too large.")
UNREADABLE = (400, "Bad Request", "The request cannot be read.")


@contextmanager
def served(folder: Path, **environment: str) -> Iterator[int]:
    """A server as the documentation starts it, on a port that is free."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if name not in OURS}
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "tracker.wsgi", "--config", "python:tracker.serving",
         "--threads", "2", "--bind", f"127.0.0.1:{port}", "--no-control-socket"],
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
        yield port
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
        (b"GET /?q=" + b"secret" * 1500 + b" HTTP/1.1\r\n" + HOST, TOO_LONG),
        (b"GET /api/v1/events/?q=" + b"secret" * 1500 + b" HTTP/1.1\r\n" + HOST, TOO_LONG),
        (b"GET / HTTP/1.1\r\nX-Secret: " + b"secret" * 1500 + b"\r\n" + HOST, TOO_LARGE),
        (b"GET / HTTP/1.1\r\n" + HOST + b"X-Secret: secret\r\n" * 120, TOO_LARGE),
        (b"GET /?q=secret\xc3\xa9 HTTP/1.1\r\n" + HOST, UNREADABLE),
        (b"GET / HTTP/1.1\r\n" + HOST + b"Host: secret\r\n", UNREADABLE),
        (b"GET / HTTP/1.1\r\n" + HOST + b"Content-Length: -1\r\n", UNREADABLE),
        (b"GET / HTTP/1.1\r\n" + HOST + b"secret\r\n", UNREADABLE),
        (b"GET / HTTP/1.1\r\n" + HOST + b"X-<secret>: 1\r\n", UNREADABLE),
        (b"<secret> / HTTP/1.1\r\n" + HOST, UNREADABLE),
        (b"GET /secret\r\n" + HOST, UNREADABLE),
        (b"GET / HTTP/9.secret\r\n" + HOST, UNREADABLE),
        (
            b"POST / HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: secret\r\n",
            (501, "Not Implemented", "The transfer coding of the body is not supported."),
        ),
        (
            b"GET / HTTP/1.1\r\n" + HOST + b"Expect: secret\r\n",
            (417, "Expectation Failed", "The Expect header cannot be met."),
        ),
    ],
)
def test_what_the_server_refuses_is_a_problem_that_repeats_nothing(port, head, problem):
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
