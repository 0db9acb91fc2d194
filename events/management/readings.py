"""Output of `manage.py read_dates`: readings marked in the text, as a table, or as JSON lines.

Characters that control a terminal or change the direction of writing are replaced by visible ones.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Final

from django.utils.termcolors import colorize

from events.dates import Reading, display
from events.record.text import CONTROL_RANGES

TEXT_WIDTH: Final = 40
"""The width of the column TEXT, in terminal cells."""
COLOURS: Final = {1: "green", 2: "yellow", 3: "magenta"}
LEGEND: Final = {1: "sure", 2: "likely", 3: "vague or no date"}
HEADINGS: Final = ("LINE", "TEXT", "KIND", "TIER", "DATE", "EDTF", "REASON")

# Control characters, Unicode's Bidi_Control and line separators, and surrogates, which cannot be
# encoded.
_UNSAFE: Final = re.compile(
    rf"[{CONTROL_RANGES}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
_LINE_END: Final = re.compile(r"\r\n?")


def highlights(text: str, readings: Iterable[Reading], *, coloured: bool) -> str:
    """The text, with the date or the kind of each expression in braces after it.

    Expressions have the colour of their tier or, without colours, brackets around them.
    """
    parts, last = [], 0
    for reading in readings:
        words, result = printable(reading.text), _date_or_kind(reading)
        parts.append(printable(text[last : reading.start]))
        if coloured:
            colour = COLOURS[reading.tier]
            # Reset the colour at the end of each line.
            lines = [colorize(line, fg=colour, opts=("bold",)) for line in words.split("\n")]
            parts.append("\n".join(lines) + colorize(f"{{{result}}}", fg=colour))
        else:
            parts.append(f"[{words}]{{{result}}}")
        last = reading.end
    parts.append(printable(text[last:]))
    marked = "".join(parts)
    return marked if marked.endswith("\n") else f"{marked}\n"


def legend() -> str:
    """A line that explains the colours of `highlights`."""
    return "  ".join(colorize(LEGEND[tier], fg=colour) for tier, colour in COLOURS.items()) + "\n"


def table(text: str, readings: Sequence[Reading]) -> str:
    """One row per reading: line and column (from 1), text, kind, tier, date, EDTF, reason."""
    if not readings:
        return "No temporal expression was found.\n"
    rows = [
        HEADINGS,
        *(
            _row(position, one)
            for position, one in zip(_positions(text, readings), readings, strict=True)
        ),
    ]
    widths = [max(map(_cells, column)) for column in zip(*rows, strict=True)]
    return "".join(
        "  ".join(
            cell + " " * (width - _cells(cell)) for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        + "\n"
        for row in rows
    )


def json_lines(readings: Iterable[Reading]) -> str:
    """One JSON object per line, as ``dates/resolve/`` returns it."""
    return "".join(
        _UNSAFE.sub(_json_escape, json.dumps(one.as_json(), ensure_ascii=False)) + "\n"
        for one in readings
    )


def printable(text: str) -> str:
    """The text with unsafe characters escaped; line feeds and tabs are kept."""
    return _UNSAFE.sub(_escape, _LINE_END.sub("\n", text))


def _escape(found: re.Match[str]) -> str:
    number = ord(found[0])
    if found[0] in "\n\t":
        return found[0]
    if number < 0x20:
        return chr(0x2400 + number)  # Unicode's Control Pictures
    return f"\\u{number:04x}"


def _json_escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def _date_or_kind(reading: Reading) -> str:
    return reading.when.edtf if reading.when else reading.kind


def _row(position: str, reading: Reading) -> tuple[str, ...]:
    words = " ".join(printable(reading.text).split())
    return (
        position,
        _truncate(words),
        reading.kind,
        str(reading.tier),
        display(reading.when, "en") if reading.when else "",
        reading.when.edtf if reading.when else "",
        printable(reading.reason),
    )


def _positions(text: str, readings: Iterable[Reading]) -> Iterator[str]:
    """Line and column of each reading, given in text order."""
    line, begin = 1, 0
    ends = [found.end() for found in re.finditer(r"\r\n|\r|\n", text)]
    for reading in readings:
        while line <= len(ends) and ends[line - 1] <= reading.start:
            begin = ends[line - 1]
            line += 1
        yield f"{line}:{reading.start - begin + 1}"


def _cells(text: str) -> int:
    """The width of a text in terminal cells."""
    return len(text) if text.isascii() else sum(map(_width, text))


def _width(letter: str) -> int:
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def _truncate(text: str) -> str:
    if len(text) <= TEXT_WIDTH and _cells(text) <= TEXT_WIDTH:
        return text
    sums = accumulate(map(_width, text))
    return text[: sum(1 for cells in sums if cells < TEXT_WIDTH)] + "…"
