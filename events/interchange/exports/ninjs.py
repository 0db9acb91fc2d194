"""ninjs 3.1 of the IPTC."""

from collections.abc import Iterator
from typing import Any, Final

from events.dates import json_datetime
from events.interchange.exports.dump import Dump, iso_date, json_array, uri
from events.interchange.wording import body, headline, occurrence_in_words
from events.record import Event, Place, When
from events.record.meaning import HAPPENED, PLANNED
from events.record.when import parsed

STANDARD: Final = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json",
}
_EVENTS: Final = HAPPENED | PLANNED
_STATUSES: Final = "http://cv.iptc.org/newscodes/eventoccurstatus/"
# Planned only; planned and then cancelled.
_STATUS: Final = {
    "announced": "eos1",
    "scheduled": "eos1",
    "cancelled": "eos6",
    "did_not_occur": "eos6",
}


def ninjs(dump: Dump) -> Iterator[bytes]:
    """Yield an item for each event, in one array."""
    yield from json_array(_item(event, dump) for event in dump.parsed())


def _item(event: Event, dump: Dump) -> dict[str, Any]:
    is_event, title = event.occurrence in _EVENTS, headline(event)
    sources = dict.fromkeys(citation.source.title for citation in event.citations)
    item: dict[str, Any] = {
        "uri": uri(event.id),
        "standard": STANDARD,
        "type": "event" if is_event else "text",
        "representationType": "partial",
        "version": str(event.edition.number),
        "versionCreated": event.edition.at,
        "pubStatus": "usable",
        "language": event.language,
        "title": title,
        "headlines": [{"role": "main", "value": title}],
        "descriptions": [{"role": "summary", "value": "\n".join(body(event))}],
        "genres": [{"name": event.occurrence, "literal": occurrence_in_words(event)}],
        "subjects": [{"name": event.type, "rel": "about"}],
        "people": _named(event, dump, people=True),
        "organisations": _named(event, dump, people=False),
        "places": _places(event.place),
        "eventDetails": _details(event) if is_event else {},
        "infoSources": [{"name": name, "role": "source"} for name in sources],
        "altIds": [{"role": "url", "value": dump.address(event.url)}],
        "edNote": event.edition.note if event.edition.kind == "corrected" else "",
    }
    return {key: value for key, value in item.items() if value}


def _details(event: Event) -> dict[str, Any]:
    dates = {**_date("Start", event.start), **_date("End", event.end)}
    status = _STATUS.get(event.occurrence)
    return {
        **({"dates": dates} if dates else {}),
        **({"eventStatus": f"{_STATUSES}{status}"} if status else {}),
    }


def _date(end: str, when: When | None) -> dict[str, str]:
    """Return an instant if one is known; otherwise a day, month or year, which the format calls
    expected.

    Other dates, such as uncertain ones and seasons, are only in the description.
    """
    text, known = iso_date(when), parsed(when)
    if when is None or known is None or text is None:
        return {}
    if when.precision not in {"minute", "second"}:
        return {f"expected{end}Date": text}
    zoned = when.timezone or text.endswith("Z") or text[-6] in "+-"
    instant = json_datetime(known.earliest)
    return {f"{end.lower()}Date": instant} if zoned and instant else {}


def _named(event: Event, dump: Dump, *, people: bool) -> list[dict[str, str]]:
    actors = {part.actor.id: part.actor for part in event.participants}
    return [
        {"name": actor.name, "uri": dump.address(actor.url), "rel": "about"}
        for actor in actors.values()
        if (event.actors[actor.id].kind == "person") == people
    ]


def _places(place: Place | None) -> list[dict[str, Any]]:
    if place is None:
        return []
    found: dict[str, Any] = {"name": place.name, "rel": "about"}
    if place.latitude is not None:
        point = {"type": "Point", "coordinates": [place.longitude, place.latitude]}
        found["geoJSON"] = {"type": "Feature", "geometry": point, "properties": {}}
    return [found]
