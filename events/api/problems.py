"""Every error under ``/api/`` as ``application/problem+json`` (RFC 9457).

The members are ``type title status detail`` and, where places can be named, ``errors``, each with a
``parameter`` (of the query) or a JSON ``pointer`` (into the body). Values that the client sent are
never repeated, so that nobody can make an answer say things.
"""

import logging
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from math import ceil
from typing import Any

import orjson
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, InterfaceError, OperationalError
from django.http import Http404, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions

from events import editorial
from events.record import UnreadableDocument
from events.timeline.filters import FilterError

MEDIA_TYPE = "application/problem+json"
RETRY_SECONDS = 5

logger = logging.getLogger(__name__)

DETAILS: dict[int, Promise] = {
    400: _("The request cannot be read."),
    401: _("Send a valid token."),
    403: _("This is not allowed."),
    404: _("There is nothing at this address."),
    405: _("This address does not support the method; the Allow header lists the supported ones."),
    406: _("None of the media types in the Accept header is available at this address."),
    409: _("The change contradicts what is already stored."),
    410: _("This has been withdrawn."),
    411: _("The body needs a Content-Length."),
    412: _("The precondition in the request's headers failed."),
    413: _("The body is too large."),
    414: _("The address is too long."),
    415: _("The media type of the body is not supported at this address."),
    422: _("The body is not valid. Nothing was written."),
    428: _("Send the ETag of the version that you changed as If-Match."),
    429: _("Too many requests. Wait as long as the Retry-After header says."),
    431: _("The headers are too large."),
    500: _("Something went wrong. Please quote the request id."),
    501: _("The transfer coding of the body is not supported."),
    503: _("The database does not answer. Try again in a moment."),
}
# HTTPStatus still has the phrases of superseded standards for these.
TITLES = {413: "Content Too Large", 414: "URI Too Long", 422: "Unprocessable Content"}


class Refusal(exceptions.APIException):
    """Raised by parsers and views to answer with a problem. `errors` name its places."""

    def __init__(
        self,
        status: int,
        detail: str | Promise = "",
        errors: Iterable[Mapping[str, str]] = (),
    ) -> None:
        super().__init__()
        self.status_code = status
        self.detail_text = detail
        self.errors = list(errors)


def problem_response(
    status: int,
    detail: str | Promise = "",
    errors: Iterable[Mapping[str, str | Promise]] = (),
    **members: Any,
) -> HttpResponse:
    """A problem as an answer; `errors` are ``{"parameter" | "pointer", "detail"}`` each.

    `members` extend it (RFC 9457, section 3.2).
    """
    document: dict[str, Any] = {
        "type": "about:blank",
        "title": TITLES.get(status) or HTTPStatus(status).phrase,
        "status": status,
        "detail": str(detail or DETAILS.get(status, "")),
    }
    if places := [{name: str(text) for name, text in place.items()} for place in errors]:
        document["errors"] = places
    document.update(members)
    response = HttpResponse(orjson.dumps(document), content_type=MEDIA_TYPE, status=status)
    response["Cache-Control"] = "no-store"
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        response["Retry-After"] = str(RETRY_SECONDS)
    return response


def exception_handler(exc: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """REST framework's hook. None for an unexpected error: it is raised again, and `handler500`
    answers.

    Nothing is rolled back here: each verb is atomic, and ATOMIC_REQUESTS is off.
    """
    match exc:
        case FilterError():
            errors = [{"parameter": p.parameter, "detail": p.detail} for p in exc.problems]
            return problem_response(
                400, _("The query is not valid. Nothing was looked up."), errors
            )
        case Refusal():
            return problem_response(exc.status_code, exc.detail_text, exc.errors)
        case UnreadableDocument():
            logger.error("A stored document cannot be read: %s", exc)
            return problem_response(503, _("This record is damaged. The error has been logged."))
        case editorial.NotAllowed():
            return problem_response(403)
        case editorial.EditorialError():
            return problem_response(
                422,
                _("The record is not valid. Nothing was written."),
                [{"pointer": pointer(p.field), "detail": p.message} for p in exc.problems],
            )
        case exceptions.AuthenticationFailed() | exceptions.NotAuthenticated():
            response = problem_response(401)
            response["WWW-Authenticate"] = getattr(exc, "auth_header", "Bearer")
            return response
        case exceptions.Throttled():
            response = problem_response(429)
            response["Retry-After"] = str(ceil(getattr(exc, "wait", None) or 1))
            return response
    status = _status(exc)
    if status in {409, 503}:
        logger.error("The database refused a change or is not available", exc_info=exc)
    return problem_response(status) if status else None


def pointer(field: str) -> str:
    """The JSON pointer of a `Problem.field`, which is a part of the record or a pointer already."""
    return field if field.startswith("/") or not field else f"/{field}"


def _status(exc: Exception) -> int | None:
    if isinstance(exc, exceptions.APIException):
        return exc.status_code
    known: list[tuple[type[Exception], int]] = [
        (Http404, 404),
        (PermissionDenied, 403),
        (IntegrityError, 409),
        (OperationalError, 503),
        (InterfaceError, 503),
    ]
    return next((status for kind, status in known if isinstance(exc, kind)), None)
