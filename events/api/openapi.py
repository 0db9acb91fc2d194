"""The OpenAPI description of each endpoint, as decorators for its view."""

from collections.abc import Callable, Collection, Sequence
from typing import Any, Final

from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema

from events.api.answers import SHAPES, selected
from events.api.examples import EXAMPLES
from events.api.parameters import LONGEST_TEXT, LONGEST_WAIT
from events.api.problems import MEDIA_TYPE
from events.api.selecting import FIELDS
from events.api.shapes import ID, Schema, list_of, one_of, ref, text
from events.dates import LANGUAGES_READ
from events.interchange.exports import FORMATS
from events.record.text import CONTROL_RANGES
from events.record.vocabulary import Occurrence, Role
from events.timeline.including import KINDS
from events.timeline.parameters import MAX_LENGTH

JSON: Final = "application/json"
Decorator = Callable[[Any], Any]

# The same words for one status everywhere.
STATUSES: Final = {
    301: "The event was merged into another, which `Location` and the body name.",
    304: "Unchanged since the `ETag` or date that was given.",
    400: "A parameter is unknown or not valid; `errors` names each.",
    404: "There is nothing at this address (anymore, yet, or at all).",
    405: "The address does not know the method.",
    406: "No media type of the Accept header can be sent.",
    410: "The event was retracted; the note says why.",
    412: "The precondition in the headers does not hold.",
    414: "The address is too long.",
    429: "More requests than one address may send; `Retry-After` says when to go on.",
    500: "Something went wrong here.",
    503: "The database does not answer; `Retry-After` says when to try again.",
}
ALWAYS: Final = (400, 405, 406, 412, 414, 429, 500, 503)
HEADERS: Final[dict[str, Schema]] = {
    "X-Request-Id": {"description": "Names this request in our logs.", "schema": text()},
    "Cache-Control": {"description": "How long a copy may be used.", "schema": text()},
}
COUNTED: Final[dict[str, Schema]] = {
    "RateLimit": {
        "description": "What this address has left: requests (r) for so many seconds (t).",
        "schema": text(),
    },
}
VALIDATORS: Final[dict[str, Schema]] = {
    "ETag": {"description": "Strong; send it back as If-None-Match.", "schema": text()},
}


def parameter(
    name: str, shape: Schema, description: str, example: object = None, **more: Any
) -> OpenApiParameter:
    # In the shape, not beside it: the documentation page would fill its form with those.
    examples = {} if example is None else {"examples": [example]}
    return OpenApiParameter(name, {**shape, **examples}, description=description, **more)


# As far as a shape can say it; whether there is such a day is for the answer to say.
MOMENT: Final[Schema] = {
    **text(),
    "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:.]{5,15}(Z|[+-][0-9]{2}:[0-9]{2}))?$",
}
EDTF: Final[Schema] = {**text(), "pattern": r"^[0-9A-Z~?%./:+\[\]-]{1,100}$"}
KEY: Final[Schema] = {**text(), "pattern": "^[a-z][a-z0-9_]{0,39}$"}
LANGUAGE: Final[Schema] = {**text(), "pattern": "^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$", "maxLength": 35}
WORDS: Final[Schema] = {
    **text(),
    "minLength": 1,
    "maxLength": MAX_LENGTH,
    "pattern": rf"^[^{CONTROL_RANGES}]*[^\s{CONTROL_RANGES}][^{CONTROL_RANGES}]*$",
}


def _edtf(name: str, description: str, example: str) -> OpenApiParameter:
    return parameter(name, EDTF, description, example)


