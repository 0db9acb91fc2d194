"""The OpenAPI description of imports, as decorators for their views."""

from typing import Final

from drf_spectacular.utils import OpenApiExample, OpenApiRequest, extend_schema_view

from events.api.json_schema import one_of
from events.api.openapi_desk import IDEMPOTENCY_KEY, WRITES, operation
from events.api.openapi_parameters import ID_IN_PATH, PAGED, parameter
from events.interchange.imports.reading import LONGEST_ROW, MOST_ROWS
from events.record.schema import Schema
from events.record.vocabulary import ImportMode, RowResult

_FLAG: Final[Schema] = {"type": "boolean", "default": False}
_LIMITS: Final = f"At most {MOST_ROWS} rows of {LONGEST_ROW} bytes each."
_EXAMPLE: Final = (
    '{"external_key": "archive:17", "title": "Talks", "language": "en", "type": "talks"}\n'
)
imports = extend_schema_view(
    get=operation(
        "listImports",
        "The imports of this account, newest first",
        "ImportPage",
        parameters=PAGED,
    ),
    post=operation(
        "createImport",
        "Begin to import a file of events",
        "Import",
        status=202,
        body={
            "application/x-ndjson": OpenApiRequest(
                {
                    "type": "string",
                    "description": f"A document (`DraftEvent`) on each line. {_LIMITS}",
                },
                examples=[OpenApiExample("one event", _EXAMPLE)],
            ),
            "text/csv": OpenApiRequest(
                {
                    "type": "string",
                    "description": f"A header row, then a row for each event. {_LIMITS}",
                }
            ),
        },
        parameters=(
            parameter("dry_run", _FLAG, "Report what would become of each row; write nothing."),
            parameter(
                "mode", one_of(ImportMode.values), "All rows or none, or each row independently."
            ),
            parameter("make_missing", _FLAG, "Create actors, sources and types that are unknown."),
            IDEMPOTENCY_KEY,
        ),
        also=WRITES,
    ),
)
one = extend_schema_view(
    get=operation(
        "getImport",
        "An import, and how far it has come",
        "Import",
        parameters=(ID_IN_PATH,),
        also=(404,),
    ),
    delete=operation(
        "deleteImport",
        "Delete a finished import and its results; the events stay",
        None,
        status=204,
        parameters=(ID_IN_PATH,),
        also=(404, 409, 411, 413),
    ),
)
rows = extend_schema_view(
    get=operation(
        "listImportRows",
        "What became of each row of an import",
        "ImportRowPage",
        parameters=(
            ID_IN_PATH,
            parameter("result", one_of(RowResult.values), "Only rows with this result."),
            *PAGED,
        ),
        also=(404,),
    )
)
resume = extend_schema_view(
    post=operation(
        "resumeImport",
        "Resume an import that was interrupted",
        "Import",
        parameters=(ID_IN_PATH,),
        also=(404, 409, 411, 413),
    )
)
cancel = extend_schema_view(
    post=operation(
        "cancelImport",
        "Cancel an import",
        "Import",
        parameters=(ID_IN_PATH,),
        also=(404, 409, 411, 413),
    )
)
