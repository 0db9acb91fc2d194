"""Parts of small records that `tests.record.documents` does not have."""

from typing import Any

from events import record
from tests.record.documents import OTHER, REPORT, TASS, actor, when


def place(**members: Any) -> record.Place:
    known = {"name": "Moscow", "names": {"de": "Moskau"}, "country": "RU", "precision": "city"}
    return record.Place(**{**known, "latitude": None, "longitude": None, **members})


def participation(**members: Any) -> record.Participation:
    known = {
        "actor": actor(),
        "role": "host",
        "described_as": "",
        "described_as_language": "",
        "office": "",
        "offices": {},
        "citations": [],
    }
    return record.Participation(**{**known, **members})


def other_date(**members: Any) -> record.OtherDate:
    known = {"kind": "earlier_announced", "note": "", "start": when("2023-02-20"), "end": None}
    return record.OtherDate(**{**known, "source": None, **members})


def reference() -> record.EventRef:
    return record.EventRef(
        id=OTHER, title="Visit", titles={"de": "Besuch"}, url=f"/events/{OTHER}/"
    )


def answer(key: str = "denial-1", **members: Any) -> record.Answer:
    known = {
        "type": "denies",
        "claim": key,
        "event": reference(),
        "speaker": actor(TASS, "Tass"),
        "kind": "denial",
        "modality": "negated",
        "text": "No arms",
        "language": "en",
        "texts": {"de": "Keine Waffen"},
        "said": None,
        "edition": 3,
    }
    return record.Answer(**{**known, **members})


def origins(*names: str, why: str = "separate") -> record.Origins:
    found = [
        record.Origin(name=name, actor=None, source=REPORT, citations=[], why="separate")
        for name in names
    ]
    return record.Origins(count=len(found), of=found, why=why)
