"""Events that are written in a format, without the database."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from msgspec.structs import replace

from events import record
from events.dates import When
from events.interchange.exports import FORMATS, Dump
from tests.record import documents

SITE = "https://tracker.example"
BLINKEN, WANG, XI = documents.SEATS[0], documents.SEATS[1], documents.SEATS[2]
# How formats word the accusation in `told`, and its denial.
EXCHANGE = (
    "Antony Blinken (accusation, possible): China could deliver weapons. – "
    "Wang Yi (denies, negated): China delivers none."
)
NOT_HAPPENED = (
    "announced", "scheduled", "postponed", "cancelled", "did_not_occur", "alleged", "hypothetical",
    "unknown",
)  # fmt: skip


def dumped(name: str, *events: record.Event, gone: Sequence[record.EventRecord] = ()) -> bytes:
    """The whole dump in a format."""
    dump = Dump(
        documents=[record.write(event) for event in events],
        gone=[record.write(tombstone) for tombstone in gone],
        address=lambda path: f"{SITE}{path}",
        title="Events",
        changed=datetime(2023, 3, 1, 12, tzinfo=UTC),
    )
    return b"".join(FORMATS[name].octets(dump))


def dated(
    start: str | None, end: str | None = None, *, timezone: str | None = None, **members: Any
) -> record.Event:
    """An event on a date, worded as the record words it."""
    ends = [None if edtf is None else When.parse(edtf, timezone=timezone) for edtf in (start, end)]
    first, last = (None if one is None else record.When(**one.as_json()) for one in ends)
    period = first.display if first else {"en": "", "de": ""}
    return documents.event(**{"start": first, "end": last, "period": period, **members})


def told(occurrence: str = "occurred", **members: Any) -> record.Event:
    """An event with a host, a guest, a place, a source, and an accusation that is denied."""
    accusation = documents.claim(
        "accusation", speaker=documents.actor(BLINKEN, "Antony Blinken"), kind="accusation",
        modality="possible", text="China could deliver weapons.",
    )  # fmt: skip
    denial = documents.claim(
        "denial", speaker=documents.actor(WANG, "Wang Yi"), kind="denial", modality="negated",
        text="China delivers none.",
        links=[record.ClaimLink(type="denies", claim="accusation", event=documents.EVENT)],
    )  # fmt: skip
    report = documents.known_source(
        documents.actor(documents.TASS, "Tass"), canonical_url="https://paper.example/report"
    )
    event = dated(
        **{
            "start": "2023-02-21",
            "occurrence": occurrence,
            "title": "Talks in Moscow",
            "summary": "They met.",
            "place": record.Place(
                name="Moscow", names={}, country="RU", precision="city",
                latitude=55.75, longitude=37.6,
            ),
            "participants": [
                taking_part("host", documents.actor(BLINKEN, "Antony Blinken")),
                taking_part("visitor", documents.actor(WANG, "Wang Yi")),
                taking_part("subject", documents.actor(XI, "Xi Jinping")),
            ],
            "claims": [accusation, denial],
            "citations": [documents.citation()],
            "actors": {
                key: record.NamedActor(names={}, kind="person")
                for key in (BLINKEN, WANG, XI, documents.TASS)
            },
            "sources": {documents.REPORT: report},
            **members,
        }
    )  # fmt: skip
    return record.answers.with_answers(event, {})


def taking_part(role: str, actor: record.ActorRef) -> record.Participation:
    return record.Participation(
        actor=actor, role=role, described_as="", described_as_language="", office="", offices={},
        citations=[],
    )  # fmt: skip


def without_answers(event: record.Event) -> record.Event:
    return replace(event, claims=[replace(claim, answered_by=[]) for claim in event.claims])


def read_json(name: str, *events: record.Event) -> Any:
    return json.loads(dumped(name, *events))
