"""What every request to the desk and to the pages of accounts passes."""

import time
from collections.abc import Callable
from typing import Final

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from events.accounts.gates import keep_at_gate
from events.accounts.resending import can_be_resent, resend_page
from events.models import User

GetResponse = Callable[[HttpRequest], HttpResponseBase]
DESK: Final = "/admin/"
ACCOUNTS: Final = "/accounts/"
# What works without the second factor that a group demands.
EXEMPT: Final = ("/admin/logout/", "/admin/jsi18n/")
# The session is written, and its end moved, at most this often.
TOUCH_SECONDS: Final = 60
TOO_MANY_REQUESTS: Final = 429
# Recovery codes alone are none: they are used up.
FACTORS: Final = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


class SignInMiddleware:
    """Demands a second factor of the groups in REQUIRE_MFA, and moves the end of sessions.

    What was typed into a form of the desk after the session had ended comes back. Refused sign-ins
    become 429 with Retry-After (RFC 6585, section 4).
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith((DESK, ACCOUNTS)):
            return self.get_response(request)
        if request.user.is_authenticated:
            if _lacks_second_factor(request, request.user):
                message = _("Your group signs in with a second factor. Set one up to go on.")
                messages.warning(request, message)
                return HttpResponseRedirect(reverse("mfa_index"))
            _touch(request)
        response = self.get_response(request)
        if _leads_to_sign_in(response) and (kept := keep_at_gate(request, "session")):
            return kept
        if _leads_to_sign_in(response) and can_be_resent(request):
            message = _("You have been signed out in the meantime. Sign in, then send this again.")
            return resend_page(request, message)
        retry_after = getattr(request, "retry_after", 0)
        if retry_after:
            response.status_code = TOO_MANY_REQUESTS
        if response.status_code == TOO_MANY_REQUESTS:
            response["Retry-After"] = str(retry_after or TOUCH_SECONDS)
        return response


def _leads_to_sign_in(response: HttpResponseBase) -> bool:
    path = response.headers.get("Location", "").partition("?")[0]
    return path in {reverse("admin:login"), reverse(settings.LOGIN_URL)}


def _lacks_second_factor(request: HttpRequest, account: User) -> bool:
    path = request.path_info
    if not settings.REQUIRE_MFA or not path.startswith(DESK) or path in EXEMPT:
        return False
    return needs_second_factor(account) and not is_mfa_enabled(account, FACTORS)


def needs_second_factor(account: User) -> bool:
    """Whether REQUIRE_MFA names a group of the account, in the singular or plural.

    "administrators" are also the superusers, who need no group.
    """
    groups = [name.casefold() for name in account.groups.values_list("name", flat=True)]
    if account.is_superuser:
        groups.append("administrator")
    demanded = {name.casefold().removesuffix("s") for name in settings.REQUIRE_MFA}
    return any(name.removesuffix("s") in demanded for name in groups)


def _touch(request: HttpRequest) -> None:
    now = int(time.time())
    often = min(TOUCH_SECONDS, settings.SESSION_COOKIE_AGE // 4)
    if now - request.session.get("touched", 0) >= often:
        request.session["touched"] = now
