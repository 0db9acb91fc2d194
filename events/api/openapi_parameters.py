"""The parameters of the API in its OpenAPI description."""

from collections.abc import Collection
from typing import Any, Final

from drf_spectacular.utils import OpenApiParameter

from events.api.json_schema import ID, list_of, one_of, text
from events.api.selecting import FIELDS
from events.dates import MATCHES
from events.record import limits
from events.record.language import LANGUAGE_LENGTH, LANGUAGE_PATTERN
from events.record.schema import Schema
from events.record.text import CONTROL_RANGES
from events.record.vocabulary import Occurrence, RelationType, Role
from events.timeline.filters import DATED, ORDERINGS, OVERDUE
from events.timeline.including import KINDS


def parameter(
    name: str, schema: Schema, description: str, example: object = None, **more: Any
) -> OpenApiParameter:
    # In the schema, not beside it: the page of the documentation would fill its form with those.
    examples = {} if example is None else {"examples": [example]}
    return OpenApiParameter(name, {**schema, **examples}, description=description, **more)


# As far as a schema can say it: the server checks whether there is such a day.
MOMENT: Final[Schema] = {
    **text(),
    "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:.]{5,15}(Z|[+-][0-9]{2}:[0-9]{2}))?$",
}
EDTF: Final[Schema] = {**text(), "pattern": rf"^[0-9A-Z~?%.,/:+\[\]-]{{1,{limits.EDTF}}}$"}
KEY: Final[Schema] = {**text(), "pattern": f"^[a-z][a-z0-9_]{{0,{limits.KEY - 1}}}$"}
LANGUAGE: Final[Schema] = text(pattern=f"^{LANGUAGE_PATTERN}$", maxLength=LANGUAGE_LENGTH)
WORDS: Final[Schema] = {
    **text(),
    "minLength": 1,
    "maxLength": limits.PARAMETER,
    "pattern": rf"^[^{CONTROL_RANGES}]*[^\s{CONTROL_RANGES}][^{CONTROL_RANGES}]*$",
}


def _repeated(schema: Schema) -> Schema:
    return {**list_of(schema), "maxItems": limits.VALUES}


def _some_of(names: Collection[str]) -> Schema:
    return {**list_of(one_of(names)), "minItems": 1, "maxItems": limits.SELECTED}


def _edtf(name: str, description: str, example: str) -> OpenApiParameter:
    return parameter(name, EDTF, description, example)


def _without(name: str, schema: Schema, words: str) -> OpenApiParameter:
    description = f"Without the events {words}. Repeated: without any of them."
    return parameter(f"not_{name}", _repeated(schema), description)


AS_OF: Final = parameter(
    "as_of",
    MOMENT,
    "The record as it was at this instant (ISO 8601 with offset, or a date: its end in UTC).",
    "2023-03-01T12:00:00Z",
)
LIMIT: Final = parameter(
    "limit",
    {"type": "integer", "minimum": 1, "maximum": limits.PAGE, "default": 50},
    "Results on one page.",
)
CURSOR: Final = parameter(
    "cursor",
    {**text(), "pattern": f"^[A-Za-z0-9_-]{{1,{limits.CURSOR}}}$"},
    "Where the page begins; taken from `next` or `previous`.",
)
FILTERS: Final = (
    _edtf("from", "Events that end then or later, or may: an ISO date or EDTF.", "2023-02-20"),
    _edtf("to", "Events that start then or before, or may: an ISO date or EDTF.", "2023-02"),
    parameter(
        "match",
        one_of(MATCHES),
        "Whether a date that is only roughly known may lie in the period, or must. Default: may.",
        "must",
    ),
    parameter(
        "actor",
        _repeated(ID),
        "Events in which this actor takes part. Repeated: all of them.",
        ["bq4d-7hkm-x2tz"],
    ),
    parameter(
        "role",
        _repeated(one_of(Role.values)),
        "Events in which an actor has this role. Repeated: any of them.",
        ["host"],
    ),
    parameter(
        "source",
        _repeated(ID),
        "Events that cite this source. Repeated: any of them.",
        ["bq4d-7hkm-x2tz"],
    ),
    parameter(
        "publisher",
        _repeated(ID),
        "Events that cite a source of this publisher. Repeated: any of them.",
    ),
    parameter("storyline", _repeated(ID), "Events of this storyline. Repeated: any of them."),
    parameter(
        "type", _repeated(KEY), "Events of this type, by its key. Repeated: any of them.", ["talks"]
    ),
    parameter(
        "occurrence",
        _repeated(one_of(Occurrence.values)),
        "Events with this occurrence. Repeated: any of them.",
        ["announced", "scheduled"],
    ),
    parameter(
        "language",
        _repeated(LANGUAGE),
        "Events with a text in this language. Repeated: any of them.",
        ["de"],
    ),
    parameter(
        "overdue",
        one_of(OVERDUE),
        "Whether the event was announced or scheduled for a date that has passed (at `as_of`), so "
        "that it is not on record whether it took place.",
        "true",
    ),
    parameter("dated", one_of(DATED), "Whether anything is known of when the event started.", "no"),
    parameter(
        "relation",
        _repeated(one_of(RelationType.values)),
        "Events that state such a relation to another one. Repeated: any of them.",
        ["responds_to"],
    ),
    parameter("part_of", _repeated(ID), "Events that are part of this one. Repeated: any of them."),
    parameter("id", _repeated(ID), "These events, as far as they are public."),
    _without("actor", ID, "in which this actor takes part"),
    _without("source", ID, "that cite this source"),
    _without("publisher", ID, "that cite a source of this publisher"),
    _without("storyline", ID, "of this storyline"),
    _without("type", KEY, "of this type"),
    _without("occurrence", one_of(Occurrence.values), "with this occurrence"),
    _without("language", LANGUAGE, "with a text in this language"),
    parameter("q", WORDS, "Words in title or summary, in any order.", "talks moscow"),
    _edtf(
        "reported_from",
        "Events with a source published then or later: an ISO date or EDTF.",
        "2023-02-22",
    ),
    _edtf(
        "reported_to",
        "Events with a source published then or before: an ISO date or EDTF.",
        "2023-02-22",
    ),
    parameter(
        "updated_since",
        MOMENT,
        "Events whose current edition is of this instant or later.",
        "2023-02-22T15:00:00Z",
    ),
    AS_OF,
    parameter(
        "ordering",
        one_of(ORDERINGS),
        "By the date of the event or of its edition; with `-` the latest first.",
        "-date",
    ),
)


def path_parameter(name: str, schema: Schema, description: str) -> OpenApiParameter:
    return OpenApiParameter(name, schema, OpenApiParameter.PATH, description=description)


ID_IN_PATH: Final = path_parameter("id", ID, "The public id.")
Q: Final = parameter("q", WORDS, "Words of a name or title.", "Patruschew")
PAGED: Final = (LIMIT, CURSOR)


def fields(kind: str) -> OpenApiParameter:
    return parameter(
        "fields",
        _some_of(FIELDS[kind]),
        "Send only these members of each document. Separate them with commas, or repeat the "
        "parameter.",
        list(FIELDS[kind][:2]),
        explode=False,
    )


_INCLUDE: Final = parameter(
    "include",
    _some_of(tuple(KINDS)),
    "Also send the current records that the events name, in `included`. Separate the kinds with "
    "commas, or repeat the parameter.",
    ["actors", "sources"],
    explode=False,
)
SELECTED: Final = (fields("Event"), _INCLUDE)
