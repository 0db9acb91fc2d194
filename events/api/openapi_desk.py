"""The OpenAPI description of the write side, as decorators for its views."""

from collections.abc import Sequence
from typing import Any, Final

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.utils import (
    OpenApiExample,
    OpenApiParameter,
    OpenApiRequest,
    OpenApiResponse,
    extend_schema,
    extend_schema_view,
)

from events.api.openapi import CURSOR, JSON, LIMIT, STATUSES, Decorator, parameter
from events.api.openapi import WORDS as TEXT_ASKED
from events.api.problems import MEDIA_TYPE
from events.api.shapes import ID, one_of, ref, text
from events.record.vocabulary import State

WORDS: Final = {
    **STATUSES,
    401: "No token, or one that is unknown, expired or revoked.",
    403: "The token's scopes or the account do not allow it.",
    409: "The change contradicts what is already stored.",
    411: "The body needs a Content-Length.",
    412: "The version in If-Match is not the one that stands; `current` is.",
    413: "The body is too large.",
    415: "The body's media type is not one that is read here.",
    422: "The record is not valid; `errors` points at each place.",
    428: "If-Match is missing.",
}
_ALWAYS: Final = (400, 401, 403, 405, 406, 414, 429, 500, 503)
WRITES: Final = (409, 411, 413, 415, 422)
IF_MATCH: Final = OpenApiParameter(
    "If-Match",
    {**text(), "pattern": '^"[0-9]{1,9}"$'},
    OpenApiParameter.HEADER,
    required=True,
    description="The ETag of the version that was changed.",
)
IDEMPOTENCY_KEY: Final = OpenApiParameter(
    "Idempotency-Key",
    {**text(), "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
    OpenApiParameter.HEADER,
    description="Sent again with the same key, the request is carried out once.",
)
ID_IN_PATH: Final = OpenApiParameter("id", ID, OpenApiParameter.PATH, description="The public id.")


class TokenScheme(OpenApiAuthenticationExtension):
    target_class = "events.api.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "A token made on the desk, or by `manage.py create_token`.",
        }


def operation(
    name: str,
    summary: str,
    shape: str,
    *,
    tag: str = "desk",
    status: int = 200,
    body: Any = None,
    parameters: Sequence[OpenApiParameter] = (),
    also: Sequence[int] = (),
    examples: Sequence[OpenApiExample] = (),
) -> Decorator:
    """Describe one method of the write side."""
    answers: dict[Any, Any] = {(status, JSON): OpenApiResponse(ref(shape), summary)}
    for code in sorted({*_ALWAYS, *also}):
        answers[code, MEDIA_TYPE] = OpenApiResponse(ref("Problem"), WORDS[code])
    return extend_schema(
        operation_id=name,
        tags=[tag],
        summary=summary,
        parameters=list(parameters),
        request=body,
        responses=answers,
        examples=list(examples),
    )


def json_body(shape: str) -> OpenApiRequest:
    return OpenApiRequest(ref(shape))


def records(plural: str, kind: str) -> Decorator:
    """A list of the desk's records, and making one."""
    asked = [parameter("q", TEXT_ASKED, "A part of its title or name.")]
    if kind == "Event":
        asked += [
            parameter("state", one_of(State), "Where it stands with us."),
            parameter("external_key", TEXT_ASKED, "What it is called where it comes from."),
        ]
    return extend_schema_view(
        get=operation(
            f"listDesk{kind}s",
            f"The desk's {plural}, newest change first",
            f"Desk{kind}Page",
            parameters=(*asked, LIMIT, CURSOR),
        ),
        post=operation(
            f"create{kind}",
            f"Make one of the desk's {plural}",
            f"Desk{kind}",
            status=201,
            body={JSON: json_body(f"Draft{kind}")},
            parameters=(IDEMPOTENCY_KEY,),
            also=WRITES,
        ),
    )


def record(plural: str, kind: str) -> Decorator:
    """One of the desk's records: shown, changed in part, or as a whole."""
    change = {
        "body": {JSON: json_body(f"Draft{kind}")},
        "parameters": (ID_IN_PATH, IF_MATCH),
        "also": (404, 412, 428, *WRITES),
    }
    return extend_schema_view(
        get=operation(
            f"getDesk{kind}", f"One of the desk's {plural}", f"Desk{kind}",
            parameters=(ID_IN_PATH,), also=(404,),
        ),
        patch=operation(
            f"change{kind}", "Write the members that are given", f"Desk{kind}", **change  # type: ignore[arg-type]
        ),
        put=operation(
            f"replace{kind}", "Write the whole; what is not given becomes empty", f"Desk{kind}",
            **change,  # type: ignore[arg-type]
        ),
    )  # fmt: skip


def verb(name: str, summary: str) -> Decorator:
    return extend_schema_view(
        post=operation(
            f"{name}Event",
            summary,
            "DeskEvent",
            body={JSON: json_body("VerbWords")},
            parameters=(ID_IN_PATH, IF_MATCH, IDEMPOTENCY_KEY),
            also=(404, 412, 428, *WRITES),
        )
    )
