"""The address of the demo, from ADDRESS and PORT, and whether it can be served there."""

import errno
import os
import re
import socket
from typing import Final

PORTS_TRIED: Final = 50


class AddressError(Exception):
    """The demo cannot be served there; the message says what to do."""


def demo_address() -> str:
    """The URL at which the demo is going to be served; `AddressError` if it cannot be."""
    host = os.environ.get("ADDRESS", "127.0.0.1").strip("[]")
    port = _port(os.environ.get("PORT", "8000"))
    try:
        _listen(host, port)
    except OSError as error:
        raise AddressError(_told(host, port, error)) from error
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _port(text: str) -> int:
    if re.fullmatch(r"[0-9]{1,5}", text) and 0 < int(text) < 65536:
        return int(text)
    raise AddressError(
        f"PORT is “{text}”. Give a number from 1 to 65535, for example: make demo PORT=8001"
    )


def _listen(host: str, port: int) -> None:
    """Listen for an instant, exactly as the server does."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    socket.create_server((host, port), family=family).close()


def _told(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        reason = f"Port {port} is in use, perhaps by a demo that is still running."
    else:
        cause = str(error.strerror).partition(" (while")[0]
        reason = f"Cannot listen on {host}, port {port}: {cause}."
    free = free_port(host, port)
    if free is None:
        return f"{reason} Give an address of this machine, for example: make demo ADDRESS=127.0.0.1"
    return f"{reason} Use another port: make demo PORT={free}"


def free_port(host: str, port: int) -> int | None:
    """The first port above `port`, and above those of the system, at which `host` can listen."""
    first = max(port, 8000) + 1
    for candidate in range(first, min(first + PORTS_TRIED, 65536)):
        try:
            _listen(host, candidate)
        except OSError:
            continue
        return candidate
    return None
