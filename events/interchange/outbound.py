"""Requests to other hosts, guarded against server-side request forgery.

The host name is resolved once, all of its addresses must be public, and the connection is made to
one of the addresses that were checked, so that DNS rebinding has no effect. Redirects are not
followed, proxies from the environment are not used, and the time and the length of the response
are limited.
"""

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Thread, Timer
from time import monotonic
from typing import Final
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from events.record.text import has_control_characters

TIMEOUT: Final = 5.0
"""Seconds for the whole exchange. Resolving the name has the system's own limit."""
RESOLVE_TIMEOUT: Final = 2.0
"""Seconds that an editor waits for the name of a new address to be resolved."""
MAX_RESPONSE_LENGTH: Final = 64 * 1024
"""The most bytes of a response body that are read."""

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Iterable[str]]

# `is_global` is true for IPv6 addresses that embed an IPv4 address, whatever that one is.
_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052
_LOCAL_NAT64: Final = ipaddress.IPv6Network("64:ff9b:1::/48")  # RFC 8215: embedded anywhere
_COMPATIBLE: Final = ipaddress.IPv6Network("::/96")  # RFC 4291, section 2.5.5.1


class AddressRefused(Exception):
    """The address is not allowed. Nothing was sent."""


class NoResponse(Exception):
    """No response was received. The message says why and repeats nothing that was sent."""


@dataclass(frozen=True)
class Policy:
    """What is allowed besides public addresses over TLS.

    `private` allows all addresses, `plain_loopback` HTTP without TLS to this machine.
    """

    private: bool = False
    plain_loopback: bool = False


def current_policy() -> Policy:
    """Return the policy that the settings define."""
    return Policy(
        private=settings.WEBHOOK_ALLOW_PRIVATE, plain_loopback=settings.WEBHOOK_PLAIN_LOOPBACK
    )


@dataclass(frozen=True)
class Response:
    """Status and headers of a response; the names of the headers are in lower case."""

    status: int
    headers: Mapping[str, str]


def check_url(url: str, policy: Policy) -> SplitResult:
    """Split a URL and check what can be checked without resolving its host name.

    Raise `AddressRefused` with the message "unreadable", "scheme", "userinfo" or "private".
    """
    if " " in url or has_control_characters(url):
        raise AddressRefused("unreadable")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        host.encode("idna")
    except ValueError:  # UnicodeError is one
        raise AddressRefused("unreadable") from None
    if not host or port == 0 or parts.fragment or not url.isascii():
        raise AddressRefused("unreadable")
    if "@" in parts.netloc:
        raise AddressRefused("userinfo")
    if parts.scheme != "https" and not (parts.scheme == "http" and policy.plain_loopback):
        raise AddressRefused("scheme")
    host = host.removesuffix(".")
    if host == "localhost" or host.endswith(".localhost"):
        _check_address("127.0.0.1", parts.scheme, policy)
    elif address := _ip_address(host):
        _check_address(address, parts.scheme, policy)
    elif parts.scheme == "http":
        raise AddressRefused("scheme")
    return parts


def check_host(
    url: str, policy: Policy, *, resolve: Resolve | None = None, timeout: float = RESOLVE_TIMEOUT
) -> None:
    """Check the addresses that the host name of a URL has now. Raise `AddressRefused`.

    A name that is not found within `timeout` seconds passes: it is resolved for each request again.
    """
    parts = check_url(url, policy)
    host, port = parts.hostname or "", parts.port or 443
    found: SimpleQueue[list[str]] = SimpleQueue()

    def look_up() -> None:
        with suppress(OSError, UnicodeError):
            found.put(list((resolve or resolve_host)(host, port)))

    # The system's own limit can be half a minute, and nothing interrupts it.
    thread = Thread(target=look_up, daemon=True)
    thread.start()
    thread.join(timeout)
    for address in [] if found.empty() else found.get():
        _check_address(address, parts.scheme, policy)


def is_public(address: Address) -> bool:
    """Whether an address, and an IPv4 address that it embeds, is publicly routable."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if address.sixtofour is not None:
            return is_public(address.sixtofour)
        if address in _NAT64 or address in _COMPATIBLE:
            return is_public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        if address in _LOCAL_NAT64 or address.teredo is not None or address.is_site_local:
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved)


def resolve_host(host: str, port: int) -> list[str]:
    """Return the addresses of a host in the system's order of preference."""
    entries = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in entries))


