"""Events as items of a bibliography: BibTeX, RIS and CSL-JSON.

An item is the page of an event as one edition had it: its address shows that edition for ever, its
date is that of the edition. When the event took place stands in the abstract.
"""

import re
from calendar import month_abbr
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode

from django.conf import settings

from events.interchange.exports.dump import Dump, json_array
from events.interchange.wording import body, edition_in_words, headline
from events.record import Event

_SPECIAL: Final = {
    "\\": r"\textbackslash{}",
    # BibTeX counts braces, even those after a backslash.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: f"\\{character}" for character in "$&#_%"},
}
_SPECIAL_PATTERN: Final = re.compile("[" + re.escape("".join(_SPECIAL)) + "]")


@dataclass(frozen=True)
class _Item:
    """`day`: when the edition was published; `edition`: which one it is, in words."""

    key: str
    title: str
    author: str
    day: datetime
    number: int
    url: str
    edition: str
    language: str
    abstract: str


def reference(event: Event, address: Callable[[str], str]) -> str:
    """Return the reference in one line, for an article. `address`: as of a `Dump`."""
    item = _item(event, address)
    return f"{item.author}: {item.title}. {item.edition}. {item.url}"


def bibtex(dump: Dump) -> Iterator[bytes]:
    """Yield an entry of the type ``misc`` for each event: BibTeX has none for pages."""
    for item in _items(dump):
        # The address is no text: a backslash before "_" would be part of it.
        fields = {
            "author": f"{{{_escaped(item.author)}}}",
            "title": f"{{{_escaped(item.title)}}}",
            "year": f"{item.day:%Y}",
            "note": _escaped(item.edition),
            "url": item.url,
            "language": item.language,
            "abstract": _escaped(item.abstract),
        }
        lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if value]
        month = f"  month = {month_abbr[item.day.month].lower()},\n"
        yield f"@misc{{{item.key},\n{''.join(lines)}{month}}}\n\n".encode()


def ris(dump: Dump) -> Iterator[bytes]:
    """Yield an item of the type ELEC for each event."""
    for item in _items(dump):
        lines = {
            "TY": "ELEC",
            "ID": item.key,
            # A comma at the end: the name of an organisation, not of a person.
            "AU": f"{item.author},",
            "TI": item.title,
            "PY": f"{item.day:%Y}",
            "DA": f"{item.day:%Y/%m/%d}",
            "ET": str(item.number),
            "UR": item.url,
            "LA": item.language,
            "AB": item.abstract,
            "ER": "",
        }
        # A line break would end the field.
        yield (
            "".join(
                f"{tag}  - {' '.join(value.split())}\r\n" for tag, value in lines.items()
            ).encode()
            + b"\r\n"
        )


def csl_json(dump: Dump) -> Iterator[bytes]:
    """Yield an item of the type ``webpage`` for each event, in one array."""
    yield from json_array(_csl(item) for item in _items(dump))


def _csl(item: _Item) -> dict[str, Any]:
    return {
        "id": item.key,
        "type": "webpage",
        "title": item.title,
        "author": [{"literal": item.author}],
        "container-title": item.author,
        "issued": {"date-parts": [[item.day.year, item.day.month, item.day.day]]},
        "version": str(item.number),
        "URL": item.url,
        "language": item.language,
        "abstract": item.abstract,
    }


def _items(dump: Dump) -> Iterator[_Item]:
    for event in dump.parsed():
        yield _item(event, dump.address)


def _item(event: Event, address: Callable[[str], str]) -> _Item:
    at = event.edition.at
    return _Item(
        key=f"event-{event.id}-{event.edition.number}",
        title=headline(event),
        author=settings.SITE_NAME,
        day=datetime.fromisoformat(at),
        number=event.edition.number,
        url=f"{address(event.url)}?{urlencode({'as_of': at}, safe=':')}",
        edition=edition_in_words(event),
        language=event.language,
        abstract="\n".join(body(event)),
    )


def _escaped(text: str) -> str:
    return _SPECIAL_PATTERN.sub(lambda found: _SPECIAL[found[0]], text)
