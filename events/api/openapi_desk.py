"""The OpenAPI description of the write side, as decorators for its views."""

from collections.abc import Sequence
from typing import Any, Final

from django.conf import settings
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.utils import (
    OpenApiExample,
    OpenApiParameter,
    OpenApiRequest,
    OpenApiResponse,
    extend_schema,
    extend_schema_view,
)

from events.api.json_schema import count, one_of, ref, text
from events.api.openapi import JSON, STATUSES, Decorator
from events.api.openapi_parameters import ID_IN_PATH, PAGED, WORDS, parameter
from events.api.problems import MEDIA_TYPE
from events.record import limits
from events.record.vocabulary import State

_MEGABYTES: Final = {
    "json": (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0) // 2**20,
    "file": settings.IMPORT_OCTETS // 2**20,
}
DESK_STATUSES: Final = {
    **STATUSES,
    401: "There is no token, or it is unknown, expired or revoked.",
    403: "The scopes of the token or the permissions of the account do not allow it.",
    409: "The change contradicts what is already stored.",
    411: "The body needs a Content-Length.",
    412: "The version in If-Match is not the current one, which is in `current`. `differences` "
    "says what has changed since, `conflicts` what of it the request would change as well.",
    413: f"The body is too large. JSON can have {_MEGABYTES['json']} MB, a file of an import "
    f"{_MEGABYTES['file']} MB.",
    415: "The media type of the body is not supported.",
    422: "The record is not valid; `errors` points at each place.",
    428: "If-Match is missing.",
}
_ALWAYS: Final = (400, 401, 403, 405, 406, 414, 429, 500, 503)
WRITES: Final = (409, 411, 413, 415, 422)
_ETAG: Final = f'"[0-9]{{1,{limits.VERSION_DIGITS}}}"'
IF_MATCH: Final = OpenApiParameter(
    "If-Match",
    text(pattern=f"^{_ETAG}(, ?{_ETAG}){{0,{limits.VERSIONS - 1}}}$", maxLength=limits.IF_MATCH),
    OpenApiParameter.HEADER,
    required=True,
    description="The ETag of the version that the change is based on, or several, one of which is "
    f"the current one; at most {limits.VERSIONS}. `*` is refused.",
)
VERSION_IN_PATH: Final = OpenApiParameter(
    "number",
    count("The number of the version.", minimum=1),
    OpenApiParameter.PATH,
    description="The number of the version.",
)
IDEMPOTENCY_KEY: Final = OpenApiParameter(
    "Idempotency-Key",
    text(minLength=1, maxLength=limits.IDEMPOTENCY_KEY, pattern="^[!-~]+$"),
    OpenApiParameter.HEADER,
    description="A request that is sent again with the same key is carried out only once.",
)


class TokenScheme(OpenApiAuthenticationExtension):
    target_class = "events.api.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "A token, created at the desk or with `manage.py create_token`.",
        }


def operation(
    name: str,
    summary: str,
    schema: str | None,
    *,
    tag: str = "desk",
    status: int = 200,
    body: Any = None,
    parameters: Sequence[OpenApiParameter] = (),
    also: Sequence[int] = (),
    examples: Sequence[OpenApiExample] = (),
) -> Decorator:
    """Describe one method of the write side. `schema`: of the response; None if it has no body."""
    answers: dict[Any, Any] = (
        {(status, JSON): OpenApiResponse(ref(schema), summary)}
        if schema
        else {status: OpenApiResponse(description=summary)}
    )
    for code in sorted({*_ALWAYS, *also}):
        answers[code, MEDIA_TYPE] = OpenApiResponse(ref("Problem"), DESK_STATUSES[code])
    return extend_schema(
        operation_id=name,
        tags=[tag],
        summary=summary,
        parameters=list(parameters),
        request=body,
        responses=answers,
        examples=list(examples),
    )


def json_body(schema: str) -> OpenApiRequest:
    return OpenApiRequest(ref(schema))


def records(plural: str, kind: str) -> Decorator:
    """A list of records of the desk, and creating one."""
    filters = [parameter("q", WORDS, "A part of the title or name.")]
    if kind == "Event":
        filters += [
            parameter("state", one_of(State.values), "Events in this editorial state."),
            parameter("external_key", WORDS, "The event with this key."),
        ]
    else:
        words = "Whether changes of it wait to be approved."
        filters.append(parameter("waiting", one_of(["yes", "no"]), words))
    return extend_schema_view(
        get=operation(
            f"listDesk{kind}s",
            f"All {plural} of the desk, the last changed first",
            f"Desk{kind}Page",
            parameters=(*filters, *PAGED),
        ),
        post=operation(
            f"create{kind}",
            f"Create an {kind.lower()}" if kind != "Source" else "Create a source",
            f"Desk{kind}",
            status=201,
            body={JSON: json_body(f"Draft{kind}")},
            parameters=(IDEMPOTENCY_KEY,),
            also=WRITES,
        ),
    )


def record(plural: str, kind: str) -> Decorator:
    """One record of the desk: shown, changed in part, replaced."""
    change: dict[str, Any] = {
        "body": {JSON: json_body(f"Draft{kind}")},
        "parameters": (ID_IN_PATH, IF_MATCH),
        "also": (404, 412, 428, *WRITES),
    }
    return extend_schema_view(
        get=operation(
            f"getDesk{kind}", f"One of the {plural} of the desk", f"Desk{kind}",
            parameters=(ID_IN_PATH,), also=(404,),
        ),
        patch=operation(
            f"change{kind}", "Change the members that are sent", f"Desk{kind}", **change
        ),
        put=operation(
            f"replace{kind}", "Replace the record; what is not sent becomes empty", f"Desk{kind}",
            **change,
        ),
    )  # fmt: skip


def versions(plural: str, kind: str) -> Decorator:
    """The versions of a record of the desk."""
    return extend_schema_view(
        get=operation(
            f"listDesk{kind}Versions",
            f"The versions of one of the {plural} of the desk, the newest first",
            "DeskVersionPage",
            parameters=(ID_IN_PATH, *PAGED),
            also=(404,),
        )
    )


def version(plural: str, kind: str) -> Decorator:
    """A version of a record of the desk."""
    return extend_schema_view(
        get=operation(
            f"getDesk{kind}Version",
            f"A version of one of the {plural} of the desk, and what it changed",
            f"Desk{kind}Version",
            parameters=(ID_IN_PATH, VERSION_IN_PATH),
            also=(404,),
        )
    )


def verb(name: str, summary: str) -> Decorator:
    return extend_schema_view(
        post=operation(
            f"{name}Event",
            summary,
            "DeskEventWithEdition",
            body={JSON: json_body("VerbWords")},
            parameters=(ID_IN_PATH, IF_MATCH, IDEMPOTENCY_KEY),
            also=(404, 412, 428, *WRITES),
        )
    )


def approval(kind: str) -> Decorator:
    """Making the waiting changes of a record public."""
    return extend_schema_view(
        post=operation(
            f"approve{kind}",
            "Make the changes public, and reissue the events that name the record",
            f"Desk{kind}WithReissued",
            body={JSON: json_body("ApprovalWords")},
            parameters=(ID_IN_PATH, IF_MATCH, IDEMPOTENCY_KEY),
            also=(404, 412, 428, *WRITES),
        )
    )
