"""Reading the rows of a file: NDJSON with a document per line, or CSV."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO, StringIO
from itertools import islice
from typing import Any, Final

from django.utils.translation import gettext as _

from events.editorial.errors import Problem
from events.interchange.cells import BYTE_ORDER_MARK
from events.interchange.imports.columns import Known, document_of, is_column, pointer_of
from events.interchange.strict_json import UnreadableJSON, parse_json
from events.record import SHAPE
from events.record.shapes import upgraded
from events.record.text import has_invalid_characters

MOST_ROWS: Final = 100_000
LONGEST_ROW: Final = 1024 * 1024
"""In bytes."""
MOST_PROBLEMS: Final = 50

# The csv module's limit applies to the process, and would refuse the file for one cell.
csv.field_size_limit(2**31 - 1)


class ImportRefused(ValueError):
    """The file as a whole cannot be read.

    `faults`: the messages, each with the column of the header, if any.
    """

    def __init__(self, detail: str = "", faults: Sequence[tuple[str, str]] = ()) -> None:
        self.faults = [*([("", detail)] if detail else []), *faults]
        super().__init__(" ".join(detail for _column, detail in self.faults))


@dataclass
class Row:
    """A row of a file: its number (of the line, from 1) and its document.

    `cells`: the cells of a CSV by column. Reading a row stops at the first problem.
    """

    number: int
    document: dict[str, Any]
    cells: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def columns(self) -> list[str]:
        """Return the columns of a CSV; none for NDJSON."""
        return list(self.cells)

    def merge(self, known: Known) -> None:
        """Remove from the document what a CSV repeats of a public event."""
        self.document = document_of(self.cells, known)

    @property
    def external_key(self) -> str:
        return self._text("external_key")

    @property
    def public_id(self) -> str:
        return self._text("id")

    @property
    def key(self) -> str:
        """Return what identifies the event: its external key or its id."""
        return self.external_key or self.public_id

    def _text(self, name: str) -> str:
        value = self.document.get(name)
        return value.strip()[:200] if isinstance(value, str) else ""


def read_rows(content: bytes, kind: str) -> list[Row]:
    """Return all rows of a file. Raise `ImportRefused` if it is unreadable or has too many."""
    content = content.removeprefix(BYTE_ORDER_MARK)
    # Rows are counted before any is read: that takes ten times as long.
    number = _count(_lines(content)) if kind == "ndjson" else _count(_cells(content))
    if number > MOST_ROWS:
        raise ImportRefused(_("At most %(count)d rows.") % {"count": MOST_ROWS})
    if not number:
        raise ImportRefused(_("The file holds no rows."))
    if kind == "ndjson":
        return [json_row(number, line) for number, line in _lines(content)]
    return [_csv_row(number, header, cells) for number, header, cells in _cells(content)]


def _count(rows: Iterator[Any]) -> int:
    """Return how many rows there are; of too many, one more than the limit."""
    return sum(1 for _row in islice(rows, MOST_ROWS + 1))


def _lines(content: bytes) -> Iterator[tuple[int, bytes]]:
    for number, line in enumerate(BytesIO(content), 1):
        if line.strip():
            yield number, line


def json_row(number: int, line: bytes, longest: int | None = LONGEST_ROW) -> Row:
    """Return the row of a line of NDJSON; a line of more than `longest` bytes is not read.

    A public record of an older shape is upgraded.
    """
    line = line.removeprefix(BYTE_ORDER_MARK).rstrip(b"\n")
    if longest is not None and len(line) > longest:
        return Row(number, {}, problems=[Problem("", _("The row is too long."))])
    try:
        document = parse_json(line)
    except UnreadableJSON as error:
        return Row(number, {}, problems=[Problem(error.pointer, error.detail)])
    if not isinstance(document, dict):
        return Row(number, {}, problems=[Problem("", _("An object is expected here."))])
    return Row(number, _in_todays_shape(document))


def _in_todays_shape(document: dict[str, Any]) -> dict[str, Any]:
    edition = document.get("edition")
    shape = edition.get("shape", 1) if isinstance(edition, dict) else SHAPE
    if type(shape) is not int or not 1 <= shape < SHAPE:
        return document
    try:
        return upgraded(document, shape)
    except (KeyError, TypeError, AttributeError):
        return document  # Its problems are reported when it is written.


def _cells(content: bytes) -> Iterator[tuple[int, list[str], list[str]]]:
    """Yield the number of each row of a CSV, the header, and its cells."""
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = _("The file is not valid UTF-8 (line %(line)d).") % {"line": line}
        raise ImportRefused(message) from None
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    header: list[str] = []
    try:
        for cells in reader:
            if not header:
                header = _header(cells)
            elif any(cell.strip() for cell in cells):
                yield reader.line_num, header, cells
    except csv.Error as error:
        message = _("This is not CSV (line %(line)d).") % {"line": reader.line_num}
        raise ImportRefused(message) from error


def _header(cells: list[str]) -> list[str]:
    if len(cells) == 1 and re.search(r"[;\t]", cells[0]):
        raise ImportRefused(_("Separate the columns with commas."))
    header = [cell.strip().lower() for cell in cells]
    faults = []
    for number, name in enumerate(header, 1):
        # Only a plain name is repeated in the message.
        shown = name[:60] if name.isascii() and name.replace("_", "").isalnum() else ""
        if not is_column(name):
            message = _("Column %(number)d: unknown name.") % {"number": number}
            faults.append((shown, message))
        elif name in header[: number - 1]:
            faults.append((shown, _("The column is a duplicate.")))
    if faults:
        raise ImportRefused(faults=faults[:MOST_PROBLEMS])
    return header


def _csv_row(number: int, header: list[str], cells: list[str]) -> Row:
    if len(cells) > len(header):
        return Row(number, {}, problems=[Problem("", _("The row has more cells than columns."))])
    if sum(map(len, cells)) > LONGEST_ROW:
        return Row(number, {}, problems=[Problem("", _("The row is too long."))])
    given = {name: cell.strip() for name, cell in zip(header, cells, strict=False)}
    message = _("Control characters are not allowed.")
    problems = [
        Problem(place, message)
        for name, cell in given.items()
        if has_invalid_characters(cell, multiline=True) and (place := pointer_of(name))
    ]
    return Row(number, document_of(given), given, problems)
