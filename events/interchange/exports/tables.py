"""Tables: CSV (RFC 4180), the columns of ACLED, and Parquet."""

import csv
import io
import tempfile
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any, Final

import orjson

from events.interchange.exports.dump import Document, Dump, names_of, source_addresses, when_of

# A spreadsheet takes a cell that begins like this for a formula and runs it (OWASP, CSV
# injection); the full-width forms, too.
_FORMULA: Final = tuple("=+-@\t\r＝＋－＠")
ROWS_IN_GROUP: Final = 5_000


def safe(text: str) -> str:
    """A cell that no spreadsheet runs: what looks like a formula is told to be a text."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _bounds(name: str) -> dict[str, Callable[[Document], str]]:
    def member(key: str) -> Callable[[Document], str]:
        return lambda document: (document[name] or {}).get(key) or ""

    return {
        name: member("edtf"),
        f"{name}_earliest": member("earliest"),
        f"{name}_latest": member("latest"),
        f"{name}_precision": member("precision"),
    }


def _flag(name: str, key: str) -> Callable[[Document], str]:
    return lambda document: "" if not document[name] else str(document[name][key]).lower()


def _place(key: str) -> Callable[[Document], str]:
    def cell(document: Document) -> str:
        value = (document["place"] or {}).get(key)
        return "" if value is None else str(value)

    return cell


def _listed(values: list[str]) -> str:
    return " | ".join(value.replace("|", "/") for value in values)


COLUMNS: Final[Mapping[str, Callable[[Document], str]]] = {
    "id": lambda d: d["id"],
    "url": lambda d: d["url"],
    "title": lambda d: d["title"],
    "summary": lambda d: d["summary"],
    "language": lambda d: d["language"],
    "title_en": lambda d: _text(d, "en"),
    "title_de": lambda d: _text(d, "de"),
    "type": lambda d: d["type"],
    "occurrence": lambda d: d["occurrence"],
    **_bounds("start"),
    "start_approximate": _flag("start", "approximate"),
    "start_uncertain": _flag("start", "uncertain"),
    **_bounds("end"),
    "place": _place("name"),
    "country": _place("country"),
    "place_precision": _place("precision"),
    "latitude": _place("latitude"),
    "longitude": _place("longitude"),
    "participants": lambda d: _listed(
        [f"{part['role']}: {part['actor']['name']}" for part in d["participants"]]
    ),
    "participant_ids": lambda d: _listed([part["actor"]["id"] for part in d["participants"]]),
    "claims": lambda d: str(len(d["claims"])),
    "sources": lambda d: _listed([c["source"]["title"] for c in d["citations"]]),
    "source_urls": lambda d: _listed(source_addresses(d)),
    "storylines": lambda d: _listed([storyline["title"] for storyline in d["storylines"]]),
    "origins": lambda d: str(d["origins"]),
    "edition": lambda d: str(d["edition"]["number"]),
    "edition_kind": lambda d: d["edition"]["kind"],
    "edition_at": lambda d: d["edition"]["at"],
    "edition_note": lambda d: d["edition"]["note"],
    "seq": lambda d: str(d["edition"]["seq"]),
}
"""Every column of the CSV and what stands in it: an allow-list. Dates are EDTF with their bounds,
never filled up to a day."""
NUMBERS: Final = frozenset({"latitude", "longitude", "claims", "origins", "edition", "seq"})
"""Made here and never text: a negative latitude is no formula."""


def _text(document: Document, language: str) -> str:
    if document["language"] == language:
        title: str = document["title"]
        return title
    text: str = document["texts"].get(language, {}).get("title", "")
    return text


def csv_rows(dump: Dump) -> Iterator[bytes]:
    yield _line(list(COLUMNS))
    for document in dump.parsed():
        yield _line(
            [
                cell(document) if name in NUMBERS else safe(cell(document))
                for name, cell in COLUMNS.items()
            ]
        )


ACLED: Final = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type",
    "sub_event_type", "actor1", "assoc_actor_1", "actor2", "assoc_actor_2", "country", "location",
    "latitude", "longitude", "geo_precision", "source", "notes", "tags", "timestamp",
)  # fmt: skip
"""The columns of ACLED's export as far as the record has what they hold."""
_GEO: Final = {"point": "1", "city": "1", "region": "2", "country": "3"}


