"""Writes readings in the format of the scorer of temporal expressions.

Standard input: JSON lines ``{"doc", "lang", "dct", "text"}``; ``dct`` is the day (or instant) of
the document. Standard output: JSON lines ``{"doc", "start", "end", "text", "type", "value", "mod",
"tier", "kind"}`` with values in TIMEX3 or EDTF.

The corpora annotate more than the product records: durations, repeated times, and words such as
"now". Only this adapter makes values for these. It follows the conventions of the
corpora: "vor fünf Jahren" is annotated as a duration in German, "five years ago" as a date in
English.
"""

import json
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, TextIO

# When run as a file, the project is not on the path.
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from events.dates import Reading, find

_LETTERS: Final = {
    "second": "TS",
    "minute": "TM",
    "hour": "TH",
    "day": "D",
    "week": "W",
    "weekend": "WE",
    "month": "M",
    "quarter": "Q",
    "half": "Y",
    "year": "Y",
    "decade": "Y",
    "century": "Y",
}
_OFFSET: Final = re.compile(r"(?:Z|[+-]\d\d:\d\d)$")
_ZONE: Final = re.compile(r"[A-Z]{3}")
_TIMES: Final = {"half": 0.5, "decade": 10, "century": 100}
_PARTS: Final = {
    "morning": "TMO",
    "midday": "TMI",
    "afternoon": "TAF",
    "evening": "TEV",
    "night": "TNI",
}
_MODS: Final = {"start": "START", "middle": "MID", "end": "END"}
_REFERENCES: Final = {"past": "PAST_REF", "present": "PRESENT_REF", "future": "FUTURE_REF"}


def main(rows: TextIO, out: TextIO) -> None:
    for line in rows:
        if line.strip():
            for prediction in predictions(json.loads(line)):
                out.write(json.dumps(prediction, ensure_ascii=False) + "\n")


def predictions(row: dict[str, str]) -> Iterator[dict[str, Any]]:
    """The rows of one document, as the scorer expects them."""
    text, language = row["text"], row["lang"]
    for reading in find(text, anchor(row["dct"]), language):
        for one in _annotated(reading, language):
            kind, value, mod = _timex(one, language)
            if value:
                yield {
                    "doc": row["doc"],
                    "start": one.start,
                    "end": one.end,
                    "text": text[one.start : one.end],
                    "type": kind,
                    "value": value,
                    "mod": mod,
                    "tier": one.tier,
                    "kind": one.kind,
                }


def anchor(dct: str) -> datetime | None:
    """Noon UTC of the day; the corpora have no time."""
    try:
        moment = datetime.fromisoformat(dct[:10])
    except ValueError:
        return None
    return moment.replace(hour=12, tzinfo=UTC)


def _annotated(reading: Reading, language: str) -> tuple[Reading, ...]:
    """The corpora annotate the ends of a range apart, and in German also a date and its time."""
    if not reading.ends:
        return (reading,)
    if reading.kind == "time" and language == "en" and "/" not in reading.period:
        return (reading,)
    return reading.ends


def _timex(reading: Reading, language: str) -> tuple[str, str, str]:
    """TIMEX3 type, value and modifier."""
    if reading.kind in _REFERENCES:
        return "DATE", _REFERENCES[reading.kind], ""
    if reading.kind == "repeated":
        part = _PARTS.get(reading.part, "")
        return "SET", f"PT1{part[1:]}" if part else _length(reading), ""
    if reading.kind == "duration":
        return "DURATION", _length(reading), ""
    if reading.length is not None:
        return _counted(reading, language)
    if reading.kind == "time":
        day, _, clock = reading.period.partition("T")
        if clock:
            # The corpora do not write the offset that a clock time has from its report.
            clock = clock if _ZONE.search(reading.text) else _OFFSET.sub("", clock)
            return "TIME", f"{day}T{clock}", ""
        return "TIME", day + _PARTS.get(reading.part, ""), ""
    return "DATE", reading.period, _MODS.get(reading.part, "")


def _length(reading: Reading) -> str:
    length = reading.length
    if length is None:
        return "PXD"
    letter = _LETTERS[length.unit]
    if length.amount is None:
        unknown = {"decade": "XDE", "century": "XCE"}.get(length.unit, f"X{letter[-1]}")
        return f"PT{unknown}" if letter.startswith("T") else f"P{unknown}"
    amount = f"{length.amount * _TIMES.get(length.unit, 1):g}"
    return f"PT{amount}{letter[-1]}" if letter.startswith("T") else f"P{amount}{letter}"


def _counted(reading: Reading, language: str) -> tuple[str, str, str]:
    """Offsets and windows: durations; in English, offsets are dates of the unit."""
    length = reading.length
    if language != "en" or length is None or reading.relation == "window":
        return "DURATION", _length(reading), ""
    if length.amount is None:
        return "DATE", "PAST_REF", ""
    period = reading.period
    if length.unit in ("year", "decade"):
        return "DATE", period[:4], ""
    if length.unit == "week":
        day = datetime.fromisoformat(period).date().isocalendar()
        return "DATE", f"{day.year}-W{day.week:02d}", ""
    if length.unit in ("hour", "minute", "second"):
        return "DURATION", _length(reading), ""
    return "DATE", period, ""


if __name__ == "__main__":
    main(sys.stdin, sys.stdout)
