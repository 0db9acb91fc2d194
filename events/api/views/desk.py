"""What all views of the write side share: tokens, versions, and requests sent twice."""

import hashlib
import re
from collections.abc import Callable
from typing import Any, Final

import orjson
from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.exceptions import Throttled
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from events import editorial
from events.api.authentication import HasScope, TokenAuthentication
from events.api.problems import Refusal, problem_response
from events.api.throttles import Rate, Throttle
from events.api.views.public import links
from events.editorial.idempotency import Answer, begin_request, keep_answer
from events.models import User
from events.record.vocabulary import Scope

KEY: Final = re.compile(r"[!-~]{1,255}")
_VERSION: Final = re.compile(r'"(?P<version>[0-9]{1,9})"')

Document = dict[str, Any]


class DeskView(APIView):
    """For the holders of tokens alone. `scope`: what a token needs for anything but reading."""

    authentication_classes = [TokenAuthentication]
    permission_classes = [HasScope]
    throttle_classes = [Throttle]
    policy = "write"
    scope = Scope.WRITE
    rate: Rate | None = None

    @property
    def editor(self) -> User:
        """The account of the token."""
        return editor_of(self.request)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if request.META.get("HTTP_CONTENT_ENCODING", "").strip().lower() not in {"", "identity"}:
            raise Refusal(415, _("Bodies are read as they are, not compressed."))

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        # Drafts: for nobody else, and not to be found later.
        response["Cache-Control"] = "private, no-store"
        if self.rate is not None:
            for name, value in self.rate.headers().items():
                response[name] = value
        return response

    def throttled(self, request: Request, wait: float | None) -> Any:
        raise Throttled(self.rate.reset if self.rate else None)

    def options(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        return Response(status=204)


def editor_of(request: Any) -> User:
    account: User = request.user
    return account


def body_of(request: Request) -> Document:
    """The JSON object in the body. Raises `Refusal`."""
    if not isinstance(request.data, dict):
        raise Refusal(
            400,
            _("The body is not valid. Nothing was written."),
            [{"pointer": "", "detail": _("An object is expected here.")}],
        )
    return request.data


def expected_version(request: Request, current: int) -> int:
    """The version in If-Match (RFC 9110, section 13.1.1), of several the current one if it is
    among them. Raises `Refusal`: 428 without one.

    ``*`` would be whatever stands, which is what the header is to keep from being overwritten.
    """
    header = request.META.get("HTTP_IF_MATCH", "").strip()
    if header in {"", "*"}:
        raise Refusal(428, _("Send the ETag of the version that you changed as If-Match."))
    named = map(_VERSION.fullmatch, re.split(r"[ \t]*,[ \t]*", header))
    # Anything else is the ETag of no version of ours, so none matches.
    versions = [int(found["version"]) for found in named if found] or [0]
    return current if current in versions else versions[0]


def answer(document: Document, status: int = 200, **headers: str) -> Response:
    """A record of the desk, its version as the ETag."""
    return Response(document, status, headers={"ETag": f'"{document["version"]}"', **headers})


def stale(error: editorial.StaleVersion, current: Callable[[], Document]) -> HttpResponse:
    """412 with what stands now, so that the change can be made on top of it."""
    if error.current_version is None:
        return problem_response(404)
    document = current()
    response = problem_response(412, str(error), version=document["version"], current=document)
    response["ETag"] = f'"{document["version"]}"'
    return response


def once(
    request: Request,
    act: Callable[[], Response],
    body: bytes | None = None,
    then: Callable[[Response], Response] = lambda response: response,
) -> HttpResponse:
    """Carry out a POST once, however often it is sent with the same Idempotency-Key.

    Sent again, it gets the answer that it got; with another body or media type it is refused (422).
    Refused requests are not kept: they may be mended and sent again. `then` comes after the
    transaction of `act`, and makes the answer of its answer.
    """
    key = request.META.get("HTTP_IDEMPOTENCY_KEY")
    if key is None:
        return then(act())
    if not KEY.fullmatch(key):
        raise Refusal(400, _("An Idempotency-Key has 1 to 255 visible characters of ASCII."))
    content = orjson.dumps(request.data, option=orjson.OPT_SORT_KEYS) if body is None else body
    address = f"{request.method} {request.path}\n{media_type(request)}\n".encode()
    digest = hashlib.sha256(address + content).hexdigest()
    editor = editor_of(request)
    with transaction.atomic():
        told = begin_request(editor=editor, key=key, request=digest, now=timezone.now())
        if told is not None:
            return _again(told, digest)
        response = act()
        keep_answer(editor=editor, key=key, answer=_kept(response, digest))
    answered = then(response)
    if answered is not response:
        keep_answer(editor=editor, key=key, answer=_kept(answered, digest))
    return answered


def media_type(request: Request) -> str:
    """What the body is said to be, without the parameters."""
    return str(request.content_type).partition(";")[0].strip().lower()


def _kept(response: Response, digest: str) -> Answer:
    headers = {name: response[name] for name in ("ETag", "Location") if name in response}
    return Answer(digest, response.status_code, headers, orjson.dumps(response.data).decode())


def _again(told: Answer, digest: str) -> HttpResponse:
    if told.request != digest:
        raise Refusal(422, _("This Idempotency-Key was used for another request."))
    response = HttpResponse(told.body, content_type="application/json", status=told.status)
    for name, value in told.headers.items():
        response[name] = value
    response["Idempotency-Replayed"] = "true"
    return response


def paged(request: Request, page: Any, rows: list[dict[str, Any]]) -> Response:
    following, before = (neighbour(request, cursor) for cursor in (page.next, page.previous))
    document = {"next": following, "previous": before, "results": rows}
    return Response(document, headers=links(next=following, prev=before))


def neighbour(request: Request, cursor: str | None) -> str | None:
    """The address of a page beside this one."""
    if cursor is None:
        return None
    query = request.GET.copy()
    query["cursor"] = cursor
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