AS_OF: Final = parameter(
    "as_of",
    MOMENT,
    "What stood at this instant (ISO 8601 with offset, or a date: its end in UTC).",
    "2023-03-01T12:00:00Z",
)
LIMIT: Final = parameter(
    "limit",
    {"type": "integer", "minimum": 1, "maximum": 200, "default": 50},
    "Results on one page.",
)
CURSOR: Final = parameter(
    "cursor",
    {**text(), "pattern": "^[A-Za-z0-9_-]{1,1000}$"},
    "Where a page begins; taken from `next` or `previous`, never made up.",
)
FILTERS: Final = (
    _edtf("from", "Overlaps this or what follows: an ISO date or EDTF.", "2023-02-20"),
    _edtf("to", "Overlaps this or what precedes: an ISO date or EDTF.", "2023-02"),
    parameter(
        "match",
        one_of(("may", "must")),
        "Whether a date that is only roughly known may lie in the period, or must. Default: may.",
        "must",
    ),
    parameter("actor", list_of(ID), "Names this actor. Repeated: all of them.", ["bq4d-7hkm-x2tz"]),
    parameter("role", list_of(one_of(Role)), "An actor has this role. Repeated: any.", ["host"]),
    parameter("source", list_of(ID), "Cites this source. Repeated: any.", ["bq4d-7hkm-x2tz"]),
    parameter("publisher", list_of(ID), "Cites a source of this publisher. Repeated: any."),
    parameter("storyline", list_of(ID), "Is in this storyline. Repeated: any."),
    parameter("type", list_of(KEY), "Of this type, by key. Repeated: any.", ["talks"]),
    parameter(
        "occurrence",
        list_of(one_of(Occurrence)),
        "Announced, occurred, alleged and so on. Repeated: any.",
        ["announced", "scheduled"],
    ),
    parameter("language", list_of(LANGUAGE), "Has a text in this language. Repeated: any.", ["de"]),
    parameter("q", WORDS, "Words in title or summary, in any order.", "talks moscow"),
    _edtf("reported_from", "A source appeared then or later: an ISO date or EDTF.", "2023-02-22"),
    _edtf("reported_to", "A source appeared then or before: an ISO date or EDTF.", "2023-02-22"),
    parameter(
        "updated_since", MOMENT, "Edition made at this instant or later.", "2023-02-22T15:00:00Z"
    ),
    AS_OF,
    parameter(
        "ordering",
        one_of(("date", "-date", "updated", "-updated")),
        "By the date of the event, or of its edition; `-` turns it round.",
        "-date",
    ),
)


def described(
    name: str,
    tag: str,
    summary: str,
    shape: str,
    parameters: Sequence[OpenApiParameter] = (),
    *also: int,
    media: Collection[str] = (JSON,),
) -> Decorator:
    """Describe a GET: `shape` is the answer's, `also` what it can say beside `ALWAYS`."""
    whole = ref(shape) if f"{shape}Part" not in SHAPES else selected(shape)
    answers: dict[Any, Any] = {
        (200, kind): OpenApiResponse(whole, summary) for kind in sorted(media)
    }
    answers[304] = OpenApiResponse(description=STATUSES[304])
    for status in sorted({*ALWAYS, *also}):
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


def _path(name: str, shape: Schema, description: str) -> OpenApiParameter:
    return OpenApiParameter(name, shape, OpenApiParameter.PATH, description=description)


_ID: Final = _path("id", ID, "The public id.")
_Q: Final = parameter("q", WORDS, "Begins or contains this name or title.", "Patruschew")
_PAGED: Final = (LIMIT, CURSOR)


def _fields(kind: str) -> OpenApiParameter:
    return parameter(
        "fields",
        {**list_of(one_of(FIELDS[kind])), "minItems": 1},
        "Only these members of each document. Parted by commas, or repeated.",
        list(FIELDS[kind][:2]),
        explode=False,
    )


_INCLUDE: Final = parameter(
    "include",
    {**list_of(one_of(tuple(KINDS))), "minItems": 1},
    "Brings the records along that the events name, as they stand: in `included`, by kind. "
    "Parted by commas, or repeated.",
    ["actors", "sources"],
    explode=False,
)
_SELECTED: Final = (_fields("Event"), _INCLUDE)

