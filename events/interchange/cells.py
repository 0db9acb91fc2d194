"""The cells of a CSV file (RFC 4180): how values are written and read."""

import csv
import io
import re
from collections.abc import Iterable
from datetime import date
from typing import Final

Value = str | bool | int | float | date | list[str] | None

BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
"""Without it Excel decodes UTF-8 as a Windows encoding and breaks umlauts."""
# Spreadsheets run a cell that begins with one of these as a formula (OWASP, CSV injection), also
# with the full-width forms.
_FORMULA: Final = tuple("=+-@\t\r＝＋－＠")
_FIRST: Final = frozenset((*_FORMULA, "'"))
_BETWEEN: Final = re.compile(r"(?<!\\)\|")


def cell_of(value: Value) -> str:
    """Return the text of a value; "" for None. Only texts can be formulas."""
    if value is None:
        return ""
    if isinstance(value, str):
        return without_formula(value)
    if isinstance(value, list):
        return without_formula(" | ".join([item.replace("|", r"\|") for item in value]))
    return str(value).lower() if isinstance(value, bool) else str(value)


def items_of(cell: str) -> list[str]:
    """Return the entries of a list, without empty ones."""
    items = (item.replace(r"\|", "|").strip() for item in _BETWEEN.split(cell))
    return [item for item in items if item]


def without_formula(text: str) -> str:
    """Return a cell that no spreadsheet runs: what looks like a formula is marked as a text.

    A text that already looks marked is marked, too: `marked_text` removes exactly one mark.
    """
    return f"'{text}" if _looks_like_formula(text) else text


def marked_text(cell: str) -> str:
    """Return the text of a cell that `without_formula` wrote."""
    return cell[1:] if cell.startswith("'") and _looks_like_formula(cell) else cell


def line(cells: Iterable[str]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerow(cells)
    return text.getvalue().encode()


def _looks_like_formula(text: str) -> bool:
    return text[:1] in _FIRST and text.lstrip("'").startswith(_FORMULA)
