"""What the head of a page tells programs: its permanent address, what it is about, its feeds."""

from dataclasses import dataclass
from functools import partial
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

from events.dates import LANGUAGES
from events.interchange.exports import FORMATS, Dump
from events.record import Event, write
from events.timeline.addresses import absolute_url
from events.timeline.filters import EventFilter
from events.web.event_page import EventPage

_DESCRIPTION: Final = 200


@dataclass(frozen=True)
class Head:
    """`path`: the address of the page on this site, without ``hl=``. `query`: the filter of what it
    lists. `embed`: the address of its embed, if there is one.

    `title` and `description` are for those who link to the page. `json_ld` is the record as
    schema.org, safe inside a script element.
    """

    path: str
    query: str = ""
    title: str = ""
    description: str = ""
    json_ld: str = ""
    embed: str = ""

    @property
    def in_languages(self) -> list[tuple[str, str]]:
        """The address of the page in each language."""
        separator = "&" if "?" in self.path else "?"
        return [(language, f"{self.path}{separator}hl={language}") for language in LANGUAGES]

    @property
    def feed(self) -> str:
        return f"/feed.atom?{self.query}".rstrip("?")

    @property
    def calendar(self) -> str:
        return f"/calendar.ics?{self.query}".rstrip("?")


def list_head(path: str, chosen: EventFilter, *, embed: str = "") -> Head:
    """The head of a page with the events of a filter."""
    return Head(path, chosen.to_query(ordering=None, as_of=None), embed=embed)


def embed_path(chosen: EventFilter) -> str:
    """The address of the embed with the events of a filter."""
    return f"/embed/timeline/?{chosen.to_query()}".rstrip("?")


def event_head(request: HttpRequest, event: Event, shown: EventPage) -> Head:
    """The title says if the event did not take place, the description begins with its date."""
    text = ". ".join(filter(None, [str(shown.period), str(shown.summary or "")]))
    return Head(
        request.path,
        title=shown.head_title,
        description=text if len(text) <= _DESCRIPTION else f"{text[: _DESCRIPTION - 1]}…",
        json_ld=_json_ld(request, event),
        embed=f"/embed{event.url}",
    )


def _json_ld(request: HttpRequest, event: Event) -> SafeString:
    address = partial(absolute_url, request)
    dump = Dump([write(event)], (), address, settings.SITE_NAME, None, path=request.path)
    octets = b"".join(FORMATS["jsonld"].octets(dump))
    return mark_safe(octets.decode())  # noqa: S308 (the format escapes what could end the element)
