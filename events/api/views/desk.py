"""What all views of the write side share: tokens, versions, and requests sent twice."""

import hashlib
import re
from collections.abc import Callable
from typing import Any, Final

import orjson
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
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
from events.api.views.public import link_header
from events.editorial.drafts.showing import Json
from events.editorial.idempotency import Answer, begin_request, keep_answer
from events.editorial.recording import by_way_of
from events.models import User
from events.record import limits
from events.record.vocabulary import Scope, Way
from events.timeline.addresses import absolute_url
from events.timeline.keyset import Slice

KEY: Final = re.compile(rf"[!-~]{{1,{limits.IDEMPOTENCY_KEY}}}")
"""In characters."""
_VERSION: Final = re.compile(rf'"(?P<version>[0-9]{{1,{limits.VERSION_DIGITS}}})"')


class DeskView(APIView):
    """For holders of tokens only. `scope`: what a token needs for anything but reading."""

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

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with by_way_of(Way.API):
            return super().dispatch(request, *args, **kwargs)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if request.META.get("HTTP_CONTENT_ENCODING", "").strip().lower() not in {"", "identity"}:
            raise Refusal(415, _("Send the body without compression."))

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        # Drafts are for nobody else, and no cache may keep them.
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


def body_of(request: Request) -> Json:
    """The JSON object in the body. Raises `Refusal`."""
    if not isinstance(request.data, dict):
        raise Refusal(
            400,
            _("The body is not valid. Nothing was written."),
            [{"pointer": "", "detail": _("An object is expected here.")}],
        )
    return request.data


def expected_version(request: Request, current: int) -> int:
    """The version in If-Match (RFC 9110, section 13.1.1); of several, the current one if it is
    among them. Raises `Refusal`: 428 without one, 400 with too many.

    ``*`` is refused, too: it would overwrite any version, which the header is there to prevent.
    """
    header = request.META.get("HTTP_IF_MATCH", "").strip()
    if header in {"", "*"}:
        raise Refusal(428, _("Send the ETag of the version that you changed as If-Match."))
    if len(header) > limits.IF_MATCH or header.count(",") >= limits.VERSIONS:
        most = {"count": limits.VERSIONS, "length": limits.IF_MATCH}
        detail = _("If-Match can have at most %(count)d ETags and %(length)d characters.")
        raise Refusal(400, detail % most)
    named = map(_VERSION.fullmatch, re.split(r"[ \t]*,[ \t]*", header))
    # Anything else is not an ETag of this API, so it matches no version.
    versions = [int(found["version"]) for found in named if found] or [0]
    return current if current in versions else versions[0]


def record_response(document: Json, status: int = 200, **headers: str) -> Response:
    """A record of the desk, with its version as the ETag."""
    return Response(document, status, headers={"ETag": f'"{document["version"]}"', **headers})


def stale_response(
    error: editorial.StaleVersion,
    current: Callable[[], Json],
    others: Callable[[Json], Json] = lambda _current: {},
) -> HttpResponse:
    """412 with the current record, so that the change can be made on top of it.

    `others` returns what else is said about it (see `outdated`).
    """
    if error.current_version is None:
        return problem_response(404)
    document = current()
    told = {"version": document["version"], "current": document, **others(document)}
    response = problem_response(412, str(error), **told)
    response["ETag"] = f'"{document["version"]}"'
    return response


def run_once(
    request: Request,
    run: Callable[[], Response],
    body: bytes | None = None,
    finish: Callable[[Response], Response] = lambda response: response,
) -> HttpResponse:
    """Carry out a POST once, however often it is sent with the same Idempotency-Key.

    A repeated request gets the first response again; with another body or media type it is refused
    (422). Refused requests are not stored: they can be corrected and sent again. `finish` is called
    after the transaction of `run` and turns its response into the one that is sent.
    """
    key = request.META.get("HTTP_IDEMPOTENCY_KEY")
    if key is None:
        return finish(run())
    if not KEY.fullmatch(key):
        raise Refusal(400, _("An Idempotency-Key has 1 to 255 visible ASCII characters."))
    content = orjson.dumps(request.data, option=orjson.OPT_SORT_KEYS) if body is None else body
    address = f"{request.method} {request.path}\n{media_type(request)}\n".encode()
    digest = hashlib.sha256(address + content).hexdigest()
    editor = editor_of(request)
    with transaction.atomic():
        earlier = begin_request(editor=editor, key=key, request=digest, now=timezone.now())
        if earlier is not None:
            return _replay(earlier, digest)
        response = run()
        keep_answer(editor=editor, key=key, answer=_to_store(response, digest))
    finished = finish(response)
    if finished is not response:
        keep_answer(editor=editor, key=key, answer=_to_store(finished, digest))
    return finished


def media_type(request: Request) -> str:
    """The media type of the body, without parameters."""
    return str(request.content_type).partition(";")[0].strip().lower()


def _to_store(response: Response, digest: str) -> Answer:
    headers = {name: response[name] for name in ("ETag", "Location") if name in response}
    return Answer(digest, response.status_code, headers, orjson.dumps(response.data).decode())


def _replay(earlier: Answer, digest: str) -> HttpResponse:
    if earlier.request != digest:
        raise Refusal(422, _("This Idempotency-Key was used for another request."))
    response = HttpResponse(earlier.body, content_type="application/json", status=earlier.status)
    for name, value in earlier.headers.items():
        response[name] = value
    response["Idempotency-Replayed"] = "true"
    return response


def page_response(request: Request, page: Slice[Any], rows: list[Any]) -> Response:
    """A page of a list in the envelope of lists."""
    after, before = page_address(request, page.next), page_address(request, page.previous)
    envelope = {"next": after, "previous": before, "results": rows}
    return Response(envelope, headers=link_header(next=after, prev=before))


def page_address(request: Request, cursor: str | None) -> str | None:
    """The address of the page that begins at the cursor."""
    if cursor is None:
        return None
    query = request.GET.copy()
    query["cursor"] = cursor
    return absolute_url(request, f"{request.path}?{query.urlencode()}")
