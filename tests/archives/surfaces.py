"""Every address under which an archive's public record can be read, as data."""

import json
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlencode

from django.conf import settings

from events.interchange.exports import FORMATS
from tests.archives.loading import Archive, rows_of

API = "/api/v1"
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
REGISTERS = ("actors", "sources", "storylines")
FILTERS = (
    "from=2024-02&to=2024-02",
    "from=2024-02-20&to=2024-02-21&match=must",
    "type=talks&type=statement",
    "occurrence=announced",
    "role=mediator",
    "language=ar",
    "q=strait",
    "q=Kabel",
    "updated_since=2024-02-24",
    "ordering=-updated",
)


class Surface(NamedTuple):
    """`status` is what a client that follows redirections gets in the end."""

    name: str
    address: str
    language: str
    status: int = 200


def surfaces(archive: Archive) -> Iterator[Surface]:
    """All of them, drafts and what is gone included."""
    yield from _lists()
    yield from _moments(archive)
    yield from _events(archive)
    yield from _editions(archive)
    yield from _profiles(archive)


def _page(name: str, path: str, status: int = 200) -> Iterator[Surface]:
    return (Surface(f"page: {name}", path, language, status) for language in LANGUAGES)


def _api(name: str, path: str, status: int = 200) -> Surface:
    return Surface(f"API: {name}", f"{API}{path}", "en", status)


def _lists() -> Iterator[Surface]:
    yield from _page("timeline", "/")
    yield from _page("changes", "/changes/")
    yield _api("events", "/events/?limit=200")
    yield _api("facets", "/events/facets/")
    for interval in ("day", "week", "month", "year"):
        yield _api("histogram", f"/events/histogram/?interval={interval}")
    for register in REGISTERS:
        yield from _page(register, f"/{register}/")
        yield _api(register, f"/{register}/")
    yield _api("changes", "/changes/?after=0&limit=200")
    for form in FORMATS:
        yield _api(f"export as {form}", f"/export/?format={form}")
    for chosen in FILTERS:
        yield from _page("filtered timeline", f"/?{chosen}")
        yield _api("filtered events", f"/events/?{chosen}")


def _moments(archive: Archive) -> Iterator[Surface]:
    """The lists as they were after the last edition of each day."""
    by_day = {row["at"][:10]: row["at"] for row in rows_of(archive, "events_edition")}
    for moment in by_day.values():
        as_of = urlencode({"as_of": moment})
        yield from _page("timeline as of then", f"/?{as_of}")
        yield _api("events as of then", f"/events/?{as_of}")
        yield _api("facets as of then", f"/events/facets/?{as_of}")
        yield _api("changes as of then", f"/changes/?{as_of}")
        for form in FORMATS:
            yield _api(f"export as {form} as of then", f"/export/?format={form}&{as_of}")


def _events(archive: Archive) -> Iterator[Surface]:
    standing = {
        row["event_id"]: row["kind"]
        for row in rows_of(archive, "events_edition")
        if row["superseded_at"] is None
    }
    for row in rows_of(archive, "events_event"):
        event = row["id"]
        known = 200 if event in standing else 404
        # A merged event leads to the one that took it over.
        found = 410 if standing.get(event) == "retracted" else known
        yield from _page("event", f"/events/{event}/", found)
        yield from _page("history", f"/events/{event}/history/", known)
        yield _api("event", f"/events/{event}/", found)
        yield _api("editions", f"/events/{event}/editions/", known)


def _editions(archive: Archive) -> Iterator[Surface]:
    """Each edition by its number, and its event as of its first moment."""
    for row in rows_of(archive, "events_edition"):
        event = row["event_id"]
        as_of = urlencode({"as_of": row["at"]})
        status = 410 if row["kind"] == "retracted" else 200
        yield _api("edition", f"/events/{event}/editions/{row['number']}/")
        yield _api("event as of then", f"/events/{event}/?{as_of}", status)
        yield from _page("event as of then", f"/events/{event}/?{as_of}", status)


def _profiles(archive: Archive) -> Iterator[Surface]:
    standing = {
        json.loads(row["document"])["url"]
        for row in rows_of(archive, "events_profile")
        if row["superseded_at"] is None
    }
    for register in REGISTERS:
        kind = register.removesuffix("s")
        for row in rows_of(archive, f"events_{kind}"):
            path = f"/{register}/{row['id']}/"
            status = 200 if path in standing else 404
            yield from _page(kind, path, status)
            yield _api(kind, path, status)
            # Of what is not public there are no events, as of what nobody knows.
            chosen = urlencode({kind: row["id"]})
            yield from _page(f"events of one {kind}", f"/?{chosen}")
            yield _api(f"events of one {kind}", f"/events/?{chosen}")
