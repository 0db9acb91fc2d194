"""Middleware: content, request ids, headers, input validation, probes, language, databases.

The order in `settings.MIDDLEWARE` matters. Middleware that sets headers is outermost, so that
responses to rejected requests have them too, and nothing reads input before
`HostileInputMiddleware`.
"""

import logging
import re
import uuid
from collections.abc import Callable, Iterable, Iterator
from typing import Final
from urllib.parse import unquote_to_bytes

import structlog
from django.conf import settings
from django.core.exceptions import (
    BadRequest,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
)
from django.db import InterfaceError, OperationalError
from django.http import (
    HttpRequest,
    HttpResponse,
    QueryDict,
    StreamingHttpResponse,
    UnreadablePostError,
)
from django.http.multipartparser import MultiPartParserError
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from events.accounts.form_keys import form_key_of
from events.accounts.gates import clean_typed, is_desk_form, keep_at_gate, read_all_fields
from events.dates import LANGUAGES
from events.record import UnreadableDocument
from events.record.limits import ADDRESS_OCTETS
from events.record.text import has_control_characters
from events.web.languages import asked_languages, fixed_language
from events.web.views import health
from tracker.errors import error_response, is_api

logger = logging.getLogger(__name__)

GetResponse = Callable[[HttpRequest], HttpResponseBase]

REQUEST_ID: Final = re.compile(r"[A-Za-z0-9._-]{8,64}")
# Uploads are spooled to disk, so that this limits the disk space that one request can take.
MULTIPART_OCTETS: Final = 32 * 1024 * 1024
# Import files, which are sent as the body instead of in a form.
FILES: Final = ("application/x-ndjson", "text/csv")
FORMS: Final = ("application/x-www-form-urlencoded", "multipart/form-data")
PARAMETER_NAME: Final = re.compile(r"[A-Za-z_][\w-]{0,63}", re.ASCII)
PUBLIC_API: Final = "/api/v1/"
DESK_API: Final = "/api/v1/desk/"
CORS_REQUEST_HEADERS: Final = "If-None-Match, If-Modified-Since, X-Request-Id"
CORS_RESPONSE_HEADERS: Final = (
    "ETag, Link, RateLimit, RateLimit-Limit, RateLimit-Policy, RateLimit-Remaining, "
    "RateLimit-Reset, Retry-After, X-Request-Id"
)
PROBES: Final = {"/healthz": health.healthz, "/readyz": health.readyz}
UNREADABLE: Final = _("What is stored for this address cannot be read. The fault has been logged.")
CONTENT_SECURITY_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
# The pages use none of these features.
PERMISSIONS_POLICY: Final = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer", "browsing-topics", "camera", "display-capture", "geolocation",
        "gyroscope", "magnetometer", "microphone", "midi", "payment", "usb", "xr-spatial-tracking",
    )
)  # fmt: skip


class ContentMiddleware:
    """Says how long each response is and leaves its content out for HEAD (RFC 9110, section 9.3.2).

    The server closes a connection after a response of unknown length. A streamed response to HEAD
    is closed before any of it is generated.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        is_head = request.method == "HEAD"
        if isinstance(response, HttpResponse):
            response.headers.setdefault("Content-Length", str(len(response.content)))
            if is_head:
                response.content = b""
        elif is_head and isinstance(response, StreamingHttpResponse):
            response.streaming_content = ()
        return response


class RequestIdMiddleware:
    """Gives each request and its log lines an id: the proxy's (BEHIND_PROXY), else a new one.

    An id that a client chose is only logged: a cache would send it to other clients.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        header = request.headers.get("X-Request-Id", "")
        # The client controls the header, so only accept what cannot forge a log line.
        given = header if REQUEST_ID.fullmatch(header) else ""
        request_id = given if given and settings.BEHIND_PROXY else uuid.uuid4().hex
        request.request_id = request_id  # type: ignore[attr-defined]
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        if given and not settings.BEHIND_PROXY:
            structlog.contextvars.bind_contextvars(client_request_id=given)
        response = self.get_response(request)
        response["X-Request-Id"] = request_id
        return response