def acled_rows(dump: Dump) -> Iterator[bytes]:
    """ACLED's columns. Its ``event_date`` is a day: here it is empty where no day is known (ACLED
    puts one in the middle of the month), and ``time_precision`` says how much is: 1 the day, 2
    within a week, 3 within a month, empty for less.
    """
    yield _line(list(ACLED))
    for document in dump.parsed():
        row = _acled(document)
        yield _line([safe(row[name]) if name not in NUMBERS else row[name] for name in ACLED])


def _acled(document: Document) -> dict[str, str]:
    start = when_of(document["start"])
    first = start.day_earliest if start else None
    last = start.day_latest if start else None
    span = last - first if first and last else None
    names = names_of(document)
    one_day = span is not None and span <= timedelta(days=1)
    changed = document["edition"]["at"]
    place = document["place"] or {}
    return {
        "event_id_cnty": document["id"],
        "event_date": first.date().isoformat() if first and one_day else "",
        "year": _year(first, last),
        "time_precision": _time_precision(span),
        "disorder_type": "",
        "event_type": document["type"],
        "sub_event_type": document["occurrence"],
        "actor1": names[0] if names else "",
        "assoc_actor_1": "",
        "actor2": names[1] if len(names) > 1 else "",
        "assoc_actor_2": "; ".join(names[2:]),
        "country": place.get("country", ""),
        "location": place.get("name", ""),
        "latitude": _place("latitude")(document),
        "longitude": _place("longitude")(document),
        "geo_precision": _GEO.get(place.get("precision", ""), ""),
        "source": "; ".join(citation["source"]["title"] for citation in document["citations"]),
        "notes": document["summary"] or document["title"],
        "tags": document["start"]["edtf"] if document["start"] else "",
        "timestamp": changed,
    }


def _year(first: Any, last: Any) -> str:
    """The year, where it is one."""
    if first is None or last is None:
        return ""
    return str(first.year) if first.year == (last - timedelta(microseconds=1)).year else ""


def _time_precision(span: timedelta | None) -> str:
    if span is None or span > timedelta(days=31):
        return ""
    if span > timedelta(days=7):
        return "3"
    return "2" if span > timedelta(days=1) else "1"


def _line(cells: list[str]) -> bytes:
    line = io.StringIO(newline="")
    csv.writer(line).writerow(cells)
    return line.getvalue().encode()


def parquet_file(dump: Dump, pyarrow: Any, parquet: Any) -> Iterator[bytes]:
    """The columns of the CSV and the whole document, in groups of rows of bounded size.

    A file of this kind ends with its index, so it is written down before it is sent.
    """
    schema = pyarrow.schema([(name, pyarrow.string()) for name in (*COLUMNS, "document")])
    with tempfile.TemporaryFile() as file:
        with parquet.ParquetWriter(file, schema, compression="zstd") as writer:
            for rows in _groups(dump):
                writer.write_table(pyarrow.Table.from_pylist(rows, schema=schema))
        file.seek(0)
        while part := file.read(1024 * 1024):
            yield part


def _groups(dump: Dump) -> Iterator[list[dict[str, str]]]:
    rows: list[dict[str, str]] = []
    for text, document in zip_parsed(dump):
        rows.append({**{n: cell(document) for n, cell in COLUMNS.items()}, "document": text})
        if len(rows) == ROWS_IN_GROUP:
            yield rows
            rows = []
    if rows:
        yield rows


def zip_parsed(dump: Dump) -> Iterator[tuple[str, Document]]:
    """Each document as text and as value."""
    for text in dump.documents:
        yield text.decode(), orjson.loads(text)
