"""Scores single phrases: ``python bench/dates/score_cases.py FILE`` for each file of cases.

A line is: language, anchor, "read" or "find", text, right answers, kind; separated by tabs. Right
answers are EDTF separated by " | ", "none" (no date), or "ask" (not without an editor's consent).
With "find", the answer is that of the words between « and », if there are such.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple

# When run as a file, the project is not on the path.
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from events.dates import Reading, find, read


class Case(NamedTuple):
    language: str
    anchor: datetime
    method: str
    text: str
    right: tuple[str, ...]
    kind: str


_MARKS: Final = str.maketrans("", "", "«»")


def cases(path: Path) -> Iterator[Case]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            language, anchor, method, text, right, kind = line.split("\t")
            answers = tuple(right.split(" | "))
            yield Case(language, datetime.fromisoformat(anchor), method, text, answers, kind)


def answer(case: Case) -> str:
    """What is read, in the notation of the right answers."""
    if case.method == "read":
        reading = read(case.text, case.anchor, case.language)
        if reading is not None and reading.asks and case.right == ("ask",):
            return "ask"
        return _edtf(reading)
    start, end = 0, len(case.text)
    if "«" in case.text:
        start, end = case.text.index("«"), case.text.index("»") - 1
    readings = find(case.text.translate(_MARKS), case.anchor, case.language)
    inside = [one for one in readings if one.start < end and start < one.end and one.when]
    return " + ".join(map(_edtf, inside)) or "none"


def _edtf(reading: Reading | None) -> str:
    return reading.when.edtf if reading is not None and reading.when else "none"


def main(paths: list[str]) -> None:
    for path in paths:
        total, wrong = 0, Counter[str]()
        for case in cases(Path(path)):
            total += 1
            given = answer(case)
            if given not in case.right:
                wrong[case.kind] += 1
                right = " | ".join(case.right)
                print(f"{case.language}  {case.text}  {given}  instead of  {right}")
        print(f"{path}: {total - wrong.total()} of {total} right")
        for kind, number in wrong.most_common():
            print(f"  {number} wrong: {kind}")


if __name__ == "__main__":
    main(sys.argv[1:])