class ResponseHeadersMiddleware:
    """Sets the headers that Django's security middleware does not.

    A view that needs another content security policy sets that header itself. A response for which
    the session was accessed may hold one user's data, so no cache may store it, whatever the view
    says.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        if request.path.startswith(PUBLIC_API) and not request.path.startswith(DESK_API):
            _allow_cross_origin_reads(request, response)
        session = getattr(request, "session", None)
        if session is not None and (session.accessed or session.modified):
            response["Cache-Control"] = "private, no-store"
        return response


def _allow_cross_origin_reads(request: HttpRequest, response: HttpResponseBase) -> None:
    """Set the CORS headers (Fetch standard, section 3.2) of the public API, errors included.

    Responses do not depend on cookies, so that any site may read them, without credentials.
    """
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = CORS_RESPONSE_HEADERS
    if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
        response["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
        response["Access-Control-Allow-Headers"] = CORS_REQUEST_HEADERS
        response["Access-Control-Max-Age"] = "86400"


class HostileInputMiddleware:
    """Rejects malformed input before any view, form or database sees it.

    That is: control characters (NUL included), invalid UTF-8 and surrogates in path, query string
    and form fields, and addresses or bodies that are too long. Bodies of safe methods are not read;
    bodies sent to the API are read by its own parser.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        error: HttpResponseBase | None = _address_error(request)
        if error is None and request.method not in {"GET", "HEAD", "OPTIONS"}:
            error = _body_error(request)
        return self.get_response(request) if error is None else error


class LanguageMiddleware(LocaleMiddleware):
    """Activates the reader's language.

    The API's data are the same in all languages and do not vary. Its errors and its documentation
    page are translated by Accept-Language alone; the language cookie is ignored.
    """

    def process_request(self, request: HttpRequest) -> None:
        if is_api(request):
            request.COOKIES.pop(settings.LANGUAGE_COOKIE_NAME, None)
        super().process_request(request)

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        is_translated = response.headers.get("Content-Type", "").startswith(
            ("text/html", "application/problem")
        )
        if is_api(request) and not is_translated:
            return response
        return super().process_response(request, response)


class FixedLanguageMiddleware:
    """``hl=`` in the address of a page fixes its language, also after a redirect.

    It is not a parameter of any view, so `request.GET` does not have it.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        asked = [] if is_api(request) else asked_languages(request)
        if not asked:
            return self.get_response(request)
        language = fixed_language(request)
        if not language:
            detail = format_lazy(_("Choose from: {choices}."), choices=", ".join(LANGUAGES))
            return error_response(request, 400, format_lazy("hl: {}", detail))
        translation.activate(language)
        request.LANGUAGE_CODE = language
        query = request.GET.copy()
        del query["hl"]
        request.GET = QueryDict(query.urlencode())
        response = self.get_response(request)
        target = response.headers.get("Location", "")
        if target.startswith("/") and "hl=" not in target:
            separator = "&" if "?" in target else "?"
            response["Location"] = f"{target}{separator}hl={language}"
        return response


class ProbeMiddleware:
    """Answers the probes before the Host header is checked: load balancers ask by address."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return PROBES.get(request.path_info, self.get_response)(request)


