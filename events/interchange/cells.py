"""The cells of a CSV (RFC 4180): how a value is written, and read again."""

import csv
import io
import re
from collections.abc import Iterable
from datetime import date
from typing import Final

Value = str | bool | int | float | date | list[str] | None

BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
"""Without it Excel takes UTF-8 for the encoding of Windows, and breaks umlauts."""
# A spreadsheet takes a cell that begins like this for a formula and runs it (OWASP, CSV injection);
# the full-width forms, too.
_FORMULA: Final = tuple("=+-@\t\r＝＋－＠")
_FIRST: Final = frozenset((*_FORMULA, "'"))
_BETWEEN: Final = re.compile(r"(?<!\\)\|")


def cell_of(value: Value) -> str:
    """The text of a value; "" for None. Only texts can be formulas."""
    if value is None:
        return ""
    if isinstance(value, str):
        return without_formula(value)
    if isinstance(value, list):
        return without_formula(" | ".join([item.replace("|", r"\|") for item in value]))
    return str(value).lower() if isinstance(value, bool) else str(value)


def items_of(cell: str) -> list[str]:
    """The entries of a list, none of them empty."""
    items = (item.replace(r"\|", "|").strip() for item in _BETWEEN.split(cell))
    return [item for item in items if item]


def without_formula(text: str) -> str:
    """A cell that no spreadsheet runs: what looks like a formula is marked as a text.

    So is what would be taken for marked: `marked_text` takes exactly one mark off.
    """
    return f"'{text}" if _looks_like_formula(text) else text


def marked_text(cell: str) -> str:
    """The text of a cell that `without_formula` has written."""
    return cell[1:] if cell.startswith("'") and _looks_like_formula(cell) else cell


def line(cells: Iterable[str]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerow(cells)
    return text.getvalue().encode()


def _looks_like_formula(text: str) -> bool:
    return text[:1] in _FIRST and text.lstrip("'").startswith(_FORMULA)
