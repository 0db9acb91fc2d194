"""From a file to rows: NDJSON, a document in each line, or CSV, a column for each member."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO, StringIO
from itertools import islice
from typing import Any, Final

from django.utils.translation import gettext as _

from events.editorial.errors import Problem
from events.interchange.imports.columns import document_of, known_columns
from events.interchange.strict_json import UnreadableJSON, parse_json
from events.record.text import has_invalid_characters

MOST_ROWS: Final = 100_000
LONGEST_ROW: Final = 1024 * 1024
"""In octets."""
# The mark of the byte order is no part of the text, but spreadsheets write it.
_BYTE_ORDER: Final = b"\xef\xbb\xbf"

# The module's own limit, of the whole process, would refuse the file for one cell.
csv.field_size_limit(2**31 - 1)


class ImportRefused(ValueError):
    """The file as a whole cannot be read; `column` names what is wrong in its head, if anything."""

    def __init__(self, detail: str, column: str = "") -> None:
        super().__init__(detail)
        self.detail = detail
        self.column = column


@dataclass
class Row:
    """A row of a file: its number (of the line, from 1) and its document.

    `columns` leads from the places in the document back to the columns of a CSV. A row with
    problems has been read no further.
    """

    number: int
    document: dict[str, Any]
    columns: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def external_key(self) -> str:
        return self._text("external_key")

    @property
    def public_id(self) -> str:
        return self._text("id")

    @property
    def key(self) -> str:
        """What tells the event: its key elsewhere, or its id."""
        return self.external_key or self.public_id

    def _text(self, name: str) -> str:
        value = self.document.get(name)
        return value.strip()[:200] if isinstance(value, str) else ""


def read_rows(content: bytes, kind: str) -> list[Row]:
    """All rows of a file. Raises `ImportRefused` where none can be read, or too many are there."""
    content = content.removeprefix(_BYTE_ORDER)
    found = _ndjson(content) if kind == "ndjson" else _csv(content)
    rows = list(islice(found, MOST_ROWS + 1))
    if len(rows) > MOST_ROWS:
        raise ImportRefused(_("At most %(count)d rows.") % {"count": MOST_ROWS})
    if not rows:
        raise ImportRefused(_("The file holds no rows."))
    return rows


def _ndjson(content: bytes) -> Iterator[Row]:
    for number, line in enumerate(BytesIO(content), 1):
        if line.strip():
            yield json_row(number, line)


def json_row(number: int, line: bytes, longest: int | None = LONGEST_ROW) -> Row:
    """The row that a line of NDJSON stands for; one beyond `longest` octets is not read."""
    line = line.removeprefix(_BYTE_ORDER).rstrip(b"\n")
    if longest is not None and len(line) > longest:
        return Row(number, {}, problems=[Problem("", _("The row is too long."))])
    try:
        document = parse_json(line)
    except UnreadableJSON as error:
        return Row(number, {}, problems=[Problem(error.pointer, error.detail)])
    if not isinstance(document, dict):
        return Row(number, {}, problems=[Problem("", _("An object is expected here."))])
    return Row(number, document)


def _csv(content: bytes) -> Iterator[Row]:
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = _("The file is not valid UTF-8 (line %(line)d).") % {"line": line}
        raise ImportRefused(message) from None
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    head: list[str] = []
    try:
        for cells in reader:
            if not head:
                head = _head(cells)
            elif any(cell.strip() for cell in cells):
                yield _csv_row(reader.line_num, head, cells)
    except csv.Error as error:
        message = _("This is not CSV (line %(line)d).") % {"line": reader.line_num}
        raise ImportRefused(message) from error


def _head(cells: list[str]) -> list[str]:
    if len(cells) == 1 and re.search(r"[;\t]", cells[0]):
        raise ImportRefused(_("The columns are to be parted by commas."))
    head = [cell.strip().lower() for cell in cells]
    for number, name in enumerate(head):
        if name not in known_columns(name):
            # Only a plain name is repeated.
            shown = name if name.isascii() and name.replace("_", "").isalnum() else ""
            message = _("Column %(number)d: there is none of this name.") % {"number": number + 1}
            raise ImportRefused(message, shown[:60])
        if name in head[:number]:
            raise ImportRefused(_("The column is there twice."), name)
    return head


def _csv_row(number: int, head: list[str], cells: list[str]) -> Row:
    if len(cells) > len(head):
        return Row(number, {}, problems=[Problem("", _("The row has more cells than columns."))])
    if sum(map(len, cells)) > LONGEST_ROW:
        return Row(number, {}, problems=[Problem("", _("The row is too long."))])
    given = {name: cell.strip() for name, cell in zip(head, cells, strict=False)}
    broken = {n for n, cell in given.items() if has_invalid_characters(cell, multiline=True)}
    document, columns = document_of(given)
    message = _("Control characters are not allowed.")
    places = {name: pointer for pointer, name in columns.items() if name in broken}
    return Row(number, document, columns, [Problem(place, message) for place in places.values()])
