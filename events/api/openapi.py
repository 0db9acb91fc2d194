"""The OpenAPI description of each endpoint, as decorators for its view."""

from collections.abc import Callable, Collection, Sequence
from typing import Any, Final

from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema

from events.api.examples import EXAMPLES
from events.api.json_schema import any_of, one_of, ref, text
from events.api.openapi_parameters import (
    AS_OF,
    FILTERS,
    ID_IN_PATH,
    LANGUAGE,
    LIMIT,
    PAGED,
    SELECTED,
    WORDS,
    Q,
    fields,
    parameter,
    path_parameter,
)
from events.api.problems import MEDIA_TYPE
from events.api.schemas import SCHEMAS, whole_or_part
from events.dates import LANGUAGES_READ
from events.interchange.exports import FORMATS, SINGLE
from events.record import limits
from events.record.schema import Schema
from events.search.counting import DIMENSIONS
from events.search.intervals import INTERVALS

JSON: Final = "application/json"
Decorator = Callable[[Any], Any]

STATUSES: Final = {
    301: "The event was merged into another one, which `Location` and the body name.",
    304: "Not changed since the `ETag` or date that was sent.",
    400: "A parameter is unknown or not valid; `errors` names each of them.",
    404: "There is nothing public at this address.",
    405: "The address does not support the method.",
    406: "None of the media types in the Accept header is available.",
    410: "The event was retracted; the note says why.",
    412: "The precondition in the headers failed.",
    414: f"Path and query string have more than {limits.ADDRESS_OCTETS} bytes.",
    429: "Too many requests from one address; `Retry-After` says when to continue.",
    500: "An error of the server.",
    503: "The database does not answer, or the record is damaged; `Retry-After` says when to try "
    "again.",
}
"""What each status means, everywhere."""
ALWAYS: Final = (400, 405, 406, 412, 414, 429, 500, 503)
HEADERS: Final[dict[str, Schema]] = {
    "X-Request-Id": {"description": "Identifies the request in our logs.", "schema": text()},
    "Cache-Control": {"description": "How long a cache may keep the answer.", "schema": text()},
}
COUNTED: Final[dict[str, Schema]] = {
    "RateLimit": {
        "description": "Remaining requests of this IP address (r) in the next t seconds.",
        "schema": text(),
    },
}
VALIDATORS: Final[dict[str, Schema]] = {
    "ETag": {"description": "Strong; send it back in If-None-Match.", "schema": text()},
}


def get_operation(
    name: str,
    tag: str,
    summary: str,
    schema: str,
    parameters: Sequence[OpenApiParameter] = (),
    *statuses: int,
    media: Collection[str] = (JSON,),
) -> Decorator:
    """Describe a GET. `schema`: that of the answer; `statuses`: those that are possible beside
    `ALWAYS`.
    """
    whole = any_of(*whole_or_part(schema))
    answers: dict[Any, Any] = {
        (200, kind): OpenApiResponse(whole, summary) for kind in sorted(media)
    }
    answers[304] = OpenApiResponse(description=STATUSES[304])
    for status in sorted({*ALWAYS, *statuses}):
        tombstone = {301: "Merger", 410: "Retraction"}.get(status)
        media, body = (JSON, tombstone) if tombstone else (MEDIA_TYPE, "Problem")
        answers[status, media] = OpenApiResponse(ref(body), STATUSES[status])
    return extend_schema(
        operation_id=name,
        tags=[tag],
        summary=summary,
        parameters=list(parameters),
        responses=answers,
        auth=[],
    )


def profile_list(kind: str, order: str) -> Decorator:
    """Describe the list of actors, sources or storylines; `order`: by what it is sorted."""
    return get_operation(
        f"list{kind}s",
        f"{kind.lower()}s",
        f"{kind}s by {order}",
        f"{kind}Page",
        (Q, AS_OF, *PAGED, fields(kind)),
    )


def profile_detail(kind: str) -> Decorator:
    name = kind.lower()
    parameters = (ID_IN_PATH, AS_OF, fields(kind))
    return get_operation(f"get{kind}", f"{name}s", f"One {name}", kind, parameters, 404)


