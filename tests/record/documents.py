"""Small records to read, change and compare, made without the database."""

from typing import Any

from events import record
from events.dates import When

SEATS = ["bq4d-7hkm-x2tz", "c3rs-m5xw-9ktp", "n8zb-4jqv-h6gd", "k7pw-2xhd-r9cn", "d2fz-q8vt-m4wk"]
WANG, TASS, REPORT, EVENT, OTHER = SEATS
NO_ORIGINS = record.Origins(count=0, of=[], why="separate")


def when(text: str) -> record.When:
    return record.When(**When.parse(text).as_json())


def actor(key: str = WANG, name: str = "Wang Yi") -> record.ActorRef:
    return record.ActorRef(id=key, name=name, url=f"/actors/{key}/")


def source(key: str = REPORT, title: str = "Report") -> record.SourceRef:
    return record.SourceRef(id=key, title=title, url=f"/sources/{key}/")


def known_source(publisher: record.ActorRef | None = None, **members: Any) -> record.NamedSource:
    return record.NamedSource(
        **{
            "kind": "article",
            "language": "de",
            "publisher": publisher,
            "canonical_url": "",
            "archive_url": "",
            "published": None,
            "modified": None,
            "held": True,
            **members,
        }
    )


def citation(key: str = "citation-1", **members: Any) -> record.Citation:
    return record.Citation(
        **{
            "id": key,
            "source": source(),
            "field": "",
            "quote": "",
            "quote_language": "",
            "locator": "",
            "stance": "reports",
            "confidence": "medium",
            "via": [],
            **members,
        }
    )


def hop(**members: Any) -> record.Hop:
    return record.Hop(**{"actor": None, "source": None, "wording": "", **members})


def claim(key: str = "claim-1", **members: Any) -> record.Claim:
    return record.Claim(
        **{
            "id": key,
            "event": EVENT,
            "speaker": actor(),
            "kind": "assertion",
            "modality": "asserted",
            "text": f"Text of {key}.",
            "language": "en",
            "texts": {},
            "quote": "",
            "quote_language": "",
            "said": None,
            "links": [],
            "citations": [],
            "origins": NO_ORIGINS,
            "answered_by": [],
            **members,
        }
    )


def event(key: str = EVENT, **members: Any) -> record.Event:
    edition = record.Edition(
        seq=1,
        number=1,
        shape=record.SHAPE,
        kind="published",
        at="2023-03-01T12:00:00Z",
        note="",
    )
    return record.Event(
        **{
            "id": key,
            "url": f"/events/{key}/",
            "title": "Talks",
            "summary": "",
            "language": "en",
            "texts": {},
            "type": "talks",
            "type_names": {"en": "Talks"},
            "occurrence": "occurred",
            "start": when("2023-02-21"),
            "end": None,
            "period": when("2023-02-21").display,
            "other_dates": [],
            "place": None,
            "participants": [],
            "claims": [],
            "citations": [],
            "relations": [],
            "storylines": [],
            "origins": NO_ORIGINS,
            "date_origins": None,
            "actors": {},
            "sources": {},
            "edition": edition,
            **members,
        }
    )


def participation(**members: Any) -> record.Participation:
    return record.Participation(
        **{
            "actor": actor(),
            "role": "host",
            "described_as": "",
            "described_as_language": "",
            "office": "",
            "offices": {},
            "citations": [],
            **members,
        }
    )