event_list = described(
    "listEvents",
    "events",
    "Events that match all filters",
    "EventPage",
    (*FILTERS, *_PAGED, *_SELECTED),
)
event_facets = described(
    "countEventsByValue", "events", "How many events have which value", "Facets", FILTERS
)
event_histogram = described(
    "countEventsByDate",
    "events",
    "How many events begin when",
    "Histogram",
    (
        *FILTERS,
        parameter(
            "interval",
            one_of(("day", "week", "month", "year")),
            "Width of a bin. An event counts where its earliest bound lies.",
            "day",
            required=True,
        ),
    ),
)
event_detail = described(
    "getEvent", "events", "The event as it stands", "Event", (_ID, AS_OF, *_SELECTED), 301, 404, 410
)
edition_list = described(
    "listEditions",
    "events",
    "All editions of an event, oldest first",
    "EditionPage",
    (_ID, AS_OF, _fields("Event")),
    404,
)
edition_detail = described(
    "getEdition",
    "events",
    "One edition of an event; it never changes",
    "EventRecord",
    (
        _ID,
        _path("number", {"type": "integer", "minimum": 1}, "Which edition of the event."),
        AS_OF,
        _fields("Event"),
    ),
    404,
)
actor_list = described(
    "listActors", "actors", "Actors by name", "ActorPage", (_Q, AS_OF, *_PAGED, _fields("Actor"))
)
actor_detail = described(
    "getActor", "actors", "One actor", "Actor", (_ID, AS_OF, _fields("Actor")), 404
)
actor_resolve = described(
    "resolveActors",
    "actors",
    "Which actors a name can mean, in any script or transcription, best first",
    "ResolvedName",
    (
        parameter(
            "name",
            WORDS,
            "A name as a report writes it.",
            "Patruschew",
            required=True,
        ),
        AS_OF,
        LIMIT,
    ),
)
source_list = described(
    "listSources",
    "sources",
    "Sources by title",
    "SourcePage",
    (_Q, AS_OF, *_PAGED, _fields("Source")),
)
source_detail = described(
    "getSource", "sources", "One source", "Source", (_ID, AS_OF, _fields("Source")), 404
)
storyline_list = described(
    "listStorylines",
    "storylines",
    "Storylines by title",
    "StorylinePage",
    (_Q, AS_OF, *_PAGED, _fields("Storyline")),
)
storyline_detail = described(
    "getStoryline",
    "storylines",
    "One storyline",
    "Storyline",
    (_ID, AS_OF, _fields("Storyline")),
    404,
)
changes = described(
    "followChanges",
    "changes",
    "Editions in the order in which they became public",
    "Changes",
    (
        parameter(
            "after",
            {"type": "integer", "minimum": 0, "maximum": 2**63 - 1, "default": 0},
            "The `seq` that was seen last; what comes after it is sent.",
            17,
        ),
        parameter(
            "wait",
            {"type": "integer", "minimum": 0, "maximum": LONGEST_WAIT, "default": 0},
            "Seconds to wait for the next change where there is none yet. The answer may come "
            "sooner, and empty, when many wait.",
            20,
        ),
        AS_OF,
        LIMIT,
    ),
)
export = described(
    "exportEvents",
    "export",
    "A whole filtered set as one file",
    "Dump",
    (
        *FILTERS,
        parameter("format", one_of(tuple(FORMATS)), "Of the file.", "ndjson", required=True),
    ),
    media={name.media_type.partition(";")[0] for name in FORMATS.values()},
)
date_resolve = described(
    "resolveDates",
    "dates",
    "What a phrase or a text says about time, with the reasons",
    "ResolvedText",
    (
        parameter(
            "text",
            {**text(), "minLength": 1, "maxLength": LONGEST_TEXT},
            "A phrase, or running text without line breaks.",
            "am Dienstag",
            required=True,
        ),
        parameter(
            "anchor",
            text(),
            "When it was written: what “yesterday” is counted from. An instant with its offset "
            "from UTC, or a date, which means its noon in UTC. Default: now, in UTC.",
            "2023-02-22T16:00:00+01:00",
        ),
        parameter(
            "language",
            text(),
            f"What it is written in: {', '.join(LANGUAGES_READ)}, or one with its region (de-AT; "
            "en-US and en-GB decide 02/03/2023). Default: the one in which most of it is read.",
            "de",
        ),
    ),
)
hidden: Decorator = extend_schema(exclude=True)


def add_shapes(result: Schema, generator: Any, request: Any, public: bool) -> Schema:
    """Postprocessing: the documents' shapes and examples, and the headers of every answer."""
    schemas = result.setdefault("components", {}).setdefault("schemas", {})
    result["components"]["headers"] = {**HEADERS, **COUNTED, **VALIDATORS}
    for name, shape in sorted(SHAPES.items()):
        examples = {"examples": [EXAMPLES[name]]} if name in EXAMPLES else {}
        schemas[name] = {**shape, **examples}
    for path in result["paths"].values():
        for operation in path.values():
            # The desk's lists are of many versions, so of none; imports change as they run.
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
