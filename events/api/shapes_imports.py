"""The shapes of imports as JSON Schema."""

from typing import Final

from events.api.shapes import (
    ID,
    INSTANT,
    NUMBER,
    Schema,
    list_of,
    nullable,
    one_of,
    record,
    ref,
    text,
)
from events.record.vocabulary import ImportFormat, ImportMode, ImportState, RowResult

IMPORTS: Final[dict[str, Schema]] = {
    "Import": record(
        "A file that is imported, and how far it has come.",
        id=ID,
        state=one_of(ImportState),
        refusal=text("Why nothing of it could be written; or empty."),
        format=one_of(ImportFormat),
        mode=one_of(ImportMode),
        dry_run={"type": "boolean"},
        make_missing={"type": "boolean"},
        rows={**NUMBER, "description": "In the file."},
        done={
            **NUMBER,
            "description": "Rows that are through. All or none and dry runs have none before all.",
        },
        **{result.value: NUMBER for result in RowResult},
        created_at=INSTANT,
        finished_at=nullable(INSTANT),
    ),
    "ImportRow": record(
        "What became of a row; of a dry run: what would have. `ready`: it could have been written, "
        "and was not, as others were rejected.",
        number={**NUMBER, "description": "Of the line in the file, from 1."},
        key=text("Its external key or id."),
        result=one_of(RowResult),
        event={**nullable(ID), "description": "Null where none was made."},
        problems=list_of(
            record(
                "What is wrong, and where.",
                ("pointer", "column"),
                pointer=text("Place in the document (RFC 6901)."),
                column=text("Column of the CSV; empty: the whole row."),
                detail=text(),
            )
        ),
    ),
    **{
        f"{name}Page": record(
            "One page of a list. Follow `next` until it is null.",
            next=nullable(text("Address of the next page.", format="uri")),
            previous=nullable(text("Address of the page before.", format="uri")),
            results=list_of(ref(name)),
        )
        for name in ("Import", "ImportRow")
    },
}
