"""What was read in a text, for a terminal: marked in the text, as a table, as JSON lines.

Nothing of the text reaches the terminal as a command: control characters and those that turn the
direction of writing are shown as what they are.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Final

from django.utils.termcolors import colorize

from events.dates import Reading, display

WIDEST: Final = 40
"""Cells of the terminal for the words of a text in the table."""
COLOURS: Final = {1: "green", 2: "yellow", 3: "magenta"}
LEGEND: Final = {1: "sure", 2: "likely", 3: "vague or no date"}
HEADINGS: Final = ("LINE", "TEXT", "KIND", "TIER", "DATE", "EDTF", "REASON")

# Controls, and the marks that reorder what stands around them (Unicode's Bidi_Control), line ends
# of Unicode, and surrogates, which no terminal can be sent.
_ACTIVE: Final = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
_LINE_END: Final = re.compile(r"\r\n?")


def highlights(text: str, readings: Iterable[Reading], *, coloured: bool) -> str:
    """The text, each expression followed by its date, or its kind where it is none, in braces.

    With colours, these tell the tier; without, expressions stand in brackets.
    """
    parts, last = [], 0
    for reading in readings:
        words, said = shown(reading.text), _date_or_kind(reading)
        parts.append(shown(text[last : reading.start]))
        if coloured:
            colour = COLOURS[reading.tier]
            # A colour must not run on over the end of a line.
            lines = [colorize(line, fg=colour, opts=("bold",)) for line in words.split("\n")]
            parts.append("\n".join(lines) + colorize(f"{{{said}}}", fg=colour))
        else:
            parts.append(f"[{words}]{{{said}}}")
        last = reading.end
    parts.append(shown(text[last:]))
    marked = "".join(parts)
    return marked if marked.endswith("\n") else f"{marked}\n"


def legend() -> str:
    """What the colours of `highlights` mean."""
    return "  ".join(colorize(LEGEND[tier], fg=colour) for tier, colour in COLOURS.items()) + "\n"


def table(text: str, readings: Sequence[Reading]) -> str:
    """A row for each: line and column (from 1), words, kind, tier, date, EDTF, reason."""
    if not readings:
        return "Nothing about time was read.\n"
    rows = [
        HEADINGS,
        *(_row(place, one) for place, one in zip(_places(text, readings), readings, strict=True)),
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
    """One JSON object to a line, as ``dates/resolve/`` answers it."""
    return "".join(
        _ACTIVE.sub(_json_escape, json.dumps(one.as_json(), ensure_ascii=False)) + "\n"
        for one in readings
    )


def shown(text: str) -> str:
    """The text without any character that a terminal obeys, but line feeds and tabs."""
    return _ACTIVE.sub(_visible, _LINE_END.sub("\n", text))


def _visible(found: re.Match[str]) -> str:
    number = ord(found[0])
    if found[0] in "\n\t":
        return found[0]
    if number < 0x20:
        return chr(0x2400 + number)  # the pictures of the control characters
    return f"\\u{number:04x}"


def _json_escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def _date_or_kind(reading: Reading) -> str:
    return reading.when.edtf if reading.when else reading.kind


def _row(place: str, reading: Reading) -> tuple[str, ...]:
    words = " ".join(shown(reading.text).split())
    return (
        place,
        _cut(words),
        reading.kind,
        str(reading.tier),
        display(reading.when, "en") if reading.when else "",
        reading.when.edtf if reading.when else "",
        shown(reading.reason),
    )


def _places(text: str, readings: Iterable[Reading]) -> Iterator[str]:
    """Line and column where each begins; readings are in the order of the text."""
    line, begin = 1, 0
    ends = [found.end() for found in re.finditer(r"\r\n|\r|\n", text)]
    for reading in readings:
        while line <= len(ends) and ends[line - 1] <= reading.start:
            begin = ends[line - 1]
            line += 1
        yield f"{line}:{reading.start - begin + 1}"


def _cells(text: str) -> int:
    """How many cells of a terminal a text takes."""
    return len(text) if text.isascii() else sum(map(_width, text))


def _width(letter: str) -> int:
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def _cut(text: str) -> str:
    if len(text) <= WIDEST and _cells(text) <= WIDEST:
        return text
    sums = accumulate(map(_width, text))
    return text[: sum(1 for cells in sums if cells < WIDEST)] + "…"
