"""The guards around every view: request ids, headers, hostile input, language, a lost database.

Their order in `settings.MIDDLEWARE` matters: what sets headers is outermost, so that a refused
request's answer has them too; nothing looks at input before `HostileInputMiddleware`.
"""

import logging
import re
import uuid
from collections.abc import Callable, Iterable, Iterator
from typing import Final
from urllib.parse import unquote_to_bytes

import structlog
from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from events.record.text import has_control_characters
from tracker.errors import error_response, is_api

logger = logging.getLogger(__name__)

GetResponse = Callable[[HttpRequest], HttpResponseBase]

REQUEST_ID: Final = re.compile(r"[A-Za-z0-9._-]{8,64}")
# Below gunicorn's own limit (`tracker.serving`), whose answer can name no place.
ADDRESS_OCTETS: Final = 8000
# Files go to disk piece by piece; this bounds what one request may put there.
MULTIPART_OCTETS: Final = 32 * 1024 * 1024
# Files for an import, which are no forms.
FILES: Final = ("application/x-ndjson", "text/csv")
FORMS: Final = ("application/x-www-form-urlencoded", "multipart/form-data")
PARAMETER_NAME: Final = re.compile(r"[A-Za-z_][\w-]{0,63}", re.ASCII)
# Nothing that the product shows needs any of these.
PUBLIC_API: Final = "/api/v1/"
DESK_API: Final = "/api/v1/desk/"
ALLOWED: Final = "If-None-Match, If-Modified-Since, X-Request-Id"
EXPOSED: Final = (
    "ETag, Link, RateLimit, RateLimit-Limit, RateLimit-Policy, RateLimit-Remaining, "
    "RateLimit-Reset, Retry-After, X-Request-Id"
)
PERMISSIONS_POLICY: Final = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer", "browsing-topics", "camera", "display-capture", "geolocation",
        "gyroscope", "magnetometer", "microphone", "midi", "payment", "usb", "xr-spatial-tracking",
    )
)  # fmt: skip


class RequestIdMiddleware:
    """Gives each request an id (the proxy's, where it is harmless) and every log line of it too."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        given = request.headers.get("X-Request-Id", "")
        # Whatever a client sends would stand in the logs: only what can't be mistaken for a line.
        request_id = given if REQUEST_ID.fullmatch(given) else uuid.uuid4().hex
        request.request_id = request_id  # type: ignore[attr-defined]
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        response = self.get_response(request)
        response["X-Request-Id"] = request_id
        return response


class ResponseHeadersMiddleware:
    """What every answer carries beside Django's own security headers and the CSP.

    An answer for which the session was looked at belongs to one person: no cache may keep it,
    whatever the view said.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        if request.path.startswith(PUBLIC_API) and not request.path.startswith(DESK_API):
            _let_other_sites_read(request, response)
        session = getattr(request, "session", None)
        if session is not None and (session.accessed or session.modified):
            response["Cache-Control"] = "private, no-store"
        return response


def _let_other_sites_read(request: HttpRequest, response: HttpResponseBase) -> None:
    """CORS (Fetch, section 3.2) for the public API, its problems included: the answers are the same
    for everybody and hang on no cookie, so any page may read them; none may send credentials.
    """
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = EXPOSED
    if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
        response["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
        response["Access-Control-Allow-Headers"] = ALLOWED
        response["Access-Control-Max-Age"] = "86400"


class ContentPolicyMiddleware(CSPMiddleware):
    """django-csp, which works the policy out anew for each answer: for one that changes nothing in
    it, once and for all.
    """

    _plain = ""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        own = any(name.startswith("_csp") for name in vars(response))
        if own or settings.DEBUG or hasattr(request, "_csp_nonce"):
            return super().process_response(request, response)
        if not self._plain:
            self._plain = super().process_response(request, response)[HEADER]
        response.headers.setdefault(HEADER, self._plain)
        return response


class HostileInputMiddleware:
    """Refuses what no honest client sends, before any view, form or database sees it.

    NUL, other control characters, broken UTF-8 and surrogates in path, query and form fields;
    addresses and bodies beyond measure. Bodies of GET and HEAD are left alone; those of the
    API are read by its own parser.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        refusal = _refused_address(request)
        if refusal is None and request.method not in {"GET", "HEAD", "OPTIONS"}:
            refusal = _refused_body(request)
        return self.get_response(request) if refusal is None else refusal


class LanguageMiddleware(LocaleMiddleware):
    """The reader's language. Answers of the API are the same in all: they vary by none.

    Only its problems and its page are worded, by the request's header; a cookie never changes them.
    """

    def process_request(self, request: HttpRequest) -> None:
        if is_api(request):
            request.COOKIES.pop(settings.LANGUAGE_COOKIE_NAME, None)
        super().process_request(request)

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        worded = response.headers.get("Content-Type", "").startswith(
            ("text/html", "application/problem")
        )
        if is_api(request) and not worded:
            return response
        return super().process_response(request, response)


class UnavailableDatabaseMiddleware:
    """A database that is gone, full or busy is 503 with Retry-After: come back, nothing is broken.

    Views of the API answer so themselves, and `handler500` where a middleware met the error.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, OperationalError | InterfaceError):
            return None
        logger.error("The database does not answer", exc_info=exception)
        return error_response(request, 503)


