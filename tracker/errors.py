"""Error responses: problem+json under ``/api/``, HTML pages elsewhere."""

import logging
import sys
from collections.abc import Iterable, Mapping
from http import HTTPStatus

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import REASON_NO_CSRF_COOKIE
from django.template import loader
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from events.accounts.gates import keep_at_gate
from events.accounts.resending import can_be_resent, resend_page, sign_in_again
from events.api.problems import DETAILS, RETRY_SECONDS, TITLES, problem_response

logger = logging.getLogger(__name__)

# Every other status is shown with 400.html.
TEMPLATES = {403: "403.html", 404: "404.html", 410: "410.html", 500: "500.html", 503: "503.html"}
# A problem's title is the reason phrase of HTTP; a page has it in the reader's language.
PAGE_TITLES = {
    400: _("Bad Request"),
    403: _("Forbidden"),
    404: _("Not Found"),
    405: _("Method Not Allowed"),
    410: _("Gone"),
    413: _("Content Too Large"),
    414: _("URI Too Long"),
    500: _("Internal Server Error"),
    503: _("Service Unavailable"),
}
FORM_EXPIRED = _("The form has expired. Send it again.")
FORM_REFUSED = _("The form has expired or came from another site. Reload the page and try again.")
WITHOUT_COOKIE = _(
    "Your browser did not send the cookie that belongs to the form. Allow cookies for this site "
    "and send the form again."
)
BARE_PAGE = (
    '<!doctype html><html lang="{}"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width"><title>{}</title></head>'
    "<body><main><h1>{}</h1><p>{}</p></main></body></html>"
)


def is_api(request: HttpRequest) -> bool:
    return request.path_info.startswith("/api/")


def error_response(
    request: HttpRequest,
    status: int,
    detail: str | Promise = "",
    errors: Iterable[Mapping[str, str | Promise]] = (),
) -> HttpResponse:
    """Return an error response in the format of the request. Never raises."""
    # The outermost middleware runs before LanguageMiddleware has activated a language.
    with translation.override(getattr(request, "LANGUAGE_CODE", None) or _language(request)):
        if is_api(request):
            response = problem_response(status, detail, errors)
        else:
            response = _page(request, status, detail)
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        response["Retry-After"] = str(RETRY_SECONDS)
    response["Cache-Control"] = "no-store"
    return response


def unparsed_request_response(status: int) -> HttpResponse:
    """Return the response to a request that the server could not parse.

    Its path and language are unknown, and no middleware will see the response, so the one security
    header that matters is set here.
    """
    with translation.override(settings.LANGUAGE_CODE):
        response = problem_response(status)
    response["X-Content-Type-Options"] = "nosniff"
    return response


def handler400(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_response(request, 400)


def handler403(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_response(request, 403)


def handler404(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_response(request, 404)


def handler500(request: HttpRequest) -> HttpResponse:
    # A database error inside a middleware (the session, say) gets here and nowhere else: Django
    # converts it to a 500 between two middlewares. The exception is still being handled.
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return error_response(request, 503)
    return error_response(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """`settings.CSRF_FAILURE_VIEW`: forms of ours come back with what was typed."""
    without_cookie = reason == REASON_NO_CSRF_COOKIE
    detail = str(WITHOUT_COOKIE if without_cookie else FORM_EXPIRED)
    if request.path_info == reverse("account_login"):
        return sign_in_again(request, detail)
    user = getattr(request, "user", None)
    if kept := keep_at_gate(request, "csrf" if user and user.is_authenticated else "session"):
        return kept
    if can_be_resent(request):
        return resend_page(request, detail)
    return error_response(request, 403, WITHOUT_COOKIE if without_cookie else FORM_REFUSED)


def _language(request: HttpRequest) -> str:
    return translation.get_language_from_request(request)


def _page(request: HttpRequest, status: int, detail: str | Promise) -> HttpResponse:
    title = PAGE_TITLES.get(status) or TITLES.get(status) or HTTPStatus(status).phrase
    text = detail or DETAILS.get(status, "")
    context = {
        "status": status,
        "title": title,
        "detail": text,
        "request_id": getattr(request, "request_id", ""),
    }
    # Server errors are rendered without the request: a context processor could query the database
    # that has just failed.
    context_request = request if status < HTTPStatus.INTERNAL_SERVER_ERROR else None
    try:
        page = loader.render_to_string(TEMPLATES.get(status, "400.html"), context, context_request)
    except Exception:
        logger.exception("The error page could not be rendered")
        page = format_html(BARE_PAGE, translation.get_language() or "en", title, title, text)
    return HttpResponse(page, status=status)
