"""A middleware for tests: what is for everybody alike must not ask who is there."""

from collections.abc import Callable
from typing import Any, NoReturn

from django.http import HttpRequest
from django.http.response import HttpResponseBase


class IdentityWasLookedAt(AssertionError):
    """A view for readers, or its template, used the session or the user."""


class _Forbidden:
    def __init__(self, name: str) -> None:
        object.__setattr__(self, "_name", name)

    def _refuse(self, *args: Any) -> NoReturn:
        raise IdentityWasLookedAt(object.__getattribute__(self, "_name"))

    __getattr__ = __setattr__ = __getitem__ = __setitem__ = __contains__ = _refuse
    __bool__ = __iter__ = __len__ = __str__ = __eq__ = __hash__ = _refuse


class IdentityGuard:
    """Innermost: session and user are out of reach while view and template run, and back after."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith("/admin/"):
            return self.get_response(request)
        session, user = request.session, request.user
        request.session, request.user = _Forbidden("session"), _Forbidden("user")
        try:
            return self.get_response(request)
        finally:
            request.session, request.user = session, user
