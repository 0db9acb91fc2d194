"""The OpenAPI description of imports, as decorators for their views."""

from typing import Final

from drf_spectacular.utils import OpenApiExample, OpenApiRequest, extend_schema_view

from events.api.openapi import CURSOR, LIMIT, parameter
from events.api.openapi_desk import ID_IN_PATH, IDEMPOTENCY_KEY, WRITES, operation
from events.api.shapes import Schema, one_of
from events.record.vocabulary import ImportMode, RowResult

_FLAG: Final[Schema] = {"type": "boolean", "default": False}
_EXAMPLE: Final = (
    '{"external_key": "archive:17", "title": "Talks", "language": "en", "type": "talks"}\n'
)
imports = extend_schema_view(
    get=operation(
        "listImports",
        "One's own imports, newest first",
        "ImportPage",
        parameters=(LIMIT, CURSOR),
    ),
    post=operation(
        "createImport",
        "Import a file of events",
        "Import",
        status=201,
        body={
            "application/x-ndjson": OpenApiRequest(
                {"type": "string", "description": "A document (DraftEvent) in each line."},
                examples=[OpenApiExample("one event", _EXAMPLE)],
            ),
            "text/csv": OpenApiRequest(
                {"type": "string", "description": "A head of columns, then a row for each event."}
            ),
        },
        parameters=(
            parameter("dry_run", _FLAG, "Say what would become of each row; write nothing."),
            parameter("mode", one_of(ImportMode), "All rows or none, or each row for itself."),
            parameter("make_missing", _FLAG, "Make actors, sources and types that are unknown."),
            IDEMPOTENCY_KEY,
        ),
        also=WRITES,
    ),
)
one = extend_schema_view(
    get=operation(
        "getImport", "How far an import has come", "Import", parameters=(ID_IN_PATH,), also=(404,)
    )
)
rows = extend_schema_view(
    get=operation(
        "listImportRows",
        "What became of each row of an import",
        "ImportRowPage",
        parameters=(
            ID_IN_PATH,
            parameter("result", one_of(RowResult), "Only rows of which this became."),
            LIMIT,
            CURSOR,
        ),
        also=(404,),
    )
)
resume = extend_schema_view(
    post=operation(
        "resumeImport",
        "Go on with an import that was broken off",
        "Import",
        parameters=(ID_IN_PATH,),
        also=(404, 409, 411, 413),
    )
)