def _refused_address(request: HttpRequest) -> HttpResponse | None:
    query = request.META.get("QUERY_STRING", "")
    path = request.path_info
    octets = len(path.encode())
    if octets + len(query) > ADDRESS_OCTETS:
        detail = _("Path and query together have at most {number} octets.")
        place = {
            "parameter": "query" if len(query) > octets else "path",
            "detail": format_lazy(detail, number=ADDRESS_OCTETS),
        }
        return error_response(request, 414, errors=[place])
    # Django has put the octets that are not UTF-8 back as %XX. No address of ours has a percent
    # sign, so that what was encoded twice may be refused with them.
    if fault := _fault(unquote_to_bytes(path)):
        return error_response(request, 400, errors=[{"parameter": "path", "detail": fault}])
    if _fault(unquote_to_bytes(query.replace("+", " "))):
        return error_response(request, 400, errors=_faulty_parameters(query))
    return None


def _fault(octets: bytes, *, multiline: bool = False) -> str | Promise:
    """What is wrong with a text, in words; empty if nothing."""
    try:
        text = octets.decode()
    except UnicodeDecodeError:
        return _("This is not valid UTF-8.")
    if has_control_characters(text, multiline=multiline):
        return _("Control characters are not allowed.")
    return ""


def _faulty_parameters(query: str) -> list[dict[str, str | Promise]]:
    """What is wrong with which parameter, each named once."""
    faults: dict[str, str | Promise] = {}
    for pair in query.replace("+", " ").split("&"):
        if fault := _fault(unquote_to_bytes(pair)):
            name = pair.partition("=")[0]
            # A name that is odd itself is not repeated.
            faults.setdefault(name if PARAMETER_NAME.fullmatch(name) else "query", fault)
    return [{"parameter": name, "detail": fault} for name, fault in faults.items()]


def _refused_body(request: HttpRequest) -> HttpResponse | None:
    if request.headers.get("Transfer-Encoding"):
        return error_response(request, 411)
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isascii() or not length.isdecimal():
        return error_response(request, 400)
    multipart = request.content_type == "multipart/form-data"
    limit = MULTIPART_OCTETS if multipart else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    if request.content_type in FILES:
        limit = settings.IMPORT_OCTETS
    # Digits are compared by their number first: int() of a thousand of them is work, too.
    if len(length) > 12 or int(length) > (limit or 0):
        return error_response(request, 413)
    if is_api(request) or request.content_type not in FORMS:
        return None
    return _refused_form(request)


def _refused_form(request: HttpRequest) -> HttpResponse | None:
    try:
        # Parsed once: Django keeps the fields, and spools files to disk beyond 2.5 MB.
        fields = request.POST
        if request.content_type == FORMS[0]:
            octets = unquote_to_bytes(request.body.replace(b"+", b" "))
            broken = bool(_fault(octets, multiline=True))
        else:
            broken = any(map(_broken_field, _texts(fields.lists())))
    except RequestDataTooBig:
        return error_response(request, 413)
    except (BadRequest, MultiPartParserError, SuspiciousOperation, UnreadablePostError):
        return error_response(request, 400)
    return (
        error_response(request, 400, _("The form holds characters that no text has."))
        if broken
        else None
    )


def _texts(lists: Iterable[tuple[str, list[str]]]) -> Iterator[str]:
    for name, values in lists:
        yield name
        yield from values


def _broken_field(text: str) -> bool:
    # Django's multipart parser has put U+FFFD where the octets were not UTF-8.
    return "\ufffd" in text or has_control_characters(text, multiline=True)
