"""What changes the meaning of a record is said by every outlet, or the event is left out.

One event is published for each meaning, and shown by each outlet. Two that differ only in their
meaning must not come out alike; what the table says is left out must not come out at all. The page
of the docs is made from the same table, and the gate compares them.
"""

import io
import itertools
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import orjson
import pyarrow.parquet
import pytest
import time_machine

from events.dates import When
from events.interchange.exports import FORMATS, Dump
from events.models import Edition, Event
from events.record.identity import PUBLIC_ID_PATTERN
from events.record.meaning import (
    TABLE,
    UNBOUNDED,
    UNDATED,
    UNRESOLVED,
    How,
    Meaning,
    handling,
    meanings,
)
from events.timeline.changes import change
from tests import factories, newsroom

WEEK = timedelta(days=7)
ACCUSATION, ANSWER = "China could deliver weapons.", "China delivers none."
# Dates of each precision that begin alike where they can: 1 January 2000 was a Saturday.
DATES = {
    "century": "20XX",
    "decade": "200X",
    "year": "2000",
    "half": "2000-40",
    "quarter": "2000-33",
    "season": "2000-24",
    "month": "2000-01",
    "week": "2000-01-03/2000-01-09",
    "weekend": "2000-01-01/2000-01-02",
    "day": "2000-01-01",
    "minute": "2000-01-01T00:00Z",
    "second": "2000-01-01T00:00:00Z",
}
GROUPS: dict[str, list[Meaning]] = {}
for _meaning in meanings():
    if _meaning is not UNRESOLVED:
        GROUPS.setdefault(_meaning.member, []).append(_meaning)
# What an event with the meaning is compared with besides the others of its kind.
PLAIN = Meaning("", "plain", "nothing of the kind")


# --- One event for each meaning -------------------------------------------------------------------
def published(meaning: Meaning, date: datetime | None = None) -> Event:
    """Alike but for their meaning: sources and speakers are always the same."""
    start: str | None = f"{date:%Y-%m-%d}" if date else "2000-01-01"
    match meaning.member:
        case UNDATED.member if meaning is UNDATED:
            start = None
        case UNBOUNDED.member:
            start = "2000-01-01/.."
        case "When.precision":
            start = DATES[meaning.value]
        case "When.approximate":
            start = "2000-01-01~"
        case "When.uncertain":
            start = "2000-01-01?"
    happens = meaning.value if meaning.member == "Event.occurrence" else "occurred"
    event = newsroom.draft_event(
        "Talks",
        source=_once("source", factories.SourceFactory, title="Report"),
        start=When.parse(start) if start else None,
        occurrence=happens,
    )
    # An announcement needs one, and nothing else is to tell the events apart.
    source = event.citations.get().source
    factories.CitationFactory(event=event, source=source, field="occurrence")
    if meaning.member in {"Claim.modality", "Answer.type"}:
        _say(event, meaning)
    newsroom.publish(event)
    if meaning.member == "Retraction.retracted":
        newsroom.retract(event, reason="It was somebody else.", now=newsroom.NOW + WEEK)
    return event


def _say(event: Event, meaning: Meaning) -> None:
    """An accusation of the modality, or one that is answered."""
    said = _claim(event, "Accuser", ACCUSATION)
    if meaning.member == "Claim.modality":
        said.modality = meaning.value
        said.save()
    else:
        answer = _claim(event, "Accused", ANSWER, position=1)
        factories.ClaimLinkFactory(from_claim=answer, to_claim=said, type=meaning.value)


def _claim(event: Event, speaker: str, text: str, **fields):
    claim = factories.ClaimFactory(
        event=event, speaker=_once(speaker, newsroom.actor, name=speaker), **fields
    )
    factories.ClaimTextFactory(claim=claim, text=text)
    factories.CitationFactory(claim=claim, source=event.citations.first().source)
    return claim


_made: dict[str, object] = {}


def _once(key: str, make, **fields):
    if key not in _made:
        _made[key] = make(**fields)
    return _made[key]


@pytest.fixture(autouse=True)
def _fresh():
    _made.clear()


# --- How each outlet shows it ---------------------------------------------------------------------
def shown(client, outlet: str, event: Event) -> str | None:
    """What the outlet shows, without what differs between any two events; None: it is left out."""
    if outlet in FORMATS:
        return exported(outlet, event)
    return SHOWN[outlet](client, event)


def _page(client, event: Event) -> str:
    return _alike(client.get(f"/events/{event.pk}/", follow=True).content.decode())


def _card(client, event: Event) -> str | None:
    """With the headings that it stands under: they say its date as far as it is known."""
    page = client.get("/").content.decode()
    card = re.search(rf'<article[^>]*id="event-{event.pk}".*?</article>', page, re.DOTALL)
    if card is None:
        return None
    headings = dict(re.findall(r"<(h[234])[^>]*>(.*?)</h", page[: card.start()]))
    return _alike(f"{sorted(headings.items())} {card[0]}")


def _embed(client, event: Event) -> str:
    return _alike(client.get(f"/embed/events/{event.pk}/").content.decode())


