"""Absolute addresses in what the public gets."""

from django.conf import settings
from django.http import HttpRequest


def origin(request: HttpRequest) -> str:
    """Return PUBLIC_URL, or where the request went if it is not set.

    A cache may hand out a response to others, so it must not repeat how one client wrote the host.
    """
    return settings.PUBLIC_URL or f"{request.scheme}://{request.get_host()}"


def absolute_url(request: HttpRequest, path: str) -> str:
    """Return the absolute address of a path, which may have a query string."""
    return origin(request) + path