class UnavailableDatabaseMiddleware:
    """Answers 503 with Retry-After when the database is unreachable, full or locked, and for a page
    whose stored document is damaged.

    API views handle these errors themselves, and `handler500` those raised in a middleware.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, UnreadableDocument):
            # The message names the edition, which is for the log alone.
            logger.error("A stored document cannot be read: %s", exception)
            return error_response(request, 503, UNREADABLE)
        if not isinstance(exception, OperationalError | InterfaceError):
            return None
        logger.error("The database is unavailable", exc_info=exception)
        return error_response(request, 503)


def _address_error(request: HttpRequest) -> HttpResponse | None:
    query = request.META.get("QUERY_STRING", "")
    path = request.path_info
    path_length = len(path.encode())
    if path_length + len(query) > ADDRESS_OCTETS:
        too_long = _("Path and query string may have at most {number} bytes together.")
        error = {
            "parameter": "query" if len(query) > path_length else "path",
            "detail": format_lazy(too_long, number=ADDRESS_OCTETS),
        }
        return error_response(request, 414, errors=[error])
    # Django has percent-encoded the bytes that are not UTF-8 again. No URL of ours contains a
    # percent sign, so that rejecting what was encoded twice does no harm.
    if detail := _text_error(unquote_to_bytes(path)):
        return error_response(request, 400, errors=[{"parameter": "path", "detail": detail}])
    if _text_error(unquote_to_bytes(query.replace("+", " "))):
        return error_response(request, 400, errors=_parameter_errors(query))
    return None


def _text_error(encoded: bytes, *, multiline: bool = False) -> str | Promise:
    """Return the error message for an encoded text, or "" if it is valid."""
    try:
        text = encoded.decode()
    except UnicodeDecodeError:
        return _("This is not valid UTF-8.")
    if has_control_characters(text, multiline=multiline):
        return _("Control characters are not allowed.")
    return ""


def _parameter_errors(query: str) -> list[dict[str, str | Promise]]:
    """Return one error for each invalid parameter."""
    details: dict[str, str | Promise] = {}
    for pair in query.replace("+", " ").split("&"):
        if detail := _text_error(unquote_to_bytes(pair)):
            name = pair.partition("=")[0]
            # Do not echo an invalid name.
            details.setdefault(name if PARAMETER_NAME.fullmatch(name) else "query", detail)
    return [{"parameter": name, "detail": detail} for name, detail in details.items()]


def _body_error(request: HttpRequest) -> HttpResponseBase | None:
    if request.headers.get("Transfer-Encoding"):
        return error_response(request, 411)
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isascii() or not length.isdecimal():
        return error_response(request, 400)
    multipart = request.content_type == "multipart/form-data"
    limit = MULTIPART_OCTETS if multipart else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    if request.content_type in FILES:
        limit = settings.IMPORT_OCTETS
    # Compare the number of digits first: int() takes quadratic time.
    if len(length) > 12 or int(length) > (limit or 0):
        return error_response(request, 413)
    if is_api(request) or request.content_type not in FORMS:
        return None
    return _form_error(request)


def _form_error(request: HttpRequest) -> HttpResponseBase | None:
    try:
        # Django caches the parsed form, and spools files larger than 2.5 MB to disk.
        fields = request.POST
        if is_desk_form(request) and form_key_of(request) and _is_utf_8(request):
            clean_typed(request)
            return None
        if request.content_type == FORMS[0]:
            form = unquote_to_bytes(request.body.replace(b"+", b" "))
            is_invalid = bool(_text_error(form, multiline=True))
        else:
            is_invalid = any(map(_is_invalid_text, _names_and_values(fields.lists())))
    except RequestDataTooBig:
        return error_response(request, 413)
    except TooManyFieldsSent:
        return _form_with_too_many_fields(request)
    except (BadRequest, MultiPartParserError, SuspiciousOperation, UnreadablePostError):
        return error_response(request, 400)
    if is_invalid:
        return error_response(request, 400, _("The form contains characters that are not allowed."))
    return None


def _form_with_too_many_fields(request: HttpRequest) -> HttpResponseBase:
    if is_desk_form(request) and request.content_type == FORMS[0]:
        read_all_fields(request)
        clean_typed(request)
        if kept := keep_at_gate(request, "fields"):
            return kept
    too_many = _("A form can have at most {number} fields.")
    detail = format_lazy(too_many, number=settings.DATA_UPLOAD_MAX_NUMBER_FIELDS)
    return error_response(request, 400, detail)


def _is_utf_8(request: HttpRequest) -> bool:
    if request.content_type != FORMS[0]:
        return not any("\ufffd" in text for text in _names_and_values(request.POST.lists()))
    try:
        unquote_to_bytes(request.body.replace(b"+", b" ")).decode()
    except UnicodeDecodeError:
        return False
    return True


def _names_and_values(lists: Iterable[tuple[str, list[str]]]) -> Iterator[str]:
    for name, values in lists:
        yield name
        yield from values


def _is_invalid_text(text: str) -> bool:
    # Django's multipart parser replaces invalid UTF-8 by U+FFFD.
    return "\ufffd" in text or has_control_characters(text, multiline=True)
