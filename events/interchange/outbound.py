"""The one way out: a request to another host, guarded against being led into our own network.

The name is resolved once, every address that it has must be public, and the connection goes to an
address that was looked at: a name that resolves differently the second time gains nothing. No
redirect is followed, no proxy of the environment is asked, and time and length are bounded.
"""

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Timer
from time import monotonic
from typing import Final
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from events.record.text import has_control_characters

TIMEOUT: Final = 5.0
"""Seconds from the first connecting to the last octet. Resolving has the system's own limit."""
LONGEST_ANSWER: Final = 64 * 1024
"""Octets of an answer that are read at most."""

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Iterable[str]]

# What carries an IPv4 address inside passes for global, whatever is inside.
_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052
_LOCAL_NAT64: Final = ipaddress.IPv6Network("64:ff9b:1::/48")  # RFC 8215: where, only they know
_COMPATIBLE: Final = ipaddress.IPv6Network("::/96")  # RFC 4291, section 2.5.5.1


class Refused(Exception):
    """The address is none that may be asked. Nothing was sent."""


class Unanswered(Exception):
    """No answer came: `str` says what happened, and nothing of what was sent."""


@dataclass(frozen=True)
class Allowed:
    """What an installation allows beyond public addresses over TLS.

    `private`: any address. `plain_loopback`: http, to this machine alone.
    """

    private: bool = False
    plain_loopback: bool = False


def allowed_here() -> Allowed:
    """What the settings of this installation allow."""
    return Allowed(
        private=settings.WEBHOOK_ALLOW_PRIVATE, plain_loopback=settings.WEBHOOK_PLAIN_LOOPBACK
    )


@dataclass(frozen=True)
class Answer:
    """`headers` by lower-case name."""

    status: int
    headers: Mapping[str, str]


def check_url(url: str, allowed: Allowed) -> SplitResult:
    """The parts of an address that may be asked, as far as it tells without resolving its name.

    Raises `Refused` with one of "unreadable", "scheme", "userinfo", "private".
    """
    if " " in url or has_control_characters(url):
        raise Refused("unreadable")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        host.encode("idna")
    except ValueError:  # UnicodeError is one
        raise Refused("unreadable") from None
    if not host or port == 0 or parts.fragment or not url.isascii():
        raise Refused("unreadable")
    if "@" in parts.netloc:
        raise Refused("userinfo")
    if parts.scheme != "https" and not (parts.scheme == "http" and allowed.plain_loopback):
        raise Refused("scheme")
    host = host.removesuffix(".")
    if host == "localhost" or host.endswith(".localhost"):
        _check("127.0.0.1", parts.scheme, allowed)
    elif address := _literal(host):
        _check(address, parts.scheme, allowed)
    elif parts.scheme == "http":
        raise Refused("scheme")
    return parts


def is_public(address: Address) -> bool:
    """Whether an address is of the internet, itself and by what it carries inside."""
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


def resolved(host: str, port: int) -> list[str]:
    """The addresses that the system knows for a name, in its order."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def post(
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    *,
    allowed: Allowed,
    resolve: Resolve = resolved,
    timeout: float = TIMEOUT,
) -> Answer:
    """Send a body and give what was answered, a redirect like any other answer.

    `timeout` in seconds. Raises `Refused` and `Unanswered`.
    """
    parts = check_url(url, allowed)
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        addresses = list(resolve(host, port))
    except (OSError, UnicodeError):
        raise Unanswered("the name was not found") from None
    for address in addresses:
        _check(address, parts.scheme, allowed)
    target = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    until = monotonic() + timeout
    connection = http.client.HTTPConnection(host, port)
    connection.default_port = 443 if parts.scheme == "https" else 80
    try:
        with _first_taking(addresses, port, until) as plain:
            wire = _tls(plain, host, until) if parts.scheme == "https" else plain
            with wire, _ended(wire, until):
                connection.sock = wire
                return _exchange(connection, target, body, headers)
    except ssl.SSLCertVerificationError as error:
        raise Unanswered(f"TLS: {error.verify_message}") from None
    except TimeoutError:
        raise Unanswered("no answer in time") from None
    except ssl.SSLError:
        raise Unanswered("TLS: no agreement") from None
    except (OSError, http.client.HTTPException) as error:
        late = monotonic() >= until - 0.05  # timers are not exact
        told = "no answer in time" if late else f"no answer ({type(error).__name__})"
        raise Unanswered(told) from None


def _literal(host: str) -> str:
    """The address that a host is, in any spelling that resolvers take; "" for a name.

    inet_aton knows those of IPv4: fewer parts, one number, octal and hexadecimal digits.
    """
    with suppress(ValueError):
        ipaddress.ip_address(host)
        return host
    with suppress(OSError):
        return socket.inet_ntoa(socket.inet_aton(host))
    return ""


def _check(text: str, scheme: str, allowed: Allowed) -> None:
    # The scope of a link-local address ("%eth0") is none of the address.
    address = ipaddress.ip_address(text.partition("%")[0])
    mapped = getattr(address, "ipv4_mapped", None)
    loopback = (mapped or address).is_loopback
    if scheme == "http":
        if not (loopback and allowed.plain_loopback):
            raise Refused("scheme")
    elif not (allowed.private or is_public(address)):
        raise Refused("private")


def _first_taking(addresses: Iterable[str], port: int, until: float) -> socket.socket:
    """A connection to the first of the addresses that takes one. Raises `OSError`."""
    failure = OSError("the name has no address")
    for address in addresses:
        try:
            return socket.create_connection((address, port), timeout=_left(until))
        except OSError as error:
            failure = error
    raise failure


def _tls(plain: socket.socket, host: str, until: float) -> ssl.SSLSocket:
    """The certificate must be the name's, whatever address was connected to."""
    plain.settimeout(_left(until))
    return ssl.create_default_context().wrap_socket(plain, server_hostname=host)


def _left(until: float) -> float:
    left = until - monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _exchange(
    connection: http.client.HTTPConnection, target: str, body: bytes, headers: Mapping[str, str]
) -> Answer:
    connection.request("POST", target, body, dict(headers))
    with connection.getresponse() as answer:
        told = {name.lower(): value for name, value in answer.getheaders()}
        with suppress(OSError, http.client.HTTPException):  # the status has said it
            answer.read(LONGEST_ANSWER)
        return Answer(answer.status, told)


@contextmanager
def _ended(wire: socket.socket, until: float) -> Iterator[None]:
    """End the exchange when its time is over: a time-out of the socket begins anew with each
    octet.
    """
    wire.settimeout(_left(until))
    timer = Timer(_left(until), _shut, [wire])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()


def _shut(wire: socket.socket) -> None:
    with suppress(OSError):
        # Past TLS, whose own way of ending would wait for the other side.
        socket.socket.shutdown(wire, socket.SHUT_RDWR)
