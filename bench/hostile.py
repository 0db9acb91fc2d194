"""Measure what readers notice of slow clients and guessed passwords: ``python -m bench.hostile``.

The archive of DATABASE_URL is one that `make bench-data` has filled. Readers ask for pages and
lists at a steady pace, alone, then beside 64 clients of each kind that hold what they hold for
SECONDS, and at last beside 500 attempts to sign in from 50 addresses.
"""

import argparse
import http.client
import http.cookies
import itertools
import os
import re
import socket
import threading
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from multiprocessing import get_context
from typing import Final
from urllib.parse import urlencode

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
os.environ["BEHIND_PROXY"] = "1"  # the attempts come from made-up addresses
django.setup()

from django.db import connection

from bench.readers import after, in_threads, read_until
from bench.serving import server
from events.models import SecurityEvent, User

CLIENTS: Final = 64
ATTEMPTS: Final = 500
ADDRESSES: Final = 50
ATTACKERS: Final = 24
PASSWORD: Final = "correct horse battery staple 7"  # noqa: S105 (of an account made here)
HOST: Final = b"Host: 127.0.0.1\r\n"
DUMP: Final = b"GET /api/v1/export/?format=ndjson HTTP/1.1\r\n" + HOST + b"\r\n"
SLOW: Final = {
    "half a request line": b"GET /heal",
    "half a head": b"GET / HTTP/1.1\r\n" + HOST + b"Accept: text/",
    "half a body": b"POST /accounts/login/ HTTP/1.1\r\n" + HOST
    + b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 900\r\n\r\nlogin=",
    "a page that nobody receives": b"GET / HTTP/1.1\r\n" + HOST + b"\r\n",
    "a dump that nobody receives": DUMP,
    "a dump received slowly": DUMP,
}  # fmt: skip


def beside_slow_clients(port: int, kind: str, seconds: float) -> None:
    is_over = after(seconds)
    with ExitStack() as stack:
        clients = []
        for _n in range(CLIENTS):
            client = stack.enter_context(socket.socket())
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)
            client.settimeout(1)
            client.connect(("127.0.0.1", port))
            client.sendall(SLOW[kind])
            clients.append(client)

        def receive() -> None:
            while not is_over():
                time.sleep(1)
                for client in clients:
                    try:
                        client.recv(1024)
                    except OSError:
                        continue

        if kind.endswith("slowly"):
            threading.Thread(target=receive).start()
        print(f"| 64 × {kind} | {read_until(is_over, port)} |", flush=True)


def sign_in(port: int, address: str, password: str, device: str = "") -> tuple[int, str]:
    """Return the status of an attempt to sign in, and the cookie of the device it came from."""
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    link.request("GET", "/accounts/login/", headers={"X-Forwarded-For": address})
    answer = link.getresponse()
    page = answer.read().decode()
    cookies = http.cookies.SimpleCookie(answer.headers.get("Set-Cookie", ""))
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    jar = {name: morsel.value for name, morsel in cookies.items()}
    if device:
        jar["device"] = device
    link.request(
        "POST",
        "/accounts/login/",
        urlencode({
            "csrfmiddlewaretoken": token[1] if token else "",
            "login": "target",
            "password": password,
        }),
        {
            "Cookie": "; ".join(f"{name}={value}" for name, value in jar.items()),
            "X-Forwarded-For": address,
            "Content-Type": "application/x-www-form-urlencoded",
        },
    )  # fmt: skip
    answer = link.getresponse()
    answer.read()
    sent = " ".join(answer.headers.get_all("Set-Cookie", []))
    known = re.search(r"\bdevice=([^;]+)", sent)
    link.close()
    return answer.status, known[1] if known else ""


def attack(port: int) -> dict[int, int]:
    """Guess passwords in ATTACKERS threads; return how often each status was the answer."""
    statuses: Counter[int] = Counter()
    numbers = itertools.count()

    def guess(_attacker: int) -> None:
        while (number := next(numbers)) < ATTEMPTS:
            address = f"198.51.100.{number % ADDRESSES}"
            statuses[sign_in(port, address, f"wrong password {number}")[0]] += 1

    in_threads(guess, ATTACKERS)
    return dict(statuses)


def beside_guessed_passwords(port: int) -> None:
    SecurityEvent.objects.all().delete()
    User.objects.filter(username="target").delete()
    User.objects.create_user("target", password=PASSWORD, is_staff=True)
    connection.close()
    first, device = sign_in(port, "192.0.2.1", PASSWORD)
    # In a process of their own: in this one they would delay the readers that are measured.
    with ProcessPoolExecutor(1, get_context("spawn")) as process:
        statuses = process.submit(attack, port)
        times = read_until(statuses.done, port)
    print(f"| {ATTEMPTS} wrong passwords: {statuses.result()} | {times} |")
    owner, _device = sign_in(port, "192.0.2.1", PASSWORD, device)
    print(f"\nThe owner signed in with {first} before and with {owner} after the attack.")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60, help="of each kind of slow client")
    parser.add_argument("--only", choices=("clients", "passwords"))
    options = parser.parse_args()
    with server(1, 8) as (port, _process):
        read_until(after(3), port)
        print("| beside | readers |\n|---|---|")
        print(f"| nothing | {read_until(after(20), port)} |", flush=True)
        for kind in SLOW if options.only != "passwords" else ():
            beside_slow_clients(port, kind, options.seconds)
        print(f"| nothing, again | {read_until(after(20), port)} |", flush=True)
        if options.only != "clients":
            beside_guessed_passwords(port)


if __name__ == "__main__":
    main()