event_list = get_operation(
    "listEvents",
    "events",
    "Events that match all filters",
    "EventPage",
    (*FILTERS, *PAGED, *SELECTED),
)
event_facets = get_operation(
    "countEventsByValue", "events", "How many events have which value", "Facets", FILTERS
)
event_histogram = get_operation(
    "countEventsByDate",
    "events",
    "How many events start when",
    "Histogram",
    (
        *FILTERS,
        parameter(
            "interval",
            one_of(INTERVALS),
            "Width of a bin. An event that is not known as exactly is counted in `coarser`.",
            "day",
            required=True,
        ),
    ),
)
event_aggregate = get_operation(
    "aggregateEvents",
    "events",
    "How many events there are by one or two members",
    "Aggregate",
    (
        *FILTERS,
        parameter(
            "by",
            text(maxLength=limits.PARAMETER),
            f"One or two of {', '.join(DIMENSIONS)}, separated by a comma.",
            "type,month",
            required=True,
        ),
    ),
)
event_detail = get_operation(
    "getEvent",
    "events",
    "The current edition of an event",
    "Event",
    (
        ID_IN_PATH,
        AS_OF,
        parameter(
            "format",
            one_of(["json", *SINGLE]),
            "Format of the answer; without it, the Accept header decides.",
            "jsonld",
        ),
        *SELECTED,
    ),
    301,
    404,
    410,
    media={JSON, *(FORMATS[name].media_type.partition(";")[0] for name in SINGLE)},
)
edition_list = get_operation(
    "listEditions",
    "events",
    "All editions of an event, oldest first",
    "EditionPage",
    (ID_IN_PATH, AS_OF, fields("Event")),
    404,
)
edition_detail = get_operation(
    "getEdition",
    "events",
    "One edition of an event, which never changes",
    "EventRecord",
    (
        ID_IN_PATH,
        path_parameter("number", {"type": "integer", "minimum": 1}, "Number of the edition."),
        AS_OF,
        fields("Event"),
    ),
    404,
)
actor_list, actor_detail = profile_list("Actor", "name"), profile_detail("Actor")
actor_announcements = get_operation(
    "getActorAnnouncements",
    "actors",
    "What became of the announcements in which an actor takes part",
    "Announcements",
    (ID_IN_PATH, AS_OF),
    404,
)
actor_resolve = get_operation(
    "resolveActors",
    "actors",
    "The actors that a name can mean, in any script or transcription",
    "ResolvedName",
    (
        parameter(
            "name",
            WORDS,
            "A name as a report has it.",
            "Patruschew",
            required=True,
        ),
        AS_OF,
        LIMIT,
    ),
)
source_list, source_detail = profile_list("Source", "title"), profile_detail("Source")
storyline_list = profile_list("Storyline", "title")
storyline_detail = profile_detail("Storyline")
changes = get_operation(
    "followChanges",
    "changes",
    "Editions in the order in which they became public",
    "Changes",
    (
        parameter(
            "after",
            {"type": "integer", "minimum": 0, "maximum": 2**63 - 1, "default": 0},
            "The last `seq` that you have; the changes after it are sent.",
            17,
        ),
        parameter(
            "wait",
            {"type": "integer", "minimum": 0, "maximum": limits.WAIT_SECONDS, "default": 0},
            "Seconds to wait for the next change if there is none yet. If many clients wait, the "
            "answer may come sooner, and empty.",
            20,
        ),
        AS_OF,
        LIMIT,
    ),
)
export = get_operation(
    "exportEvents",
    "export",
    "All events that match the filters, as one file",
    "Dump",
    (
        *FILTERS,
        parameter("format", one_of(FORMATS), "Format of the file.", "ndjson", required=True),
    ),
    media={name.media_type.partition(";")[0] for name in FORMATS.values()},
)
date_resolve = get_operation(
    "resolveDates",
    "dates",
    "What a phrase or a text says about time, with the reasons",
    "ResolvedText",
    (
        parameter(
            "text",
            {**text(), "minLength": 1, "maxLength": limits.DATED_TEXT},
            "A phrase, or a text without line breaks.",
            "am Dienstag",
            required=True,
        ),
        parameter(
            "anchor",
            text(maxLength=limits.PARAMETER),
            "When the text was written, from which “yesterday” is counted. An instant with its "
            "offset from UTC, or a date, which means its noon in UTC. Default: now, in UTC.",
            "2023-02-22T16:00:00+01:00",
        ),
        parameter(
            "language",
            LANGUAGE,
            f"Language of the text: {', '.join(LANGUAGES_READ)}, also with a region (de-AT; en-US "
            "and en-GB read 02/03/2023 differently). Default: the one in which most is read.",
            "de",
        ),
    ),
)
codebook = get_operation(
    "getCodebook",
    "codebook",
    "Every member of every document, with its vocabulary and its labels",
    "Codebook",
)
hidden: Decorator = extend_schema(exclude=True)


def add_schemas(result: Schema, generator: Any, request: Any, public: bool) -> Schema:
    """Postprocessing: adds the named schemas with their examples and the headers of every answer,
    and removes docstrings, which are for developers.
    """
    schemas = result.setdefault("components", {}).setdefault("schemas", {})
    result["components"]["headers"] = {**HEADERS, **COUNTED, **VALIDATORS}
    for name, schema in sorted(SCHEMAS.items()):
        examples = {"examples": [EXAMPLES[name]]} if name in EXAMPLES else {}
        schemas[name] = {**schema, **examples}
    for path in result["paths"].values():
        for operation in path.values():
            operation.pop("description", None)
            # Lists of the desk have no version; imports change while they run.
            name = operation["operationId"]
            tagged = not name.startswith("listDesk") and "Import" not in name
            for status, answer in operation["responses"].items():
                validators = VALIDATORS if status in {"200", "304"} and tagged else {}
                counted = COUNTED if status in {"200", "201", "301", "304", "429"} else {}
                names = (*HEADERS, *validators, *counted)
                answer["headers"] = {
                    name: {"$ref": f"#/components/headers/{name}"} for name in names
                }
    return result
