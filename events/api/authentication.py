"""Programs sign in with a token in the Authorization header (RFC 6750, section 2.1)."""

from typing import Any, Final

from django.utils import timezone
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from events import editorial
from events.models import ApiToken, User
from events.record.vocabulary import Scope

SCHEME: Final = "Bearer"


class TokenAuthentication(BaseAuthentication):
    """The account of the token, and the token itself as `request.auth`."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        scheme, _blank, text = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
        if not scheme:
            return None
        if scheme.lower() != SCHEME.lower():
            raise AuthenticationFailed
        token = editorial.token_of(text.strip(), now=timezone.now())
        # The same for an unknown, an expired and a revoked token.
        if token is None:
            raise AuthenticationFailed
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return f'{SCHEME} realm="desk"'


class HasScope(BasePermission):
    """Whether the token's scopes cover the method. The verbs check the account's permissions."""

    def has_permission(self, request: Request, view: Any) -> bool:
        token: Any = request.auth
        if token is None:
            return False
        safe = request.method in {"GET", "HEAD"}
        scope = Scope.READ if safe else view.scope
        return bool(request.method == "OPTIONS" or token.has_scope(scope))
