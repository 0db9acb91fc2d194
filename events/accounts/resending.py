"""Forms that cannot be accepted yet come back with everything that was typed, to be sent again."""

from typing import Any, Final

from allauth.account.views import LoginView
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse

from events.accounts.gates import CSRF_FIELD

FORBIDDEN: Final = 403
ACCOUNTS: Final = "/accounts/"


def can_be_resent(request: HttpRequest) -> bool:
    """Whether a page of this site sent a form that may be shown again.

    The form of another site must not come back as one of ours. Nor do the forms for signing in,
    which hold passwords and codes.
    """
    typed = request.POST.keys() - {CSRF_FIELD}
    if request.method != "POST" or request.path_info.startswith(ACCOUNTS) or not typed:
        return False
    # Browsers set these, and scripts cannot change them.
    site = request.headers.get("Sec-Fetch-Site", "")
    origin = request.headers.get("Origin", "")
    return site == "same-origin" or (
        not site and origin == f"{request.scheme}://{request.get_host()}"
    )


def resend_page(request: HttpRequest, detail: str) -> HttpResponse:
    """The form as it was sent, with a fresh token. `detail` says why it was not accepted."""
    context = {
        "detail": detail,
        "fields": [
            (name, value)
            for name, values in request.POST.lists()
            if name != CSRF_FIELD
            for value in values
        ],
        "has_files": bool(request.FILES),
        "login_url": "" if request.user.is_authenticated else reverse(settings.LOGIN_URL),
    }
    response = TemplateResponse(request, "resend.html", context, status=FORBIDDEN).render()
    response["Cache-Control"] = "private, no-store"
    return response


def sign_in_again(request: HttpRequest, detail: str) -> HttpResponseBase:
    """The form for signing in, with the name that was typed. Someone signed in goes on."""
    messages.error(request, detail)
    initial: dict[str, Any] = {"login": request.POST.get("login", "")}
    request.method = "GET"
    response: HttpResponseBase = LoginView.as_view(initial=initial)(request)
    if isinstance(response, TemplateResponse):
        response.render()
        response.status_code = FORBIDDEN
    return response
