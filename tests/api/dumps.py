"""Reading dumps back: of each format the ids and the titles of its events, in order."""

import csv
import io
import json
import re
from collections.abc import Callable
from html import unescape
from typing import Any
from xml.etree import ElementTree

import icalendar
import pyarrow.parquet
import rispy
from pybtex.database import parse_string

ATOM = "{http://www.w3.org/2005/Atom}"


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def calendar(text: str) -> list[Any]:
    return icalendar.Calendar.from_ical(text).walk("VEVENT")


def feed(text: str, member: str) -> list[str]:
    found = ElementTree.fromstring(text).iterfind(f"{ATOM}entry/{ATOM}{member}")  # noqa: S314
    return [one.text for one in found]


def graph(text: str) -> list[dict[str, Any]]:
    return [node for node in json.loads(text)["@graph"] if "et:occurrence" in node]


def headline(slide: dict[str, Any]) -> str:
    """What TimelineJS shows: its headline is HTML with a link."""
    html = slide["text"]["headline"]
    assert "</script>" not in html
    assert "<b>" not in html
    return unescape(html.partition(">")[2].removesuffix("</a>"))


def entities(text: str) -> list[dict[str, Any]]:
    return [entity for entity in lines(text) if entity["schema"] == "Event"]


def table(octets: bytes, column: str) -> list[str]:
    return pyarrow.parquet.read_table(io.BytesIO(octets)).column(column).to_pylist()


def plain(title: str) -> str:
    """A title of BibTeX as it is set."""
    for command, character in (("left", "{"), ("right", "}")):
        title = title.replace(f"\\textbrace{command}{{}}", character)
    title = title[1:-1].replace("\\textbackslash{}", "\0")
    return re.sub(r"\\([$&#_%])", r"\1", title).replace("\0", "\\")


IDS: dict[str, Callable[[str], list[str]]] = {
    "ndjson": lambda text: [event["id"] for event in lines(text)],
    "csv": lambda text: [row["id"] for row in rows(text)],
    "acled": lambda text: [row["event_id_cnty"] for row in rows(text)],
    "jsonld": lambda text: [node["identifier"] for node in graph(text)],
    "timelinejs": lambda text: [slide["unique_id"] for slide in json.loads(text)["events"]],
    "ics": lambda text: [str(e["UID"]).removesuffix("@event-tracker") for e in calendar(text)],
    "atom": lambda text: [uri.rpartition(":")[2] for uri in feed(text, "id")],
    "ninjs": lambda text: [item["uri"].rpartition(":")[2] for item in json.loads(text)],
    "ftm": lambda text: [entity["id"] for entity in entities(text)],
    "bibtex": lambda text: [key[6:20] for key in parse_string(text, "bibtex").entries],
    "ris": lambda text: [item["id"][6:20] for item in rispy.loads(text)],
    "csl": lambda text: [item["id"][6:20] for item in json.loads(text)],
}
TITLES: dict[str, Callable[[str], list[str]]] = {
    "ndjson": lambda text: [event["title"] for event in lines(text)],
    "csv": lambda text: [row["title"] for row in rows(text)],
    # The title stands in no column where there is a summary.
    "acled": lambda text: [row["notes"] for row in rows(text)],
    "jsonld": lambda text: [node["name"] for node in graph(text)],
    "timelinejs": lambda text: [headline(slide) for slide in json.loads(text)["events"]],
    "ics": lambda text: [str(entry["SUMMARY"]) for entry in calendar(text)],
    "atom": lambda text: feed(text, "title"),
    "ninjs": lambda text: [item["headlines"][0]["value"] for item in json.loads(text)],
    "ftm": lambda text: [entity["properties"]["name"][0] for entity in entities(text)],
    "bibtex": lambda text: [
        plain(entry.fields["title"]) for entry in parse_string(text, "bibtex").entries.values()
    ],
    "ris": lambda text: [item["title"] for item in rispy.loads(text)],
    "csl": lambda text: [item["title"] for item in json.loads(text)],
}


def ids(name: str, octets: bytes) -> list[str]:
    return table(octets, "id") if name == "parquet" else IDS[name](octets.decode())


def titles(name: str, octets: bytes) -> list[str]:
    return table(octets, "title") if name == "parquet" else TITLES[name](octets.decode())
