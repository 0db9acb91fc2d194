"""Errors in the style of where they happen: problem+json under ``/api/``, a page elsewhere."""

import logging
import sys
from collections.abc import Iterable, Mapping
from http import HTTPStatus

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils import translation
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from events.api.problems import DETAILS, RETRY_SECONDS, TITLES, problem_response

logger = logging.getLogger(__name__)

# Pages stand for their neighbours: a reader is told the same about a long address and a broken one.
TEMPLATES = {403: "403.html", 404: "404.html", 410: "410.html", 500: "500.html", 503: "503.html"}
# A problem's title is the standard's phrase; a reader's page says it in the reader's language.
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
    """An error as its reader expects it; never raises, whatever the templates do."""
    # Errors of the first middlewares come before anything looked at the reader's language.
    with translation.override(getattr(request, "LANGUAGE_CODE", None) or _language(request)):
        if is_api(request):
            response = problem_response(status, detail, errors)
        else:
            response = _page(request, status, detail)
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        response["Retry-After"] = str(RETRY_SECONDS)
    response["Cache-Control"] = "no-store"
    return response


def refusal(status: int) -> HttpResponse:
    """For what the server could not read as a request: nobody knows where to, or in what language.

    No middleware sees it, so that it has the one header that counts for it.
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
    # A database lost inside a middleware (the session's, say) arrives here and nowhere else: Django
    # turns it into a 500 between two middlewares. The handler runs while the exception is handled.
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return error_response(request, 503)
    return error_response(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """`settings.CSRF_FAILURE_VIEW`: Django's own page carries a style that the policy forbids."""
    return error_response(
        request, 403, _("The form was too old or came from elsewhere. Load the page and try again.")
    )


def _language(request: HttpRequest) -> str:
    return translation.get_language_from_request(request)


def _page(request: HttpRequest, status: int, detail: str | Promise) -> HttpResponse:
    title = PAGE_TITLES.get(status) or TITLES.get(status) or HTTPStatus(status).phrase
    words = detail or DETAILS.get(status, "")
    context = {
        "status": status,
        "title": title,
        "detail": words,
        "request_id": getattr(request, "request_id", ""),
    }
    # From 500 on without the request: a context processor could ask the database that just failed.
    known = request if status < HTTPStatus.INTERNAL_SERVER_ERROR else None
    try:
        text = loader.render_to_string(TEMPLATES.get(status, "400.html"), context, known)
    except Exception:
        logger.exception("The page of an error could not be made")
        text = format_html(BARE_PAGE, translation.get_language() or "en", title, title, words)
    return HttpResponse(text, status=status)