def post(
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    *,
    policy: Policy,
    resolve: Resolve = resolve_host,
    timeout: float = TIMEOUT,
) -> Response:
    """POST a body and return the response, which may be a redirect.

    `timeout` is in seconds. Raise `AddressRefused` or `NoResponse`.
    """
    parts = check_url(url, policy)
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        addresses = list(resolve(host, port))
    except (OSError, UnicodeError):
        raise NoResponse("host name not found") from None
    for address in addresses:
        _check_address(address, parts.scheme, policy)
    target = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    deadline = monotonic() + timeout
    connection = http.client.HTTPConnection(host, port)
    connection.default_port = 443 if parts.scheme == "https" else 80
    try:
        with _connect(addresses, port, deadline) as plain:
            sock = _start_tls(plain, host, deadline) if parts.scheme == "https" else plain
            with sock, _shut_down_at(deadline, sock):
                connection.sock = sock
                return _exchange(connection, target, body, headers)
    except ssl.SSLCertVerificationError as error:
        raise NoResponse(f"TLS: {error.verify_message}") from None
    except TimeoutError:
        raise NoResponse("timeout") from None
    except ssl.SSLError:
        raise NoResponse("TLS: handshake failed") from None
    except (OSError, http.client.HTTPException) as error:
        timed_out = monotonic() >= deadline - 0.05  # timers are not exact
        reason = "timeout" if timed_out else f"no response ({type(error).__name__})"
        raise NoResponse(reason) from None


def _ip_address(host: str) -> str:
    """Return the address if a host is one in any spelling that resolvers accept; "" for a name.

    inet_aton accepts fewer than four parts, a single number, octal and hexadecimal digits.
    """
    with suppress(ValueError):
        ipaddress.ip_address(host)
        return host
    with suppress(OSError):
        return socket.inet_ntoa(socket.inet_aton(host))
    return ""


def _check_address(text: str, scheme: str, policy: Policy) -> None:
    # Leave out the zone of a link-local address ("%eth0").
    address = ipaddress.ip_address(text.partition("%")[0])
    mapped = getattr(address, "ipv4_mapped", None)
    loopback = (mapped or address).is_loopback
    if scheme == "http":
        if not (loopback and policy.plain_loopback):
            raise AddressRefused("scheme")
    elif not (policy.private or is_public(address)):
        raise AddressRefused("private")


def _connect(addresses: Iterable[str], port: int, deadline: float) -> socket.socket:
    """Connect to the first address that accepts a connection. Raise `OSError`."""
    last_error = OSError("the name has no address")
    for address in addresses:
        try:
            return socket.create_connection((address, port), timeout=_remaining(deadline))
        except OSError as error:
            last_error = error
    raise last_error


def _start_tls(plain: socket.socket, host: str, deadline: float) -> ssl.SSLSocket:
    """Verify the certificate against the host name, whatever the address."""
    plain.settimeout(_remaining(deadline))
    return ssl.create_default_context().wrap_socket(plain, server_hostname=host)


def _remaining(deadline: float) -> float:
    seconds = deadline - monotonic()
    if seconds <= 0:
        raise TimeoutError
    return seconds


def _exchange(
    connection: http.client.HTTPConnection, target: str, body: bytes, headers: Mapping[str, str]
) -> Response:
    connection.request("POST", target, body, dict(headers))
    with connection.getresponse() as response:
        received = {name.lower(): value for name, value in response.getheaders()}
        with suppress(OSError, http.client.HTTPException):  # only the status and headers matter
            response.read(MAX_RESPONSE_LENGTH)
        return Response(response.status, received)


@contextmanager
def _shut_down_at(deadline: float, sock: socket.socket) -> Iterator[None]:
    """Shut the socket down at the deadline: its own timeout starts again with every byte."""
    sock.settimeout(_remaining(deadline))
    timer = Timer(_remaining(deadline), _shut_down, [sock])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()


def _shut_down(sock: socket.socket) -> None:
    with suppress(OSError):
        # Not SSLSocket.shutdown(), which would wait for the peer.
        socket.socket.shutdown(sock, socket.SHUT_RDWR)
