"""Atom (RFC 4287), with tombstones after RFC 6721 and pages after RFC 5005."""

import re
from collections.abc import Iterator
from datetime import UTC
from typing import Final
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings

from events.dates import json_datetime
from events.interchange.exports.dump import Dump, uri
from events.interchange.wording import body, headline, occurrence_in_words
from events.record import Event, EventRecord

OCCURRENCES: Final = "urn:event-tracker:occurrence"
"""The scheme of the categories for `occurrence`; the others are event types."""
_EPOCH: Final = "1970-01-01T00:00:00Z"
_NOT_IN_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Most texts contain nothing to escape.
_SPECIAL: Final = re.compile(f'[&<>"\t\n\r]|{_NOT_IN_XML.pattern}')


def atom(dump: Dump) -> Iterator[bytes]:
    """Yield a feed with an entry for each event and a tombstone for each retracted one."""
    changed = json_datetime(dump.changed.astimezone(UTC)) if dump.changed else _EPOCH
    home = dump.address(f"/?{dump.query}".rstrip("?"))
    yield (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0"'
        ' xmlns:fh="http://purl.org/syndication/history/1.0">\n'
        f"<id>{_feed_id(dump)}</id>\n<title>{_text(dump.title)}</title>\n"
        f"{_subtitle(dump)}<updated>{changed}</updated>\n<author><name>{_text(settings.SITE_NAME)}</name></author>\n"
        f'<link rel="alternate" type="text/html" href={_attribute(home)}/>\n{_pages(dump)}'
    ).encode()
    for record in dump.tombstones():
        yield _tombstone(record).encode()
    for event in dump.parsed():
        yield _entry(event, dump).encode()
    yield b"</feed>\n"


def _subtitle(dump: Dump) -> str:
    return f"<subtitle>{_text(dump.description)}</subtitle>\n" if dump.description else ""


def _feed_id(dump: Dump) -> str:
    """Return an id that is the same whatever host was asked, and another for every filter."""
    return uuid5(NAMESPACE_URL, f"{settings.PUBLIC_URL}/?{dump.query}").urn


def _pages(dump: Dump) -> str:
    """Return the address of the feed itself and those of its other pages, or that it has none."""
    links = {"self": dump.path, **dump.pages}
    return "".join(
        f'<link rel="{rel}" type="application/atom+xml" href={_attribute(dump.address(path))}/>\n'
        for rel, path in links.items()
    ) + ("" if dump.pages else "<fh:complete/>\n")


def _tombstone(record: EventRecord) -> str:
    return (
        f"<at:deleted-entry ref={_attribute(uri(record.id))} when={_attribute(record.edition.at)}>"
        f"<at:comment>{_text(record.edition.note)}</at:comment></at:deleted-entry>\n"
    )


def _entry(event: Event, dump: Dump) -> str:
    return (
        f"<entry xml:lang={_attribute(event.language)}><id>{uri(event.id)}</id>"
        f"<title>{_text(headline(event))}</title><updated>{event.edition.at}</updated>"
        f'<link rel="alternate" href={_attribute(dump.address(event.url))}/>{_sources(event)}'
        f"<category term={_attribute(event.type)}/>"
        f'<category scheme="{OCCURRENCES}" term={_attribute(event.occurrence)} '
        f"label={_attribute(occurrence_in_words(event))}/>"
        f"<summary>{_text(chr(10).join(body(event)))}</summary></entry>\n"
    )


def _sources(event: Event) -> str:
    return "".join(
        f'<link rel="via" href={_attribute(address)} title={_attribute(citation.source.title)}/>'
        for citation in event.citations
        if (address := event.sources[citation.source.id].canonical_url)
    )


def _text(text: str) -> str:
    return escape(_clean(text)) if _SPECIAL.search(text) else text


def _attribute(text: str) -> str:
    return quoteattr(_clean(text)) if _SPECIAL.search(text) else f'"{text}"'


def _clean(text: str) -> str:
    """Return the text without characters that XML 1.0 does not allow."""
    return _NOT_IN_XML.sub("\ufffd", text)
