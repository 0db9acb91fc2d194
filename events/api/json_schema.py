"""Building blocks of JSON Schema (2020-12, the dialect of OpenAPI 3.1).

The schemas describe; they check nothing at run time. A test holds every answer of every address
against them, and fails on a key that has no schema or no description.
"""

from collections.abc import Iterable
from typing import Any, Final

from events.record.members import COUNT, PUBLIC_ID
from events.record.members import INSTANT as INSTANT_FORMAT
from events.record.schema import REFERENCE, Schema


def _described(schema: Schema, description: str) -> Schema:
    return {**schema, "description": description} if description else schema


def ref(name: str, description: str = "") -> Schema:
    return _described({"$ref": REFERENCE.format(name=name)}, description)


def object_of(description: str, optional: Iterable[str] = (), /, **properties: Schema) -> Schema:
    """An object with all of these members, except for the `optional` ones, which may be missing."""
    return {
        "type": "object",
        "description": description,
        "properties": properties,
        "required": [name for name in properties if name not in optional],
    }


def text(description: str = "", **keywords: Any) -> Schema:
    return _described({"type": "string", **keywords}, description)


def one_of(values: Iterable[object], description: str = "") -> Schema:
    return text(description, enum=[str(value) for value in values])


def count(description: str, minimum: int = COUNT["minimum"]) -> Schema:
    return {"type": "integer", "minimum": minimum, "description": description}


def flag(description: str) -> Schema:
    return {"type": "boolean", "description": description}


def nullable(schema: Schema, description: str = "") -> Schema:
    """The schema or null; `description` takes the place of the schema's own."""
    inner = {key: value for key, value in schema.items() if key != "description"}
    outer = description or schema.get("description", "")
    return _described({"anyOf": [inner, {"type": "null"}]}, outer)


def list_of(schema: Schema, description: str = "") -> Schema:
    return _described({"type": "array", "items": schema}, description)


def by_language(description: str) -> Schema:
    """A text for each language of the interface, by its tag."""
    return {"type": "object", "description": description, "additionalProperties": text()}


def any_of(*schemas: Schema) -> Schema:
    return schemas[0] if len(schemas) == 1 else {"anyOf": list(schemas)}


def page_of(*items: Schema, **members: Schema) -> Schema:
    """The envelope of a list; `members` are those that only some answers have."""
    return object_of(
        "One page of a list. Follow `next` until it is null.",
        members,
        next=nullable(text("Address of the next page; null: this is the last one.", format="uri")),
        previous=nullable(
            text("Address of the page before; null: this is the first one.", format="uri")
        ),
        results=list_of(any_of(*items), "The records of this page."),
        **members,
    )


def instant(description: str) -> Schema:
    return text(description, **INSTANT_FORMAT)


ID: Final = text("Permanent public id.", **PUBLIC_ID)
