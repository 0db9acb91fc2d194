"""The schemas of the desk: what the write side shows, and what it takes."""

import re
from typing import Final

import orjson

from events.api.json_schema import (
    ID,
    count,
    instant,
    list_of,
    nullable,
    object_of,
    one_of,
    page_of,
    ref,
    text,
)
from events.editorial.drafts.listing import LISTED
from events.record import limits
from events.record.codebook import DESK as DESK_DOCUMENTS
from events.record.desk import DeskReference
from events.record.members import documents_in
from events.record.schema import Schema, schemas_of
from events.record.vocabulary import Verb, Way
from events.record.when import DeskWhen

_ROWS: Final = {model.__name__: names for model, (_document, names) in LISTED.items()}
"""What lists show, by the kind of record."""


def _drafts() -> dict[str, Schema]:
    """What is sent to the desk, each under the name of what it shows: ``DraftEvent``."""
    schemas = schemas_of(DESK_DOCUMENTS, partial=True)
    for document in documents_in(*DESK_DOCUMENTS):
        name = document.__name__
        if issubclass(document, DeskReference):
            # What else it says of the other record is not read.
            schemas[name] = _or_text(schemas[name], ID, additionalProperties=True)
        if issubclass(document, DeskWhen):
            schemas[name] = _or_text(schemas[name], text("EDTF."))
    # Their references to each other: "…/DeskActorRef" becomes "…/DraftActorRef".
    written = re.sub(rb'(/schemas/)(?:Desk)?(\w+")', rb"\1Draft\2", orjson.dumps(schemas))
    renamed: dict[str, Schema] = orjson.loads(written)
    return {f"Draft{name.removeprefix('Desk')}": schema for name, schema in renamed.items()}


def _or_text(whole: Schema, shorthand: Schema, **keywords: bool) -> Schema:
    """Either the text alone or the whole object."""
    inner = {key: value for key, value in whole.items() if key != "description"}
    return {
        "description": whole["description"],
        "anyOf": [shorthand, {**inner, **keywords}],
    }


_SHOWN: Final = schemas_of(DESK_DOCUMENTS)


def _row(kind: str) -> Schema:
    properties = _SHOWN[f"Desk{kind}"]["properties"]
    return object_of("A record in a list.", **{name: properties[name] for name in _ROWS[kind]})


_VERSION_ROW: Final = {
    "number": count("Counts the versions of the record.", minimum=1),
    "act": one_of(Verb.values, "What was done."),
    "way": one_of(Way.values, "Through which interface."),
    "editor": nullable(text(), "The account; null: nobody was signed in."),
    "at": instant("When."),
    "reason": text("Why, for the desk alone."),
    "url": text("Of the version with its document.", format="uri"),
}
_PLACE: Final = {
    "path": text("Names of members and keys of rows, separated by slashes."),
    "label": text("The same in the language of Accept-Language."),
}


def _version(kind: str) -> Schema:
    document = nullable(ref(f"Desk{kind}"), "The record; null: removed by a redaction.")
    found = list_of(ref("Difference"), "What it changed in the version before.")
    return object_of("A version of a record.", **_VERSION_ROW, document=document, differences=found)


DESK: Final[dict[str, Schema]] = {
    **_SHOWN,
    **_drafts(),
    "DeskEventWithEdition": object_of(
        "An event of the desk, and the edition that the verb made.",
        **_SHOWN["DeskEvent"]["properties"],
        edition=nullable(
            object_of(
                "The edition.",
                seq=count("Sequence number: counts all editions.", minimum=1),
                number=count("Counts the editions of the event.", minimum=1),
            ),
            "The edition that the verb made; null: none.",
        ),
    ),
    **{
        f"Desk{kind}WithReissued": object_of(
            "A record of the desk after its changes were approved.",
            **_SHOWN[f"Desk{kind}"]["properties"],
            reissued=list_of(ID, "The events that were reissued."),
        )
        for kind in ("Actor", "Source")
    },
    **{f"Desk{kind}Row": _row(kind) for kind in _ROWS},
    **{f"Desk{kind}Page": page_of(ref(f"Desk{kind}Row")) for kind in _ROWS},
    "DeskVersionRow": object_of("A version of a record in a list.", **_VERSION_ROW),
    "DeskVersionPage": page_of(ref("DeskVersionRow")),
    **{f"Desk{kind}Version": _version(kind) for kind in _ROWS},
    "Difference": object_of(
        "A member that differs, or a row as a whole, in words.",
        **_PLACE,
        old=text("The former value."),
        new=text("The new value."),
    ),
    "Conflict": object_of(
        "A member that both have changed, or a row as a whole, in words.",
        **_PLACE,
        base=text("The value that both started from."),
        theirs=text("The current value."),
        mine=text("The value in the request."),
    ),
    "ApprovalWords": {
        "type": "object",
        "description": "What readers are told about the change.",
        "properties": {"note": text("The public note.", maxLength=limits.REASON)},
        "additionalProperties": False,
    },
    "VerbWords": {
        "type": "object",
        "description": "What is said about the change.",
        "properties": {
            "note": text("The public note.", maxLength=limits.REASON),
            "reason": text("The reason.", maxLength=limits.REASON),
        },
        "additionalProperties": False,
    },
}
