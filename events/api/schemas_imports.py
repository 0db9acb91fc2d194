"""The schemas of imports."""

from typing import Final

from events.api.json_schema import (
    ID,
    count,
    flag,
    instant,
    list_of,
    nullable,
    object_of,
    one_of,
    page_of,
    ref,
    text,
)
from events.record.schema import Schema
from events.record.vocabulary import ImportFormat, ImportMode, ImportPhase, ImportState, RowResult

_RESULTS: Final = {
    RowResult.CREATED: "Rows that made a new event.",
    RowResult.UPDATED: "Rows that changed an event.",
    RowResult.UNCHANGED: "Rows whose event is like this already.",
    RowResult.READY: "Rows that could have been written, but were not.",
    RowResult.REJECTED: "Rows with problems.",
}

IMPORTS: Final[dict[str, Schema]] = {
    "Import": object_of(
        "A file that is imported, and how far the import has come.",
        id=ID,
        state=one_of(
            ImportState.values,
            "How far it has come. `broken`: the process has died; the import can be resumed.",
        ),
        phase=one_of(
            ImportPhase.values,
            "What it does, or did last. Imports of all rows or none are checked, then written. "
            "`undo`: what was written is taken back.",
        ),
        refusal=text("Why it was refused, or empty."),
        format=one_of(ImportFormat.values, "Format of the file."),
        mode=one_of(ImportMode.values, "All rows or none, or each row independently."),
        dry_run=flag("True: nothing is written."),
        make_missing=flag("True: actors, sources and types that are unknown are created."),
        rows=count("Rows in the file."),
        done=count("Rows that are finished in this phase."),
        **{result.value: count(_RESULTS[result]) for result in RowResult},
        created_at=instant("When the file was sent."),
        finished_at=nullable(instant("When the import ended; null: it has not.")),
    ),
    "ImportRow": object_of(
        "What became of a row; in a dry run and before the phase `write`, what would become of it.",
        number=count("Line in the file, from 1.", minimum=1),
        key=text("External key or id of the row."),
        result=one_of(
            RowResult.values,
            "`ready`: it could have been written, but was not, since other rows were rejected.",
        ),
        event=nullable(ID, "The event; null: there is none."),
        problems=list_of(
            object_of(
                "What is wrong, and where.",
                ("pointer", "column"),
                pointer=text("JSON Pointer into the document (RFC 6901)."),
                column=text("Column of the CSV file; empty: the whole row."),
                detail=text("What is wrong."),
            ),
            "What is wrong with the row.",
        ),
    ),
    **{f"{name}Page": page_of(ref(name)) for name in ("Import", "ImportRow")},
}
