"""Calendars and feeds: iCalendar (RFC 5545) and Atom (RFC 4287, tombstones after RFC 6721)."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Final
from xml.sax.saxutils import escape, quoteattr

import orjson

from events.dates import Extent, extent, json_datetime
from events.interchange.exports.dump import Document, Dump, names_of, when_of

PRODUCT: Final = "-//Event Tracker//Event Tracker 1//EN"
LINE_OCTETS: Final = 75
# What is sure and what is only announced; what will not be is said so, not left out.
STATUS: Final = {
    "announced": "TENTATIVE",
    "scheduled": "CONFIRMED",
    "ongoing": "CONFIRMED",
    "occurred": "CONFIRMED",
    "postponed": "CANCELLED",
    "cancelled": "CANCELLED",
    "did_not_occur": "CANCELLED",
}
_TIMES: Final = frozenset({"minute", "second"})


def calendar(dump: Dump) -> Iterator[bytes]:
    """An entry for each event that is bounded on both sides; the others cannot stand in a calendar.

    The whole of what is known is the entry: February, not its first day.
    """
    yield _lines(["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN",
                  f"X-WR-CALNAME:{_ical(dump.title)}"])  # fmt: skip
    for document in dump.parsed():
        start = when_of(document["start"])
        period = extent(start, when_of(document["end"])) if start else None
        if period is not None and period.day_earliest and period.day_latest:
            yield _lines(_entry(document, period, dump))
    yield _lines(["END:VCALENDAR"])


def _entry(document: Document, period: Extent, dump: Dump) -> list[str]:
    edition = document["edition"]
    changed = _utc(datetime.fromisoformat(edition["at"]))
    words = [document["period"].get(document["language"]) or document["period"].get("en", "")]
    words += [document["summary"], ", ".join(names_of(document))]
    lines = [
        "BEGIN:VEVENT",
        f"UID:{document['id']}@event-tracker",
        f"DTSTAMP:{changed}",
        f"LAST-MODIFIED:{changed}",
        f"SEQUENCE:{edition['number'] - 1}",
        *_dates(document, period),
        f"SUMMARY:{_ical(document['title'])}",
        f"DESCRIPTION:{_ical(chr(10).join(word for word in words if word))}",
        f"URL:{dump.address(document['url'])}",
        f"CATEGORIES:{_ical(document['type'])}",
        f"X-EDTF:{_ical(_edtf(document))}",
    ]
    if document["place"]:
        lines.append(f"LOCATION:{_ical(document['place']['name'])}")
    if status := STATUS.get(document["occurrence"]):
        lines.append(f"STATUS:{status}")
    return [*lines, "END:VEVENT"]


def _dates(document: Document, period: Extent) -> list[str]:
    """The exact time where one is known, else whole days; the end is exclusive either way.

    A time without zone is on the clock of wherever the event is: a floating one (section 3.3.5).
    """
    start = document["start"]
    first, last = period.day_earliest, period.day_latest
    if first is None or last is None:
        return []
    if start["precision"] in _TIMES:
        if (
            period.earliest
            and period.latest
            and (start["timezone"] or _ZONED.search(start["edtf"]))
        ):
            return [f"DTSTART:{_utc(period.earliest)}", f"DTEND:{_utc(period.latest)}"]
        return [f"DTSTART:{_local(first)}", f"DTEND:{_local(last)}"]
    begins = f"DTSTART;VALUE=DATE:{_digits(first)}"
    until = (last - timedelta(microseconds=1)).date()
    # The last day of the calendar has no day after it.
    if until == _LAST_DAY:
        return [begins]
    return [begins, f"DTEND;VALUE=DATE:{_digits(until + timedelta(days=1))}"]


_LAST_DAY: Final = date.max
_ZONED: Final = re.compile(r"(Z|[+-][0-9]{2}(:[0-9]{2})?)$")


def _digits(day: date) -> str:
    # strftime writes the year 950 with three digits.
    return f"{day.year:04d}{day.month:02d}{day.day:02d}"


def _local(moment: datetime) -> str:
    return f"{_digits(moment)}T{moment:%H%M%S}"


def _edtf(document: Document) -> str:
    ends = [document[name]["edtf"] for name in ("start", "end") if document[name]]
    return "/".join(ends) if all("/" not in end for end in ends) else " ".join(ends)


def _utc(moment: datetime) -> str:
    return f"{_local(moment.astimezone(UTC))}Z"


def _ical(text: str) -> str:
    """TEXT (RFC 5545, section 3.3.11); a line break of any kind is written \\n."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return re.sub(r"\r\n|[\n\r\v\f\x85\u2028\u2029]", "\\\\n", text)


def _lines(lines: list[str]) -> bytes:
    return b"".join(fold(line) + b"\r\n" for line in lines)


def fold(line: str) -> bytes:
    """A content line in pieces of at most 75 octets, none inside a character (section 3.1)."""
    octets, parts, room = line.encode(), [], LINE_OCTETS
    while len(octets) > room:
        end = room
        while octets[end] & 0xC0 == 0x80:
            end -= 1
        parts.append(octets[:end])
        octets = octets[end:]
        room = LINE_OCTETS - 1  # the blank that the next line begins with
    return b"\r\n ".join([*parts, octets])


def atom(dump: Dump) -> Iterator[bytes]:
    """A feed with an entry for each event, and a tombstone for each that was taken back."""
    changed = json_datetime(dump.changed.astimezone(UTC)) if dump.changed else _EPOCH
    home = dump.address("/")
    yield (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0">\n'
        f"<id>{escape(dump.address('/feed.atom'))}</id>\n<title>{_xml(dump.title)}</title>\n"
        f"<updated>{changed}</updated>\n<author><name>{_xml(home)}</name></author>\n"
        f'<link rel="alternate" href={quoteattr(home)}/>\n'
    ).encode()
    for text in dump.gone:
        document = orjson.loads(text)
        yield (
            f"<at:deleted-entry ref={quoteattr(uri(document))} "
            f"when={quoteattr(document['edition']['at'])}>"
            f"<at:comment>{_xml(document['edition']['note'])}</at:comment></at:deleted-entry>\n"
        ).encode()
    for document in dump.parsed():
        yield _atom_entry(document, dump).encode()
    yield b"</feed>\n"


_EPOCH: Final = "1970-01-01T00:00:00Z"


def uri(document: Document) -> str:
    """The name of an event that no move of the site changes."""
    return f"urn:event-tracker:event:{document['id']}"


def _atom_entry(document: Document, dump: Dump) -> str:
    address = dump.address(document["url"])
    links = "".join(
        f'<link rel="via" href={quoteattr(c["source"]["canonical_url"])} '
        f"title={quoteattr(_clean(c['source']['title']))}/>"
        for c in document["citations"]
        if c["source"]["canonical_url"]
    )
    period = document["period"].get(document["language"]) or document["period"].get("en", "")
    summary = "\n".join(part for part in (period, document["summary"]) if part)
    return (
        f"<entry xml:lang={quoteattr(document['language'])}><id>{uri(document)}</id>"
        f"<title>{_xml(document['title'])}</title>"
        f"<updated>{document['edition']['at']}</updated>"
        f'<link rel="alternate" href={quoteattr(address)}/>{links}'
        f"<category term={quoteattr(document['type'])}/>"
        f"<summary>{_xml(summary)}</summary></entry>\n"
    )


_NOT_IN_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _clean(text: str) -> str:
    """Without what no XML 1.0 document can hold."""
    return _NOT_IN_XML.sub("\ufffd", text)


def _xml(text: str) -> str:
    return escape(_clean(text))
