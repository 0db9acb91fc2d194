"""Sessions, accounts and messages exist at the desk alone.

No page for readers and no answer of the API looks at a session or a user: there is none to look at,
and none costs them time. Django's checks of the admin want these in `settings.MIDDLEWARE`.
"""

from typing import Any, Final

from django.contrib.auth import middleware as auth
from django.contrib.messages import middleware as messages
from django.contrib.sessions import middleware as sessions
from django.http import HttpRequest

DESK: Final = "/admin/"


class _AtTheDesk:
    get_response: Any

    def __call__(self, request: HttpRequest) -> Any:
        if request.path_info.startswith(DESK):
            return super().__call__(request)  # type: ignore[misc]
        return self.get_response(request)


class SessionMiddleware(_AtTheDesk, sessions.SessionMiddleware):
    pass


class AuthenticationMiddleware(_AtTheDesk, auth.AuthenticationMiddleware):
    pass


class MessageMiddleware(_AtTheDesk, messages.MessageMiddleware):
    pass
