"""A receiver of webhooks: a real server on this machine that answers as it is told."""

import base64
import hashlib
import hmac
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import orjson

from events.interchange.webhooks import create_webhook
from events.models import Webhook
from tests import newsroom
from tests.newsroom import NOW


@dataclass
class Told:
    """One request as it came."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def seq(self) -> int:
        return int(orjson.loads(self.body)["seq"])

    def is_signed_with(self, secret: str) -> bool:
        """By the words of the specification, without the code that signs."""
        ours = self.headers
        content = f"{ours['webhook-id']}.{ours['webhook-timestamp']}.".encode() + self.body
        key = base64.b64decode(secret[len("whsec_") :])
        digest = hmac.digest(key, content, hashlib.sha256)
        return "v1," + base64.b64encode(digest).decode() in ours["webhook-signature"].split(" ")


@dataclass
class Receiver:
    """`script`: the answers to come, the last one for ever: a status, or (status, headers), or
    one of "late", "slow", "drip", "drip body", "huge", "garbage", "nothing".
    """

    script: list[Any] = field(default_factory=lambda: [204])
    told: list[Told] = field(default_factory=list)
    url: str = ""
    at_once: int = 0
    most_at_once: int = 0
    closing: threading.Event = field(default_factory=threading.Event)
    _lock: Any = field(default_factory=threading.Lock)

    def next_answer(self) -> Any:
        with self._lock:
            return self.script.pop(0) if len(self.script) > 1 else self.script[0]

    def count(self, step: int) -> None:
        with self._lock:
            self.at_once += step
            self.most_at_once = max(self.most_at_once, self.at_once)

    def seqs(self) -> list[int]:
        return [told.seq for told in self.told]


class _Handler(BaseHTTPRequestHandler):
    receiver: Receiver

    def do_POST(self) -> None:
        receiver = self.receiver
        body = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        receiver.told.append(Told(self.path, headers, body))
        answer = receiver.next_answer()
        if isinstance(answer, str):
            self.close_connection = True
            with suppress(OSError):  # the sender had enough
                getattr(self, answer.replace(" ", "_"))()
            return
        status, more = answer if isinstance(answer, tuple) else (answer, {})
        self.send_response(status)
        for name, value in {"Content-Length": "0", **more}.items():
            self.send_header(name, value)
        self.end_headers()

    do_GET = do_POST

    def late(self) -> None:
        self.receiver.count(1)
        self.receiver.closing.wait(0.03)
        self.receiver.count(-1)
        self.wfile.write(b"HTTP/1.1 204 No Content\r\n\r\n")

    def slow(self) -> None:
        self.receiver.closing.wait(20)

    def drip(self) -> None:
        """An octet at a time, each in time: headers that never end."""
        for octet in b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 400:
            if self.receiver.closing.wait(0.05):
                return
            self.wfile.write(bytes([octet]))

    def drip_body(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\n")
        for _nth in range(400):
            if self.receiver.closing.wait(0.05):
                return
            self.wfile.write(b"x")

    def huge(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n")
        for _nth in range(1000):
            self.wfile.write(b"x" * 1_000_000)

    def garbage(self) -> None:
        self.wfile.write(b"\x00\xff\xfe nonsense\r\n\r\n")

    def nothing(self) -> None:
        """Closes the connection."""

    def log_message(self, *args: Any) -> None:
        pass


@contextmanager
def listening(context: Any = None, scheme: str = "http", host: str = "127.0.0.1") -> Iterator[Any]:
    """A receiver at an address of its own; over TLS with an `ssl.SSLContext`."""
    receiver = Receiver()
    handler = type("Handler", (_Handler,), {"receiver": receiver})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    server.handle_error = lambda *args: None  # handshakes that the sender breaks off
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    receiver.url = f"{scheme}://{host}:{server.server_address[1]}/hook"
    try:
        yield receiver
    finally:
        receiver.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()


def subscribe(
    url: str = "https://archive.example/hook", *, filter: str = "", now: datetime = NOW
) -> Webhook:
    """A webhook made by the administrator, as the desk makes it."""
    webhook = Webhook(name="archive", url=url, filter=filter)
    create_webhook(webhook=webhook, editor=newsroom.administrator(), now=now)
    return webhook