def _embedded_list(client, event: Event) -> str | None:
    page = client.get("/embed/timeline/?limit=50").content.decode()
    rows = re.findall(r"<li>.*?</li>", page.partition("<ol")[2], re.DOTALL)
    return next((_alike(row) for row in rows if f"/events/{event.pk}/" in row), None)


def _json(client, event: Event) -> str:
    return _alike(client.get(f"/api/v1/events/{event.pk}/").content.decode())


def _changes(client, event: Event) -> str:
    results = client.get("/api/v1/changes/?after=0&limit=200").json()["results"]
    document = [one for one in results if one["event"] == event.pk][-1]["document"]
    return _alike(orjson.dumps(document).decode())


def _webhook(client, event: Event) -> str:
    """The body that is sent to subscribers."""
    body = orjson.dumps(change(Edition.objects.current().get(event=event)))
    return _alike(orjson.dumps(orjson.loads(body)["document"]).decode())


SHOWN = {
    "page": _page,
    "card": _card,
    "embed": _embed,
    "embedded_list": _embedded_list,
    "json": _json,
    "changes": _changes,
    "webhook": _webhook,
}


def exported(name: str, event: Event) -> str | None:
    edition = Edition.objects.current().get(event=event)
    text = _alike(edition.text)
    empty = _written(name, [], [])
    found = _written(name, *([text], []) if edition.listed else ([], [text]))
    return None if found == empty else found


def _written(name: str, documents: list[str], gone: list[str]) -> str:
    dump = Dump(documents, gone, lambda path: f"https://tracker.example{path}", "Events", None)
    octets = b"".join(FORMATS[name].octets(dump))
    if name != "parquet":
        return octets.decode().replace("\r\n ", "")
    table = pyarrow.parquet.read_table(io.BytesIO(octets)).drop_columns("document")
    return "\n".join(map(str, table.to_pylist()))


def _alike(text: str) -> str:
    """Ids by the order in which they are named, and no running number."""
    ids: dict[str, str] = {}
    text = re.sub(
        PUBLIC_ID_PATTERN,
        lambda found: ids.setdefault(found[0], f"{len(ids) + 2:04}-bbbb-cccc"),
        text,
    )
    return re.sub(r'"seq": ?\d+', '"seq":1', text)


# --- The tests ------------------------------------------------------------------------------------
@pytest.mark.parametrize("member", GROUPS)
def test_two_meanings_never_come_out_alike(client, db, member):
    events = {meaning: published(meaning) for meaning in [*GROUPS[member], PLAIN]}
    faults = [
        f"{outlet}: {fault}"
        for outlet in TABLE
        for fault in _faults(
            member, outlet, {one: shown(client, outlet, event) for one, event in events.items()}
        )
    ]
    assert faults == []


def _faults(member: str, outlet: str, found: dict[Meaning, str | None]) -> Iterator[str]:
    """Where an outlet does not do what the table says. `found`: what it shows of each meaning."""
    plain = found.pop(PLAIN)
    told = {} if member in {"Event.occurrence", "When.precision"} else {"plain": plain}
    for meaning, text in found.items():
        how = handling(outlet, meaning).how
        if (text is None) != (how is How.LEFT_OUT):
            yield f"{meaning.name} is {'not ' if text is None else ''}shown, yet it {how.value}"
        elif how is How.ABSENT and (text != plain or ACCUSATION in str(text)):
            yield f"{meaning.name} is shown, yet it {how.value}"
        elif how is How.SAID:
            told[meaning.name] = text
    for (one, first), (other, second) in itertools.combinations(told.items(), 2):
        if first == second:
            yield f"{one} and {other} come out alike"


@pytest.mark.parametrize("occurrence", ["announced", "scheduled"])
def test_announcement_whose_date_has_passed_says_as_of_when(client, db, occurrence):
    event = published(Meaning("Event.occurrence", occurrence, ""), newsroom.NOW + WEEK)
    as_of = ("2023-03-01", "20230301", "1 March 2023", "datetime(2023, 3, 1, 12, 0")
    for outlet in TABLE:
        before, after = (
            _shown_at(client, outlet, event, newsroom.NOW + weeks * WEEK) for weeks in (0, 52)
        )
        if handling(outlet, UNRESOLVED).how is How.LEFT_OUT:
            assert before is after is None, outlet
        else:
            assert any(words in after for words in as_of), outlet
            assert occurrence in after.casefold(), outlet
        if outlet in {"page", "card", "embed", "embedded_list"}:
            assert "has passed" in after, outlet
            assert "has passed" not in before, outlet


def _shown_at(client, outlet: str, event: Event, now: datetime) -> str | None:
    with time_machine.travel(now.astimezone(UTC), tick=False):
        return shown(client, outlet, event)


def test_every_format_is_an_outlet():
    assert set(FORMATS) | set(SHOWN) == set(TABLE)


def test_dates_of_every_precision_are_compared():
    assert set(DATES) == {one.value for one in meanings() if one.member == "When.precision"}
