"""For the tools of newsrooms: TimelineJS, and ninjs 3.1 of the IPTC."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from html import escape
from typing import Any, Final

from events.interchange.exports.dump import Document, Dump, json_array, when_of
from events.interchange.exports.feeds import uri

_UNITS: Final = {"year": 1, "month": 2, "day": 3, "minute": 5, "second": 6}
_NAMES: Final = ("year", "month", "day", "hour", "minute", "second")
NINJS: Final = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json",
}


def timeline_js(dump: Dump) -> Iterator[bytes]:
    """TimelineJS 3. Its texts are HTML, so ours are escaped; its dates have parts from the year
    down, so a month stays a month. Events without a beginning cannot be placed and are left out.
    """
    slides = (slide for document in dump.parsed() if (slide := _slide(document, dump)))
    yield from json_array(slides, b'{"events": [', b"]}")


def _slide(document: Document, dump: Dump) -> dict[str, Any] | None:
    start = when_of(document["start"])
    first = start.day_earliest if start else None
    if start is None or first is None:
        return None
    depth = _UNITS.get(start.precision)
    # A decade, a season or an interval is drawn from end to end.
    span = start.day_latest if depth is None else None
    end = when_of(document["end"])
    last, parts = (span, 3) if end is None else (end.day_latest, _UNITS.get(end.precision, 3))
    words = document["period"].get(document["language"]) or document["period"].get("en", "")
    slide: dict[str, Any] = {
        "unique_id": document["id"],
        "start_date": _parts(first, depth or 3),
        "display_date": escape(words),
        "group": document["type"],
        "text": {
            "headline": f'<a href="{escape(dump.address(document["url"]))}">'
            f"{escape(document['title'])}</a>",
            "text": "".join(f"<p>{escape(p)}</p>" for p in document["summary"].splitlines() if p),
        },
    }
    if last is not None:
        slide["end_date"] = _parts(last - timedelta(microseconds=1), min(parts, 3))
    return slide


def _parts(moment: datetime, depth: int) -> dict[str, int]:
    return {name: getattr(moment, name) for name in _NAMES[:depth]}


def ninjs(dump: Dump) -> Iterator[bytes]:
    """A ninjs 3.1 item for each event, as one array."""
    yield from json_array(_item(document, dump) for document in dump.parsed())


def _item(document: Document, dump: Dump) -> dict[str, Any]:
    edition = document["edition"]
    item: dict[str, Any] = {
        "uri": uri(document),
        "standard": NINJS,
        "type": "text",
        "representationtype": "complete",
        "version": str(edition["number"]),
        "versioncreated": edition["at"],
        "pubstatus": "usable",
        "language": document["language"],
        "headlines": [{"role": "main", "value": document["title"]}],
        "descriptions": [{"role": "summary", "value": document["summary"]}],
        "subjects": [{"name": document["type"], "rel": "about"}],
        "people": [],
        "organisations": [],
        "places": _places(document["place"]),
        "events": [
            {
                "name": document["title"],
                "uri": uri(document),
                "rel": "about",
            }
        ],
        "infosources": [
            {"name": name, "role": "source"}
            for name in dict.fromkeys(c["source"]["title"] for c in document["citations"])
        ],
        "altids": [{"role": "url", "value": dump.address(document["url"])}],
    }
    for part in document["participants"]:
        kind = "people" if part["actor"]["kind"] == "person" else "organisations"
        named = {"name": part["actor"]["name"], "uri": dump.address(part["actor"]["url"])}
        if named not in item[kind]:
            item[kind].append({**named, "rel": "about"})
    if edition["kind"] == "corrected":
        item["ednote"] = edition["note"]
    return {key: value for key, value in item.items() if value not in ([], "")}


def _places(place: Document | None) -> list[dict[str, Any]]:
    if place is None:
        return []
    found: dict[str, Any] = {"name": place["name"], "rel": "about"}
    if place["latitude"] is not None:
        point = {"type": "Point", "coordinates": [place["longitude"], place["latitude"]]}
        found["geojson"] = {"type": "Feature", "geometry": point, "properties": {}}
    return [found]
