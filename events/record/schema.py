"""JSON Schema (2020-12, the dialect of OpenAPI 3.1) of documents, from their declaration."""

from collections.abc import Iterable
from typing import Any, Final

import msgspec
from msgspec import UNSET

from events.record import limits
from events.record.members import Document, description_of, documents_in, members_of

Schema = dict[str, Any]

REFERENCE: Final = "#/components/schemas/{name}"


def schemas_of(
    documents: Iterable[type[Document]], *, partial: bool = False, template: str = REFERENCE
) -> dict[str, Schema]:
    """The schema of each document and of those in it, by name.

    A document that is sent out has all its members, but for those that are `UNSET` unless given.
    `partial`: one that is sent in may lack any, and has no others.
    """
    listed = documents_in(*documents)
    _roots, found = msgspec.json.schema_components(listed, ref_template=template)
    return {
        document.__name__: _schema(found[document.__name__], document, partial)
        for document in listed
    }


def _schema(found: Schema, document: type[Document], partial: bool) -> Schema:
    members = members_of(document)
    properties = {
        name: {key: value for key, value in shape.items() if key != "default"}
        for name, shape in found["properties"].items()
    }
    for name, declared in members.items():
        if partial and declared.member.read_only:
            properties[name]["readOnly"] = True
        elif partial:
            properties[name] = _limited(properties[name], declared.member.max_length)
    names = [name for name, declared in members.items() if declared.default is not UNSET]
    return {
        "type": "object",
        "description": description_of(document),
        "properties": properties,
        **({"additionalProperties": False} if partial else {"required": names}),
    }


def _limited(shape: Schema, length: int | None) -> Schema:
    """The schema with the limits of what is sent in: of the text itself or the texts of an object,
    and of the number of entries.
    """
    if shape.get("type") == "string" and length is not None:
        return {**shape, "maxLength": length}
    if shape.get("type") == "array":
        return {**shape, "maxItems": limits.LIST}
    if "anyOf" in shape:
        return {**shape, "anyOf": [_limited(one, length) for one in shape["anyOf"]]}
    if "additionalProperties" in shape:
        texts = _limited(shape["additionalProperties"], length)
        return {**shape, "additionalProperties": texts, "maxProperties": limits.LANGUAGES}
    return shape
