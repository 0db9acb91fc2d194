"""The address of a client."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest

IPV6_NETWORK = 64


def client_address(request: HttpRequest) -> str:
    """Return the IP address of a client; behind a proxy, as the proxy saw it (BEHIND_PROXY).

    For an IPv6 address this is its /64 network, which belongs to one customer; "" if the client is
    connected by a Unix socket.
    """
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.BEHIND_PROXY else ""
    # The last one is from our own proxy; the client may have made up those before it.
    address = forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if known.version == 6:
        return str(ipaddress.ip_network((known, IPV6_NETWORK), strict=False).network_address)
    return str(known)
